// A log record as journald keeps it. Pure.
#pragma once

#include <array>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "daemon/config.h"

namespace sellerd::log {

using AttributeList = std::vector<std::pair<std::string_view, std::string>>;

// The attributes that become fields, by which the journal can be asked: journalctl INTEGRATION=amazon-in.
inline constexpr std::array<std::string_view, 6> kJournalAttributes = {
    "integration", "run", "module", "order", "request_id", "operation"};

// Syslog's, as sd-daemon(3) has them.
int journal_priority(LogLevel level);

// "NAME=value" each: MESSAGE, PRIORITY, SYSLOG_IDENTIFIER, and those of kJournalAttributes that are there and
// not empty, their names in capitals. Values are as they are, whatever they hold.
std::vector<std::string> journal_fields(LogLevel level, std::string_view message,
                                        const AttributeList& attributes);

}  // namespace sellerd::log
