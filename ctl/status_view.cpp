#include "ctl/session.h"
#include "ctl/status_text.h"
#include "ctl/views.h"

namespace sellerd::ctl {

Result<ExitCode> status_view(const Invocation& invocation, Session& session) {
  const auto parameters = session.call(invocation.command->method, invocation.parameters);
  if (!parameters) return parameters.error();
  std::string text;
  if (session.json) {
    text = json_line(*parameters);
  } else {
    const auto status = read_record<api::GetStatus::Reply>(*parameters);
    if (!status) return status.error();
    text = status_text(*status, session.io.terminal);
  }
  if (auto printed = session.print(text); !printed) return printed.error();
  return ExitCode::ok;
}

}  // namespace sellerd::ctl
