// Login with Amazon: the request for an access token and the reading of its answer. Pure.
// Source: developer-docs.amazon.com "connecting-to-the-selling-partner-api"; error codes: RFC 6749
// section 5.2 and Amazon's own authorization library (selling-partner-api-models).
#pragma once

#include <string>
#include <string_view>

#include "common/error.h"
#include "common/model/integration.h"
#include "daemon/http/transport.h"

namespace sellerd::amazon {

struct AccessToken {
  std::string text;
  Duration lifetime{};  // from the moment it was issued
};

// Whether the text can be a token: 1 to 4,096 visible ASCII characters.
bool is_token(std::string_view text);

http::Request token_request(const std::string& endpoint, const Credentials& credentials);

// Errors:
//   needs_reauth  Amazon refuses the credentials or the request for good; the message and hint say what to do
//   unavailable   server_error, temporarily_unavailable, 429, 5xx, or an answer that is not LWA's JSON
// Nothing of the answer but its error code is repeated: the rest may echo what was sent.
Result<AccessToken> read_token_answer(const http::Response& response);

}  // namespace sellerd::amazon
