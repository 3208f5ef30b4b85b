// `sellerctl report`: how things went in a span of days, as a page for a browser.
#include "ctl/output_file.h"
#include "ctl/report/page.h"
#include "ctl/session.h"
#include "ctl/text.h"
#include "ctl/view_options.h"
#include "ctl/views.h"

namespace sellerd::ctl {

Result<ExitCode> report_view(const Invocation& invocation, Session& session) {
  const auto options = from_json<ReportOptions>(invocation.parameters, Strictness::strict);
  if (!options) return options.error();
  if (session.json) {
    return make_error(ErrorCode::invalid_argument, "a report is a page for a browser", "--json",
                      "sellerctl orders summary --json, history summary --json, gst summary --json");
  }
  const OutputFile file(options->output, options->force, "--output");
  // Before the daemon is asked for everything; writing checks it again.
  if (auto free = file.check(); !free) return free.error();
  const auto data = collect_report(session, options->from, options->to);
  if (!data) return data.error();
  const auto page = report_page(*data);
  if (file.is_standard_output()) {
    if (auto printed = session.print(page); !printed) return printed.error();
    return ExitCode::ok;
  }
  if (auto written = file.write(page); !written) return written.error();
  if (auto printed = session.print("Wrote the report of " + data->orders.first_day + " to " +
                                   data->orders.last_day + " to " + clean(*options->output) + ".\n");
      !printed)
    return printed.error();
  return ExitCode::ok;
}

}  // namespace sellerd::ctl
