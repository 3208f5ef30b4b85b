// The hand-made views: the one list of commands that are more than a call and its default rendering.
#pragma once

#include <span>

#include "ctl/command.h"

namespace sellerd::ctl {

struct HandMade {
  std::string_view words;  // of a declared command, whose view it replaces, or of a command of ours
  View view = nullptr;
  Shape (*extras)() = nullptr;   // options beside the declared ones
  Shape (*request)() = nullptr;  // for a command of ours: its options
  std::string_view doc{};        // for a command of ours
  bool hidden = false;
  Asks asks = Asks::nothing;
};

std::span<const HandMade> hand_made_views();

Result<ExitCode> backup_create_view(const Invocation& invocation, Session& session);
Result<ExitCode> backup_restore_view(const Invocation& invocation, Session& session);
Result<ExitCode> backup_verify_view(const Invocation& invocation, Session& session);
Result<ExitCode> call_view(const Invocation& invocation, Session& session);
Result<ExitCode> completion_view(const Invocation& invocation, Session& session);
Result<ExitCode> connect_view(const Invocation& invocation, Session& session);
Result<ExitCode> doctor_view(const Invocation& invocation, Session& session);
Result<ExitCode> export_view(const Invocation& invocation, Session& session);
Result<ExitCode> gst_import_view(const Invocation& invocation, Session& session);
Result<ExitCode> gst_view(const Invocation& invocation, Session& session);
Result<ExitCode> history_view(const Invocation& invocation, Session& session);
Result<ExitCode> introspect_view(const Invocation& invocation, Session& session);
Result<ExitCode> listings_export_view(const Invocation& invocation, Session& session);
Result<ExitCode> listings_import_view(const Invocation& invocation, Session& session);
Result<ExitCode> metrics_view(const Invocation& invocation, Session& session);
Result<ExitCode> order_tax_view(const Invocation& invocation, Session& session);
Result<ExitCode> order_view(const Invocation& invocation, Session& session);
Result<ExitCode> report_view(const Invocation& invocation, Session& session);
Result<ExitCode> status_view(const Invocation& invocation, Session& session);
Result<ExitCode> stock_import_view(const Invocation& invocation, Session& session);
Result<ExitCode> watch_view(const Invocation& invocation, Session& session);
Result<ExitCode> sync_view(const Invocation& invocation, Session& session);
Result<ExitCode> why_view(const Invocation& invocation, Session& session);

}  // namespace sellerd::ctl
