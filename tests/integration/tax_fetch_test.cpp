// The tax report fetched from the marketplace: a job beside the schedule.
#include <boost/test/unit_test.hpp>

#include "common/tax_report.h"
#include "tests/sandbox/tax_report_rows.h"
#include "tests/support/several_marketplaces.h"

using namespace sellerd;
using namespace sellerd::test;
using namespace std::chrono_literals;

namespace {

const std::string kMonth = "2026-09";
const Timestamp kMonthBegins = *parse_time("2026-08-31T18:30:00Z");
const Timestamp kMonthEnds = *parse_time("2026-09-30T18:29:59Z");

sandbox::MarketData month_of_orders(std::size_t orders = 400) {
  return sandbox::make_synthetic({.seed = 3, .orders = orders, .days = 60, .start = kSimulationStart});
}

AccountSetup account(sandbox::Shop shop = {}, const std::string& faults = {}, std::size_t orders = 400) {
  AccountSetup setup{.channel = "amazon-in", .data = month_of_orders(orders)};
  setup.marketplace.shop = std::move(shop);
  setup.marketplace.faults = sandbox::FaultPlan::parse(faults).value();
  return setup;
}

std::vector<AccountSetup> alone(AccountSetup setup) {
  std::vector<AccountSetup> accounts;
  accounts.push_back(std::move(setup));
  return accounts;
}

struct Connected : SimulatedWorld {
  explicit Connected(AccountSetup setup = account()) : SimulatedWorld({}, alone(std::move(setup))) {
    start();
    call<api::SetOrganisation>({.gstin = marketplace().options().shop.gstin});
    connect_and_sync();
    time().pass(5min);
  }

  api::Progress fetch(const std::string& month = kMonth) {
    const auto news = call<api::FetchTaxReport>({.month = month});
    BOOST_REQUIRE(!news.empty() && news.back().runs.size() == 1u);
    return news.back().runs[0];
  }
  // Without `more` the call ends at once and leaves the run under way.
  void start_fetch() {
    const api::FetchTaxReport::Request request{.month = kMonth};
    call_raw(std::string(api::FetchTaxReport::kInfo.name), to_json(request).get_object(), false);
  }
  std::vector<TaxReportRow> held() {
    return daemon().store().list(store::kTaxReport, store::under(store::kTaxReport)).value();
  }
  // What the marketplace has to report of the month, as a file.
  std::string reported(bool businesses) {
    std::string text;
    sandbox::write_tax_rows(marketplace().data(), marketplace().options().shop, businesses, kMonthBegins,
                            kMonthEnds, [&text](std::string_view row) { text += row; });
    return text;
  }
  std::vector<api::TaxReportLine> reported_lines() {
    std::vector<Error> errors;
    auto lines = read_tax_report(reported(false), errors);
    for (auto& line : read_tax_report(reported(true), errors)) lines.push_back(std::move(line));
    for (const auto& error : errors) BOOST_ERROR(error.text());
    return lines;
  }
  std::uint64_t calls(std::string_view operation) {
    const auto& counts = marketplace().faults().calls();
    const auto found = counts.find(operation);
    return found == counts.end() ? 0 : found->second;
  }
  Run run_of(std::uint64_t id) { return call<api::GetRun>({.run = id}).at(0).run; }
};

}  // namespace

BOOST_AUTO_TEST_SUITE(tax_fetch)

BOOST_AUTO_TEST_CASE(a_month_comes_once_and_says_what_is_shipped) {
  Connected world;
  const auto lines = world.reported_lines();
  BOOST_REQUIRE(lines.size() > 100u);
  const auto first = world.fetch();
  BOOST_TEST((first.state == RunState::succeeded), first.reason);
  BOOST_TEST((first.module == Module::tax));
  BOOST_TEST(first.counts.created == static_cast<std::int64_t>(lines.size()));
  BOOST_TEST(first.counts.distinct() == first.counts.created);
  const auto run = world.run_of(first.run);
  BOOST_TEST(run.job == "gst 2026-09");
  BOOST_TEST((run.window_from == kMonthBegins));
  BOOST_TEST((run.window_to == kMonthEnds));
  const auto rows = world.held();
  BOOST_TEST(rows.size() == lines.size());

  const auto second = world.fetch();
  BOOST_TEST((second.state == RunState::succeeded));
  BOOST_TEST(second.counts.created + second.counts.updated == 0);
  BOOST_TEST(second.counts.unchanged == first.counts.created);
  BOOST_TEST((world.held() == rows));

  // The same from a file is the same.
  std::int64_t unchanged = 0;
  for (const auto& line : lines)
    unchanged += world.call<api::ImportTaxReport>({.lines = {line}}).at(0).unchanged;
  BOOST_TEST(unchanged == first.counts.created);
}

