// What must hold of the books after any run, asked for as a user would. For Boost.Test programs.
#pragma once

#include <boost/test/unit_test.hpp>
#include <map>
#include <string>

#include "tests/support/simulated_world.h"

namespace sellerd::test {

// What the marketplace itself holds: "orders", "lines" or "items".
inline std::int64_t truth(SimulatedWorld& world, const char* what) {
  return world.marketplace().truth().at(what).to_number<std::int64_t>();
}

// How often the marketplace was called: an operation's name, or sandbox::kTokenRequest.
inline std::uint64_t calls_of(SimulatedWorld& world, std::string_view operation) {
  const auto& calls = world.marketplace().faults().calls();
  const auto found = calls.find(operation);
  return found == calls.end() ? 0 : found->second;
}

// searchOrders, as it goes over the wire.
inline bool is_order_search(const http::Request& request) {
  return request.url.find("/orders/2026-01-01/orders?") != std::string::npos;
}

inline void check_books_equal_truth(SimulatedWorld& world) {
  const auto totals = world.totals();
  BOOST_TEST(totals.orders == truth(world, "orders"));
  BOOST_TEST(totals.lines == truth(world, "lines"));
  BOOST_TEST(totals.items == truth(world, "items"));
  // The totals are counters; the lists are the records themselves.
  const auto orders = world.call<api::ListOrders>({});
  BOOST_TEST(orders.size() == static_cast<std::size_t>(truth(world, "orders")));
  std::size_t lines = 0;
  for (const auto& reply : orders) lines += reply.order.lines.size();
  BOOST_TEST(lines == static_cast<std::size_t>(truth(world, "lines")));
  BOOST_TEST(world.call<api::ListListings>({}).size() == static_cast<std::size_t>(truth(world, "items")));
}

// Every order is held in the marketplace's present version.
inline void check_books_are_current(SimulatedWorld& world) {
  check_books_equal_truth(world);
  for (const auto& reply : world.call<api::ListOrders>({})) {
    const auto* sold = world.marketplace().orders().find(reply.order.order_id);
    BOOST_REQUIRE_MESSAGE(sold != nullptr, reply.order.order_id);
    BOOST_TEST(reply.order.channel_status == sandbox::status_name(sold->status), reply.order.order_id);
    BOOST_TEST((reply.order.last_updated == sold->updated), reply.order.order_id);
  }
}

inline void check_history_adds_up(SimulatedWorld& world, const Run& run) {
  RunCounts counted;
  for (const auto& row : world.call<api::ListRunRecords>({.run = run.id})) ++counted.of(row.record.outcome);
  BOOST_TEST(counted.created == run.counts.created);
  BOOST_TEST(counted.updated == run.counts.updated);
  BOOST_TEST(counted.unchanged == run.counts.unchanged);
  BOOST_TEST(counted.failed == run.counts.failed);
}

// The first account's module as the status shows it.
inline api::ModuleStatus module_status(SimulatedWorld& world, Module module = Module::orders) {
  return world.call<api::GetStatus>({}).front().integrations.at(0).modules.at(module == Module::items ? 0
                                                                                                      : 1);
}

// The schedule's own runs, newest first: without the nightly second looks.
inline std::vector<Run> own_runs(SimulatedWorld& world, Module module) {
  std::vector<Run> runs;
  for (const auto& reply : world.call<api::ListRuns>({.module = module})) {
    if (reply.run.job.empty()) runs.push_back(reply.run);
  }
  return runs;
}

inline Order held_order(SimulatedWorld& world, const std::string& id) {
  return world.call<api::GetOrder>({.order_id = id}).at(0).order;
}

// Faults from now on, in the words of tests/sandbox/faults.h; none when empty. Numbers count from the first
// call that there ever was.
inline void set_faults(SimulatedWorld& world, std::string_view specification = {}) {
  auto plan = sandbox::FaultPlan::parse(specification);
  BOOST_REQUIRE_MESSAGE(plan.has_value(), specification);
  world.marketplace().faults().set_plan(std::move(*plan));
}

inline Money rupees(std::int64_t paise) {
  return {paise, *Currency::parse("INR")};
}

}  // namespace sellerd::test
