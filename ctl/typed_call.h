// Calls of the declared methods as what they are: records in, records out.
#pragma once

#include "ctl/session.h"

namespace sellerd::ctl {

// Errors: those of Session::call, and malformed when the reply is not understood.
template <class Method>
Result<typename Method::Reply> call_method(Session& session, const typename Method::Request& request) {
  const auto parameters = session.call(Method::kInfo.name, to_json(request).get_object());
  if (!parameters) return parameters.error();
  return read_record<typename Method::Reply>(*parameters);
}

// Of a list method: `visit(reply)` for each reply as it arrives.
template <class Method, class Visit>
Result<void> each_reply(Session& session, const typename Method::Request& request, Visit visit) {
  return session.stream(Method::kInfo.name, to_json(request).get_object(),
                        [&](json::object&& parameters) -> Result<void> {
                          auto reply = read_record<typename Method::Reply>(parameters);
                          if (!reply) return reply.error();
                          visit(std::move(*reply));
                          return {};
                        });
}

}  // namespace sellerd::ctl
