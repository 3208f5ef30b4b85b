// The doctor's rules.
#include <boost/test/unit_test.hpp>

#include "daemon/control/findings.h"
#include "daemon/control/secret_age.h"
#include "daemon/http/http_date.h"

namespace sellerd {

using namespace std::chrono_literals;
using namespace control;
using api::FindingLevel;

namespace {
const Timestamp kNow = *parse_time("2026-11-01T12:00:00Z");
}

BOOST_AUTO_TEST_SUITE(findings)

BOOST_AUTO_TEST_CASE(a_clock_that_is_off) {
  BOOST_TEST((clock_finding("shop", kNow, kNow + 5s).level == FindingLevel::good));
  const auto ahead = clock_finding("shop", kNow + 90s, kNow);
  BOOST_TEST((ahead.level == FindingLevel::warning));
  BOOST_TEST(ahead.found == "is 1 min 30 s ahead of the marketplace of shop");
  const auto behind = clock_finding("shop", kNow - 2h, kNow);
  BOOST_TEST((behind.level == FindingLevel::failure));
  BOOST_TEST(behind.found == "is 2 h behind the marketplace of shop");
  BOOST_TEST(!behind.advice.empty());
  BOOST_TEST(!clock_set_back_finding(kNow, kNow));
  BOOST_TEST(clock_set_back_finding(kNow, kNow + 1h)->found ==
             "was set back: the history reaches 1 h ahead of it");
}

BOOST_AUTO_TEST_CASE(a_disk_that_fills) {
  BOOST_TEST((disk_finding(5'000'000'000).level == FindingLevel::good));
  BOOST_TEST((disk_finding(500'000'000).level == FindingLevel::warning));
  BOOST_TEST((disk_finding(50'000'000).level == FindingLevel::failure));
  BOOST_TEST(disk_finding(50'000'000).found == "50 MB free");
}

BOOST_AUTO_TEST_CASE(files_that_others_reach) {
  BOOST_TEST((permission_finding("/d", 0700, 5, 5).level == FindingLevel::good));
  const auto open = permission_finding("/d", 0750, 5, 5);
  BOOST_TEST((open.level == FindingLevel::failure));
  BOOST_TEST(open.found == "others may look into /d (mode 0750)");
  BOOST_TEST(open.advice == "chmod go= /d");
  BOOST_TEST((permission_finding("/d", 0700, 0, 5).level == FindingLevel::failure));
  BOOST_TEST((descriptor_finding(256).level == FindingLevel::warning));
  BOOST_TEST((descriptor_finding(524'288).level == FindingLevel::good));
}

BOOST_AUTO_TEST_CASE(a_secret_grows_old) {
  Integration account{.name = "shop", .channel = "amazon-in", .connected = kNow - 400 * 24h};
  account.secret_since = kNow - 149 * 24h;
  BOOST_TEST(!secret_alarm(account, kNow));
  BOOST_TEST((secret_finding(account, kNow).level == FindingLevel::good));
  account.secret_since = kNow - 150 * 24h;
  BOOST_TEST(
      secret_alarm(account, kNow).value().text() ==
      "the client secret of shop was given 150 days ago, and the marketplace refuses it from day 180 on: "
      "make a new one there, then sellerctl reauthorize shop");
  const auto warning = secret_finding(account, kNow);
  BOOST_TEST((warning.level == FindingLevel::warning));
  BOOST_TEST(warning.advice == "make a new one there, then sellerctl reauthorize shop");
  account.secret_since = kNow - 180 * 24h;
  BOOST_TEST((secret_finding(account, kNow).level == FindingLevel::failure));
  // Of an older version's record the day of connecting is all that is known.
  account.secret_since = Timestamp();
  BOOST_TEST(secret_alarm(account, kNow).has_value());
}

BOOST_AUTO_TEST_CASE(a_quota_that_is_used_up) {
  BOOST_TEST(!quota_finding("shop", {"search", 5'000, 20, 1'000'000, 0}));
  BOOST_TEST(quota_finding("shop", {"search", 5'000, 20, 500'000, 0})->found ==
             "search of shop is used up for 1 min 40 s");
}

BOOST_AUTO_TEST_CASE(dates_of_answers) {
  using http::parse_http_date;
  const auto expected = *parse_time("2026-08-05T04:31:10Z");
  BOOST_TEST((parse_http_date("Wed, 05 Aug 2026 04:31:10 GMT") == expected));
  BOOST_TEST((parse_http_date("Wednesday, 05-Aug-26 04:31:10 GMT") == expected));
  for (const auto* bad :
       {"", "yesterday", "Wed, 99 Aug 2026 04:31:10 GMT", "Wed, 05 Aug 99999999 04:31:10 GMT"})
    BOOST_TEST(!parse_http_date(bad), bad);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace sellerd
