#include "common/api/errors.h"

#include "common/api/method.h"
#include "common/json.h"

namespace sellerd::api {
namespace {

constexpr std::string_view kPrefix = "org.sellerd.Service.";
constexpr std::string_view kInvalidParameter = "org.varlink.service.InvalidParameter";
constexpr std::string_view kPermissionDenied = "org.varlink.service.PermissionDenied";

}  // namespace

std::string_view access_name(Access access) {
  switch (access) {
    case Access::read:
      return "read";
    case Access::operate:
      return "operate";
    case Access::personal:
      break;
  }
  return "personal";
}

std::string error_short_name(ErrorCode code) {
  std::string name;
  bool capital = true;
  for (const char c : to_string(code)) {
    if (c == '_') {
      capital = true;
      continue;
    }
    name += capital ? static_cast<char>(c - 'a' + 'A') : c;
    capital = false;
  }
  return name;
}

std::string error_name(ErrorCode code) {
  if (code == ErrorCode::invalid_argument) return std::string(kInvalidParameter);
  if (code == ErrorCode::not_permitted) return std::string(kPermissionDenied);
  return std::string(kPrefix) + error_short_name(code);
}

varlink::Reply error_reply(const Error& error) {
  varlink::Reply reply;
  reply.error = error_name(error.code);
  const Failure failure{error.message, error.field, error.hint};
  reply.parameters = to_json(failure).get_object();
  // The standard error calls the field "parameter"; ours stays beside it for one way of reading.
  if (error.code == ErrorCode::invalid_argument) reply.parameters["parameter"] = error.field;
  return reply;
}

Error error_from_reply(const varlink::Reply& reply) {
  Error error{ErrorCode::refused, member_text(reply.parameters, "message"),
              member_text(reply.parameters, "field"), member_text(reply.parameters, "hint")};
  bool known = false;
  const auto consider = [&](ErrorCode code) {
    if (reply.error == error_name(code)) {
      error.code = code;
      known = true;
    }
  };
  for_each_error(consider);
  consider(ErrorCode::invalid_argument);
  consider(ErrorCode::not_permitted);
  if (error.field.empty()) error.field = member_text(reply.parameters, "parameter");
  if (!known || error.message.empty()) {
    std::string detail;
    for (const auto* key : {"interface", "method", "parameter"}) {
      if (auto text = member_text(reply.parameters, key); !text.empty()) detail = ": " + text;
    }
    if (error.message.empty()) error.message = reply.error + detail;
  }
  return error;
}

}  // namespace sellerd::api
