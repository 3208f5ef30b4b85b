#include "tests/sandbox/restricted_tokens.h"

#include <boost/json/array.hpp>

#include "tests/sandbox/body_fields.h"
#include "tests/sandbox/parameter_checks.h"
#include "tests/sandbox/random.h"

namespace sellerd::sandbox {
namespace {

namespace json = boost::json;

constexpr std::string_view kPrefix = "Atz.sprdt|";
constexpr std::string_view kDocuments = "/reports/2021-06-30/documents/";
constexpr Duration kLifetime = std::chrono::hours{1};

// The one path that is asked for.
Result<std::string> read_path(const std::string& body) {
  const auto fields = read_body(body);
  if (fields.has_error()) return fields.error();
  if (auto known = refuse_unknown(*fields, {"restrictedResources"}); known.has_error()) return known.error();
  const json::value* list = fields->if_contains("restrictedResources");
  if (list == nullptr || !list->is_array() || list->get_array().size() != 1 ||
      !list->get_array()[0].is_object()) {
    return invalid("restrictedResources", "must be one resource");
  }
  const auto& resource = list->get_array()[0].get_object();
  if (auto known = refuse_unknown(resource, {"method", "path"}); known.has_error()) return known.error();
  const auto method = required_text(resource, "method");
  if (method.has_error()) return method.error();
  const auto path = required_text(resource, "path");
  if (path.has_error()) return path.error();
  if (*method != "GET" || !path->starts_with(kDocuments) || path->size() == kDocuments.size())
    return invalid("path", "needs no restricted data token");
  return *path;
}

}  // namespace

http::Response RestrictedTokens::create(const std::string& body, Timestamp now) {
  const auto path = read_path(body);
  if (path.has_error()) return invalid_input(path.error());
  if (!shop_.has_tax_role) {
    return invalid_input(make_error(ErrorCode::invalid_argument,
                                    "Application do not have access to some or all requested resource"));
  }
  const std::string token = std::string(kPrefix) + opaque_text(mix(seed_ ^ 0x4d7) + grants_.size() + 1, 200);
  grants_.emplace(token, Grant{*path, now + kLifetime});
  return json_answer(200, json::object{{"restrictedDataToken", token}, {"expiresIn", 3'600}});
}

bool RestrictedTokens::is_one(std::string_view token) {
  return token.starts_with(kPrefix);
}

bool RestrictedTokens::opens(std::string_view token, std::string_view path, Timestamp now) const {
  const auto found = grants_.find(token);
  return found != grants_.end() && found->second.path == path && found->second.ends > now;
}

}  // namespace sellerd::sandbox
