#include <boost/test/unit_test.hpp>

#include "common/api/errors.h"
#include "common/varlink/frame.h"
#include "common/varlink/message.h"

using namespace sellerd;
using namespace sellerd::varlink;

namespace {

std::vector<std::string> frames(FrameReader& reader) {
  std::vector<std::string> all;
  while (true) {
    auto next = reader.next();
    BOOST_REQUIRE(next.has_value());
    if (!*next) return all;
    all.push_back(**next);
  }
}

}  // namespace

BOOST_AUTO_TEST_SUITE(varlink_frames)

BOOST_AUTO_TEST_CASE(any_fragmentation_gives_the_same_messages) {
  using namespace std::string_literals;
  const std::string stream = "{\"a\":1}\0{}\0{\"b\":\"xyz\"}\0{\"unfin"s;
  for (std::size_t chunk = 1; chunk <= stream.size(); ++chunk) {
    FrameReader reader(10'000);
    std::vector<std::string> all;
    for (std::size_t at = 0; at < stream.size(); at += chunk) {
      reader.feed(std::string_view(stream).substr(at, chunk));
      for (auto& message : frames(reader)) all.push_back(std::move(message));
    }
    BOOST_TEST(all == (std::vector<std::string>{"{\"a\":1}", "{}", "{\"b\":\"xyz\"}"}));
    BOOST_TEST(reader.pending());
  }
}

BOOST_AUTO_TEST_CASE(too_long_and_empty_messages_end_the_stream) {
  FrameReader reader(8);
  reader.feed("123456789");  // no end yet, and already too long
  BOOST_TEST(!reader.next().has_value());
  FrameReader exact(8);
  exact.feed(std::string_view("12345678\0", 9));
  BOOST_TEST(exact.next()->value() == "12345678");
  FrameReader empty(8);
  empty.feed(std::string_view("\0", 1));
  BOOST_TEST(!empty.next().has_value());
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_SUITE(varlink_messages)

BOOST_AUTO_TEST_CASE(calls_are_read_and_written) {
  const auto call =
      parse_call(R"({"method":"org.sellerd.Orders.List","parameters":{"limit":5},"more":true})");
  BOOST_REQUIRE(call.has_value());
  BOOST_TEST(call->method == "org.sellerd.Orders.List");
  BOOST_TEST(call->more);
  BOOST_TEST(call->parameters.at("limit").as_int64() == 5);
  BOOST_TEST(parse_call(write_call(*call))->more);
  BOOST_TEST(parse_call(R"({"method":"a.B"})")->parameters.empty());
  BOOST_TEST(parse_call(R"({"method":"a.B","parameters":null})")->parameters.empty());
}

BOOST_AUTO_TEST_CASE(what_is_not_varlink_is_refused) {
  for (const char* text :
       {"[]", "7", "{}", R"({"method":7})", R"({"method":""})", R"({"method":"a.B","more":1})",
        R"({"method":"a.B","parameters":[]})", R"({"method":"a.B","extra":true})",
        R"({"method":"a.B","more":true,"oneway":true})", "{\"method\":\"a.B\"", "nonsense"}) {
    const auto call = parse_call(text);
    BOOST_TEST(!call.has_value(), text);
    BOOST_TEST((call.error().code == ErrorCode::malformed));
  }
}

BOOST_AUTO_TEST_CASE(clients_ignore_what_they_do_not_know) {
  const auto reply = parse_reply(R"({"parameters":{"x":1},"future":true})");
  BOOST_REQUIRE(reply.has_value());
  BOOST_TEST(!reply->continues);
  BOOST_TEST(reply->parameters.at("x").as_int64() == 1);
}

BOOST_AUTO_TEST_CASE(errors_cross_the_wire_and_come_back) {
  api::for_each_error([](ErrorCode code) {
    const Error sent{code, "what happened", "where", "do this"};
    const Error back = api::error_from_reply(api::error_reply(sent));
    BOOST_TEST((back.code == code));
    BOOST_TEST(back.text() == sent.text());
    BOOST_TEST(back.hint == sent.hint);
  });
  const auto standard =
      api::error_reply(make_error(ErrorCode::invalid_argument, "must be positive", "limit"));
  BOOST_TEST(standard.error == "org.varlink.service.InvalidParameter");
  BOOST_TEST(standard.parameters.at("parameter").as_string() == "limit");
  const auto foreign =
      api::error_from_reply({"org.varlink.service.MethodNotFound", {{"method", "Fly"}}, false});
  BOOST_TEST(foreign.message == "org.varlink.service.MethodNotFound: Fly");
}

BOOST_AUTO_TEST_SUITE_END()
