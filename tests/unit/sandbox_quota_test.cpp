#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/test/unit_test.hpp>

#include "tests/sandbox/test_client.h"

using namespace sellerd;
using namespace sellerd::sandbox;

namespace {

const Timestamp kStart = *parse_time("2026-08-05T10:00:00Z");
const Parameters kSearch = {{"lastUpdatedAfter", "2026-08-01T00:00:00Z"}};

MarketplaceOptions options_with(double rate_multiplier) {
  MarketplaceOptions options;
  options.rate_multiplier = rate_multiplier;
  options.token_lifetime = std::chrono::hours{1000};
  return options;
}

struct LimitedShop {
  explicit LimitedShop(double rate_multiplier)
      : market(options_with(rate_multiplier), MarketData{}), client(market, kStart) {
    client.log_in();
  }
  int successes(int calls) {
    int good = 0;
    for (int i = 0; i < calls; ++i) good += client.search(kSearch).response.status == 200;
    return good;
  }
  Marketplace market;
  TestClient client;
};

}  // namespace

BOOST_AUTO_TEST_SUITE(sandbox_quota)

BOOST_AUTO_TEST_CASE(the_burst_is_used_up_and_flows_back_at_the_rate) {
  LimitedShop shop(1);
  BOOST_TEST(shop.successes(25) == 20);
  shop.client.now += std::chrono::milliseconds{178'571};  // 1 / 0.0056 s, less a fraction of a millisecond
  BOOST_TEST(shop.successes(3) == 0);
  shop.client.now += std::chrono::milliseconds{1};
  BOOST_TEST(shop.successes(3) == 1);
  shop.client.now += std::chrono::hours{1};
  BOOST_TEST(shop.successes(30) == 20);
}

BOOST_AUTO_TEST_CASE(a_full_bucket_holds_no_more_than_the_burst) {
  LimitedShop shop(1);
  shop.client.now += std::chrono::days{10};
  BOOST_TEST(shop.successes(25) == 20);
}

BOOST_AUTO_TEST_CASE(a_clock_that_goes_back_gives_nothing) {
  LimitedShop shop(1);
  BOOST_TEST(shop.successes(20) == 20);
  shop.client.now -= std::chrono::minutes{30};
  BOOST_TEST(shop.successes(1) == 0);
  shop.client.now += std::chrono::minutes{30};
  BOOST_TEST(shop.successes(1) == 0);
}

BOOST_AUTO_TEST_CASE(the_multiplier_is_for_rates_only_and_told) {
  LimitedShop shop(1000);
  const auto answer = shop.client.search(kSearch);
  BOOST_TEST(answer.response.header("x-amzn-ratelimit-limit") == "5.6");
  BOOST_TEST(shop.successes(25) == 19);
  shop.client.now += std::chrono::seconds{1};
  BOOST_TEST(shop.successes(25) == 5);
}

BOOST_AUTO_TEST_CASE(the_rate_is_told_with_the_right_answers_only) {
  LimitedShop shop(1);
  BOOST_TEST(shop.client.search(kSearch).response.header("x-amzn-ratelimit-limit") == "0.0056");
  const auto bad = shop.client.search({});
  BOOST_TEST(bad.response.status == 400);
  BOOST_TEST(bad.response.header("x-amzn-ratelimit-limit") == "0.0056");
  const auto absent = shop.client.get("/orders/2026-01-01/orders/408-0000000-0000000");
  BOOST_TEST(absent.response.status == 404);
  BOOST_TEST(absent.response.header("x-amzn-ratelimit-limit") == "0.5");
  shop.successes(30);
  const auto refused = shop.client.search(kSearch);
  BOOST_TEST(refused.response.status == 429);
  BOOST_TEST(refused.response.header("x-amzn-ratelimit-limit") == "");
  BOOST_TEST(!refused.response.header("x-amzn-requestid").empty());
  BOOST_TEST(std::string_view(body_of(refused).at("errors").at(0).at("code").as_string()) == "QuotaExceeded");
}

BOOST_AUTO_TEST_CASE(operations_have_buckets_of_their_own) {
  LimitedShop shop(1);
  shop.successes(30);
  BOOST_TEST(shop.client.get("/reports/2021-06-30/reports/1").response.status == 404);
  BOOST_TEST(shop.client.get("/sellers/v1/marketplaceParticipations").response.status == 200);
}

BOOST_AUTO_TEST_SUITE_END()
