#include <boost/asio/co_spawn.hpp>
#include <boost/test/unit_test.hpp>

#include "daemon/channel/amazon/client.h"
#include "daemon/channel/amazon/query.h"
#include "tests/support/amazon_calls.h"

namespace sellerd::amazon {

using namespace std::chrono_literals;
using test::no_answer;
using test::respond;

namespace {

struct Fixture : test::AmazonCalls {
  Client client{"https://sellingpartnerapi-eu.amazon.com/",
                quota,
                tokens,
                clock,
                transport,
                random,
                [this](const CallNews& told) { news.push_back(told); }};
  std::vector<CallNews> news;
  int tokens_given = 0;
  std::deque<Result<http::Response>> api;
  std::vector<http::Request> calls;

  Fixture() {
    transport.handler = [this](const http::Request& request) {
      if (request.url.find("/auth/o2/token") != std::string::npos) {
        return respond(
            200, R"({"access_token":"Atza|)" + std::to_string(++tokens_given) + R"(","expires_in":3600})");
      }
      calls.push_back(request);
      if (api.empty()) return respond(200, "{}");
      auto answer = api.front();
      if (api.size() > 1) api.pop_front();  // the last one is repeated for ever
      return answer;
    };
  }

  Result<Answer> call(const Operation& operation = operations::kSearchOrders,
                      Call what = {"GET", "/x?a=b", {}}) {
    return test::run_task(loop, client.call(operation, std::move(what), context));
  }
};

const std::string kHtml = "<html><body>Service Unavailable</body></html>";

}  // namespace

BOOST_FIXTURE_TEST_SUITE(amazon_client, Fixture)

BOOST_AUTO_TEST_CASE(a_good_call) {
  api = {respond(200, R"({"orders":[]})",
                 {{"x-amzn-requestid", "1f-2e"}, {"x-amzn-ratelimit-limit", "0.0112"}})};
  const auto answer = call();
  BOOST_REQUIRE(answer.has_value());
  BOOST_TEST(answer->body.as_object().contains("orders"));
  BOOST_TEST(answer->request_id == "1f-2e");
  BOOST_TEST(answer->body_hash.size() == 16u);
  BOOST_TEST(calls.at(0).url == "https://sellingpartnerapi-eu.amazon.com/x?a=b");
  BOOST_TEST(calls[0].headers.at("x-amz-access-token") == "Atza|1");
  BOOST_TEST(calls[0].headers.at("x-amz-date") == "20260805T101500Z");
  BOOST_TEST(calls[0].headers.at("user-agent").starts_with("sellerd/"));
  BOOST_TEST(calls[0].headers.at("user-agent").ends_with(" (Language=C++/20; Platform=Linux)"));
  BOOST_TEST(!calls[0].headers.contains("content-type"));
  BOOST_TEST(context.calls == 1);
  BOOST_TEST((ledger.states.begin()->second.rate_micro == 11'200));
}

BOOST_AUTO_TEST_CASE(every_try_is_told) {
  const http::Headers id{{"x-amzn-requestid", "1f-2e"}};
  api = {respond(503, kHtml, id), no_answer(), respond(200, "{}", id)};
  BOOST_REQUIRE(call().has_value());
  BOOST_REQUIRE(news.size() == 3u);
  BOOST_TEST(news[0].operation == "searchOrders");
  BOOST_TEST(news[0].status == 503);
  BOOST_TEST(news[0].request_id == "1f-2e");
  BOOST_TEST((news[0].error == ErrorCode::unavailable));
  BOOST_TEST(news[1].status == 0);
  BOOST_TEST(news[1].request_id.empty());
  BOOST_TEST((news[1].error == ErrorCode::unavailable));
  BOOST_TEST(news[2].status == 200);
  BOOST_TEST(!news[2].error);
}

BOOST_AUTO_TEST_CASE(a_refusal_that_is_an_answer_is_told_as_one) {
  api = {respond(404, R"({"errors":[{"code":"NotFound","message":"no such SKU"}]})")};
  BOOST_TEST(call(operations::kPatchListingsItem, {"PATCH", "/x", "{}", true}).has_value());
  BOOST_TEST(!call(operations::kPatchListingsItem, {"PATCH", "/x", "{}"}).has_value());
  BOOST_REQUIRE(news.size() == 2u);
  BOOST_TEST(!news[0].error);
  BOOST_TEST((news[1].error == ErrorCode::not_found));
}

BOOST_AUTO_TEST_CASE(a_body_is_json) {
  BOOST_TEST(call(operations::kCreateReport, {"POST", "/x", "{}"}).has_value());
  BOOST_TEST(calls.at(0).method == "POST");
  BOOST_TEST(calls[0].body == "{}");
  BOOST_TEST(calls[0].headers.at("content-type") == "application/json");
}

BOOST_AUTO_TEST_CASE(a_refusal_may_be_an_answer) {
  const Call patch{"PATCH", "/x", "{}", true};
  for (const int status : {400, 404}) {
    api = {respond(status, R"({"errors":[{"code":"NotFound","message":"no such SKU"}]})",
                   {{"x-amzn-requestid", "1f-2e"}})};
    const auto answer = call(operations::kPatchListingsItem, patch);
    BOOST_REQUIRE(answer.has_value());
    BOOST_TEST(answer->status == status);
    BOOST_TEST(answer->request_id == "1f-2e");
    BOOST_TEST(read_fault(answer->body).message == "no such SKU");
    BOOST_TEST(!call(operations::kPatchListingsItem, {"PATCH", "/x", "{}"}));
  }
  // Without Amazon's words, and with any other status, it is an error.
  api = {respond(404, "{}")};
  BOOST_TEST((call(operations::kPatchListingsItem, patch).error().code == ErrorCode::not_found));
  api = {respond(400, kHtml)};
  BOOST_TEST((call(operations::kPatchListingsItem, patch).error().code == ErrorCode::refused));
  api = {respond(413, R"({"errors":[{"code":"TooLarge","message":"m"}]})")};
  BOOST_TEST((call(operations::kPatchListingsItem, patch).error().code == ErrorCode::refused));
}

BOOST_AUTO_TEST_CASE(nothing_as_an_answer) {
  api = {respond(204, "", {{"x-amzn-requestid", "1f-2e"}})};
  const auto answer = call(operations::kConfirmShipment, {"POST", "/x", "{}"});
  BOOST_REQUIRE(answer.has_value());
  BOOST_TEST(answer->status == 204);
  BOOST_TEST(answer->body.is_null());
  BOOST_TEST(answer->request_id == "1f-2e");
}

BOOST_AUTO_TEST_CASE(twenty_calls_one_token) {
  int good = 0;
  for (int i = 0; i < 20; ++i) {
    boost::asio::co_spawn(loop, client.call(operations::kGetOrder, {"GET", "/x", {}}, context),
                          [&](std::exception_ptr, Result<Answer> answer) { good += answer.has_value(); });
  }
  loop.run();
  BOOST_TEST(good == 20);
  BOOST_TEST(tokens_given == 1);
  BOOST_TEST(context.calls == 20);
}

BOOST_AUTO_TEST_CASE(html_503_is_unavailable_and_never_data) {
  api = {respond(503, kHtml, {{"x-amzn-requestid", "r"}})};
  const auto answer = call();
  BOOST_REQUIRE(!answer);
  BOOST_TEST((answer.error().code == ErrorCode::unavailable));
  BOOST_TEST(answer.error().message ==
             "searchOrders: Amazon answered 503 (request id r); given up after 6 tries");
  BOOST_TEST(context.calls == kMaximumTries);
}

BOOST_AUTO_TEST_CASE(html_200_and_cut_json_are_retried_and_never_an_empty_success) {
  for (const std::string& body : {kHtml, std::string(R"({"orders":[{"orderId")"), std::string()}) {
    api = {respond(200, body)};
    calls.clear();
    const auto answer = call(operations::kGetOrder);
    BOOST_REQUIRE(!answer);
    BOOST_TEST((answer.error().code == ErrorCode::unavailable));
    BOOST_TEST(calls.size() == static_cast<std::size_t>(kMaximumTries));
  }
}

BOOST_AUTO_TEST_CASE(trouble_that_passes) {
  api = {no_answer(), respond(500, "{}"),
         respond(429, R"({"errors":[{"code":"QuotaExceeded","message":"m"}]})"),
         respond(200, "{\"orders\"", {}), respond(200, R"({"orders":[]})")};
  BOOST_TEST(call(operations::kGetOrder).has_value());
  BOOST_TEST(context.calls == 5);
  BOOST_TEST((ledger.states.begin()->second.throttle_count == 1));
}

BOOST_AUTO_TEST_CASE(pauses_are_jittered_within_their_bounds) {
  api = {respond(503, "{}")};
  BOOST_TEST(!call(operations::kGetOrder).has_value());
  BOOST_REQUIRE(clock.sleeps.size() == 5u);
  Duration longest = 2s;
  bool exact = true;
  for (const Duration pause : clock.sleeps) {
    BOOST_TEST((pause >= longest / 2));
    BOOST_TEST((pause <= longest));
    exact = exact && pause == longest;
    longest *= 2;
  }
  BOOST_TEST(!exact);
}

BOOST_AUTO_TEST_CASE(permanent_throttling_ends) {
  api = {respond(429, R"({"errors":[{"code":"QuotaExceeded","message":"You exceeded your quota"}]})")};
  const auto answer = call();
  BOOST_REQUIRE(!answer);
  BOOST_TEST((answer.error().code == ErrorCode::throttled));
  BOOST_TEST(answer.error().message.find("QuotaExceeded: You exceeded your quota") != std::string::npos);
  BOOST_TEST(context.calls == kMaximumTries);
}

BOOST_AUTO_TEST_CASE(a_400_is_not_repeated) {
  api = {respond(400, R"({"errors":[{"code":"InvalidInput","message":"Bad parameter","details":""}]})")};
  const auto answer = call();
  BOOST_REQUIRE(!answer);
  BOOST_TEST((answer.error().code == ErrorCode::refused));
  BOOST_TEST(context.calls == 1);
  BOOST_TEST(answer.error().message == "searchOrders: Amazon answered 400 InvalidInput: Bad parameter");
}

BOOST_AUTO_TEST_CASE(an_expired_token_is_renewed_once) {
  api = {respond(403, R"({"errors":[{"code":"Unauthorized","message":"expired"}]})"), respond(200, "{}")};
  BOOST_TEST(call().has_value());
  BOOST_TEST(tokens_given == 2);
  BOOST_TEST(calls.at(1).headers.at("x-amz-access-token") == "Atza|2");
}

BOOST_AUTO_TEST_CASE(a_403_that_stays_needs_a_person) {
  api = {respond(
      403, R"({"errors":[{"code":"Unauthorized","message":"Access to requested resource is denied."}]})")};
  const auto answer = call();
  BOOST_REQUIRE(!answer);
  BOOST_TEST((answer.error().code == ErrorCode::needs_reauth));
  BOOST_TEST(answer.error().hint.find("role") != std::string::npos);
  BOOST_TEST(tokens_given == 2);
  BOOST_TEST(context.calls == 2);
}

BOOST_AUTO_TEST_CASE(refused_credentials_spend_no_quota_and_are_not_retried) {
  transport.handler = [](const http::Request&) { return respond(400, R"({"error":"invalid_grant"})"); };
  const auto answer = call();
  BOOST_REQUIRE(!answer);
  BOOST_TEST((answer.error().code == ErrorCode::needs_reauth));
  BOOST_TEST(answer.error().message.starts_with("searchOrders: Amazon refuses the refresh token"));
  BOOST_TEST(!answer.error().hint.empty());
  BOOST_TEST(transport.requests.size() == 1u);
  BOOST_TEST(ledger.states.empty());
  BOOST_TEST(context.calls == 0);
}

BOOST_AUTO_TEST_CASE(a_token_endpoint_in_trouble_is_retried) {
  int token_requests = 0;
  const auto before = transport.handler;
  transport.handler = [&](const http::Request& request) {
    const bool token = request.url.find("/token") != std::string::npos;
    if (token && ++token_requests < 3) return respond(503, kHtml);
    return before(request);
  };
  BOOST_TEST(call().has_value());
  BOOST_TEST(token_requests == 3);
  BOOST_TEST(context.calls == 1);
}

BOOST_AUTO_TEST_CASE(a_wait_for_quota_longer_than_the_token_lives) {
  BucketState drained;
  drained.rate_micro = 400;  // one call in 42 minutes
  drained.filled_at = clock.now();
  ledger.states[{"scope", "searchOrders"}] = drained;
  api = {respond(200, "{}")};
  BOOST_REQUIRE(call().has_value());
  clock.advance(30min);
  BOOST_REQUIRE(call().has_value());
  BOOST_TEST(calls.back().headers.at("x-amz-access-token") == "Atza|" + std::to_string(tokens_given));
  BOOST_TEST(tokens_given >= 2);
}

BOOST_AUTO_TEST_CASE(a_write_in_doubt_is_not_repeated) {
  api = {no_answer("the answer broke off after 5 of 20 bytes")};
  const auto answer = call(operations::kCreateReport, {"POST", "/x", "{}"});
  BOOST_REQUIRE(!answer);
  BOOST_TEST((answer.error().code == ErrorCode::unavailable));
  BOOST_TEST(context.calls == 1);
}

BOOST_AUTO_TEST_CASE(a_bad_endpoint_is_named) {
  api = {make_error(ErrorCode::invalid_argument, "http is allowed only to this machine", "url")};
  const auto answer = call();
  BOOST_REQUIRE(!answer);
  BOOST_TEST((answer.error().code == ErrorCode::invalid_argument));
  BOOST_TEST(answer.error().field == "endpoint");
  BOOST_TEST(context.calls == 1);
}

BOOST_AUTO_TEST_CASE(what_it_waits_for_is_told) {
  std::vector<std::string> told;
  context.on_activity = [&](const ChannelActivity& activity) { told.push_back(activity.doing); };
  api = {respond(503, "{}"), respond(200, "{}")};
  BOOST_TEST(call().has_value());
  BOOST_TEST(told == (std::vector<std::string>{"trying again after: searchOrders: Amazon answered 503", ""}),
             boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(tokens_never_reach_an_error) {
  api = {respond(400, R"({"errors":[{"code":"InvalidInput","message":"token Atza|1 is bad"}]})")};
  const auto answer = call();
  BOOST_TEST(answer.error().message.find("Atza|1") == std::string::npos, answer.error());
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_SUITE(amazon_query)

BOOST_AUTO_TEST_CASE(encoding) {
  BOOST_TEST(percent_encode("aZ09-._~") == "aZ09-._~");
  BOOST_TEST(percent_encode("a b/c#d+e%f") == "a%20b%2Fc%23d%2Be%25f");
  BOOST_TEST(percent_encode("aGVs+bG8=") == "aGVs%2BbG8%3D");
  BOOST_TEST(percent_encode("\xe0\xa4\x95") == "%E0%A4%95");
  BOOST_TEST(Query().text() == "");
  BOOST_TEST(Query().add("a", "1,2").add("b", "").text() == "?a=1%2C2&b=");
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace sellerd::amazon
