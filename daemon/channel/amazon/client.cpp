#include "daemon/channel/amazon/client.h"

#include <optional>

#include "daemon/channel/amazon/activity.h"
#include "daemon/channel/amazon/answer_json.h"
#include "daemon/channel/amazon/digest.h"
#include "daemon/http/http_date.h"
#include "daemon/http/url.h"
#include "daemon/probe.h"

#ifndef SELLERD_VERSION
#define SELLERD_VERSION "0"
#endif

namespace sellerd::amazon {
namespace {

constexpr std::string_view kUserAgent = "sellerd/" SELLERD_VERSION " (Language=C++/20; Platform=Linux)";
constexpr Duration kCallTimeout = std::chrono::seconds(60);
constexpr Duration kDocumentTimeout = std::chrono::minutes(10);
constexpr std::size_t kMaximumAnswer = 32ull << 20;

std::string without_slash(std::string endpoint) {
  while (endpoint.ends_with('/')) endpoint.pop_back();
  return endpoint;
}

// What is no address at all is the transport's to refuse.
bool is_https(std::string_view address) {
  const auto url = http::parse_url(address);
  return url && url->secure;
}

// A transport that calls a URL invalid means the one in the settings.
Error blame(std::string_view setting, Error error) {
  if (error.code == ErrorCode::invalid_argument) error.field = setting;
  return error;
}

Answer make_answer(const http::Response& response, json::value body) {
  return Answer{response.status, std::move(body), printable(response.header("x-amzn-requestid"), 64),
                short_digest(response.body), http::parse_http_date(response.header("date"))};
}

// The first of Amazon's errors is there.
bool is_final_no(const Attempt& attempt) {
  const bool has_errors = !attempt.fault.code.empty() || !attempt.fault.message.empty();
  return !attempt.failure && (attempt.status == 400 || attempt.status == 404) && has_errors;
}

}  // namespace

Client::Client(std::string endpoint, Quota& quota, TokenCache& tokens, Clock& clock,
               http::Transport& transport, Random& random, CallListener on_call, Aside aside)
    : endpoint_(without_slash(std::move(endpoint))),
      quota_(quota),
      tokens_(tokens),
      clock_(clock),
      transport_(transport),
      random_(random),
      on_call_(std::move(on_call)),
      aside_(std::move(aside)) {}

// One attempt, and what came of it.
struct Client::Try {
  Attempt attempt;
  std::string token;
  http::Response response;
  Duration took{};
  std::optional<json::value> body;  // emplaced, never assigned: assigning copies it out of its arena
};

Task<Result<Answer>> Client::call(Operation operation, Call call, CallContext& context) {
  Try current;
  current.attempt.operation = operation;
  current.attempt.role = call.role;
  if (context.impatient) current.attempt.maximum_tries = kTriesOfTheImpatient;
  for (;; ++current.attempt.tries) {
    co_await try_once(call, current, context);
    const Decision decision = decide(current.attempt);
    const bool answered = decision.verdict == Decision::Verdict::accept ||
                          (call.refusal_is_answer && is_final_no(current.attempt));
    tell(current, decision, answered);
    switch (decision.verdict) {
      case Decision::Verdict::accept:
        if (!current.body) co_return make_answer(current.response, nullptr);
        co_return make_answer(current.response, std::move(*current.body));
      case Decision::Verdict::give_up:
        if (answered) co_return make_answer(current.response, std::move(*current.body));
        co_return decision.error;
      case Decision::Verdict::retry:
        co_await pause(decision, context);
        break;
      case Decision::Verdict::refresh:
        reached(Probe::token_refreshed);
        tokens_.invalidate(current.token);
        current.attempt.refreshed = true;
        break;
    }
  }
}

Task<> Client::try_once(const Call& call, Try& current, CallContext& context) {
  Attempt& attempt = current.attempt;
  attempt.failure.reset();
  attempt.sent = false;
  current.took = {};
  // Asked for before the quota, so that refused credentials spend none, and again after it: the wait may be
  // longer than the token lives.
  auto token = co_await tokens_.token();
  if (token) {
    co_await quota_.acquire(attempt.operation, context);
    token = co_await tokens_.token();
  }
  if (!token) {
    reached(Probe::login_failed);
    attempt.failure = blame("token_endpoint", token.error());
    co_return;
  }
  current.token = call.token.empty() ? *token : call.token;
  attempt.sent = true;
  ++context.calls;
  const Duration sent = clock_.uptime();
  auto response = co_await transport_.send(make_request(call, current.token));
  current.took = clock_.uptime() - sent;
  if (!response) {
    attempt.failure = blame("endpoint", response.error());
    co_return;
  }
  latency_ = (latency_ * 3 + current.took) / 4;
  current.response = std::move(*response);
  co_await read_answer(current);
}

Task<> Client::read_answer(Try& current) {
  Attempt& attempt = current.attempt;
  const http::Response& response = current.response;
  auto body = co_await work_out(aside_, [&response] { return parse_answer(response.body); });
  attempt.status = response.status;
  attempt.is_json = body.has_value();
  attempt.fault = body ? read_fault(*body) : Fault{};
  attempt.request_id = response.header("x-amzn-requestid");
  current.body.reset();
  if (body) current.body.emplace(std::move(*body));
  if (attempt.status == 429) quota_.throttled(attempt.operation);
  quota_.learn_rate(attempt.operation, response.header("x-amzn-ratelimit-limit"));
}

void Client::tell(const Try& current, const Decision& decision, bool answered) const {
  if (!on_call_) return;
  const Attempt& attempt = current.attempt;
  CallNews news{.operation = attempt.operation.name, .took = current.took};
  if (!attempt.failure) {
    news.status = attempt.status;
    news.request_id = printable(attempt.request_id, 64);
  }
  if (!answered) news.error = decision.error.code;
  on_call_(news);
}

Task<Result<http::Response>> Client::send_outside(http::Request request) {
  // http is for a marketplace model on this machine; Amazon must not lead us to what else listens here.
  if (is_https(endpoint_) && !is_https(request.url))
    co_return make_error(ErrorCode::refused, "its address is not https, and was not called");
  request.headers["user-agent"] = kUserAgent;
  request.timeout = kDocumentTimeout;
  co_return co_await transport_.send(std::move(request));
}

Task<> Client::pause(Decision decision, CallContext& context) {
  const auto spread = static_cast<std::uint64_t>((decision.longest - decision.shortest).count());
  const auto extra = static_cast<std::int64_t>(random_.below(spread + 1));
  const Duration length = decision.shortest + Duration{extra};
  tell_waiting(context, "trying again after: " + decision.error.message, clock_.now() + length);
  co_await clock_.sleep(length);
  tell_going_on(context);
}

http::Request Client::make_request(const Call& call, const std::string& token) const {
  http::Request request;
  request.method = call.method;
  request.url = endpoint_ + call.target;
  request.headers = {{"x-amz-access-token", token},
                     {"x-amz-date", format_time_basic(clock_.now())},
                     {"user-agent", std::string(kUserAgent)},
                     {"accept", "application/json"}};
  if (!call.body.empty()) {
    request.headers.emplace("content-type", "application/json");
    request.body = call.body;
  }
  request.timeout = kCallTimeout;
  request.maximum_body = kMaximumAnswer;
  return request;
}

}  // namespace sellerd::amazon
