// Restricted data tokens: for the few calls whose answers hold personal data and that an access token does
// not open. Source: Amazon's model tokens_2021-03-01.json. A token is as good as a credential: it is never
// shown and never stored.
#pragma once

#include <string>
#include <string_view>

#include "common/json.h"
#include "daemon/channel/amazon/client.h"

namespace sellerd::amazon {

// Pure. The body that asks for a token to GET this path.
std::string restricted_token_body(std::string_view path);

// Pure. Error: malformed where there is no token that a header can hold. Nothing of the answer is repeated.
Result<std::string> read_restricted_token(const json::value& answer);

// A fresh token to GET this path. `role` as in a call. Errors besides the client's: malformed.
Task<Result<std::string>> restricted_token(Client& client, std::string path, std::string_view role,
                                           CallContext& context);

}  // namespace sellerd::amazon
