// `sellerctl doctor`: the findings, and an exit code that a script can ask.
#include "common/api/service.h"
#include "ctl/default_view.h"
#include "ctl/session.h"
#include "ctl/text.h"
#include "ctl/views.h"

namespace sellerd::ctl {
namespace {

using api::Finding;
using api::FindingLevel;

std::string_view mark(FindingLevel level) {
  switch (level) {
    case FindingLevel::good:
      return "ok      ";
    case FindingLevel::warning:
      return "warning ";
    case FindingLevel::failure:
      break;
  }
  return "FAILURE ";
}

std::string line(const Finding& finding) {
  std::string text =
      std::string(mark(finding.level)) + clean(finding.check) + ": " + clean(finding.found) + "\n";
  if (!finding.advice.empty()) text += "        try: " + clean(finding.advice) + "\n";
  return text;
}

}  // namespace

Result<ExitCode> doctor_view(const Invocation& invocation, Session& session) {
  bool failed = false;
  std::int64_t warnings = 0;
  auto streamed = session.stream(
      invocation.command->method, invocation.parameters, [&](json::object&& parameters) -> Result<void> {
        const auto reply = read_record<api::Diagnose::Reply>(parameters);
        if (!reply) return reply.error();
        failed = failed || reply->finding.level == FindingLevel::failure;
        warnings += reply->finding.level == FindingLevel::warning ? 1 : 0;
        return session.print(session.json ? json_line(std::move(parameters)) : line(reply->finding));
      });
  if (!streamed) return streamed.error();
  if (!session.json && !failed && warnings == 0) {
    if (auto printed = session.print("Everything is well.\n"); !printed) return printed.error();
  }
  return failed ? ExitCode::failed : ExitCode::ok;
}

}  // namespace sellerd::ctl
