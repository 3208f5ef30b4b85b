#include "daemon/channel/amazon/rehearsal.h"

#include <algorithm>

#include "daemon/channel/amazon/bucket.h"

namespace sellerd::amazon {
namespace {}  // namespace

Rehearsal::Rehearsal(const std::vector<QuotaView>& buckets, const Pace& pace, std::optional<LiveRuns> live)
    : live_(std::move(live)), latency_(pace.latency), begun_(pace.now), now_(pace.now) {
  for (const auto& view : buckets) {
    buckets_[view.operation] = {view.tokens_micro * 1'000, std::max<std::int64_t>(view.rate_micro, 1),
                                view.burst * kNanoPerToken, pace.now};
  }
}

void Rehearsal::call(const Operation& operation, std::int64_t times) {
  if (live_ || times <= 1) {
    for (; times > 0; --times) call_once(operation);
    return;
  }
  Level& level = bucket(operation);
  const auto until = [&level](std::int64_t tokens) {
    return Duration(tokens <= level.tokens ? 0 : (tokens - level.tokens + level.rate - 1) / level.rate);
  };
  // Either the answers are what each call waits for, or the bucket is.
  const Duration first = until(kNanoPerToken);
  const Duration last = std::max(first + (times - 1) * latency_, until(times * kNanoPerToken));
  const std::int64_t change = latency_.count() * level.rate - kNanoPerToken;  // from answer to answer
  if (change < 0) {
    level.tokens += last.count() * level.rate - times * kNanoPerToken;
  } else {
    level.tokens = std::min(level.capacity, level.tokens + first.count() * level.rate) - kNanoPerToken;
    level.tokens = std::min(level.capacity - kNanoPerToken, level.tokens + (times - 1) * change);
  }
  level.filled = now_ + last;
  counts_[std::string(operation.name)] += times;
  now_ += last + latency_;
}

void Rehearsal::call_once(const Operation& operation) {
  for (Duration span = wait(operation); span > Duration::zero(); span = wait(operation)) now_ += span;
  bucket(operation).tokens -= kNanoPerToken;
  ++counts_[std::string(operation.name)];
  now_ += latency_;
}

Rehearsal::Level& Rehearsal::bucket(const Operation& operation) {
  Level& level = buckets_.at(std::string(operation.name));
  level.tokens = std::min(level.capacity, level.tokens + (now_ - level.filled).count() * level.rate);
  level.filled = now_;
  return level;
}

Duration Rehearsal::wait(const Operation& operation) {
  if (live_) let_live_runs_pass();
  const Level& level = bucket(operation);
  const auto until = [&](std::int64_t tokens) {
    return Duration(tokens <= level.tokens ? 0 : (tokens - level.tokens + level.rate - 1) / level.rate);
  };
  if (!live_) return until(kNanoPerToken);
  const std::int64_t kept = std::min(live_->reserve.calls * kNanoPerToken, level.capacity - kNanoPerToken);
  const std::int64_t needed = kNanoPerToken + kept;
  const std::int64_t left = (live_->reserve.at - now_).count();
  const std::int64_t inflow = left > needed / level.rate ? needed : left * level.rate;
  if (level.tokens + inflow >= needed) return until(kNanoPerToken);
  return std::min(until(needed), std::max(Duration(left), Duration(1)));
}

void Rehearsal::let_live_runs_pass() {
  while (live_->reserve.at <= now_) {
    for (auto& [name, level] : buckets_) level.tokens -= std::min(level.tokens, kNanoPerToken);
    live_->reserve.at += std::max<Duration>(live_->interval, std::chrono::minutes(1));
  }
}

}  // namespace sellerd::amazon
