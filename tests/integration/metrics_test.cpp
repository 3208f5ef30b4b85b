// The figures for a monitoring system, against what the other commands say.
#include <boost/test/unit_test.hpp>

#include "tests/support/book_checks.h"
#include "tests/support/read_metrics.h"
#include "tests/support/second_account.h"

using namespace sellerd;
using namespace sellerd::test;
using namespace std::chrono_literals;

namespace {

const std::string kOf = " integration=amazon-in";
const std::string kOfOrders = kOf + " module=orders";

std::string text_of(SimulatedWorld& world) {
  return world.call<api::GetMetrics>({}).front().text;
}

ReadMetrics metrics_of(SimulatedWorld& world) {
  auto read = MetricsReader::read(text_of(world));
  BOOST_TEST(read.faults.empty(), (read.faults.empty() ? "" : read.faults.front()));
  return read;
}

std::string seconds_text(Duration span) {
  const auto milliseconds = std::to_string(span.count() % 1'000 + 1'000).substr(1);
  return std::to_string(span.count() / 1'000) + "." + milliseconds;
}

// Calls to the operation, whatever came of them.
std::uint64_t counted_calls(const ReadMetrics& metrics, const std::string& operation) {
  std::uint64_t calls = 0;
  for (const auto& [sample, value] : metrics.samples) {
    if (sample.starts_with("sellerd_marketplace_calls_total ") &&
        sample.find(" operation=" + operation + " ") != std::string::npos)
      calls += std::stoull(value);
  }
  return calls;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(metrics)

BOOST_AUTO_TEST_CASE(a_daemon_without_accounts_has_figures) {
  SimulatedWorld world;
  world.start();
  const auto metrics = metrics_of(world);
  BOOST_TEST(metrics.of("sellerd_build_info version=" SELLERD_VERSION) == "1");
  BOOST_TEST(metrics.of("sellerd_start_time_seconds") == seconds_text(kSimulationStart.time_since_epoch()));
  BOOST_TEST(metrics.of("sellerd_stopped") == "0");
  BOOST_TEST(metrics.of("sellerd_alarms") == "0");
  BOOST_TEST(metrics.of("sellerd_refused_calls_total") == "0");
  BOOST_TEST(!metrics.families.contains("sellerd_integration_state"));
  BOOST_TEST(std::stoll(metrics.of("sellerd_resident_memory_bytes")) > 1'000'000);
#ifndef SELLERD_SANITIZED  // which has an allocator of its own
  BOOST_TEST(std::stoll(metrics.of("sellerd_heap_bytes")) > 0);
#endif
  BOOST_TEST(metrics.of("sellerd_store_memory_bytes kind=write_buffers") != "none");
  BOOST_TEST(std::stoll(metrics.of("sellerd_open_descriptors")) > 2);
}

BOOST_AUTO_TEST_CASE(the_figures_are_those_of_the_status) {
  SimulatedWorld world({.faults = "bad-order@searchOrders:2"});
  world.start();
  world.connect_and_sync();
  connect_second(world);
  world.time().pass(25h);
  const auto metrics = metrics_of(world);
  const auto status = world.call<api::GetStatus>({}).front();
  BOOST_TEST(metrics.of("sellerd_alarms") == std::to_string(status.alarms.size()));
  for (const auto& integration : status.integrations) {
    const auto of = " integration=" + integration.name;
    BOOST_TEST(metrics.of("sellerd_integration_state" + of + " state=active") == "1");
    BOOST_TEST(metrics.of("sellerd_integration_state" + of + " state=needs_reauth") == "0");
    BOOST_TEST(metrics.of("sellerd_records_held" + of + " kind=orders") ==
               std::to_string(integration.totals.orders));
    BOOST_TEST(metrics.of("sellerd_quarantined_records" + of) ==
               std::to_string(integration.totals.quarantined));
    BOOST_TEST(metrics.of("sellerd_frozen_orders" + of) == std::to_string(integration.frozen_orders));
    const auto& orders = integration.modules.at(1);
    BOOST_REQUIRE((orders.module == Module::orders && orders.read_to && orders.next_run && orders.last_run));
    BOOST_TEST(metrics.of("sellerd_read_to_lag_seconds" + of + " module=orders") ==
               seconds_text(status.now - *orders.read_to));
    BOOST_TEST(metrics.of("sellerd_next_run_timestamp_seconds" + of + " module=orders") ==
               seconds_text(orders.next_run->time_since_epoch()));
    BOOST_TEST(metrics.of("sellerd_last_success_age_seconds" + of + " module=orders") ==
               seconds_text(status.now - *orders.last_run->ended));
  }
  BOOST_TEST(status.integrations.at(0).totals.quarantined > 0);
  for (const auto& reply : world.call<api::ListQuota>({})) {
    const auto left = metrics.of("sellerd_quota_calls_left integration=" + reply.integration +
                                 " operation=" + reply.operation);
    BOOST_TEST(left.substr(0, left.find('.')) == std::to_string(reply.calls_left));
  }
  BOOST_TEST(std::stoll(metrics.of("sellerd_store_bytes family=orders")) > 10'000);
  BOOST_TEST(metrics.of("sellerd_store_bytes family=customers") != "none");
}

BOOST_AUTO_TEST_CASE(counters_add_up_to_the_history) {
  SimulatedWorld world({.faults = "bad-order@searchOrders:2"});
  world.start();
  world.connect_and_sync();
  world.time().pass(25h);
  const auto metrics = metrics_of(world);
  std::map<std::string, std::int64_t> expected;
  for (const auto& reply : world.call<api::ListRuns>({})) {
    const auto of = kOf + " module=" + std::string(enum_name(reply.run.module));
    ++expected["sellerd_runs_started_total" + of];
    ++expected["sellerd_runs_ended_total" + of + " state=" + std::string(enum_name(reply.run.state))];
    for_each_field<RunCounts>([&](const auto& field) {
      expected["sellerd_run_records_total" + of + " outcome=" + std::string(field.name)] +=
          reply.run.counts.*field.member;
    });
    expected["sellerd_late_records_total" + of] += reply.run.late;
  }
  for (const auto& [sample, value] : expected)
    BOOST_TEST(metrics.of(sample) == std::to_string(value), sample << " " << metrics.of(sample));
  BOOST_TEST(expected.at("sellerd_run_records_total" + kOfOrders + " outcome=failed") > 0);
  BOOST_TEST(metrics.of("sellerd_runs_ended_total" + kOfOrders + " state=failed") == "0");
}

BOOST_AUTO_TEST_CASE(calls_are_counted_as_the_marketplace_counts_them) {
  SimulatedWorld world({.faults = "429@searchOrders:2-4"});
  world.start();
  world.connect_and_sync();
  world.time().pass(5h);
  const auto metrics = metrics_of(world);
  const auto outcome = [&](const char* name) {
    return metrics.of("sellerd_marketplace_calls_total" + kOf + " operation=searchOrders outcome=" + name);
  };
  BOOST_TEST(outcome("throttled") == "3");
  BOOST_TEST(std::stoll(outcome("answered")) > 0);
  BOOST_TEST(metrics.of("sellerd_quota_throttled_total" + kOf + " operation=searchOrders") == "3");
  for (const auto& reply : world.call<api::ListQuota>({}))
    BOOST_TEST(counted_calls(metrics, reply.operation) == calls_of(world, reply.operation), reply.operation);
  BOOST_TEST(calls_of(world, "searchOrders") > 3u);
}

BOOST_AUTO_TEST_CASE(a_restart_begins_the_counters_again_and_nothing_else) {
  SimulatedWorld world;
  world.start();
  world.connect_and_sync();
  const auto before = metrics_of(world);
  BOOST_TEST(before.of("sellerd_runs_started_total" + kOfOrders) == "1");
  world.stop();
  world.start();
  const auto after = metrics_of(world);
  BOOST_TEST(after.of("sellerd_runs_started_total" + kOfOrders) == "0");
  BOOST_TEST(after.of("sellerd_runs_ended_total" + kOfOrders + " state=succeeded") == "0");
  BOOST_TEST(after.of("sellerd_last_success_age_seconds" + kOfOrders) != "none");
  for (const char* kind : {"orders", "lines", "listings"}) {
    const auto sample = "sellerd_records_held" + kOf + " kind=" + kind;
    BOOST_TEST(after.of(sample) == before.of(sample));
  }
}

BOOST_AUTO_TEST_CASE(a_failure_does_not_make_the_last_success_younger) {
  SimulatedWorld world;
  world.start();
  world.connect_and_sync();
  const auto success = *world.last_run(Module::orders).ended;
  world.network().unplugged = true;
  world.time().pass(5h);
  BOOST_TEST((world.last_run(Module::orders).state != RunState::succeeded));
  const auto now = world.call<api::GetStatus>({}).front().now;
  BOOST_TEST(metrics_of(world).of("sellerd_last_success_age_seconds" + kOfOrders) ==
             seconds_text(now - success));
}

BOOST_AUTO_TEST_CASE(refused_calls_and_the_kill_switch_show) {
  SimulatedWorld world;
  world.start();
  world.daemon().dispatcher().set_policy({.owner = 1});
  // A policy of which nobody has a level but root, as whom the world calls.
  world.call<api::StopAll>({});
  BOOST_TEST(metrics_of(world).of("sellerd_stopped") == "1");
  BOOST_TEST(metrics_of(world).of("sellerd_refused_calls_total") == "0");
  world.daemon().dispatcher().on_refused({.user = 7, .groups = {}, .name = "somebody"}, "a method");
  BOOST_TEST(metrics_of(world).of("sellerd_refused_calls_total") == "1");
}

BOOST_AUTO_TEST_CASE(no_order_and_no_seller_is_named) {
  SimulatedWorld world({.orders = 60});
  world.start();
  world.connect_and_sync();
  const auto text = text_of(world);
  const auto orders = world.call<api::ListOrders>({});
  BOOST_TEST(!orders.empty());
  for (const auto& reply : orders) BOOST_TEST(text.find(reply.order.order_id) == std::string::npos);
  BOOST_TEST(text.find(world.connect_request().seller_id) == std::string::npos);
}

BOOST_AUTO_TEST_SUITE_END()
