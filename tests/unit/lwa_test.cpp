#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/test/unit_test.hpp>

#include "daemon/channel/amazon/lwa.h"
#include "daemon/channel/amazon/lwa_codec.h"
#include "tests/support/fake_clock.h"
#include "tests/support/fake_transport.h"
#include "tests/support/run_task.h"

namespace sellerd::amazon {

using namespace std::chrono_literals;
using test::no_answer;
using test::respond;

namespace {

const Credentials kCredentials{"amzn1.application-oa2-client.0a1b", "amzn1.oa2-cs.v1.SECRET",
                               "Atzr|SE+CR/ET="};

std::string token_body(const std::string& token, int seconds = 3'600) {
  return R"({"access_token":")" + token +
         R"(","refresh_token":"Atzr|x","token_type":"bearer","expires_in":)" + std::to_string(seconds) + "}";
}

struct Fixture {
  boost::asio::io_context loop;
  test::FakeClock clock{loop.get_executor()};
  test::FakeTransport transport{loop.get_executor()};
  TokenCache cache{"https://api.amazon.com/auth/o2/token", kCredentials, clock, transport,
                   loop.get_executor()};

  Result<std::string> token() { return test::run_task(loop, cache.token()); }
};

// Its first request never gets an answer.
class FirstHangs final : public http::Transport {
 public:
  explicit FirstHangs(boost::asio::any_io_executor executor)
      : timer_(executor, boost::asio::steady_timer::time_point::max()) {}

  Task<Result<http::Response>> send(http::Request) override {
    if (++requests == 1) co_await timer_.async_wait(boost::asio::use_awaitable);
    co_return respond(200, token_body("one"));
  }

  int requests = 0;

 private:
  boost::asio::steady_timer timer_;
};

void check_error(const Result<AccessToken>& token, ErrorCode code, const std::string& text) {
  BOOST_REQUIRE(!token.has_value());
  BOOST_TEST((token.error().code == code), token.error());
  BOOST_TEST(token.error().message.find(text) != std::string::npos, token.error());
  BOOST_TEST(token.error().message.find("SECRET") == std::string::npos, token.error());
}

Result<AccessToken> read(int status, std::string body) {
  return read_token_answer(http::Response{status, {}, std::move(body)});
}

}  // namespace

BOOST_FIXTURE_TEST_SUITE(lwa, Fixture)

BOOST_AUTO_TEST_CASE(the_request) {
  const auto request = token_request("https://api.amazon.com/auth/o2/token", kCredentials);
  BOOST_TEST(request.method == "POST");
  BOOST_TEST(request.body ==
             "grant_type=refresh_token&refresh_token=Atzr%7CSE%2BCR%2FET%3D"
             "&client_id=amzn1.application-oa2-client.0a1b&client_secret=amzn1.oa2-cs.v1.SECRET");
  BOOST_TEST(request.headers.at("content-type") == "application/x-www-form-urlencoded;charset=UTF-8");
}

BOOST_AUTO_TEST_CASE(good_answers) {
  BOOST_TEST(read(200, token_body("Atza|abc"))->text == "Atza|abc");
  BOOST_TEST((read(200, token_body("Atza|abc", 60))->lifetime == 60s));
  BOOST_TEST((read(200, R"({"access_token":"a"})")->lifetime == 5min));
  BOOST_TEST((read(200, R"({"access_token":"a","expires_in":"3600"})")->lifetime == 5min));
  BOOST_TEST((read(200, R"({"access_token":"a","expires_in":-1})")->lifetime == 5min));
  BOOST_TEST((read(200, R"({"access_token":"a","expires_in":99999999999})")->lifetime == 24h));
}

