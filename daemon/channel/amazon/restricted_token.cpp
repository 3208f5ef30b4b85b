#include "daemon/channel/amazon/restricted_token.h"

#include "daemon/channel/amazon/lwa_codec.h"
#include "daemon/channel/amazon/retry.h"

namespace sellerd::amazon {

std::string restricted_token_body(std::string_view path) {
  json::object resource{{"method", "GET"}, {"path", path}};
  return json::serialize(json::object{{"restrictedResources", json::array{std::move(resource)}}});
}

Result<std::string> read_restricted_token(const json::value& answer) {
  const auto* object = answer.if_object();
  const auto* token = object == nullptr ? nullptr : object->if_contains("restrictedDataToken");
  if (token == nullptr || !token->is_string() || !is_token(std::string_view(token->get_string())))
    return make_error(ErrorCode::malformed, "is no token", "restrictedDataToken");
  return std::string(std::string_view(token->get_string()));
}

Task<Result<std::string>> restricted_token(Client& client, std::string path, std::string_view role,
                                           CallContext& context) {
  const Call call{"POST", "/tokens/2021-03-01/restrictedDataToken", restricted_token_body(path), false, role};
  const auto answer = co_await client.call(operations::kCreateRestrictedDataToken, call, context);
  if (answer) co_return read_restricted_token(answer->body);
  Error error = answer.error();
  // Of this call Amazon says so with 400.
  if (error.code == ErrorCode::refused && error.hint.empty()) error.hint = lacking_role(role);
  co_return error;
}

}  // namespace sellerd::amazon
