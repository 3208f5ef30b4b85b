// `sellerctl gst summary` and `gst entries`: figures as a table, JSON or CSV.
#include "common/csv.h"
#include "ctl/default_view.h"
#include "ctl/flat_record.h"
#include "ctl/session.h"
#include "ctl/view_options.h"
#include "ctl/views.h"

namespace sellerd::ctl {
namespace {

// Whole and plain, for a program; all amounts are in rupees.
Result<void> print_csv(const Invocation& invocation, Session& session) {
  const auto& figure = sole_record(invocation.command->reply)->shape;
  if (auto printed = session.print(csv_line(flat_columns(figure, Currencies::left_out))); !printed)
    return printed;
  return session.stream(
      invocation.command->method, invocation.parameters, [&](json::object&& reply) -> Result<void> {
        const auto value = reply_value(invocation.command->reply, std::move(reply));
        if (!value.is_object()) return {};
        return session.print(
            csv_line(flat_cells(figure, value.get_object(), Currencies::left_out), Negatives::figures));
      });
}

// Under the table, where a person reads it.
constexpr std::string_view kLegend =
    "\n"
    "report: the marketplace's own tax report. inferred: from the amounts of shipped orders that no "
    "imported\n"
    "report has, with the rate that fits; returns and credit notes are known from reports alone.\n"
    "set_aside: not to be filed before somebody looks at it. tcs: collected by the marketplace, not part of\n"
    "the tax. hsn holds the same sales again. Behind the figures: sellerctl gst entries --month ...\n";

}  // namespace

Result<ExitCode> gst_view(const Invocation& invocation, Session& session) {
  const auto extras = from_json<CsvExtras>(invocation.extras, Strictness::strict);
  if (!extras) return extras.error();
  if (extras->csv && session.json) {
    return make_error(ErrorCode::invalid_argument, "either CSV or JSON", "--csv");
  }
  if (extras->csv) {
    if (auto printed = print_csv(invocation, session); !printed) return printed.error();
    return ExitCode::ok;
  }
  auto shown = default_view(invocation, session);
  if (!shown || session.json || invocation.command->words != "gst summary") return shown;
  if (auto printed = session.print(kLegend); !printed) return printed.error();
  return shown;
}

}  // namespace sellerd::ctl
