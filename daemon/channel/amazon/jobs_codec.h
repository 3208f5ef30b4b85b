// The JSON that the Reports and the Feeds API have in common: both do a job in the background and leave a
// document. Pure. Errors: malformed, naming the member.
#pragma once

#include <functional>
#include <optional>
#include <string>

#include "common/json.h"
#include "common/time_text.h"
#include "daemon/channel/amazon/object_reader.h"

namespace sellerd::amazon {

// What one API calls its members.
struct JobWords {
  std::string_view list;
  std::string_view id;
  std::string_view document;
};
inline constexpr JobWords kReportWords{"reports", "reportId", "reportDocumentId"};
inline constexpr JobWords kFeedWords{"feeds", "feedId", "resultFeedDocumentId"};

enum class JobState { running, done, cancelled, fatal };

struct JobStatus {
  JobState state = JobState::running;
  std::string word;         // Amazon's own
  std::string document_id;  // there is one when it is done, and may be one when it is fatal
  std::optional<Timestamp> created;
  std::optional<Timestamp> ended;
};

Result<std::string> read_created_job(const json::value& answer, const JobWords& words);

// A state of another name counts as running: it is asked again, until the wait is over.
Result<JobStatus> read_job_status(const json::value& answer, const JobWords& words);

// Decides by its id and its other members, which it may read.
using JobFilter = std::function<bool(const std::string& id, ObjectReader& job)>;

// The id of the newest of the wanted jobs listed; empty when there is none.
Result<std::string> read_newest_job(const json::value& answer, const JobWords& words,
                                    const JobFilter& is_wanted);

// The presigned address. It is as good as a credential: never to be shown.
Result<std::string> read_document_address(const json::value& answer);

}  // namespace sellerd::amazon
