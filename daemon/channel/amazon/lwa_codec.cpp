#include "daemon/channel/amazon/lwa_codec.h"

#include <algorithm>

#include "common/json.h"
#include "daemon/channel/amazon/fault.h"
#include "daemon/channel/amazon/query.h"

namespace sellerd::amazon {
namespace {

constexpr std::size_t kLongestToken = 4'096;  // Amazon says at most 2,048 bytes
constexpr std::size_t kLongestAnswer = 64 * 1024;
constexpr std::int64_t kLongestLifetime = 24 * 3'600;
constexpr std::int64_t kUnstatedLifetime = 300;  // short: renewing too often does no harm

Error reauth(std::string message, std::string hint) {
  return make_error(ErrorCode::needs_reauth, std::move(message), {}, std::move(hint));
}

Error refusal(const std::string& code) {
  const std::string authorise =
      "authorise the application again in Seller Central, then give the new refresh token: sellerctl "
      "connect, "
      "or of a connected account sellerctl reauthorize NAME";
  if (code == "invalid_grant") {
    return reauth(
        "Amazon refuses the refresh token (invalid_grant): it is wrong, was revoked, or belongs to another "
        "application",
        authorise);
  }
  if (code == "invalid_client") {
    return reauth(
        "Amazon refuses the application's client id or secret (invalid_client): the secret may have expired, "
        "as it does every 180 days",
        "look at both in Seller Central, rotate the secret if need be, then: sellerctl connect, or of a "
        "connected account sellerctl reauthorize NAME");
  }
  if (code == "unauthorized_client" || code == "access_denied") {
    return reauth("Amazon does not let this application act for the seller (" + code + ")", authorise);
  }
  return reauth("Amazon refuses the request for an access token (" + code + ")",
                "check client id, client secret and refresh token, then: sellerctl connect");
}

Error unreadable(int status, const std::string& what) {
  return make_error(ErrorCode::unavailable,
                    "the token endpoint answered " + std::to_string(status) + " with " + what);
}

std::int64_t lifetime_seconds(const json::object& object) {
  const auto* value = object.if_contains("expires_in");
  const auto* seconds = value == nullptr ? nullptr : value->if_int64();
  if (seconds == nullptr || *seconds <= 0) return kUnstatedLifetime;
  return std::min(*seconds, kLongestLifetime);
}

}  // namespace

bool is_token(std::string_view text) {
  return !text.empty() && text.size() <= kLongestToken &&
         std::all_of(text.begin(), text.end(), [](char c) { return c > ' ' && c < 127; });
}

http::Request token_request(const std::string& endpoint, const Credentials& credentials) {
  http::Request request;
  request.method = "POST";
  request.url = endpoint;
  request.headers = {{"content-type", "application/x-www-form-urlencoded;charset=UTF-8"},
                     {"accept", "application/json"}};
  request.body = "grant_type=refresh_token&refresh_token=" + percent_encode(credentials.refresh_token) +
                 "&client_id=" + percent_encode(credentials.client_id) +
                 "&client_secret=" + percent_encode(credentials.client_secret);
  request.maximum_body = kLongestAnswer;
  return request;
}

Result<AccessToken> read_token_answer(const http::Response& response) {
  const auto parsed = parse_json(response.body);
  if (!parsed || !parsed->is_object()) return unreadable(response.status, "a body that is not JSON");
  const auto& object = parsed->get_object();
  if (response.status == 200) {
    std::string token = member_text(object, "access_token");
    if (!is_token(token)) return unreadable(response.status, "no usable access token");
    return AccessToken{std::move(token), std::chrono::seconds(lifetime_seconds(object))};
  }
  const std::string code = printable(member_text(object, "error"), 40);
  const bool passing = code == "server_error" || code == "temporarily_unavailable" ||
                       response.status == 429 || response.status >= 500;
  if (passing || code.empty()) return unreadable(response.status, code.empty() ? "no error code" : code);
  return refusal(code);
}

}  // namespace sellerd::amazon
