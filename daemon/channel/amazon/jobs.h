// Waiting for a job that Amazon does in the background: a report, a feed.
#pragma once

#include <string>

#include "daemon/channel/amazon/client.h"
#include "daemon/channel/amazon/jobs_codec.h"

namespace sellerd::amazon {

// Between Amazon's clock and ours, tolerated.
inline constexpr Duration kClockDifference = std::chrono::minutes(2);
// How often a job is asked for, as long as a look finds none that was made of it.
inline constexpr int kCreateTries = 3;

// Asks for a job once; the result is its id. Neither API has a key that makes asking twice harmless:
// unavailable leaves in doubt whether Amazon took it, and so does a success that does not tell the id.
Task<Result<std::string>> ask_for_job(Client& client, const Operation& operation, Call call, JobWords words,
                                      CallContext& context);

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
