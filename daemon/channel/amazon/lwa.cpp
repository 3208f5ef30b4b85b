#include "daemon/channel/amazon/lwa.h"

#include <algorithm>
#include <optional>

#include "daemon/channel/amazon/lwa_codec.h"
#include "daemon/event.h"

namespace sellerd::amazon {
namespace {

constexpr Duration kRenewEarly = std::chrono::minutes(5);
constexpr Duration kTokenTimeout = std::chrono::seconds(30);

}  // namespace

// Shared with the coroutine that fetches, which may be torn down after the cache.
struct TokenCache::State {
  explicit State(boost::asio::any_io_executor executor) : fetched(std::move(executor)) {}

  std::string token;
  Duration good_until{};  // uptime
  bool fetching = false;
  std::uint64_t fetches_ended = 0;  // tells a waiter that the fetch it waited for came to an end
  std::optional<Error> last_failure;
  std::uint64_t credentials_version = 0;
  std::int64_t requests = 0;
  Event fetched;
};

// Ends the fetch however the fetching coroutine ends, so that no waiter is left behind.
class TokenCache::FetchInProgress {
 public:
  explicit FetchInProgress(std::shared_ptr<State> state) : state_(std::move(state)) {
    state_->fetching = true;
  }
  ~FetchInProgress() {
    state_->fetching = false;
    state_->fetched.notify();
  }
  FetchInProgress(const FetchInProgress&) = delete;
  FetchInProgress& operator=(const FetchInProgress&) = delete;

 private:
  std::shared_ptr<State> state_;
};

TokenCache::TokenCache(std::string endpoint, Credentials credentials, Clock& clock,
                       http::Transport& transport, boost::asio::any_io_executor executor)
    : endpoint_(std::move(endpoint)),
      credentials_(std::move(credentials)),
      clock_(clock),
      transport_(transport),
      state_(std::make_shared<State>(std::move(executor))) {}

TokenCache::~TokenCache() = default;

Task<Result<std::string>> TokenCache::token() {
  const auto state = state_;
  for (;;) {
    if (!state->token.empty() && clock_.uptime() < state->good_until) co_return state->token;
    if (!state->fetching) {
      const auto version = state->credentials_version;
      auto fetched = co_await fetch();
      if (version == state->credentials_version) co_return fetched;
      continue;  // the credentials were replaced meanwhile: neither its token nor its refusal counts
    }
    const auto ended_before = state->fetches_ended;
    while (state->fetching && state->fetches_ended == ended_before) co_await state->fetched.wait();
    // A fetch whose coroutine was cancelled has no outcome: then one of the waiters becomes the next to
    // fetch.
    if (state->fetches_ended != ended_before && state->last_failure) co_return *state->last_failure;
  }
}

Task<Result<std::string>> TokenCache::fetch() {
  const auto state = state_;
  const FetchInProgress in_progress(state);
  const auto version = state->credentials_version;
  http::Request request = token_request(endpoint_, credentials_);
  request.timeout = kTokenTimeout;
  const Duration asked = clock_.uptime();
  ++state->requests;
  const auto response = co_await transport_.send(std::move(request));
  Result<AccessToken> answer = make_error(ErrorCode::internal, "no answer");
  if (response) {
    answer = read_token_answer(*response);
  } else {
    answer = response.error();
  }
  ++state->fetches_ended;
  state->last_failure.reset();
  if (version == state->credentials_version) {
    if (answer) {
      // Counted from the request: the token may have been issued right after it.
      state->good_until = asked + answer->lifetime - std::min(kRenewEarly, answer->lifetime / 4);
      state->token = answer->text;
    } else {
      state->last_failure = answer.error();
    }
  }
  if (!answer) co_return answer.error();
  co_return answer->text;
}

void TokenCache::invalidate(const std::string& refused) {
  if (state_->token == refused) state_->token.clear();
}

void TokenCache::set_credentials(Credentials credentials) {
  credentials_ = std::move(credentials);
  ++state_->credentials_version;
  state_->token.clear();
}

std::int64_t TokenCache::requests_made() const {
  return state_->requests;
}

}  // namespace sellerd::amazon
