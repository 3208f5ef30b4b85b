// `sellerctl history show`: a run, and what became of each of its records.
#include "common/api/sync.h"
#include "ctl/default_view.h"
#include "ctl/record_text.h"
#include "ctl/session.h"
#include "ctl/views.h"

namespace sellerd::ctl {
namespace {

Result<void> print_run(Session& session, const json::value& number) {
  auto parameters = session.call(api::GetRun::kInfo.name, {{"run", number}});
  if (!parameters) return parameters.error();
  const auto shape = shape_of<api::GetRun::Reply>();
  const auto run = reply_value(shape, std::move(*parameters));
  if (session.json) return session.print(json_line(run));
  return session.print(record_text(sole_record(shape)->shape, run.as_object(), session.io.terminal) + "\n");
}

}  // namespace

Result<ExitCode> history_view(const Invocation& invocation, Session& session) {
  if (auto printed = print_run(session, invocation.parameters.at("run")); !printed) return printed.error();
  auto listed = print_list(session, api::ListRunRecords::kInfo.name, invocation.parameters,
                           shape_of<api::ListRunRecords::Reply>());
  if (!listed) return listed.error();
  return ExitCode::ok;
}

}  // namespace sellerd::ctl
