// The token bucket of one operation, kept the way Amazon keeps its own. Pure: time comes in.
//
// Three rates: the published one of the plan; the known one, which Amazon told last (or the published one);
// the one in force. A 429 halves the one in force, down to a quarter of the known one, and empties the
// bucket; afterwards it climbs back to the known one, by 1/64 of it a minute: a halved rate is whole after 32
// minutes.
#pragma once

#include <optional>
#include <string_view>

#include "common/model/quota.h"
#include "daemon/channel/amazon/operations.h"
#include "daemon/channel/channel.h"

namespace sellerd::amazon {

// Fills are counted in billionths of a token: a rate in millionths times microseconds.
inline constexpr std::int64_t kNanoPerToken = 1'000'000'000;

class Bucket {
 public:
  // Full, at the published rate.
  Bucket(UsagePlan plan, Timestamp now);

  // As it was saved. Values that cannot be (a negative fill, more than full, no rate, filled in the future)
  // are brought into bounds.
  Bucket(UsagePlan plan, const BucketState& saved, Timestamp now);

  // How long until a call may be made; zero when it may be made now.
  Duration wait(Timestamp now) const;

  // How long until a call may be made that leaves the reserve what it will need: zero when it may be made
  // now; else when to look again, at the latest when the moment of the reserve is over.
  Duration wait(Timestamp now, const Reserve& reserve) const;

  // Takes one call out. False, and nothing taken, when wait(now) is not zero.
  bool take(Timestamp now);

  // Amazon's x-amzn-RateLimit-Limit: decimal calls per second, such as "0.0056". Anything that is not a rate
  // between 1/16 of the published one and 1000 is passed over: a garbled header must not stop us for days.
  void learn_rate(std::string_view header, Timestamp now);

  // Amazon answered 429.
  void throttled(Timestamp now);

  // What to save; exact to a millionth of a call.
  const BucketState& state() const { return state_; }

  // What state() would be if the bucket were looked at then.
  BucketState state_at(Timestamp now) const;

 private:
  void advance(Timestamp now);
  void publish();
  std::int64_t capacity_nano() const;
  std::int64_t lowest_rate() const;

  UsagePlan plan_;
  BucketState state_;
  std::int64_t known_rate_micro_ = 0;
  std::int64_t tokens_nano_ = 0;  // billionths: a micro-rate times milliseconds, without a remainder
  Timestamp recovered_at_{};      // up to when the climb back has been counted
};

// "0.0056" gives 5600; digits beyond the sixth are dropped. Empty for anything but digits[.digits], or beyond
// 1000.
std::optional<std::int64_t> parse_rate_micro(std::string_view text);

}  // namespace sellerd::amazon
