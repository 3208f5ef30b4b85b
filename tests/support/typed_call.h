// Calls of the protocol with the types of their declarations, as the client makes them.
#pragma once

#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "common/api/all.h"
#include "common/json.h"

namespace sellerd::test {

// The reply to a call with these parameters, as on the wire. `call_raw(method, parameters, more)` makes it.
template <class Method, class CallRaw>
std::vector<varlink::Reply> call_as_declared(CallRaw&& call_raw, const typename Method::Request& request) {
  return call_raw(std::string(Method::kInfo.name), to_json(request, Reveal::all).get_object(),
                  Method::kInfo.replies != api::Replies::one);
}

// Of a call that must succeed; throws std::runtime_error with the error's text otherwise.
template <class Method, class CallRaw>
std::vector<typename Method::Reply> replies_of(CallRaw&& call_raw, const typename Method::Request& request) {
  std::vector<typename Method::Reply> replies;
  for (const auto& reply : call_as_declared<Method>(call_raw, request)) {
    if (!reply.error.empty()) throw std::runtime_error(api::error_from_reply(reply).text());
    if (reply.parameters.empty()) continue;  // the end of an empty list
    replies.push_back(*from_json<typename Method::Reply>(reply.parameters, Strictness::strict));
  }
  return replies;
}

// Of a call that must fail.
template <class Method, class CallRaw>
Error refusal_of(CallRaw&& call_raw, const typename Method::Request& request) {
  const auto replies = call_as_declared<Method>(call_raw, request);
  if (replies.empty() || replies.back().error.empty()) throw std::runtime_error("the call was not refused");
  return api::error_from_reply(replies.back());
}

// What an account in rupees asks for: a registered business of Karnataka.
inline Organisation a_business() {
  return {.home_state = "29", .gstin = "29AAGCB7383J1Z4"};
}

}  // namespace sellerd::test
