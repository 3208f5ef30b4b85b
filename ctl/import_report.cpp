#include "ctl/import_report.h"

#include "ctl/error_text.h"
#include "ctl/text.h"

namespace sellerd::ctl {

ImportReport::ImportReport(Session& session, const std::vector<std::string_view>& outcomes)
    : session_(session) {
  for (const auto outcome : outcomes) counts_.emplace_back(outcome, 0);
}

Result<void> ImportReport::take(ImportedRow row) {
  for (auto& [outcome, count] : counts_) {
    if (outcome == row.outcome) ++count;
  }
  if (!session_.json) return {};
  return session_.print(json_line(to_json(row)));
}

Result<void> ImportReport::add(std::size_t line, const std::string& sku, std::string_view outcome) {
  return take({static_cast<std::int64_t>(line), sku, std::string(outcome), {}});
}

Result<void> ImportReport::tell(std::size_t line, const std::string& sku, std::string_view outcome) {
  if (!session_.json) {
    auto printed = session_.print("line " + std::to_string(line) + ": " + clean(sku) + ": " +
                                  std::string(outcome) + "\n");
    if (!printed) return printed;
  }
  return add(line, sku, outcome);
}

Result<void> ImportReport::fail(std::size_t line, const std::string& sku, const Error& error) {
  tell_failure(session_, line, error);
  return take({static_cast<std::int64_t>(line), sku, std::string(kFailed), error.text()});
}

Result<ExitCode> ImportReport::finish() {
  bool failed = false;
  std::string text;
  for (const auto& [outcome, count] : counts_) {
    const bool always = outcome == kFailed || text.empty();
    if (outcome == kFailed) failed = count > 0;
    if (count == 0 && !always) continue;
    text += (text.empty() ? "" : ", ") + grouped(count) + " " + std::string(outcome);
  }
  if (!session_.json) {
    if (auto printed = session_.print(text + "\n"); !printed) return printed.error();
  }
  return failed ? ExitCode::failed : ExitCode::ok;
}

Result<ExitCode> ImportReport::stop(std::size_t line, ExitCode code) {
  if (auto finished = finish(); !finished) return finished;
  session_.io.out.flush();
  session_.io.err << "sellerctl: stopped at line " << line << ": the rows below it were not tried\n";
  return code;
}

void tell_failure(Session& session, std::size_t line, const Error& error) {
  session.io.err << error_text(at_line(line, error));
}

Result<ExitCode> finish_preview(Session& session, std::int64_t changes, std::int64_t failures) {
  if (!session.json) {
    auto printed = session.print(count_of(changes, "row") + " would change something, " + grouped(failures) +
                                 " would fail\n");
    if (!printed) return printed.error();
  }
  return failures > 0 ? ExitCode::failed : ExitCode::ok;
}

bool ends_import(const Session& session, const Error& error) {
  return session.lost() || error.code == ErrorCode::not_permitted;
}

ExitCode refuse_file(Session& session, const std::vector<Error>& errors) {
  for (const auto& error : errors) session.io.err << error_text(error);
  session.io.err << "sellerctl: nothing was done\n";
  return ExitCode::usage;
}

}  // namespace sellerd::ctl
