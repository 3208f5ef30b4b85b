#include "daemon/control/open_metrics.h"

#include <boost/test/unit_test.hpp>

#include "tests/support/read_metrics.h"

using namespace sellerd;
using namespace sellerd::control;

namespace {

constexpr MetricFamily kRuns{.name = "x_runs", .type = MetricType::counter, .help = "Runs."};
constexpr MetricFamily kAge{
    .name = "x_age_seconds", .unit = "seconds", .help = "Its \"age\" \\ line\nbreak."};

std::string written(Figure figure) {
  OpenMetrics metrics;
  metrics.add(kAge, {}, figure);
  return test::MetricsReader::read(metrics.text()).of("x_age_seconds");
}

std::string first_fault(std::string_view text) {
  const auto faults = test::MetricsReader::read(text).faults;
  return faults.empty() ? "" : faults.front();
}

}  // namespace

BOOST_AUTO_TEST_SUITE(open_metrics)

BOOST_AUTO_TEST_CASE(families_stand_in_the_order_of_their_first_sample) {
  OpenMetrics metrics;
  metrics.add(kRuns, {{"state", "failed"}}, 2);
  metrics.add(kAge, {}, {12'345, 3});
  metrics.add(kRuns, {{"state", "ended"}, {"module", "orders"}}, 0);
  BOOST_TEST(metrics.text() ==
             "# TYPE x_runs counter\n"
             "# HELP x_runs Runs.\n"
             "x_runs_total{state=\"failed\"} 2\n"
             "x_runs_total{state=\"ended\",module=\"orders\"} 0\n"
             "# TYPE x_age_seconds gauge\n"
             "# UNIT x_age_seconds seconds\n"
             "# HELP x_age_seconds Its \\\"age\\\" \\\\ line\\nbreak.\n"
             "x_age_seconds 12.345\n"
             "# EOF\n");
}

BOOST_AUTO_TEST_CASE(nothing_is_an_exposition_too) {
  BOOST_TEST(OpenMetrics().text() == "# EOF\n");
}

BOOST_AUTO_TEST_CASE(any_label_comes_back_as_it_was) {
  const std::string value = "a\\b\"c\nd{e=\"f\",g} \\n\xc3\xa4";
  OpenMetrics metrics;
  metrics.add(kRuns, {{"state", value}, {"empty", ""}}, 1);
  const auto read = test::MetricsReader::read(metrics.text());
  BOOST_TEST(read.faults.empty());
  BOOST_TEST(read.of("x_runs_total empty= state=" + value) == "1");
}

BOOST_AUTO_TEST_CASE(figures_keep_every_digit) {
  BOOST_TEST(written(0) == "0");
  BOOST_TEST(written({0, 3}) == "0.000");
  BOOST_TEST(written({7, 6}) == "0.000007");
  BOOST_TEST(written({-7, 1}) == "-0.7");
  BOOST_TEST(written({-12'345, 3}) == "-12.345");
  BOOST_TEST(written(INT64_MAX) == "9223372036854775807");
}

BOOST_AUTO_TEST_CASE(the_same_sample_twice_is_a_bug) {
  OpenMetrics metrics;
  metrics.add(kRuns, {{"state", "a"}}, 1);
  metrics.add(kRuns, {{"state", "b"}}, 1);
  BOOST_CHECK_THROW(metrics.add(kRuns, {{"state", "a"}}, 2), std::logic_error);
}

// What judges the whole output must see what is wrong.
BOOST_AUTO_TEST_CASE(the_reader_finds_faults) {
  const std::string good = "# TYPE a gauge\n# HELP a A.\na 1\n";
  BOOST_TEST(first_fault(good + "# EOF\n") == "");
  BOOST_TEST(first_fault(good) != "");
  BOOST_TEST(first_fault(good + "# EOF") != "");
  BOOST_TEST(first_fault(good + "# EOF\na 2\n") != "");
  BOOST_TEST(first_fault(good + "a 2\n# EOF\n") == "a 2: twice");
  BOOST_TEST(first_fault(good + "b 2\n# EOF\n") == "b 2: of no declared family");
  BOOST_TEST(first_fault(good + good + "# EOF\n") == "# TYPE a gauge: declared twice");
  BOOST_TEST(first_fault(good + "a{b=\"c\\d\"} 1\n# EOF\n") != "");
  BOOST_TEST(first_fault(good + "a{b=\"c\n\"} 1\n# EOF\n") != "");
  BOOST_TEST(first_fault(good + "a{b=\"c\",b=\"c\"} 1\n# EOF\n") != "");
  BOOST_TEST(first_fault(good + "a{b=\"c\"} one\n# EOF\n") != "");
  BOOST_TEST(first_fault("# TYPE a gauge\n# UNIT a bytes\n# HELP a A.\na 1\n# EOF\n") != "");
  BOOST_TEST(first_fault("# TYPE a gauge\n# HELP a A.\n# EOF\n") != "");
  BOOST_TEST(first_fault("# TYPE a gauge\na 1\n# EOF\n") != "");
  BOOST_TEST(first_fault("# TYPE a counter\n# HELP a A.\na 1\n# EOF\n") != "");
}

BOOST_AUTO_TEST_SUITE_END()
