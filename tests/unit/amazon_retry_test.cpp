#include <boost/test/unit_test.hpp>

#include "daemon/channel/amazon/retry.h"

namespace sellerd::amazon {

using Verdict = Decision::Verdict;
using namespace std::chrono_literals;

namespace {

Attempt answered(int status, bool is_json = true, Fault fault = {}) {
  Attempt attempt;
  attempt.operation = operations::kSearchOrders;
  attempt.status = status;
  attempt.is_json = is_json;
  attempt.fault = std::move(fault);
  attempt.request_id = "1f-2e";
  return attempt;
}

Attempt failed(ErrorCode code) {
  Attempt attempt;
  attempt.operation = operations::kSearchOrders;
  attempt.failure = make_error(code, "what the transport said");
  return attempt;
}

Attempt write(Attempt attempt) {
  attempt.operation = operations::kCreateReport;
  return attempt;
}

Attempt at_try(int tries, Attempt attempt) {
  attempt.tries = tries;
  return attempt;
}

void check(const Attempt& attempt, Verdict verdict, ErrorCode code) {
  const auto decision = decide(attempt);
  BOOST_TEST((decision.verdict == verdict), "status " << attempt.status << ": " << decision.error);
  BOOST_TEST((decision.error.code == code), "status " << attempt.status << ": " << decision.error);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(amazon_retry)

BOOST_AUTO_TEST_CASE(good_answers) {
  for (const int status : {200, 201, 202}) {
    BOOST_TEST((decide(answered(status)).verdict == Verdict::accept));
  }
}

BOOST_AUTO_TEST_CASE(nothing_is_an_answer_where_nothing_is_told) {
  auto attempt = answered(204, false);
  attempt.operation = operations::kConfirmShipment;
  BOOST_TEST((decide(attempt).verdict == Verdict::accept));
  attempt.status = 200;
  check(attempt, Verdict::give_up, ErrorCode::unavailable);
}

BOOST_AUTO_TEST_CASE(every_row) {
  check(answered(200, false), Verdict::retry, ErrorCode::unavailable);
  check(answered(204, false), Verdict::retry, ErrorCode::unavailable);
  check(answered(302), Verdict::give_up, ErrorCode::refused);
  check(answered(400), Verdict::give_up, ErrorCode::refused);
  check(answered(400, false), Verdict::give_up, ErrorCode::refused);
  check(answered(401), Verdict::refresh, ErrorCode::needs_reauth);
  check(answered(403), Verdict::refresh, ErrorCode::needs_reauth);
  check(answered(404), Verdict::give_up, ErrorCode::not_found);
  check(answered(405), Verdict::give_up, ErrorCode::refused);
  check(answered(408), Verdict::retry, ErrorCode::unavailable);
  check(answered(409), Verdict::give_up, ErrorCode::refused);
  check(answered(413), Verdict::give_up, ErrorCode::refused);
  check(answered(415), Verdict::give_up, ErrorCode::refused);
  check(answered(422), Verdict::give_up, ErrorCode::refused);
  check(answered(429), Verdict::retry, ErrorCode::throttled);
  check(answered(500), Verdict::retry, ErrorCode::unavailable);
  check(answered(502, false), Verdict::retry, ErrorCode::unavailable);
  check(answered(503, false), Verdict::retry, ErrorCode::unavailable);
  check(answered(504), Verdict::retry, ErrorCode::unavailable);
  check(failed(ErrorCode::unavailable), Verdict::retry, ErrorCode::unavailable);
  check(failed(ErrorCode::refused), Verdict::give_up, ErrorCode::refused);
  check(failed(ErrorCode::invalid_argument), Verdict::give_up, ErrorCode::invalid_argument);
  check(failed(ErrorCode::needs_reauth), Verdict::give_up, ErrorCode::needs_reauth);
  check(failed(ErrorCode::internal), Verdict::give_up, ErrorCode::internal);
}

BOOST_AUTO_TEST_CASE(tries_are_bounded) {
  for (const auto& attempt :
       {answered(200, false), answered(429), answered(503), failed(ErrorCode::unavailable)}) {
    BOOST_TEST((decide(at_try(kMaximumTries - 1, attempt)).verdict == Verdict::retry));
    const auto last = decide(at_try(kMaximumTries, attempt));
    BOOST_TEST((last.verdict == Verdict::give_up));
    BOOST_TEST(last.error.message.find("given up after 6 tries") != std::string::npos, last.error);
  }
  check(at_try(kMaximumTries, answered(429)), Verdict::give_up, ErrorCode::throttled);
}

BOOST_AUTO_TEST_CASE(pauses_grow_and_are_capped) {
  Duration before{0};
  for (int tries = 1; tries < kMaximumTries; ++tries) {
    const auto decision = decide(at_try(tries, answered(503)));
    BOOST_TEST((decision.longest > before));
    BOOST_TEST((decision.shortest == decision.longest / 2));
    BOOST_TEST((decision.longest <= 60s));
    before = decision.longest;
  }
  BOOST_TEST((decide(at_try(1, answered(503))).longest == 2s));
  BOOST_TEST((decide(at_try(5, answered(503))).longest == 32s));
  BOOST_TEST((decide(at_try(0, answered(503))).longest == 2s));
}

BOOST_AUTO_TEST_CASE(a_token_is_refreshed_once) {
  for (const int status : {401, 403}) {
    auto attempt = answered(status, true, {"Unauthorized", "Access to requested resource is denied."});
    attempt.refreshed = true;
    check(attempt, Verdict::give_up, ErrorCode::needs_reauth);
  }
  auto denied = answered(403);
  denied.refreshed = true;
  const auto hint = decide(denied).error.hint;
  for (const char* cause : {"role", "authorised", "region"})
    BOOST_TEST(hint.find(cause) != std::string::npos, hint);
}

BOOST_AUTO_TEST_CASE(a_role_that_is_known_to_be_needed_is_asked_for) {
  auto attempt = answered(403, true, {"Unauthorized", "Access to requested resource is denied."});
  attempt.role = "Tax Remittance (Restricted)";
  check(attempt, Verdict::refresh, ErrorCode::needs_reauth);
  attempt.refreshed = true;
  check(attempt, Verdict::give_up, ErrorCode::refused);
  BOOST_TEST(decide(attempt).error.hint == lacking_role(attempt.role));
  BOOST_TEST(lacking_role(attempt.role).find("the role Tax Remittance (Restricted)") != std::string::npos);
  // A token that is no good is no matter of roles.
  attempt.status = 401;
  check(attempt, Verdict::give_up, ErrorCode::needs_reauth);
  BOOST_TEST(lacking_role("").empty());
}

BOOST_AUTO_TEST_CASE(a_write_is_repeated_only_when_it_was_not_carried_out) {
  check(write(answered(429)), Verdict::retry, ErrorCode::throttled);
  check(write(answered(403)), Verdict::refresh, ErrorCode::needs_reauth);
  check(write(answered(500)), Verdict::give_up, ErrorCode::unavailable);
  check(write(answered(202, false)), Verdict::give_up, ErrorCode::unavailable);
  check(write(failed(ErrorCode::unavailable)), Verdict::give_up, ErrorCode::unavailable);
  auto not_sent = write(failed(ErrorCode::unavailable));
  not_sent.sent = false;
  check(not_sent, Verdict::retry, ErrorCode::unavailable);
}

BOOST_AUTO_TEST_CASE(a_stale_page_token_is_a_conflict) {
  for (const char* message :
       {"Invalid NextToken", "The paginationToken is expired", "pagination token mismatch"}) {
    check(answered(400, true, {"InvalidInput", message}), Verdict::give_up, ErrorCode::conflict);
  }
  check(answered(400, true, {"InvalidInput", "lastUpdatedBefore is too late"}), Verdict::give_up,
        ErrorCode::refused);
  check(answered(400, true, {"InvalidInput", "The access token is malformed"}), Verdict::give_up,
        ErrorCode::refused);
  check(answered(404, true, {"NotFound", "no such NextToken"}), Verdict::give_up, ErrorCode::not_found);
}

BOOST_AUTO_TEST_CASE(messages_say_what_when_and_where) {
  const auto error = decide(answered(400, true, {"InvalidInput", "Bad parameter."})).error;
  BOOST_TEST(error.message ==
             "searchOrders: Amazon answered 400 InvalidInput: Bad parameter. (request id 1f-2e)");
  const auto html = decide(at_try(6, answered(503, false))).error;
  BOOST_TEST(html.message == "searchOrders: Amazon answered 503 (request id 1f-2e); given up after 6 tries");
  BOOST_TEST(decide(failed(ErrorCode::unavailable)).error.message == "searchOrders: what the transport said");
  BOOST_TEST(decide(answered(200, false)).error.message.find("not whole JSON") != std::string::npos);
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_SUITE(amazon_fault)

BOOST_AUTO_TEST_CASE(errors_are_read_when_they_have_amazons_shape) {
  const auto read = [](const char* text) { return read_fault(*parse_json(text)); };
  BOOST_TEST(read(R"({"errors":[{"code":"InvalidInput","message":"m","details":""}]})").code ==
             "InvalidInput");
  BOOST_TEST(read(R"({"errors":[{"code":"A","message":"first"},{"code":"B"}]})").message == "first");
  for (const char* other : {"[]", "{}", "7", R"({"errors":[]})", R"({"errors":{}})", R"({"errors":["x"]})",
                            R"({"errors":[{"code":5,"message":{}}]})", R"({"error":"invalid_grant"})"}) {
    BOOST_TEST(read(other).code.empty(), other);
    BOOST_TEST(read(other).message.empty(), other);
  }
}

BOOST_AUTO_TEST_CASE(foreign_text_is_made_safe) {
  BOOST_TEST(printable("a\r\nb\x1b[31m\x7f", 100) == "a  b [31m ");
  BOOST_TEST(printable(std::string(300, 'x'), 200).size() == 200u);
  BOOST_TEST(printable("\xe0\xa4\xb9\xe0\xa4\xbf", 4) == "\xe0\xa4\xb9");
  BOOST_TEST(printable("a\xff", 10) == "a\xef\xbf\xbd");
  BOOST_TEST(printable("token Atza|IwEBIxyz expired", 100) == "token [redacted] expired");
  BOOST_TEST(printable("\"Atzr|IwEBIxyz\"", 100) == "\"[redacted]\"");
  BOOST_TEST(printable("amzn1.oa2-cs.v1.9f", 100) == "[redacted]");
  // The cut must not leave a piece of a token behind.
  BOOST_TEST(printable(std::string(195, 'x') + "Atza|SECRET", 200).find("SEC") == std::string::npos);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace sellerd::amazon