BOOST_AUTO_TEST_CASE(figures_are_then_the_marketplaces_and_agree_with_the_orders) {
  Connected world;
  world.fetch();
  for (const auto& reply : world.call<api::GstDifferences>({.month = kMonth})) {
    // The model's business is of one state and buys for all.
    if (reply.difference.says.starts_with("the buyer's GSTIN is of ")) continue;
    // A part of an order bears a part of its tax: what the order says is of the whole.
    const auto order = world.call<api::GetOrder>({.order_id = reply.difference.order_id}).at(0).order;
    BOOST_TEST((order.status == OrderStatus::confirmed), reply.difference.says);
  }
  std::map<GstSection, std::int64_t> reported;
  for (const auto& reply : world.call<api::GstSummary>({.month = kMonth})) {
    if (reply.figure.section == GstSection::set_aside) continue;
    BOOST_TEST((reply.figure.basis == GstBasis::report), to_json(reply.figure));
    ++reported[reply.figure.section];
  }
  BOOST_TEST(reported[GstSection::b2b] > 0);
  BOOST_TEST(reported[GstSection::b2c_small] > 0);
  BOOST_TEST(reported[GstSection::hsn] > 0);
  BOOST_TEST(reported[GstSection::tcs] > 0);
}

BOOST_AUTO_TEST_CASE(of_the_buyer_the_gstin_and_the_state_are_kept) {
  Connected world;
  world.fetch();
  BOOST_REQUIRE(world.reported(true).find(sandbox::kCanary) != std::string::npos);
  int businesses = 0;
  for (const auto& row : world.held()) {
    const auto text = json::serialize(to_json(row));
    BOOST_TEST(text.find("CANARY") == std::string::npos, text);
    businesses += row.buyer_gstin.empty() ? 0 : 1;
  }
  BOOST_TEST(businesses > 0);
}

BOOST_AUTO_TEST_CASE(without_the_role_the_run_fails_and_the_account_stays) {
  Connected world(account({.has_tax_role = false}));
  const auto ended = world.fetch();
  BOOST_TEST((ended.state == RunState::failed));
  BOOST_TEST(ended.advice.find("the role Tax Remittance (Restricted)") != std::string::npos, ended.advice);
  const auto status = world.call<api::GetStatus>({}).at(0).integrations.at(0);
  BOOST_TEST((status.state == IntegrationState::active));
  BOOST_TEST((world.sync(Module::orders).state == RunState::succeeded));
  BOOST_TEST(world.held().empty());
}

BOOST_AUTO_TEST_CASE(elsewhere_there_is_no_such_report) {
  SeveralMarketplaces world(
      {{.channel = "amazon-in", .seller_id = "A1"}, {.channel = "amazon-ae", .seller_id = "A2", .seed = 2}});
  world.connect_all();
  BOOST_TEST(world.refused<api::FetchTaxReport>({.month = kMonth}).hint ==
             "sellerctl integrations, then the same with --integration NAME");
  const auto news = world.call<api::FetchTaxReport>({.month = kMonth, .integration = "amazon-ae"});
  BOOST_TEST((news.back().runs.at(0).state == RunState::failed));
  BOOST_TEST(news.back().runs.at(0).reason ==
             "Amazon makes a merchant tax report for India only, not for amazon-ae");
}

