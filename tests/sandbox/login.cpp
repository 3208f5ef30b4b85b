#include "tests/sandbox/login.h"

#include <algorithm>
#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>

#include "tests/sandbox/random.h"
#include "tests/sandbox/request_target.h"

namespace sellerd::sandbox {
namespace {

constexpr Duration kRememberExpired = std::chrono::hours{24};
constexpr std::size_t kTokenLength = 300;

Result<Parameters> parse_json_body(const std::string& body) {
  boost::system::error_code fault;
  const auto value = boost::json::parse(body, fault);
  if (fault || !value.is_object())
    return make_error(ErrorCode::invalid_argument, "The body is not a JSON object");
  Parameters parameters;
  for (const auto& [name, field] : value.get_object()) {
    if (field.is_string()) parameters.emplace(name, std::string_view(field.get_string()));
  }
  return parameters;
}

Result<Parameters> parse_body(const http::Request& request) {
  const auto header = request.headers.find("content-type");
  const std::string_view type =
      header == request.headers.end() ? std::string_view{} : std::string_view{header->second};
  if (type.starts_with("application/x-www-form-urlencoded")) return parse_form(request.body);
  if (type.starts_with("application/json")) return parse_json_body(request.body);
  return make_error(ErrorCode::invalid_argument, "The content type is neither form nor JSON");
}

http::Response missing_parameter(std::string_view name) {
  return login_error(400, "invalid_request",
                     "The request is missing a required parameter : " + std::string(name));
}

}  // namespace

Login::Login(Credentials credentials, Duration token_lifetime, std::uint64_t seed)
    : credentials_(std::move(credentials)), token_lifetime_(token_lifetime), seed_(seed) {}

http::Response Login::answer(const http::Request& request, Timestamp now) {
  if (request.method != "POST") return login_error(400, "invalid_request", "The method must be POST");
  const auto body = parse_body(request);
  if (body.has_error()) return login_error(400, "invalid_request", body.error().text());
  const auto* grant_type = find_parameter(*body, "grant_type");
  if (grant_type == nullptr) return missing_parameter("grant_type");
  if (*grant_type != "refresh_token") {
    return login_error(400, "unsupported_grant_type",
                       "The authorization grant type is not supported by the authorization server");
  }
  for (const std::string_view name : {"client_id", "client_secret", "refresh_token"}) {
    if (find_parameter(*body, name) == nullptr) return missing_parameter(name);
  }
  if (find_parameter(*body, "scope") != nullptr) {
    return login_error(400, "invalid_request", "The parameters scope and refresh_token exclude each other");
  }
  if (body->at("client_id") != credentials_.client_id ||
      body->at("client_secret") != credentials_.client_secret) {
    return login_error(401, "invalid_client", "Client authentication failed");
  }
  if (body->at("refresh_token") != credentials_.refresh_token) {
    return login_error(400, "invalid_grant", "The request has an invalid grant parameter : refresh_token");
  }
  return grant(now);
}

http::Response Login::grant(Timestamp now) {
  forget_old_tokens(now);
  const std::string token = "Atza|" + opaque_text(mix(seed_ ^ 0x10a) + ++granted_, kTokenLength);
  expiries_.emplace(token, now + token_lifetime_);
  auto response = json_answer(
      200, boost::json::object{
               {"access_token", token},
               {"refresh_token", credentials_.refresh_token},
               {"token_type", "bearer"},
               {"expires_in", std::chrono::duration_cast<std::chrono::seconds>(token_lifetime_).count()}});
  response.headers["content-type"] = "application/json;charset=UTF-8";
  response.headers.emplace("cache-control", "no-store");
  return response;
}

void Login::forget_old_tokens(Timestamp now) {
  std::erase_if(expiries_, [&](const auto& entry) { return entry.second + kRememberExpired < now; });
}

Login::Verdict Login::check(std::string_view access_token, Timestamp now) const {
  const auto found = expiries_.find(access_token);
  if (found == expiries_.end()) return Verdict::unknown;
  return found->second > now ? Verdict::good : Verdict::expired;
}

void Login::expire_access_tokens(Timestamp now) {
  for (auto& [token, expiry] : expiries_) expiry = std::min(expiry, now);
}

}  // namespace sellerd::sandbox
