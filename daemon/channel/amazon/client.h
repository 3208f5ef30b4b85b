// One call of the Selling Partner API from end to end: quota, access token, headers, retries.
#pragma once

#include <boost/asio/any_io_executor.hpp>
#include <cstdint>
#include <string>

#include "common/json.h"
#include "daemon/channel/amazon/lwa.h"
#include "daemon/channel/amazon/operations.h"
#include "daemon/channel/amazon/quota.h"
#include "daemon/channel/amazon/retry.h"
#include "daemon/channel/aside.h"
#include "daemon/http/transport.h"
#include "daemon/random.h"

namespace sellerd::amazon {

struct Call {
  std::string method = "GET";
  std::string target;  // path and query, encoded
  std::string body;    // JSON; empty for none
  // 400 and 404 are answers when they hold Amazon's errors: about what was asked for, not about the asking.
  bool refusal_is_answer = false;
  // The role that this call needs, where one is known: without it Amazon answers 403, which then is refused.
  std::string_view role = {};
  std::string token = {};  // sent in place of the access token; empty: none
};

struct Answer {
  int status = 200;
  json::value body;  // one whole document, in memory of its own; null when the operation answers nothing
  std::string request_id;
  std::string body_hash;  // short_digest of the raw bytes
  std::optional<Timestamp> server_time;
};

// Thread: the event loop's.
class Client {
 public:
  // `endpoint` without a path. The references must outlive the client. `on_call`, where there is one, is told
  // of every try. Answers are parsed `aside`.
  Client(std::string endpoint, Quota& quota, TokenCache& tokens, Clock& clock, http::Transport& transport,
         Random& random, CallListener on_call = {}, Aside aside = {});

  // Final outcome, after waiting for quota and after the retries of retry.h. Errors: needs_reauth, not_found,
  // conflict (the page token), refused, throttled, unavailable. Counts
  // each try in the context; tokens and downloads are not calls. Throws operation_aborted when cancelled.
  Task<Result<Answer>> call(Operation operation, Call call, CallContext& context);

  // Whether a call of the operation would go out at once.
  bool ready(const Operation& operation, const CallContext& context) const {
    return quota_.ready(operation, context);
  }

  // How long an answer takes, smoothed over the calls so far; a guess before the first.
  Duration latency() const { return latency_; }

  // To a presigned address outside the API: no token, no quota, one try. Takes time enough for a long
  // document.
  Task<Result<http::Response>> send_outside(http::Request request);

  // A pause of the length that a retry asks for.
  Task<> pause(Decision decision, CallContext& context);

 private:
  struct Try;

  Task<> try_once(const Call& call, Try& current, CallContext& context);
  Task<> read_answer(Try& current);
  void tell(const Try& current, const Decision& decision, bool answered) const;
  http::Request make_request(const Call& call, const std::string& token) const;

  std::string endpoint_;
  Quota& quota_;
  TokenCache& tokens_;
  Clock& clock_;
  http::Transport& transport_;
  Random& random_;
  CallListener on_call_;
  Aside aside_;
  Duration latency_{300};
};

}  // namespace sellerd::amazon