BOOST_AUTO_TEST_CASE(a_killed_fetch_goes_on_with_the_reports_that_it_has) {
  Connected world(account({}, {}, 3'000));
  const auto lines = world.reported_lines();
  const auto reports = world.calls("createReport");
  world.start_fetch();
  world.time().run_until([&] { return !world.held().empty(); });
  const auto before = world.held().size();
  BOOST_TEST(before < lines.size());
  world.crash();
  world.start();
  world.run_until_idle();
  const auto run = world.call<api::ListRuns>({.module = Module::tax}).at(0).run;
  BOOST_TEST((run.state == RunState::succeeded), run.reason);
  BOOST_TEST(run.resumptions == 1);
  BOOST_TEST(run.counts.created == static_cast<std::int64_t>(lines.size()));
  BOOST_TEST(world.held().size() == lines.size());
  BOOST_TEST(world.calls("createReport") == reports + 2);
}

BOOST_AUTO_TEST_CASE(a_cancelled_fetch_is_over_and_leaves_what_is_in) {
  Connected world(account({}, {}, 3'000));
  world.start_fetch();
  world.time().run_until([&] { return !world.held().empty(); });
  const auto live = world.call<api::GetStatus>({}).at(0).integrations.at(0).modules.back();
  BOOST_REQUIRE((live.module == Module::tax));
  const auto cancelled = world.call<api::CancelRun>({.run = live.jobs.at(0).run}).at(0).run;
  BOOST_TEST((cancelled.state == RunState::cancelled));
  world.crash();
  world.start();
  world.run_until_idle();
  BOOST_TEST((world.run_of(cancelled.id).state == RunState::cancelled));
  // Asked for again it is a run of its own, which finds what is there.
  const auto again = world.fetch();
  BOOST_TEST((again.state == RunState::succeeded));
  BOOST_TEST(again.counts.unchanged > 0);
  BOOST_TEST(world.held().size() == world.reported_lines().size());
}

BOOST_AUTO_TEST_CASE(trouble_on_the_way_is_outlasted) {
  Connected world(account({}, "503@createReport:3,expired-url@download:2,429@getReportDocument:3"));
  const auto ended = world.fetch();
  world.run_until_idle();
  const auto run = world.run_of(ended.run);
  BOOST_TEST((run.state == RunState::succeeded), run.reason);
  BOOST_TEST(world.held().size() == world.reported_lines().size());
}

BOOST_AUTO_TEST_CASE(a_report_that_cannot_be_made_ends_the_run) {
  Connected world(account({}, "report-fatal@createReport:2"));
  const auto ended = world.fetch();
  BOOST_TEST((ended.state == RunState::failed));
  BOOST_TEST(ended.reason.find("FATAL") != std::string::npos, ended.reason);
}

BOOST_AUTO_TEST_CASE(a_row_that_cannot_be_understood_is_set_aside_without_the_buyer) {
  AccountSetup setup = account();
  sandbox::Order odd = setup.data.orders.at(0);
  odd.id = "408-0000000-0000001";
  odd.created = odd.updated = kMonthBegins + 24h;
  odd.status = sandbox::Status::shipped;
  odd.fulfiller = sandbox::Fulfiller::amazon;
  odd.package = sandbox::PackageState::none;
  odd.business = odd.non_amazon = false;
  odd.address = {"KOCHI", "KERALA", "682001"};
  odd.lines.resize(1);
  odd.lines[0] = {.product = odd.lines[0].product, .quantity = 12'345'678};
  sandbox::split_gst(odd.lines[0], 219'00);
  setup.data.orders.add(odd).value();
  Connected world(std::move(setup));
  const auto ended = world.fetch();
  BOOST_TEST((ended.state == RunState::partial));
  BOOST_TEST(ended.counts.failed == 1);
  const auto entry = world.call<api::ListQuarantine>({}).at(0).entry;
  BOOST_TEST((entry.module == Module::tax));
  BOOST_TEST(entry.record_id.starts_with(odd.id + "|Shipment|"), entry.record_id);
  BOOST_TEST(entry.reason == "Quantity: is not a number of units");
  BOOST_TEST(entry.payload.find("12345678") != std::string::npos, entry.payload);
  BOOST_TEST(entry.payload.find("682001") == std::string::npos, entry.payload);
  // Once it is right it is held, and no longer set aside.
  world.marketplace()
      .orders()
      .update(odd.id, world.time().now(), [](sandbox::Order& order) { order.lines[0].quantity = 1; })
      .value();
  BOOST_TEST((world.fetch().state == RunState::succeeded));
  BOOST_TEST(world.call<api::ListQuarantine>({}).empty());
}

BOOST_AUTO_TEST_CASE(a_dry_run_writes_nothing) {
  Connected world;
  const auto news = world.call<api::FetchTaxReport>({.month = kMonth, .dry_run = true});
  std::size_t differences = 0;
  for (const auto& each : news) differences += each.differences.size();
  BOOST_TEST(differences == world.reported_lines().size());
  BOOST_TEST(world.held().empty());
}

BOOST_AUTO_TEST_CASE(what_cannot_be_fetched) {
  Connected world;
  BOOST_TEST(world.refused<api::FetchTaxReport>({.month = "2026-13"}).field == "month");
  BOOST_TEST(world.refused<api::FetchTaxReport>({.month = "2026-11"}).field == "month");
  BOOST_TEST((world.refused<api::FetchTaxReport>({.month = kMonth, .integration = "nobody"}).code ==
              ErrorCode::not_found));
  BOOST_TEST(world.refused<api::StartSync>({.module = Module::tax}).hint == "sellerctl gst fetch");
  // Of the month that is not over there is what there is.
  BOOST_TEST((world.fetch("2026-10").state == RunState::succeeded));
}

BOOST_AUTO_TEST_SUITE_END()