BOOST_AUTO_TEST_CASE(refusals_need_a_person) {
  const auto refusal = [](const std::string& code) {
    return R"({"error":")" + code + R"(","error_description":"echo of Atzr|SECRET","error_index":"x"})";
  };
  check_error(read(400, refusal("invalid_grant")), ErrorCode::needs_reauth, "refresh token");
  check_error(read(401, refusal("invalid_client")), ErrorCode::needs_reauth, "180 days");
  check_error(read(400, refusal("unauthorized_client")), ErrorCode::needs_reauth, "unauthorized_client");
  check_error(read(400, refusal("access_denied")), ErrorCode::needs_reauth, "access_denied");
  check_error(read(400, refusal("invalid_scope")), ErrorCode::needs_reauth, "invalid_scope");
  check_error(read(400, refusal("invalid_request")), ErrorCode::needs_reauth, "invalid_request");
  check_error(read(400, refusal("unsupported_grant_type")), ErrorCode::needs_reauth,
              "unsupported_grant_type");
  BOOST_TEST(!read(400, refusal("invalid_grant")).error().hint.empty());
  BOOST_TEST(!read(400, refusal("invalid_client")).error().hint.empty());
}

BOOST_AUTO_TEST_CASE(trouble_passes_by_itself) {
  check_error(read(500, R"({"error":"server_error"})"), ErrorCode::unavailable, "server_error");
  check_error(read(400, R"({"error":"temporarily_unavailable"})"), ErrorCode::unavailable,
              "temporarily_unavailable");
  check_error(read(503, R"({"error":"invalid_grant"})"), ErrorCode::unavailable, "503");
  check_error(read(429, R"({"error":"invalid_client"})"), ErrorCode::unavailable, "429");
  check_error(read(503, "<html>SECRET</html>"), ErrorCode::unavailable, "503");
  check_error(read(400, "<html>captive portal</html>"), ErrorCode::unavailable, "not JSON");
  check_error(read(200, "<html>captive portal</html>"), ErrorCode::unavailable, "not JSON");
  check_error(read(200, ""), ErrorCode::unavailable, "not JSON");
  check_error(read(200, "[]"), ErrorCode::unavailable, "not JSON");
  check_error(read(200, "{}"), ErrorCode::unavailable, "no usable access token");
  check_error(read(200, R"({"access_token":""})"), ErrorCode::unavailable, "no usable");
  check_error(read(200, R"({"access_token":7})"), ErrorCode::unavailable, "no usable");
  check_error(read(200, R"({"access_token":"SECRET\r\nx-evil: 1"})"), ErrorCode::unavailable, "no usable");
  check_error(read(200, R"({"access_token":")" + std::string(5'000, 'x') + "\"}"), ErrorCode::unavailable,
              "no usable");
  check_error(read(400, "{}"), ErrorCode::unavailable, "no error code");
  check_error(read(400, token_body("Atza|SECRET").substr(0, 20)), ErrorCode::unavailable, "not JSON");
}

BOOST_AUTO_TEST_CASE(a_token_is_kept_until_five_minutes_before_its_end) {
  transport.script = {respond(200, token_body("one")), respond(200, token_body("two"))};
  BOOST_TEST(*token() == "one");
  clock.advance(54min + 59s);
  BOOST_TEST(*token() == "one");
  clock.advance(1s);
  BOOST_TEST(*token() == "two");
  BOOST_TEST(cache.requests_made() == 2);
}

BOOST_AUTO_TEST_CASE(a_short_lived_token_is_used_too) {
  transport.script = {respond(200, token_body("one", 60)), respond(200, token_body("two", 60))};
  BOOST_TEST(*token() == "one");
  clock.advance(44s);
  BOOST_TEST(*token() == "one");
  clock.advance(2s);
  BOOST_TEST(*token() == "two");
}

BOOST_AUTO_TEST_CASE(setting_the_wall_clock_makes_no_difference) {
  transport.script = {respond(200, token_body("one"))};
  BOOST_TEST(*token() == "one");
  clock.time += 24h * 400;
  BOOST_TEST(*token() == "one");
}

BOOST_AUTO_TEST_CASE(twenty_callers_one_request) {
  transport.script = {respond(200, token_body("one"))};
  int served = 0;
  for (int i = 0; i < 20; ++i) {
    boost::asio::co_spawn(loop, cache.token(), [&](std::exception_ptr, Result<std::string> result) {
      served += result.has_value() && *result == "one";
    });
  }
  loop.run();
  BOOST_TEST(served == 20);
  BOOST_TEST(transport.requests.size() == 1u);
}

