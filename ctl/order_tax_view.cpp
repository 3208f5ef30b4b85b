// `sellerctl orders edit` and `orders place`: the order's tax as it then stands.
#include "common/api/orders.h"
#include "ctl/default_view.h"
#include "ctl/record_text.h"
#include "ctl/session.h"
#include "ctl/tax_text.h"
#include "ctl/text.h"
#include "ctl/views.h"

namespace sellerd::ctl {

Result<ExitCode> order_tax_view(const Invocation& invocation, Session& session) {
  if (session.json) return default_view(invocation, session);
  auto parameters = session.call(invocation.command->method, invocation.parameters);
  if (!parameters) return parameters.error();
  // Both replies have the tax; that of `orders place` has no warnings.
  const auto reply = read_record<api::EditOrder::Reply>(*parameters);
  if (!reply) return reply.error();
  std::string text;
  for (const auto& warning : reply->warnings) text += "warning: " + clean(warning) + "\n";
  text += tax_text(reply->tax);
  if (auto printed = session.print(text); !printed) return printed.error();
  return ExitCode::ok;
}

}  // namespace sellerd::ctl
