#include "daemon/channel/amazon/jobs_codec.h"

namespace sellerd::amazon {

Result<std::string> read_created_job(const json::value& answer, const JobWords& words) {
  ObjectReader reader(answer);
  std::string id;
  reader.identifier(words.id, id);
  if (reader.failure()) return reader.malformed();
  return id;
}

Result<JobStatus> read_job_status(const json::value& answer, const JobWords& words) {
  ObjectReader reader(answer);
  JobStatus status;
  reader.required("processingStatus", status.word);
  reader.optional("createdTime", status.created);
  reader.optional("processingEndTime", status.ended);
  if (status.word == "DONE") status.state = JobState::done;
  if (status.word == "CANCELLED") status.state = JobState::cancelled;
  if (status.word == "FATAL") status.state = JobState::fatal;
  if (status.state == JobState::done) reader.required(words.document, status.document_id);
  if (status.state == JobState::fatal) reader.optional(words.document, status.document_id);
  if (reader.failure()) return reader.malformed();
  return status;
}

Result<std::string> read_newest_job(const json::value& answer, const JobWords& words,
                                    const JobFilter& is_wanted) {
  ObjectReader reader(answer);
  std::string newest_id;
  Timestamp newest{};
  reader.each(words.list, [&](ObjectReader& job) {
    std::string id;
    Timestamp created{};
    job.identifier(words.id, id);
    job.required("createdTime", created);
    const bool wanted = is_wanted(id, job);
    if (job.failure() || !wanted) return;
    if (!newest_id.empty() && created <= newest) return;
    newest_id = id;
    newest = created;
  });
  if (reader.failure()) return reader.malformed();
  return newest_id;
}

Result<std::string> read_document_address(const json::value& answer) {
  ObjectReader reader(answer);
  std::string address;
  std::string compression;
  reader.required("url", address);
  reader.optional("compressionAlgorithm", compression);
  if (!reader.failure() && !compression.empty() && compression != "GZIP") {
    reader.fail(make_error(ErrorCode::malformed, "is not one that we know", "compressionAlgorithm"));
  }
  if (reader.failure()) return reader.malformed();
  return address;
}

}  // namespace sellerd::amazon