BOOST_AUTO_TEST_CASE(twenty_callers_share_a_failure_too) {
  transport.script = {respond(400, R"({"error":"invalid_grant"})")};
  int refused = 0;
  for (int i = 0; i < 20; ++i) {
    boost::asio::co_spawn(loop, cache.token(), [&](std::exception_ptr, Result<std::string> result) {
      refused += !result && result.error().code == ErrorCode::needs_reauth;
    });
  }
  loop.run();
  BOOST_TEST(refused == 20);
  BOOST_TEST(transport.requests.size() == 1u);
  transport.script = {respond(200, token_body("one"))};
  BOOST_TEST(*token() == "one");  // a later caller asks again
}

BOOST_AUTO_TEST_CASE(when_the_fetching_caller_is_cancelled_another_takes_over) {
  FirstHangs transport_that_hangs(loop.get_executor());
  TokenCache patient("https://api.amazon.com", kCredentials, clock, transport_that_hangs,
                     loop.get_executor());
  boost::asio::cancellation_signal cancel;
  bool aborted = false;
  boost::asio::co_spawn(
      loop, patient.token(),
      boost::asio::bind_cancellation_slot(cancel.slot(), [&](std::exception_ptr thrown, Result<std::string>) {
        aborted = thrown != nullptr;
      }));
  int served = 0;
  for (int i = 0; i < 3; ++i) {
    boost::asio::co_spawn(loop, patient.token(), [&](std::exception_ptr, Result<std::string> result) {
      served += result.has_value();
    });
  }
  loop.poll();
  BOOST_TEST(transport_that_hangs.requests == 1);
  cancel.emit(boost::asio::cancellation_type::terminal);
  loop.run();
  BOOST_TEST(served == 3);
  BOOST_TEST(aborted);
  BOOST_TEST(transport_that_hangs.requests == 2);
}

BOOST_AUTO_TEST_CASE(a_refused_token_is_renewed_once_however_many_complain) {
  transport.script = {respond(200, token_body("one")), respond(200, token_body("two"))};
  BOOST_TEST(*token() == "one");
  cache.invalidate("one");
  BOOST_TEST(*token() == "two");
  cache.invalidate("one");  // the second caller that had used it
  BOOST_TEST(*token() == "two");
  BOOST_TEST(transport.requests.size() == 2u);
}

BOOST_AUTO_TEST_CASE(network_trouble_is_handed_on) {
  transport.script = {no_answer()};
  const auto result = token();
  BOOST_REQUIRE(!result);
  BOOST_TEST((result.error().code == ErrorCode::unavailable));
}

BOOST_AUTO_TEST_CASE(new_credentials_take_effect_at_once) {
  transport.script = {respond(200, token_body("one")), respond(200, token_body("two"))};
  BOOST_TEST(*token() == "one");
  cache.set_credentials({"new-id", "new-secret", "new-refresh"});
  BOOST_TEST(*token() == "two");
  BOOST_TEST(transport.requests.back().body.find("client_id=new-id") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(credentials_replaced_during_a_fetch) {
  bool replaced = false;
  transport.handler = [&](const http::Request& request) {
    if (!std::exchange(replaced, true)) {
      cache.set_credentials({"new-id", "new-secret", "new-refresh"});
      return respond(400, R"({"error":"invalid_grant"})");
    }
    BOOST_TEST(request.body.find("client_id=new-id") != std::string::npos);
    return respond(200, token_body("two"));
  };
  BOOST_TEST(*token() == "two");
}

BOOST_AUTO_TEST_CASE(torn_down_while_fetching) {
  auto local = std::make_unique<boost::asio::io_context>();
  test::FakeTransport slow(local->get_executor());
  slow.script = {respond(200, token_body("one"))};
  auto short_lived = std::make_unique<TokenCache>("https://api.amazon.com", kCredentials, clock, slow,
                                                  local->get_executor());
  for (int i = 0; i < 3; ++i) {
    boost::asio::co_spawn(*local, short_lived->token(), [](std::exception_ptr, Result<std::string>) {});
  }
  local->run_one();
  short_lived.reset();
  local.reset();
  BOOST_TEST(true);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace sellerd::amazon
