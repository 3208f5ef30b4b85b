// The JSON of the Reports API, beside what it has in common with others (jobs_codec.h). Pure. Errors:
// malformed, naming the member.
#pragma once

#include <optional>
#include <string>

#include "common/json.h"
#include "common/time_text.h"

namespace sellerd::amazon {

// The times of the data that a report is about, both included.
struct ReportRange {
  Timestamp from{};
  Timestamp to{};
};

std::string create_report_body(const std::string& type, const std::string& marketplace_id,
                               const std::optional<ReportRange>& range = std::nullopt);

// The id of the newest of the reports listed; empty when there is none. With a range: of those of that range,
// to the second.
Result<std::string> read_newest_report(const json::value& answer,
                                       const std::optional<ReportRange>& range = std::nullopt);

}  // namespace sellerd::amazon
