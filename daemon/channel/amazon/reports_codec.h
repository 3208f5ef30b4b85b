// The JSON of the Reports API. Pure. Errors: malformed, naming the member.
#pragma once

#include <optional>
#include <string>

#include "common/json.h"
#include "common/time_text.h"

namespace sellerd::amazon {

enum class ReportState { running, done, cancelled, fatal };

struct ReportStatus {
  ReportState state = ReportState::running;
  std::string word;  // Amazon's own
  std::string document_id;
  std::optional<Timestamp> created;
  std::optional<Timestamp> ended;
};

// The times of the data that a report is about, both included.
struct ReportRange {
  Timestamp from{};
  Timestamp to{};
};

std::string create_report_body(const std::string& type, const std::string& marketplace_id,
                               const std::optional<ReportRange>& range = std::nullopt);
Result<std::string> read_created_report(const json::value& answer);

// A state of another name counts as running: it is asked again, until the wait is over.
Result<ReportStatus> read_report_status(const json::value& answer);

// The id of the newest of the reports listed; empty when there is none. With a range: of those of that range,
// to the second.
Result<std::string> read_newest_report(const json::value& answer,
                                       const std::optional<ReportRange>& range = std::nullopt);

// The presigned address. It is as good as a credential: never to be shown.
Result<std::string> read_document_address(const json::value& answer);

}  // namespace sellerd::amazon
