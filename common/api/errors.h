// The one translation between the house's errors and the protocol's.
#pragma once

#include <string>

#include "common/error.h"
#include "common/fields.h"
#include "common/varlink/message.h"

namespace sellerd::api {

// What every error of org.sellerd carries.
struct Failure {
  std::string message;
  std::string field;
  std::string hint;

  static constexpr std::string_view kTypeName = "Failure";
  static constexpr auto fields() {
    using Self = Failure;
    return Fields{
        SELLERD_FIELD(message, "What happened, for people."),
        SELLERD_FIELD(field, "The offending parameter, path or key; may be empty."),
        SELLERD_FIELD(hint, "What to do next; may be empty."),
    };
  }
};

// "org.sellerd.Service.NotFound" and so on; invalid_argument is org.varlink.service.InvalidParameter.
std::string error_name(ErrorCode code);
// The interface text's name of the error: "NotFound".
std::string error_short_name(ErrorCode code);

varlink::Reply error_reply(const Error& error);

// The way back, for clients. A name that is not ours becomes `refused` with the name in the message.
Error error_from_reply(const varlink::Reply& reply);

// Calls visit(code) for each code that has an error of its own in org.sellerd.Service.
template <class Visitor>
void for_each_error(Visitor&& visit) {
  for (const auto code :
       {ErrorCode::not_found, ErrorCode::already_exists, ErrorCode::conflict, ErrorCode::needs_reauth,
        ErrorCode::throttled, ErrorCode::unavailable, ErrorCode::refused, ErrorCode::malformed,
        ErrorCode::corrupt, ErrorCode::storage, ErrorCode::cancelled, ErrorCode::internal}) {
    visit(code);
  }
}

}  // namespace sellerd::api
