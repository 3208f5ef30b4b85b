#include "ctl/default_view.h"
#include "ctl/session.h"
#include "ctl/status_text.h"
#include "ctl/views.h"

namespace sellerd::ctl {

namespace {

// Home, then erase what is below: the newest state is always in the same place.
constexpr std::string_view kRedraw = "\x1b[H\x1b[J";

}  // namespace

Result<ExitCode> watch_view(const Invocation& invocation, Session& session) {
  auto ended = session.stream(invocation.command->method, invocation.parameters,
                              [&](json::object&& parameters) -> Result<void> {
                                if (session.json) return session.print(json_line(parameters));
                                const auto status = read_record<api::Watch::Reply>(parameters);
                                if (!status) return status.error();
                                const std::string text = status_text(*status, session.io.terminal);
                                if (session.io.terminal.live)
                                  return session.print(std::string(kRedraw) + text);
                                return session.print(text + "\n");
                              });
  if (!ended) return ended.error();
  return ExitCode::ok;
}

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

// The text is for machines already: as it is.
Result<ExitCode> metrics_view(const Invocation& invocation, Session& session) {
  if (session.json) return default_view(invocation, session);
  const auto parameters = session.call(invocation.command->method, invocation.parameters);
  if (!parameters) return parameters.error();
  const auto reply = read_record<api::GetMetrics::Reply>(*parameters);
  if (!reply) return reply.error();
  if (auto printed = session.print(reply->text); !printed) return printed.error();
  return ExitCode::ok;
}

}  // namespace sellerd::ctl
