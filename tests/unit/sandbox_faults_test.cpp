#include <boost/json/object.hpp>
#include <boost/test/unit_test.hpp>

#include "tests/sandbox/synthetic.h"
#include "tests/sandbox/test_client.h"

using namespace sellerd;
using namespace sellerd::sandbox;

namespace {

const Timestamp kNow = *parse_time("2026-08-05T10:00:00Z");
const Parameters kAll = {{"lastUpdatedAfter", "2026-01-01T00:00:00Z"}};

struct Faulty {
  explicit Faulty(std::string_view faults, std::uint64_t seed = 1)
      : market(make_options(faults, seed), make_synthetic({.seed = 1, .orders = 150, .start = kNow})),
        client(market, kNow) {
    client.log_in();
  }
  static MarketplaceOptions make_options(std::string_view faults, std::uint64_t seed) {
    MarketplaceOptions options;
    options.seed = seed;
    options.rate_multiplier = 1e9;
    options.faults = FaultPlan::parse(faults).value();
    return options;
  }
  HandledResponse search() {
    client.now += Duration{1};
    return client.search(kAll);
  }
  std::vector<int> statuses(int calls) {
    std::vector<int> statuses;
    for (int i = 0; i < calls; ++i) statuses.push_back(search().response.status);
    return statuses;
  }
  Marketplace market;
  TestClient client;
};

std::string offence(std::string_view specification) {
  const auto plan = FaultPlan::parse(specification);
  BOOST_REQUIRE_MESSAGE(plan.has_error(), specification);
  BOOST_TEST((plan.error().code == ErrorCode::invalid_argument));
  return plan.error().field;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(sandbox_faults)

BOOST_AUTO_TEST_CASE(good_specifications_are_read) {
  for (const char* text :
       {"", "429=0.05", "429=0.05,503html=0.02,reset=1", "503html@3", "truncate@searchOrders:2",
        "429@searchOrders:2-6", "invalid-grant@2", "reset@token:1", "truncate@download:1",
        "same-page-forever@searchOrders:2", "expired-url=0.5", "expired-url@upload:1", "reset@upload:2",
        "write-timeout@confirmShipment:1", "lost-write@createFeed:1",
        "late-rejection@patchListingsItem:2-3"}) {
    BOOST_TEST(FaultPlan::parse(text).has_value(), text);
  }
  for (const FaultInfo& fault : fault_table()) {
    BOOST_TEST(FaultPlan::parse(std::string(fault.name) + "=0.1").has_value(), fault.name);
    BOOST_TEST(!fault.doc.empty());
  }
}

BOOST_AUTO_TEST_CASE(a_bad_specification_names_the_offending_part) {
  BOOST_TEST(offence("429=0.05,bang=1") == "bang=1");
  BOOST_TEST(offence("429") == "429");
  BOOST_TEST(offence("429=0.05,500=2") == "500=2");
  BOOST_TEST(offence("429=0") == "429=0");
  BOOST_TEST(offence("429=often") == "429=often");
  BOOST_TEST(offence("reset@0") == "reset@0");
  BOOST_TEST(offence("reset@6-2") == "reset@6-2");
  BOOST_TEST(offence("reset@searchOrder:2") == "reset@searchOrder:2");
  BOOST_TEST(offence("repeat-page@getReport:2") == "repeat-page@getReport:2");
  BOOST_TEST(offence("lost-write@confirmShipment:1") == "lost-write@confirmShipment:1");
  BOOST_TEST(offence("feed-fatal@patchListingsItem:1") == "feed-fatal@patchListingsItem:1");
  BOOST_TEST(offence("429@upload:1") == "429@upload:1");
  BOOST_TEST(offence("reset=0.1,") == "");
}

BOOST_AUTO_TEST_CASE(one_shots_strike_once_where_they_are_told) {
  Faulty faulty("503html@3,500@searchOrders:5-6");
  BOOST_TEST(faulty.statuses(7) == (std::vector<int>{200, 200, 503, 200, 500, 500, 200}),
             boost::test_tools::per_element());
  BOOST_TEST(faulty.market.faults().count(Fault::service_unavailable_html) == 1u);
  BOOST_TEST(faulty.market.faults().count(Fault::internal_failure) == 2u);
}

BOOST_AUTO_TEST_CASE(calls_are_counted_over_all_operations_or_one) {
  Faulty faulty("500@3,503@searchOrders:3");
  faulty.client.get("/sellers/v1/marketplaceParticipations");
  BOOST_TEST(faulty.statuses(3) == (std::vector<int>{200, 500, 503}), boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(probabilities_are_kept_and_repeatable) {
  Faulty faulty("429=0.2");
  Faulty twin("429=0.2");
  Faulty other("429=0.2", 2);
  const auto statuses = faulty.statuses(1'000);
  const auto struck = std::ranges::count(statuses, 429);
  BOOST_TEST(struck > 150);
  BOOST_TEST(struck < 250);
  BOOST_TEST(faulty.market.faults().count(Fault::quota_exceeded) == static_cast<std::uint64_t>(struck));
  BOOST_TEST((twin.statuses(1'000) == statuses));
  BOOST_TEST((other.statuses(1'000) != statuses));
}

BOOST_AUTO_TEST_CASE(answers_of_faults_look_like_amazons) {
  Faulty faulty("429@1,503@2,garbage@3,503html@4,expired-token@5");
  const auto quota = faulty.search();
  BOOST_TEST(quota.response.status == 429);
  BOOST_TEST(quota.response.header("x-amzn-ratelimit-limit") == "");
  BOOST_TEST(faulty.search().response.status == 503);
  const auto garbage = faulty.search();
  BOOST_TEST(garbage.response.status == 200);
  BOOST_CHECK_THROW(body_of(garbage), std::exception);
  BOOST_TEST(faulty.search().response.header("content-type") == "text/html");
  const auto expired = faulty.search();
  BOOST_TEST(expired.response.status == 403);
  BOOST_TEST(std::string_view(body_of(expired).at("errors").at(0).at("details").as_string()) ==
             "The access token you provided has expired.");
  BOOST_TEST(faulty.search().response.status == 200);
}

BOOST_AUTO_TEST_CASE(connections_fail_after_the_call_was_carried_out) {
  Faulty faulty("reset@1,truncate@2,slow@3,stall@4");
  const auto reset = faulty.search();
  BOOST_TEST((reset.fault->kind == SocketFault::Kind::reset));
  const auto truncated = faulty.search();
  BOOST_TEST((truncated.fault->kind == SocketFault::Kind::truncate));
  BOOST_TEST(truncated.fault->truncate_after == truncated.response.body.size() / 2);
  BOOST_TEST((faulty.search().fault->delay == kSlowness));
  BOOST_TEST((faulty.search().fault->delay == kStall));
  BOOST_TEST(!faulty.search().fault.has_value());
}

BOOST_AUTO_TEST_CASE(token_requests_fail_on_their_own_count) {
  Faulty faulty("invalid-grant@2,token-503@3");
  const auto refused = faulty.client.token_request(faulty.client.token_form());
  BOOST_TEST(refused.response.status == 400);
  BOOST_TEST(std::string_view(body_of(refused).at("error").as_string()) == "invalid_grant");
  BOOST_TEST(faulty.client.token_request(faulty.client.token_form()).response.status == 503);
  BOOST_TEST(faulty.client.token_request(faulty.client.token_form()).response.status == 200);
}

BOOST_AUTO_TEST_CASE(the_truth_tells_what_happened) {
  Faulty faulty("500@1");
  faulty.statuses(2);
  const auto truth = body_of(faulty.client.get("/_sandbox/truth"));
  BOOST_TEST(truth.at("orders").as_int64() == 150);
  BOOST_TEST(truth.at("lines").to_number<std::size_t>() == faulty.market.orders().line_count());
  BOOST_TEST(truth.at("faults").at("500").as_int64() == 1);
  BOOST_TEST(truth.at("calls").at("searchOrders").as_int64() == 2);
}

BOOST_AUTO_TEST_SUITE_END()
