// `sellerctl connect` and `reauthorize`: ask for what is missing where there is someone to ask, and say what
// was done and what comes next.
#include "common/api/integrations.h"
#include "ctl/connect_wizard.h"
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

std::string reauthorized_text(const Integration& integration) {
  return "The marketplace accepts the new credentials of " + clean(integration.name) + ". It is " +
         std::string(enum_name(integration.state)) + ".\n";
}

Result<json::object> call(const Invocation& invocation, Session& session) {
  if (lacks_answers(invocation)) return call_with_answers(invocation, session);
  return session.call(invocation.command->method, invocation.parameters);
}

}  // namespace

Result<ExitCode> connect_view(const Invocation& invocation, Session& session) {
  // As JSON it is like any other reply.
  if (session.json) return default_view(invocation, session);
  const bool asks = lacks_answers(invocation);
  const auto parameters = call(invocation, session);
  if (!parameters) {
    if (!asks || parameters.error().code != ErrorCode::cancelled) return parameters.error();
    session.io.out.flush();
    session.io.err << "sellerctl: " << clean(parameters.error().text()) << "\n";
    return ExitCode::interrupted;
  }
  const auto reply = read_record<api::Connect::Reply>(*parameters);
  if (!reply) return reply.error();
  const bool connects = invocation.command->method == api::Connect::kInfo.name;
  auto printed =
      session.print(connects ? connected_text(reply->integration) : reauthorized_text(reply->integration));
  if (!printed) return printed.error();
  return ExitCode::ok;
}

}  // namespace sellerd::ctl
