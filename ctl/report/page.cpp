#include "ctl/report/page.h"

#include "ctl/report/html.h"
#include "ctl/report/sections.h"
#include "ctl/text.h"

namespace sellerd::ctl {
namespace {

struct Part {
  const char* id;
  const char* name;
  void (*write)(Html&, const ReportData&);
};

constexpr std::array kParts = {
    Part{"overview", "In short", &write_overview},
    Part{"health", "Sync health", &write_health},
    Part{"orders", "Orders", &write_orders},
    Part{"stock", "Stock", &write_stock},
    Part{"late", "Late orders", &write_late},
    Part{"quota", "Quota", &write_quota},
    Part{"gst", "GST", &write_gst},
};

// What failed or needs a person is hatched: colour is not all that tells it apart.
constexpr std::string_view kPatterns =
    R"svg(<svg class="patterns" width="0" height="0" aria-hidden="true" focusable="false"><defs>)svg"
    R"svg(<pattern id="hatch" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">)svg"
    R"svg(<rect class="hatch-ground" width="6" height="6"/><rect class="hatch-line" width="2.5" height="6"/>)svg"
    R"svg(</pattern></defs></svg>)svg";

void write_head(Html& html, const ReportData& data) {
  html.open("head");
  html.leaf("meta", {{"charset", "utf-8"}});
  // Nothing is loaded and nothing runs, whatever stands in the page.
  html.leaf("meta", {{"http-equiv", "Content-Security-Policy"},
                     {"content",
                      "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; "
                      "form-action 'none'"}});
  html.leaf("meta", {{"name", "viewport"}, {"content", "width=device-width, initial-scale=1"}});
  html.leaf("meta", {{"name", "color-scheme"}, {"content", "light dark"}});
  html.leaf("meta", {{"name", "referrer"}, {"content", "no-referrer"}});
  html.element("title", "sellerd report, " + data.orders.first_day + " to " + data.orders.last_day);
  html.open("style").constant(report_style()).close();
  html.close();
}

void write_title(Html& html, const ReportData& data) {
  html.open("header");
  html.element("p", {{"class", "maker"}}, "sellerd report");
  html.open("h1");
  html.element("time", {{"datetime", data.orders.first_day}}, data.orders.first_day);
  html.text(" to ").element("time", {{"datetime", data.orders.last_day}}, data.orders.last_day).close();
  std::string accounts;
  for (const auto& integration : data.status.integrations)
    accounts += (accounts.empty() ? "" : ", ") + integration.name;
  html.element("p", (accounts.empty() ? "" : accounts + ". ") +
                        std::string("Days of the marketplace's calendar; other times are UTC. Made ") +
                        utc(data.status.now) + " by sellerd " + data.status.version + ".");
  html.close();
}

void write_navigation(Html& html) {
  html.open("nav", {{"aria-label", "Parts of the report"}}).open("ul");
  for (const auto& part : kParts) {
    html.open("li").element("a", {{"href", std::string("#") + part.id}}, part.name).close();
  }
  html.close().close();
}

bool is_empty(const ReportData& data) {
  return data.status.integrations.empty() && data.runs.empty() && all_orders(data).orders == 0;
}

void write_nothing(Html& html) {
  html.open("section", {{"id", "empty"}, {"aria-labelledby", "empty-heading"}});
  html.element("h2", {{"id", "empty-heading"}}, "There is nothing to report yet");
  html.element("p", "No account is connected, and the books hold no order of these days. Connect one with");
  html.open("p").element("code", "sellerctl connect amazon-in").close();
  html.element("p", "and make the report again after its first sync.");
  html.close();
}

}  // namespace

std::string report_page(const ReportData& data) {
  const bool empty = is_empty(data);
  Html html;
  html.constant("<!DOCTYPE html>\n");
  html.open("html", {{"lang", "en"}});
  write_head(html, data);
  html.open("body").constant(kPatterns);
  html.element("a", {{"class", "skip"}, {"href", "#content"}}, "Skip to the report");
  write_title(html, data);
  if (!empty) write_navigation(html);
  html.open("main", {{"id", "content"}, {"tabindex", "-1"}});
  if (empty) write_nothing(html);
  for (const auto& part : kParts) {
    if (!empty) part.write(html, data);
  }
  html.close();
  html.open("footer").element("p",
                              "Of buyers the report holds nothing but the state that goods went to. Figures "
                              "without a day are those of the moment it was made.");
  html.close().close().close();
  return std::move(html).finish();
}

}  // namespace sellerd::ctl
