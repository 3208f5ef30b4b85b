#include "daemon/channel/amazon/documents.h"

#include "daemon/channel/amazon/jobs_codec.h"
#include "daemon/channel/amazon/restricted_token.h"
#include "daemon/probe.h"

namespace sellerd::amazon {
namespace {

constexpr int kAddressTries = 2;
constexpr std::size_t kMaximumDocument = 256ull << 20;

// What storage answers to an address that is no longer good.
bool is_expired(int status) {
  return status == 403 || status == 400;
}

Error unexpected(const std::string& what, int status) {
  return make_error(ErrorCode::unavailable,
                    "the " + what + " was answered with status " + std::to_string(status));
}

Task<Result<http::Response>> exchange(Client& client, std::string what, http::Request request,
                                      CallContext& context) {
  Attempt attempt;
  attempt.operation = Operation{what, {}, true};
  for (;; ++attempt.tries) {
    auto response = co_await client.send_outside(request);
    attempt.failure.reset();
    attempt.status = 0;
    if (response) {
      attempt.status = response->status;
      if (response->status < 500 && response->status != 429) co_return response;
    } else {
      attempt.failure = response.error();
      // The address came from Amazon: no setting of ours is wrong.
      if (attempt.failure->code == ErrorCode::invalid_argument) attempt.failure->code = ErrorCode::refused;
    }
    const Decision decision = decide(attempt);
    if (decision.verdict != Decision::Verdict::retry) co_return decision.error;
    co_await client.pause(decision, context);
  }
}

}  // namespace

Task<Result<Document>> fetch_document(Client& client, DocumentSource source, CallContext& context) {
  const std::string what = "download of the " + source.name;
  for (int tries = 1;; ++tries) {
    Call call{"GET", source.target, {}, false, source.role};
    if (source.restricted) {
      auto token = co_await restricted_token(client, source.target, source.role, context);
      if (!token) co_return token.error();
      call.token = std::move(*token);
    }
    const auto answer = co_await client.call(source.operation, std::move(call), context);
    if (!answer) co_return answer.error();
    http::Request request;
    auto address = read_document_address(answer->body);
    if (!address) co_return address.error();
    request.url = std::move(*address);
    request.maximum_body = kMaximumDocument;
    auto response = co_await exchange(client, what, std::move(request), context);
    if (!response) co_return response.error();
    if (response->status == 200) {
      co_return Document{std::move(response->body), std::string(response->header("content-type"))};
    }
    if (is_expired(response->status)) reached(Probe::document_address_expired);
    if (!is_expired(response->status) || tries == kAddressTries) co_return unexpected(what, response->status);
  }
}

Task<Result<bool>> upload_document(Client& client, std::string address, Document document,
                                   CallContext& context) {
  const std::string what = "upload";
  http::Request request;
  request.method = "PUT";
  request.url = std::move(address);
  request.headers.emplace("content-type", std::move(document.content_type));
  request.body = std::move(document.body);
  const auto response = co_await exchange(client, what, std::move(request), context);
  if (!response) co_return response.error();
  if (is_expired(response->status)) {
    reached(Probe::upload_refused);
    co_return false;
  }
  if (response->status < 200 || response->status >= 300) co_return unexpected(what, response->status);
  co_return true;
}

}  // namespace sellerd::amazon
