// What to do after an attempt at a call: the one place that decides about retries. Pure.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "common/error.h"
#include "common/time_text.h"
#include "daemon/channel/amazon/fault.h"
#include "daemon/channel/amazon/operations.h"

namespace sellerd::amazon {

inline constexpr int kMaximumTries = 6;
// While a person waits for the answer: trouble is told rather than outlasted.
inline constexpr int kTriesOfTheImpatient = 2;
inline constexpr Duration kFirstBackOff{2'000};
inline constexpr Duration kLongestBackOff{60'000};

// How an attempt ended: without an answer (`failure`), or with one.
struct Attempt {
  Operation operation;
  int tries = 1;  // this one included
  int maximum_tries = kMaximumTries;
  bool refreshed = false;      // the access token has been renewed for this call already
  std::string_view role = {};  // that the operation needs here; empty: not known
  bool sent = true;            // false: it failed before anything reached the API, while fetching a token
  std::optional<Error> failure;
  int status = 0;
  bool is_json = false;  // the body is one whole JSON document
  Fault fault;
  std::string request_id;
};

struct Decision {
  enum class Verdict {
    accept,   // the answer is an answer
    retry,    // the same again, after a pause between `shortest` and `longest`
    refresh,  // the same again at once with a new access token
    give_up,  // `error` is final
  };
  Verdict verdict = Verdict::give_up;
  Error error;  // what happened, also when it is retried
  Duration shortest{};
  Duration longest{};
};

// Decides by HTTP status, not by Amazon's code: the codes differ from API to API.
//   2xx with JSON   accept
//   2xx without     retry, then unavailable; never taken for an empty answer, except 204 of an operation that
//                   answers nothing
//   400             final: refused; conflict when it blames the page token
//   401, 403        refresh once, then needs_reauth; a 403 where a role is known to be needed: refused, since
//                   everything else goes on without it
//   404             final: not_found
//   429             retry, then throttled
//   408, 5xx        retry, then unavailable
//   other           final: refused
//   no answer       `unavailable` is retried, other errors are final
// An operation that is not repeatable is retried only where it was certainly not carried out: 429, 401, 403,
// or not sent.
Decision decide(const Attempt& attempt);

// What to do about a role that the application lacks; empty for an empty one.
std::string lacking_role(std::string_view role);

}  // namespace sellerd::amazon
