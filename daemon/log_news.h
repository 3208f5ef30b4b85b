// What the parts of the daemon tell, as records of the log. Thread: any, after log::start().
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "common/error.h"
#include "common/model/run.h"
#include "daemon/channel/channel.h"
#include "daemon/control/peer.h"

namespace sellerd {

// A run that starts or ends.
void log_run(const Run& run);

// A call to a marketplace that has ended. Neither what was asked nor what was answered is told, nor where.
void log_call(const std::string& integration, const CallNews& news);

// A client's call that was refused for lack of access.
void log_refused(const control::Peer& peer, std::string_view method);

// The file of figures is not written any more, or is again.
void log_metrics_file(const std::optional<Error>& trouble);

}  // namespace sellerd
