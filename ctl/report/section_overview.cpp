// What a reader wants to know first: how things stand, in a few figures.
#include "ctl/report/figure.h"
#include "ctl/report/sections.h"
#include "ctl/text.h"

namespace sellerd::ctl {
namespace {

void write_key_figure(Html& html, std::string_view id, std::string_view name, std::string_view value,
                      std::string_view more) {
  html.open("div", {{"class", "key"}, {"id", std::string(id)}});
  html.element("dt", name);
  html.element("dd", {{"class", "value"}}, value);
  html.element("dd", {{"class", "more"}}, more);
  html.close();
}

struct Standing {
  std::int64_t runs = 0;
  std::int64_t succeeded = 0;
  std::int64_t failed = 0;
  std::int64_t late = 0;
};

Standing standing_of(const ReportData& data) {
  Standing standing;
  for (const auto& day : data.history) {
    standing.runs += day.runs;
    standing.succeeded += day.succeeded;
    standing.failed += day.failed;
    standing.late += day.late;
  }
  return standing;
}

void write_alarms(Html& html, const ReportData& data) {
  const auto& alarms = data.status.alarms;
  if (alarms.empty()) {
    html.element("p", {{"class", "standing calm"}}, "Nothing needs a person.");
    return;
  }
  html.open("div", {{"class", "standing alarm"}});
  html.element("p", "These need a person:");
  html.open("ul");
  for (const auto& alarm : alarms) html.element("li", alarm);
  html.close().close();
}

}  // namespace

OrderCount all_orders(const ReportData& data) {
  OrderCount all;
  for (const auto& day : data.orders.days) all += day;
  return all;
}

void write_overview(Html& html, const ReportData& data) {
  open_section(html, "overview", "In short");
  write_alarms(html, data);
  const auto orders = all_orders(data);
  const auto standing = standing_of(data);
  std::int64_t listings = 0;
  std::int64_t verified = 0;
  std::int64_t quarantined = 0;
  for (const auto& integration : data.status.integrations) {
    listings += integration.pushes.listings();
    verified += integration.pushes.verified;
    quarantined += integration.totals.quarantined;
  }
  const auto gst = gst_total(data.gst);
  html.open("dl", {{"class", "keys"}});
  write_key_figure(html, "key-orders", "Orders placed", grouped(orders.orders),
                   count_of(orders.units, "unit") + " that stand");
  write_key_figure(html, "key-cancelled", "Cancelled",
                   orders.orders == 0 ? "-" : share_text(orders.cancelled, orders.orders),
                   count_of(orders.cancelled, "order"));
  write_key_figure(html, "key-runs", "Runs that succeeded",
                   standing.runs == 0 ? "-" : share_text(standing.succeeded, standing.runs),
                   grouped(standing.succeeded) + " of " + grouped(standing.runs));
  write_key_figure(html, "key-failed", "Records that failed", grouped(standing.failed),
                   grouped(quarantined) + " in quarantine now");
  write_key_figure(html, "key-verified", "Stock verified",
                   listings == 0 ? "-" : share_text(verified, listings),
                   listings == 0 ? std::string("no quantity is sent")
                                 : grouped(verified) + " of " + count_of(listings, "listing"));
  write_key_figure(html, "key-drift", "Stock that drifted",
                   grouped(static_cast<std::int64_t>(data.stock.drifted.size())),
                   "when buyers' view was last looked at");
  write_key_figure(html, "key-late", "Found late", grouped(standing.late),
                   "records an earlier run should have found");
  write_key_figure(html, "key-gst", "GST", gst ? amount_text(gst->tax) : "-",
                   gst ? "in whole months, on " + amount_text(gst->taxable) : "beyond what can be summed");
  html.close().close();
}

}  // namespace sellerd::ctl
