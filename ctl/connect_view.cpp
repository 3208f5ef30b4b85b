// `sellerctl connect`: says what was connected and what comes next.
#include "common/api/integrations.h"
#include "ctl/default_view.h"
#include "ctl/session.h"
#include "ctl/text.h"
#include "ctl/views.h"

namespace sellerd::ctl {
namespace {

std::string connected_text(const Integration& integration) {
  std::string text = "Connected " + clean(integration.channel) + " as \"" + clean(integration.name) +
                     "\": seller " + clean(integration.seller_id);
  if (!integration.store_name.empty()) text += ", store " + clean(integration.store_name);
  if (!integration.currency.empty()) text += ", " + clean(integration.currency);
  return text + ".\nIts first sync has started. Watch it with: sellerctl sync\n";
}

}  // namespace

Result<ExitCode> connect_view(const Invocation& invocation, Session& session) {
  // As JSON it is like any other reply.
  if (session.json) return default_view(invocation, session);
  const auto parameters = session.call(invocation.command->method, invocation.parameters);
  if (!parameters) return parameters.error();
  const auto reply = read_record<api::Connect::Reply>(*parameters);
  if (!reply) return reply.error();
  if (auto printed = session.print(connected_text(reply->integration)); !printed) return printed.error();
  return ExitCode::ok;
}

}  // namespace sellerd::ctl
