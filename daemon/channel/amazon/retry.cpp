#include "daemon/channel/amazon/retry.h"

#include <algorithm>

#include "daemon/probe.h"

namespace sellerd::amazon {
namespace {

using Verdict = Decision::Verdict;

// "searchOrders: Amazon answered 503 ServiceUnavailable: Try later (request id 1f-2e)"
std::string answer_text(const Attempt& attempt) {
  std::string text =
      std::string(attempt.operation.name) + ": Amazon answered " + std::to_string(attempt.status);
  if (!attempt.fault.code.empty()) text += " " + attempt.fault.code;
  if (!attempt.fault.message.empty()) text += ": " + attempt.fault.message;
  if (!attempt.request_id.empty()) text += " (request id " + printable(attempt.request_id, 64) + ")";
  return text;
}

Decision final_error(ErrorCode code, const Attempt& attempt, std::string hint = {}) {
  return {Verdict::give_up, make_error(code, answer_text(attempt), {}, std::move(hint)), {}, {}};
}

Decision again(const Attempt& attempt, Error error) {
  if (attempt.tries >= attempt.maximum_tries) {
    reached(Probe::call_given_up);
    error.message += "; given up after " + std::to_string(attempt.tries) + " tries";
    return {Verdict::give_up, std::move(error), {}, {}};
  }
  reached(Probe::call_repeated);
  const auto longest = std::min(kFirstBackOff * (1 << (std::max(attempt.tries, 1) - 1)), kLongestBackOff);
  return {Verdict::retry, std::move(error), longest / 2, longest};
}

// For ends that leave open whether Amazon carried it out.
Decision again_if_harmless(const Attempt& attempt, Error error) {
  if (attempt.operation.repeatable || !attempt.sent) return again(attempt, std::move(error));
  reached(Probe::call_left_in_doubt);
  return {Verdict::give_up, std::move(error), {}, {}};
}

Decision without_answer(const Attempt& attempt) {
  Error error = *attempt.failure;
  error.message = std::string(attempt.operation.name) + ": " + error.message;
  if (error.code == ErrorCode::unavailable) return again_if_harmless(attempt, std::move(error));
  return {Verdict::give_up, std::move(error), {}, {}};
}

Decision denied(const Attempt& attempt) {
  if (!attempt.refreshed)
    return {Verdict::refresh, make_error(ErrorCode::needs_reauth, answer_text(attempt)), {}, {}};
  reached(Probe::credentials_refused);
  if (attempt.status == 401) {
    return final_error(ErrorCode::needs_reauth, attempt,
                       "authorise the application again in Seller Central, then: sellerctl reauthorize NAME");
  }
  if (!attempt.role.empty()) return final_error(ErrorCode::refused, attempt, lacking_role(attempt.role));
  return final_error(
      ErrorCode::needs_reauth, attempt,
      "likely causes: the application lacks a role that " + std::string(attempt.operation.name) +
          " needs, the seller has not authorised it (or must do so again after a new role), or the "
          "endpoint is of another region than the account");
}

}  // namespace

std::string lacking_role(std::string_view role) {
  if (role.empty()) return {};
  return "the application needs the role " + std::string(role) +
         ": ask Amazon for it, have the seller authorise the application again, then sellerctl reauthorize";
}

Decision decide(const Attempt& attempt) {
  if (attempt.failure) return without_answer(attempt);
  const int status = attempt.status;
  if (status >= 200 && status < 300) {
    const bool is_nothing = status == 204 && attempt.operation.answers_nothing;
    if (attempt.is_json || is_nothing) return {Verdict::accept, {}, {}, {}};
    reached(Probe::answer_not_json);
    return again_if_harmless(
        attempt,
        make_error(ErrorCode::unavailable, answer_text(attempt) + " with a body that is not whole JSON"));
  }
  if (status == 429) reached(Probe::call_throttled);
  if (status == 429) return again(attempt, make_error(ErrorCode::throttled, answer_text(attempt)));
  if (status == 401 || status == 403) return denied(attempt);
  if (status == 404) return final_error(ErrorCode::not_found, attempt);
  if (status == 408 || status >= 500) {
    return again_if_harmless(attempt, make_error(ErrorCode::unavailable, answer_text(attempt)));
  }
  const bool stale = status == 400 && blames_page_token(attempt.fault);
  return final_error(stale ? ErrorCode::conflict : ErrorCode::refused, attempt);
}

}  // namespace sellerd::amazon
