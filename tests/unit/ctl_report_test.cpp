// The report: what it asks, what it says, and that no text of a marketplace becomes markup in it.
#include <boost/test/unit_test.hpp>
#include <fstream>
#include <iterator>

#include "common/api/orders.h"
#include "common/api/stock.h"
#include "common/api/tax.h"
#include "ctl/report/html.h"
#include "ctl/report/page.h"
#include "ctl/report/scale.h"
#include "ctl/report/sections.h"
#include "tests/support/temporary_directory.h"
#include "tests/unit/ctl_fake_daemon.h"
#include "tests/unit/ctl_outcome.h"

namespace sellerd::ctl {
namespace {

constexpr const char* kHostile = "<script>alert(\"1\")</script>'&";

Timestamp at(std::string_view text) {
  return parse_time(text).value();
}

Money inr(std::string_view amount) {
  return Money::parse(amount, "INR").value();
}

OrderSummary two_days() {
  OrderCount first{.name = "2026-10-31", .orders = 3, .units = 4, .fulfilled = 2, .cancelled = 1};
  OrderCount second{.name = "2026-11-01", .orders = 1'200, .units = 1'200, .confirmed = 1'200};
  return {
      .first_day = "2026-10-31",
      .last_day = "2026-11-01",
      .begins = at("2026-10-30T18:30:00Z"),
      .ends = at("2026-11-01T18:30:00Z"),
      .days = {first, second},
      .places =
          {{.name = "29-Karnataka", .orders = 1'203, .confirmed = 1'200, .fulfilled = 2, .cancelled = 1}},
      .shippers = {{.name = "AMAZON", .orders = 1'203, .confirmed = 1'200, .fulfilled = 2, .cancelled = 1}}};
}

api::GetStatus::Reply hostile_status() {
  api::GetStatus::Reply status{.version = "1", .now = at("2026-11-01T12:00:00Z"), .alarms = {kHostile}};
  api::IntegrationStatus integration{.name = kHostile};
  integration.pushes = {.accepted = 1, .verified = 2};
  integration.modules.push_back({});
  status.integrations.push_back(integration);
  return status;
}

// One reply of a list.
template <class Reply>
Answer one(const Reply& reply) {
  return {{framed_reply(to_json(reply).as_object())}};
}

// Two runs in the period and one before it; a listing that drifted; a state and a rate.
Answer shop(const varlink::Call& call) {
  if (call.method == "org.sellerd.Orders.Summarize") return one(api::SummarizeOrders::Reply{two_days()});
  if (call.method == "org.sellerd.Service.GetStatus") return one(hostile_status());
  if (call.method == "org.sellerd.Sync.Summarize") {
    return one(api::SummarizeHistory::Reply{{.day = "2026-10-31",
                                             .integration = "in",
                                             .runs = 4,
                                             .succeeded = 3,
                                             .not_succeeded = 1,
                                             .calls = 17}});
  }
  if (call.method == "org.sellerd.Sync.ListRuns") {
    Answer answer;
    for (const auto& [id, started] :
         {std::pair(9, "2026-11-01T10:00:00Z"), std::pair(8, "2026-10-31T10:00:00Z"),
          std::pair(7, "2026-10-29T10:00:00Z")}) {
      Run run{.id = static_cast<std::uint64_t>(id), .integration_name = kHostile, .started = at(started)};
      run.counts = {.created = 1'000, .updated = 20, .failed = 5};
      run.late = id == 9 ? 2 : 0;
      answer.pieces.push_back(framed_reply(to_json(api::ListRuns::Reply{run}).as_object(), id != 7));
    }
    return answer;
  }
  if (call.method == "org.sellerd.Sync.ListRunRecords")
    return one(
        api::ListRunRecords::Reply{{.run = 9, .outcome = sellerd::Outcome::created, .late_seconds = 7'200}});
  if (call.method == "org.sellerd.Sync.ListQuota")
    return one(api::ListQuota::Reply{"in", kHostile, 5, 20, 1'000, 3});
  if (call.method == "org.sellerd.Integrations.List")
    return {{framed_reply(parsed(R"({"integration":{"number":1,"name":"in"}})"))}};
  if (call.method == "org.sellerd.Stock.Pushes")
    return one(api::ListPushes::Reply{{.integration = 1, .sku = kHostile, .desired = 4, .live = 7}});
  if (call.method == "org.sellerd.Tax.Summary") {
    GstFigure figure{.section = GstSection::b2c_small, .place = "32-Kerala", .rate = "18"};
    for (const auto part : {&GstFigure::value, &GstFigure::cgst, &GstFigure::sgst, &GstFigure::cess})
      figure.*part = inr("0");
    figure.taxable = inr("1000.50");
    figure.igst = inr("180.09");
    return one(api::GstSummary::Reply{figure});
  }
  return {{framed_error(make_error(ErrorCode::internal, "not expected: " + call.method))}};
}

// A daemon that has just been installed.
Answer nothing(const varlink::Call& call) {
  if (call.method == "org.sellerd.Orders.Summarize") {
    auto summary = two_days();
    for (auto& day : summary.days) day = {.name = day.name};
    summary.places.clear();
    summary.shippers.clear();
    return one(api::SummarizeOrders::Reply{summary});
  }
  if (call.method == "org.sellerd.Service.GetStatus")
    return one(api::GetStatus::Reply{.version = "1", .now = at("2026-11-01T12:00:00Z")});
  return {{framed_reply({})}};
}

bool has(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

// The cells of the table's row that begins with this name.
std::string row_of(const std::string& page, const std::string& table, const std::string& name) {
  const auto start = page.find("<table id=\"" + table + "\"");
  const auto row = page.find("\">" + escaped(name) + "</th>", start);
  if (start == std::string::npos || row == std::string::npos) return {};
  std::string cells;
  const auto end = page.find("</tr>", row);
  for (auto cell = page.find("<td", row); cell < end; cell = page.find("<td", cell + 1)) {
    const auto text = page.find('>', cell) + 1;
    cells += page.substr(text, page.find('<', text) - text) + "|";
  }
  return cells;
}

std::string file_text(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

}  // namespace

BOOST_AUTO_TEST_SUITE(ctl_report)

BOOST_AUTO_TEST_CASE(no_text_becomes_markup) {
  BOOST_TEST(escaped("<a href=\"x\">'&\x1b[31m\n\xff") == "&lt;a href=&quot;x&quot;&gt;&#39;&amp; [31m ?");
  Html html;
  html.open("p", {{"title", "\"><script>"}}).text("</p><script>").close();
  BOOST_TEST(std::move(html).finish() ==
             "<p title=\"&quot;&gt;&lt;script&gt;\">&lt;/p&gt;&lt;script&gt;</p>\n");
}

BOOST_AUTO_TEST_CASE(what_is_open_must_be_closed) {
  Html html;
  BOOST_CHECK_THROW(html.close(), std::logic_error);
  html.open("p");
  BOOST_CHECK_THROW(std::move(html).finish(), std::logic_error);
}

BOOST_AUTO_TEST_CASE(axes_end_at_round_numbers_and_places_are_within_them) {
  const Scale even(1'203, Scale::Steps::even);
  BOOST_TEST(even.lines() == (std::vector<std::int64_t>{0, 500, 1'000, 1'500}),
             boost::test_tools::per_element());
  BOOST_TEST(even.place(0) == 0);
  BOOST_TEST(even.place(750) == 5'000);
  BOOST_TEST(even.place(99'999) == kWholeAxis);
  const Scale tenfold(1'000, Scale::Steps::tenfold);
  BOOST_TEST(tenfold.lines() == (std::vector<std::int64_t>{0, 1, 10, 100, 1'000}),
             boost::test_tools::per_element());
  BOOST_TEST(tenfold.place(1) == 2'500);
  BOOST_TEST(tenfold.place(10) == 5'000);
  BOOST_TEST(tenfold.place(1'000) == kWholeAxis);
  for (const std::int64_t highest : {std::int64_t{0}, std::int64_t{1}, std::int64_t{7}, INT64_MAX}) {
    for (const auto steps : {Scale::Steps::even, Scale::Steps::tenfold}) {
      const Scale scale(highest, steps);
      BOOST_TEST(scale.lines().size() >= 2u);
      BOOST_TEST(scale.place(highest) <= kWholeAxis);
      for (std::size_t i = 1; i < scale.lines().size(); ++i)
        BOOST_TEST(scale.place(scale.lines()[i]) > scale.place(scale.lines()[i - 1]));
    }
  }
  BOOST_TEST(percent_text(1'203) == "12.03%");
  BOOST_TEST(share_of(INT64_MAX / 2, INT64_MAX) == 4'999);
}

BOOST_AUTO_TEST_CASE(amounts_are_grouped) {
  BOOST_TEST(amount_text(inr("1234567.05")) == "1,234,567.05 INR");
  BOOST_TEST(amount_text(inr("-0.50")) == "-0.50 INR");
  BOOST_TEST(amount_text(Money{}) == "-");
}

BOOST_AUTO_TEST_CASE(rates_go_by_their_size) {
  GstSums sums;
  for (const char* rate : {"", "5", "18", "0.25", "12", "0"}) sums.by_rate[{"29-Karnataka", rate}] = {};
  std::vector<std::string> rates;
  for (const auto& [key, sum] : sums.by_rate) rates.push_back(key.second);
  BOOST_TEST(rates == (std::vector<std::string>{"0", "0.25", "5", "12", "18", ""}),
             boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(a_sum_that_is_too_large_is_said) {
  ReportData data;
  data.orders = two_days();
  data.gst.by_rate[{"29-Karnataka", "5"}].taxable = {INT64_MAX, inr("0").currency};
  data.gst.by_rate[{"29-Karnataka", "18"}].taxable = inr("1");
  BOOST_TEST(has(report_page(data), ">too large</text>"));
}

BOOST_AUTO_TEST_CASE(figures_are_the_daemons) {
  FakeDaemon daemon(shop);
  const auto outcome = sellerctl({"report", "--from", "2026-10-31", "--to", "2026-11-01"}, daemon.path());
  BOOST_REQUIRE_MESSAGE(outcome.code == 0, outcome.err);
  const auto& page = outcome.out;
  BOOST_TEST(row_of(page, "order-days-table", "2026-10-31") == "3|2|0|0|0|1|4|");
  BOOST_TEST(row_of(page, "order-days-table", "2026-11-01") == "1,200|0|1,200|0|0|0|1,200|");
  BOOST_TEST(row_of(page, "order-places-table", "29-Karnataka") == "1,203|2|1,200|0|0|1|0|");
  BOOST_TEST(row_of(page, "runs-table", "2026-10-31") == "4|3|1|0|0|0|0|0|");
  BOOST_TEST(row_of(page, "records-table", "9") ==
             escaped(kHostile) + "|orders|manual|2026-11-01 10:00|running|1,020|1,000|20|0|5|2|");
  BOOST_TEST(row_of(page, "records-table", "7").empty());  // began before the period
  BOOST_TEST(row_of(page, "late-orders-table", "1 - 4 h") == "1|");
  BOOST_TEST(row_of(page, "verified-table", kHostile) == "3|2|66.6 %|0|0|1|0|0|");
  BOOST_TEST(row_of(page, "drift-table", "2 to 10 too many") == "1|");
  BOOST_TEST(row_of(page, "drifted-table", kHostile) == "in|4|7|+3|");
  BOOST_TEST(row_of(page, "quota-now-table", kHostile) == "in|15|5|20|75.0 %|3|1 s|");
  BOOST_TEST(row_of(page, "calls-table", "2026-10-31") == "17|");
  // Two months, each with the same figure.
  BOOST_TEST(row_of(page, "gst-places-table", "32-Kerala") ==
             "18 %|2,001.00 INR|360.18 INR|0.00 INR|0.00 INR|0.00 INR|");
  const auto calls = daemon.calls();
  BOOST_TEST(json::serialize(calls.at(0).parameters) == R"({"from":"2026-10-31","to":"2026-11-01"})");
  for (const auto& call : calls) {
    BOOST_TEST((call.method != "org.sellerd.Sync.ListRunRecords" || call.parameters.at("run") == 9),
               "only runs that found something late are looked into");
  }
}

BOOST_AUTO_TEST_CASE(hostile_names_stay_text_and_nothing_is_loaded) {
  FakeDaemon daemon(shop);
  const auto page = sellerctl({"report"}, daemon.path()).out;
  BOOST_TEST(has(page, "&lt;script&gt;"));
  for (const char* never : {"<script", "javascript:", "src=", "http://", "https://", "@import", "<link",
                            "<img", "onload", "onclick"})
    BOOST_TEST(!has(page, never), never);
  BOOST_TEST(has(page, "default-src &#39;none&#39;"));
}

BOOST_AUTO_TEST_CASE(an_empty_installation_has_a_page_that_says_so) {
  FakeDaemon daemon(nothing);
  const auto outcome = sellerctl({"report"}, daemon.path());
  BOOST_REQUIRE_MESSAGE(outcome.code == 0, outcome.err);
  BOOST_TEST(has(outcome.out, "There is nothing to report yet"));
  BOOST_TEST(!has(outcome.out, "<figure"));
}

BOOST_AUTO_TEST_CASE(a_report_is_written_whole_and_over_another_only_where_asked) {
  FakeDaemon daemon(nothing);
  const TemporaryDirectory directory;
  const auto path = (directory.path() / "report.html").string();
  const auto made = sellerctl({"report", "--output", path}, daemon.path());
  BOOST_REQUIRE_MESSAGE(made.code == 0, made.err);
  BOOST_TEST(made.out == "Wrote the report of 2026-10-31 to 2026-11-01 to " + path + ".\n");
  BOOST_TEST(file_text(path).starts_with("<!DOCTYPE html>"));
  const std::filesystem::directory_iterator written(directory.path());
  BOOST_TEST(std::distance(begin(written), end(written)) == 1);  // nothing is left beside it
  std::ofstream(path) << "mine";
  const auto asked = daemon.calls().size();
  const auto again = sellerctl({"report", "--output", path}, daemon.path());
  BOOST_TEST(again.code == 2);
  BOOST_TEST(has(again.err, "--output: " + path + " exists"));
  BOOST_TEST(file_text(path) == "mine");
  BOOST_TEST(daemon.calls().size() == asked);  // nothing is asked in vain
  BOOST_TEST(sellerctl({"report", "--output", path, "--force"}, daemon.path()).code == 0);
  BOOST_TEST(file_text(path).starts_with("<!DOCTYPE html>"));
  const auto nowhere = sellerctl({"report", "--output", "/nonexistent/report.html"}, daemon.path());
  BOOST_TEST(nowhere.code == 2);
  BOOST_TEST(has(nowhere.err, "cannot write /nonexistent/report.html"));
  BOOST_TEST(sellerctl({"report", "--json"}, daemon.path()).code == 2);
}

BOOST_AUTO_TEST_CASE(what_the_daemon_refuses_leaves_no_file) {
  FakeDaemon daemon([](const varlink::Call&) -> Answer {
    return {{framed_error(make_error(ErrorCode::invalid_argument, "is not a day", "from"))}};
  });
  const TemporaryDirectory directory;
  const auto path = (directory.path() / "report.html").string();
  const auto outcome = sellerctl({"report", "--from", "soon", "--output", path}, daemon.path());
  BOOST_TEST(outcome.code == 2);
  BOOST_TEST(has(outcome.err, "from: is not a day"));
  BOOST_TEST(!std::filesystem::exists(path));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace sellerd::ctl
