// `sellerctl why`: the chain from the marketplace's words to what it shows.
#include "ctl/default_view.h"
#include "ctl/session.h"
#include "ctl/views.h"
#include "ctl/why_text.h"

namespace sellerd::ctl {

Result<ExitCode> why_view(const Invocation& invocation, Session& session) {
  // As JSON it is like any other list.
  if (session.json) return default_view(invocation, session);
  WhyWriter writer(session.io.terminal);
  auto streamed = session.stream(invocation.command->method, invocation.parameters,
                                 [&](json::object&& parameters) -> Result<void> {
                                   const auto reply = read_record<api::Explain::Reply>(parameters);
                                   if (!reply) return reply.error();
                                   return session.print(writer.add(reply->explanation));
                                 });
  if (!streamed) return streamed.error();
  return ExitCode::ok;
}

}  // namespace sellerd::ctl
