#include "daemon/channel/amazon/jobs.h"

#include <algorithm>

#include "daemon/channel/amazon/activity.h"

namespace sellerd::amazon {
namespace {

constexpr Duration kFirstPoll = std::chrono::seconds(1);
constexpr Duration kLongestPoll = std::chrono::seconds(30);
constexpr Duration kLongestWait = std::chrono::hours(2);

}  // namespace

Duration pause_before_look(int look) {
  return std::min<Duration>(kFirstPoll * (1 << std::min(look, 10)), kLongestPoll);
}

Duration smoothed(Duration before, const JobStatus& job) {
  if (!job.created || !job.ended || *job.ended < *job.created) return before;
  return (before + (*job.ended - *job.created)) / 2;
}

Task<Result<std::string>> ask_for_job(Client& client, const Operation& operation, Call call, JobWords words,
                                      CallContext& context) {
  const auto answer = co_await client.call(operation, call, context);
  if (!answer) co_return answer.error();
  auto id = read_created_job(answer->body, words);
  if (id) co_return id;
  Error error = id.error();
  error.code = ErrorCode::unavailable;
  co_return error;
}

Task<Result<JobStatus>> wait_for_job(Client& client, Clock& clock, JobSource source, CallContext& context) {
  const Duration started = clock.uptime();
  for (int look = 0;; ++look) {
    const Duration pause = pause_before_look(look);
    tell_waiting(context, "waiting for the " + source.name, clock.now() + pause);
    co_await clock.sleep(pause);
    const auto answer =
        co_await client.call(source.operation, Call{"GET", source.target, {}, false, source.role}, context);
    auto status = answer ? read_job_status(answer->body, source.words) : Result<JobStatus>(answer.error());
    if (!status || status->state != JobState::running) {
      tell_going_on(context);
      co_return status;
    }
    if (clock.uptime() - started >= kLongestWait) {
      co_return make_error(ErrorCode::unavailable,
                           "the " + source.name + " is not ready after " + format_duration(kLongestWait));
    }
  }
}

}  // namespace sellerd::amazon
