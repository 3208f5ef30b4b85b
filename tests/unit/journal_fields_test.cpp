#include "daemon/journal_fields.h"

#include <boost/test/unit_test.hpp>

using namespace sellerd;
using namespace sellerd::log;

namespace {

using Lines = std::vector<std::string>;

constexpr std::string_view kCapitals = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
constexpr std::string_view kNameLetters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_";

}  // namespace

BOOST_AUTO_TEST_SUITE(journal)

BOOST_AUTO_TEST_CASE(attributes_become_fields) {
  const auto fields = journal_fields(LogLevel::warning, "run ended run=7",
                                     {{"run", "7"},
                                      {"integration", "amazon-in"},
                                      {"module", "orders"},
                                      {"order", "402-1"},
                                      {"request_id", "1f-2e"},
                                      {"operation", "getOrder"}});
  BOOST_TEST(fields == (Lines{"MESSAGE=run ended run=7", "PRIORITY=4", "SYSLOG_IDENTIFIER=sellerd", "RUN=7",
                              "INTEGRATION=amazon-in", "MODULE=orders", "ORDER=402-1", "REQUEST_ID=1f-2e",
                              "OPERATION=getOrder"}),
             boost::test_tools::per_element());
}

// Nobody's attribute takes the place of a field that journald or the message owns.
BOOST_AUTO_TEST_CASE(other_attributes_stay_in_the_message) {
  const auto fields = journal_fields(
      LogLevel::info, "m", {{"message", "x"}, {"priority", "0"}, {"_pid", "1"}, {"user", "u"}, {"run", ""}});
  BOOST_TEST(fields == (Lines{"MESSAGE=m", "PRIORITY=6", "SYSLOG_IDENTIFIER=sellerd"}),
             boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(values_are_as_they_are) {
  const std::string value = "two\nlines = \"quoted\" \\ \x01 \xc3\xa4";
  const auto fields = journal_fields(LogLevel::error, value, {{"order", value}});
  BOOST_TEST(fields.at(0) == "MESSAGE=" + value);
  BOOST_TEST(fields.at(3) == "ORDER=" + value);
}

BOOST_AUTO_TEST_CASE(every_name_is_one_that_journald_takes) {
  for (const auto attribute : kJournalAttributes) {
    const auto field = journal_fields(LogLevel::debug, "m", {{attribute, "v"}}).back();
    const auto name = field.substr(0, field.find('='));
    BOOST_TEST(name.size() == attribute.size());
    BOOST_TEST(name.find_first_not_of(kNameLetters) == std::string::npos, name);
    BOOST_TEST(kCapitals.find(name.front()) != std::string_view::npos, name);
  }
}

BOOST_AUTO_TEST_CASE(priorities_are_those_of_syslog) {
  BOOST_TEST(journal_priority(LogLevel::debug) == 7);
  BOOST_TEST(journal_priority(LogLevel::info) == 6);
  BOOST_TEST(journal_priority(LogLevel::warning) == 4);
  BOOST_TEST(journal_priority(LogLevel::error) == 3);
}

BOOST_AUTO_TEST_SUITE_END()
