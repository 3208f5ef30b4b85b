// Waiting for a job that Amazon does in the background: a report, a feed.
#pragma once

#include <string>

#include "daemon/channel/amazon/client.h"
#include "daemon/channel/amazon/jobs_codec.h"

namespace sellerd::amazon {

// The call that tells a job's state.
struct JobSource {
  Operation operation;
  std::string target;
  JobWords words;
  std::string name;            // "report", for messages
  std::string_view role = {};  // as in a call
};

// Polls after 1, 2, 4, ... and then every 30 seconds until the job has ended, in whatever state. Errors:
// not_found when Amazon does not know it, unavailable after two hours: the id stays good, wait again later.
Task<Result<JobStatus>> wait_for_job(Client& client, Clock& clock, JobSource source, CallContext& context);

// How long wait_for_job() pauses before its first look, its second, ...: the one statement of that schedule.
Duration pause_before_look(int look);

// How long such jobs take, with this one taken into account.
Duration smoothed(Duration before, const JobStatus& job);

}  // namespace sellerd::amazon
