#include "common/api/orders.h"
#include "ctl/default_view.h"
#include "ctl/order_text.h"
#include "ctl/session.h"
#include "ctl/views.h"

namespace sellerd::ctl {

Result<ExitCode> order_view(const Invocation& invocation, Session& session) {
  // As JSON it is like any other reply.
  if (session.json) return default_view(invocation, session);
  const auto parameters = session.call(invocation.command->method, invocation.parameters);
  if (!parameters) return parameters.error();
  const auto reply = read_record<api::GetOrder::Reply>(*parameters);
  if (!reply) return reply.error();
  if (auto printed = session.print(order_text(reply->order)); !printed) return printed.error();
  return ExitCode::ok;
}

}  // namespace sellerd::ctl
