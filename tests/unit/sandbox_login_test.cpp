#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>
#include <boost/test/unit_test.hpp>

#include "tests/sandbox/test_client.h"

using namespace sellerd;
using namespace sellerd::sandbox;

namespace {

const Timestamp kStart = *parse_time("2026-08-05T10:00:00Z");
constexpr std::string_view kAnyCall = "/sellers/v1/marketplaceParticipations";

struct Fixture {
  Marketplace market{MarketplaceOptions{}, MarketData{}};
  TestClient client{market, kStart};

  // The error code of a token request whose field has another value; an empty value leaves the field out.
  std::string refusal(const std::string& field, const std::string& value, int status) {
    Parameters form = client.token_form();
    form[field] = value;
    if (value.empty()) form.erase(field);
    const auto handled = client.token_request(form);
    BOOST_TEST(handled.response.status == status, field);
    BOOST_TEST(body_of(handled).as_object().contains("error_description"));
    return std::string(body_of(handled).at("error").as_string());
  }

  std::string details(const HandledResponse& handled) {
    return std::string(body_of(handled).at("errors").at(0).at("details").as_string());
  }
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(sandbox_login, Fixture)

BOOST_AUTO_TEST_CASE(a_token_is_given_for_the_right_credentials) {
  const auto handled = client.token_request(client.token_form());
  BOOST_TEST(handled.response.status == 200);
  BOOST_TEST(handled.response.header("cache-control") == "no-store");
  const auto body = body_of(handled);
  BOOST_TEST(body.at("expires_in").as_int64() == 3600);
  BOOST_TEST(body.at("token_type").as_string() == "bearer");
  BOOST_TEST(std::string_view(body.at("access_token").as_string()).starts_with("Atza|"));
  BOOST_TEST(std::string_view(body.at("refresh_token").as_string()) ==
             market.login().credentials().refresh_token);
}

BOOST_AUTO_TEST_CASE(json_bodies_are_understood_and_others_refused) {
  boost::json::object fields;
  for (const auto& [name, value] : client.token_form()) fields[name] = value;
  http::Request request;
  request.method = "POST";
  request.url = "/auth/o2/token";
  request.body = boost::json::serialize(fields);
  request.headers["content-type"] = "application/json";
  BOOST_TEST(market.handle(request, kStart).response.status == 200);
  request.headers["content-type"] = "text/plain";
  BOOST_TEST(market.handle(request, kStart).response.status == 400);
}

BOOST_AUTO_TEST_CASE(each_mistake_has_its_own_error) {
  BOOST_TEST(refusal("refresh_token", "Atzr|other", 400) == "invalid_grant");
  BOOST_TEST(refusal("client_secret", "wrong", 401) == "invalid_client");
  BOOST_TEST(refusal("client_id", "wrong", 401) == "invalid_client");
  BOOST_TEST(refusal("grant_type", "password", 400) == "unsupported_grant_type");
  for (const char* field : {"grant_type", "client_id", "client_secret", "refresh_token"}) {
    BOOST_TEST(refusal(field, "", 400) == "invalid_request");
  }
  BOOST_TEST(refusal("scope", "sellingpartnerapi::notifications", 400) == "invalid_request");
}

BOOST_AUTO_TEST_CASE(tokens_are_needed_and_expire) {
  BOOST_TEST(client.get(kAnyCall).response.status == 403);
  client.log_in();
  BOOST_TEST(client.get(kAnyCall).response.status == 200);
  client.now += std::chrono::hours{1} - Duration{1};
  BOOST_TEST(client.get(kAnyCall).response.status == 200);
  client.now += Duration{1};
  const auto expired = client.get(kAnyCall);
  BOOST_TEST(expired.response.status == 403);
  BOOST_TEST(details(expired) == "The access token you provided has expired.");
  BOOST_TEST(expired.response.header("x-amzn-ratelimit-limit") == "");
  client.log_in();
  BOOST_TEST(client.get(kAnyCall).response.status == 200);
}

BOOST_AUTO_TEST_CASE(rotated_credentials_refuse_the_old_ones) {
  const Parameters old_form = client.token_form();
  client.log_in();
  market.login().set_credentials(default_credentials(2));
  BOOST_TEST(client.token_request(old_form).response.status == 401);
  BOOST_TEST(client.get(kAnyCall).response.status == 200);
  market.login().expire_access_tokens(client.now);
  BOOST_TEST(client.get(kAnyCall).response.status == 403);
}

BOOST_AUTO_TEST_CASE(the_user_agent_is_checked) {
  client.log_in();
  for (const std::size_t length : {std::size_t{0}, std::size_t{501}}) {
    client.set_user_agent(std::string(length, 'x'));
    BOOST_TEST(client.get(kAnyCall).response.status == 400);
  }
  client.set_user_agent(std::string(500, 'x'));
  BOOST_TEST(client.get(kAnyCall).response.status == 200);
}

BOOST_AUTO_TEST_CASE(unknown_paths_are_forbidden) {
  client.log_in();
  BOOST_TEST(client.get("/orders/v0/orders").response.status == 403);
  BOOST_TEST(client.send("PUT", kAnyCall).response.status == 403);
  BOOST_TEST(client.get("/orders/2026-01-01/orders/%zz").response.status == 400);
}

BOOST_AUTO_TEST_CASE(the_same_seed_gives_the_same_tokens) {
  Marketplace other{MarketplaceOptions{}, MarketData{}};
  TestClient other_client(other, kStart);
  const auto left = client.token_request(client.token_form());
  const auto right = other_client.token_request(other_client.token_form());
  BOOST_TEST(left.response.body == right.response.body);
  BOOST_TEST(left.response.header("x-amzn-requestid") == right.response.header("x-amzn-requestid"));
  BOOST_TEST(left.response.body != client.token_request(client.token_form()).response.body);
}

BOOST_AUTO_TEST_SUITE_END()
