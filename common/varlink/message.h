// Varlink messages: calls and replies as values, and their JSON text. Pure.
#pragma once

#include <string>
#include <string_view>

#include "common/error.h"
#include "common/json.h"

namespace sellerd::varlink {

struct Call {
  std::string method;  // "org.sellerd.Orders.List"
  json::object parameters;
  bool more = false;     // the caller accepts a stream of replies
  bool oneway = false;   // the caller wants no reply
  bool upgrade = false;  // asks to take the connection over; we never do
};

struct Reply {
  std::string error;  // qualified error name; empty for success
  json::object parameters;
  bool continues = false;
};

// Error: malformed. The connection must then be closed: the peer does not speak Varlink.
// Refused are: anything but an object, a missing or empty method, an unknown key beside method, parameters,
// more, oneway and upgrade, a flag that is not a boolean, more together with oneway.
Result<Call> parse_call(std::string_view text);
Result<Reply> parse_reply(std::string_view text);

std::string write_call(const Call& call);
std::string write_reply(const Reply& reply);

// "org.sellerd.Orders.List" -> {"org.sellerd.Orders", "List"}; both empty when there is no dot.
std::pair<std::string_view, std::string_view> split_method(std::string_view method);

}  // namespace sellerd::varlink
