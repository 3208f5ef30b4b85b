#include "ctl/status_text.h"

#include <algorithm>

#include "ctl/cell.h"
#include "ctl/progress_text.h"
#include "ctl/text.h"

namespace sellerd::ctl {
namespace {

constexpr std::size_t kLabelWidth = 8;

class StatusWriter {
 public:
  StatusWriter(const api::GetStatus::Reply& status, const Terminal& terminal)
      : status_(status), terminal_(terminal) {}

  std::string write() {
    write_header();
    if (status_.stopped) {
      text_ += "\n" + red("STOPPED") + " by hand: nothing runs until sellerctl resume-all\n";
    }
    write_alarms();
    for (const auto& integration : status_.integrations) write_integration(integration);
    if (status_.integrations.empty()) {
      text_ += "\nNo account is connected yet. Connect one with: sellerctl connect --help\n";
    }
    return std::move(text_);
  }

 private:
  std::string styled(std::string_view style, const std::string& text) const {
    return terminal_.color ? "\x1b[" + std::string(style) + "m" + text + "\x1b[0m" : text;
  }
  std::string bold(const std::string& text) const { return styled("1", text); }
  std::string red(const std::string& text) const { return styled("1;31", text); }

  // "12 min ago (2026-08-05 04:31 UTC)", by the daemon's clock.
  std::string moment(Timestamp time) const {
    const auto absolute = utc(time);
    return time > status_.now ? absolute : format_duration(status_.now - time) + " ago (" + absolute + ")";
  }

  std::string coming(Timestamp time) const {
    const auto absolute = utc(time);
    return time > status_.now ? "in " + format_duration(time - status_.now) + " (" + absolute + ")"
                              : "is due";
  }

  void write_header() {
    text_ += "sellerd " + clean(status_.version) + ", up " + format_duration(status_.now - status_.started) +
             ", data in " + clean(status_.data_directory) + "\n";
  }

  void write_alarms() {
    if (status_.alarms.empty()) return;
    text_ += "\n" + red(status_.alarms.size() == 1 ? "ALARM" : "ALARMS") + "\n";
    for (const auto& alarm : status_.alarms) text_ += red("  ! ") + clean(alarm) + "\n";
  }

  void write_integration(const api::IntegrationStatus& integration) {
    const std::string state(enum_name(integration.state));
    text_ += "\n" + bold(clean(integration.name));
    if (integration.channel != integration.name) text_ += " (" + clean(integration.channel) + ")";
    text_ += ": " + (integration.state == IntegrationState::active ? state : red(state));
    if (!integration.state_reason.empty()) text_ += ": " + clean(integration.state_reason);
    text_ += "\n";
    write_line("Holds", totals_text(integration.totals));
    write_line("Stock", stock_text(integration));
    for (const auto& module : integration.modules) write_module(module);
  }

  static std::string totals_text(const Totals& totals) {
    const std::string quarantined =
        totals.quarantined == 0 ? "nothing" : count_of(totals.quarantined, "record");
    return count_of(totals.orders, "order") + " with " + count_of(totals.lines, "line") + ", " +
           count_of(totals.items, "item") + ", " + quarantined + " in quarantine";
  }

  void write_module(const api::ModuleStatus& module) {
    std::string name = label(enum_name(module.module));
    // The module's name stands beside the first of its lines only.
    const auto next = [&](const std::string& line) {
      write_line(name, line);
      name.clear();
    };
    if (module.running) {
      next("running " + progress_text(*module.running, status_.now) + " (run " +
           std::to_string(module.running->run) + ")");
    }
    if (module.last_run) next(run_text(*module.last_run));
    if (!module.running && !module.last_run) next("has not run yet");
    if (module.read_to) next("read to " + moment(*module.read_to));
    if (module.next_run) next("next run " + coming(*module.next_run));
    for (const auto& job : module.jobs) {
      next(clean(job.job) + ": " + progress_text(job, status_.now) + " (run " + std::to_string(job.run) +
           ")");
    }
    if (module.last_reconcile) next("second look: " + run_text(*module.last_reconcile));
  }

  std::string run_text(const Run& run) const {
    const std::string state(enum_name(run.state));
    std::string text = "run " + std::to_string(run.id) + " " +
                       (run.state == RunState::succeeded ? state : red(state)) + " " +
                       moment(run.ended.value_or(run.started)) + ": " + counts_that_are(run.counts);
    if (!run.reason.empty()) text += ": " + clean(run.reason);
    return text;
  }

  void write_line(const std::string& name, const std::string& value) {
    text_ += "  " + pad(name, kLabelWidth, Align::left) + value + "\n";
  }

  const api::GetStatus::Reply& status_;
  const Terminal& terminal_;
  std::string text_;
};

}  // namespace

std::string stock_text(const api::IntegrationStatus& integration) {
  const auto& pushes = integration.pushes;
  const auto listings = pushes.listings();
  if (listings == 0) {
    return integration.push
               ? "quantities are sent; there is none to send yet"
               : "quantities are not sent: sellerctl stock rule " + clean(integration.name) + " --push yes";
  }
  std::string text = share_text(pushes.verified, listings) + " verified (" + grouped(pushes.verified) +
                     " of " + grouped(listings) + ")";
  const auto part = [&text](std::int64_t number, std::string_view what) {
    if (number > 0) text += ", " + grouped(number) + " " + std::string(what);
  };
  part(pushes.queued + pushes.sent + pushes.accepted, "on their way");
  part(pushes.rejected, "refused");
  part(pushes.corrections, "set right since the start");
  return text;
}

std::string status_text(const api::GetStatus::Reply& status, const Terminal& terminal) {
  return StatusWriter(status, terminal).write();
}

}  // namespace sellerd::ctl
