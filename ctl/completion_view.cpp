#include "ctl/completion.h"
#include "ctl/session.h"
#include "ctl/view_options.h"
#include "ctl/views.h"

namespace sellerd::ctl {

Result<ExitCode> completion_view(const Invocation& invocation, Session& session) {
  const auto options = from_json<CompletionOptions>(invocation.parameters, Strictness::strict);
  if (!options) return options.error();
  session.io.out << completion_script(options->shell, all_commands());
  return ExitCode::ok;
}

}  // namespace sellerd::ctl
