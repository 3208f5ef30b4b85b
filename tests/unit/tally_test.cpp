#include "daemon/control/tally.h"

#include <boost/test/unit_test.hpp>

using namespace sellerd;
using namespace sellerd::control;
using namespace std::chrono_literals;

namespace {

Run run(std::uint64_t id, RunState state, std::int64_t created) {
  return {.id = id,
          .integration_name = "a",
          .state = state,
          .counts = {.created = created, .repeated = created / 20},
          .late = created / 10};
}

const Tally::ModuleKey kOrders{"a", Module::orders};

}  // namespace

BOOST_AUTO_TEST_SUITE(tally)

BOOST_AUTO_TEST_CASE(a_run_that_goes_on_is_counted_from_where_it_was) {
  Tally tally;
  tally.note_run(run(7, RunState::running, 0), 10s);
  tally.note_run(run(7, RunState::interrupted, 40), 15s);
  tally.note_run(run(7, RunState::running, 40), 100s);
  tally.note_run(run(7, RunState::succeeded, 100), 107s);
  BOOST_TEST(tally.started().at(kOrders) == 2);
  const auto interrupted = tally.ended().at({"a", Module::orders, RunState::interrupted});
  BOOST_TEST(interrupted.runs == 1);
  BOOST_TEST((interrupted.took == 5s));
  BOOST_TEST((tally.ended().at({"a", Module::orders, RunState::succeeded}).took == 7s));
  BOOST_TEST(tally.records().at(kOrders).counts.created == 100);
  BOOST_TEST(tally.records().at(kOrders).counts.repeated == 5);
  BOOST_TEST(tally.records().at(kOrders).late == 10);
}

BOOST_AUTO_TEST_CASE(runs_beside_each_other_are_told_apart) {
  Tally tally;
  tally.note_run(run(1, RunState::running, 0), 0s);
  tally.note_run(run(2, RunState::running, 0), 2s);
  tally.note_run(run(1, RunState::failed, 10), 10s);
  tally.note_run(run(2, RunState::failed, 30), 20s);
  const auto failed = tally.ended().at({"a", Module::orders, RunState::failed});
  BOOST_TEST(failed.runs == 2);
  BOOST_TEST((failed.took == 28s));
  BOOST_TEST(tally.records().at(kOrders).counts.created == 40);
}

BOOST_AUTO_TEST_CASE(calls_are_counted_by_how_they_ended) {
  Tally tally;
  tally.note_call("a", "getOrder", {}, 2s);
  tally.note_call("a", "getOrder", {}, 3s);
  tally.note_call("a", "getOrder", ErrorCode::throttled, 1s);
  tally.note_refused();
  BOOST_TEST(tally.calls().size() == 2u);
  BOOST_TEST(tally.calls().at({"a", "getOrder", "answered"}).calls == 2);
  BOOST_TEST((tally.calls().at({"a", "getOrder", "answered"}).took == 5s));
  BOOST_TEST(tally.calls().at({"a", "getOrder", "throttled"}).calls == 1);
  BOOST_TEST(tally.refused() == 1);
}

BOOST_AUTO_TEST_SUITE_END()
