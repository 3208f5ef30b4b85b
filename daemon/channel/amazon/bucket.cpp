#include "daemon/channel/amazon/bucket.h"

#include <algorithm>

#include "common/ascii.h"

namespace sellerd::amazon {
namespace {

constexpr std::int64_t kHighestRateMicro = 1'000'000'000;
constexpr std::int64_t kFloorDivisor = 16;
constexpr std::int64_t kThrottledFloorDivisor = 4;
constexpr std::int64_t kRecoveryDivisor = 64;
constexpr Duration kRecoveryStep{60'000};
constexpr Duration kAfterReserve{30'000};  // the schedule's run has begun by then, and says what comes next

}  // namespace

std::optional<std::int64_t> parse_rate_micro(std::string_view text) {
  std::int64_t micro = 0;
  std::size_t at = 0;
  const auto append = [&micro](std::int64_t digit) {
    micro = micro * 10 + digit;
    return micro <= kHighestRateMicro;
  };
  for (; at < text.size() && is_ascii_digit(text[at]); ++at) {
    if (!append(text[at] - '0')) return std::nullopt;
  }
  if (at == 0) return std::nullopt;
  int fraction = 0;
  if (at < text.size()) {
    if (text[at] != '.' || at + 1 == text.size()) return std::nullopt;
    for (++at; at < text.size(); ++at) {
      if (!is_ascii_digit(text[at])) return std::nullopt;
      if (fraction == 6) continue;
      ++fraction;
      if (!append(text[at] - '0')) return std::nullopt;
    }
  }
  for (; fraction < 6; ++fraction) {
    if (!append(0)) return std::nullopt;
  }
  return micro;
}

Bucket::Bucket(UsagePlan plan, Timestamp now)
    : plan_(plan), known_rate_micro_(plan.rate_micro), recovered_at_(now) {
  state_.rate_micro = plan.rate_micro;
  state_.filled_at = now;
  tokens_nano_ = capacity_nano();
  publish();
}

Bucket::Bucket(UsagePlan plan, const BucketState& saved, Timestamp now)
    : plan_(plan), state_(saved), known_rate_micro_(plan.rate_micro) {
  const std::int64_t full_micro = plan_.burst * 1'000'000;
  tokens_nano_ = std::clamp<std::int64_t>(saved.tokens_micro, 0, full_micro) * 1'000;
  if (saved.rate_micro <= 0) state_.rate_micro = plan_.rate_micro;
  state_.rate_micro = std::clamp(state_.rate_micro, lowest_rate(), kHighestRateMicro);
  state_.throttle_count = std::max<std::int64_t>(saved.throttle_count, 0);
  state_.filled_at = std::min(saved.filled_at, now);
  state_.throttled_at = std::min(saved.throttled_at, now);
  recovered_at_ = state_.filled_at;
  // A rate above the published one can only have been told by Amazon. A lower one may come of a 429: climb.
  known_rate_micro_ = std::max(known_rate_micro_, state_.rate_micro);
  publish();
}

std::int64_t Bucket::capacity_nano() const {
  return plan_.burst * kNanoPerToken;
}

std::int64_t Bucket::lowest_rate() const {
  return std::max<std::int64_t>(plan_.rate_micro / kFloorDivisor, 1);
}

void Bucket::publish() {
  state_.tokens_micro = tokens_nano_ / 1'000;
}

void Bucket::advance(Timestamp now) {
  if (now <= state_.filled_at) {  // the clock was set back: what is in the bucket stays, and time starts anew
    state_.filled_at = now;
    recovered_at_ = std::min(recovered_at_, now);
    return;
  }
  const std::int64_t passed = (now - state_.filled_at).count();
  const std::int64_t missing = capacity_nano() - tokens_nano_;
  // Divided, not multiplied: after years the product would leave 64 bits.
  const bool full = passed > missing / state_.rate_micro;
  tokens_nano_ = full ? capacity_nano() : tokens_nano_ + passed * state_.rate_micro;
  state_.filled_at = now;
  const std::int64_t steps = (now - recovered_at_) / kRecoveryStep;
  if (steps <= 0) return;
  recovered_at_ += steps * kRecoveryStep;
  const std::int64_t climb = std::max<std::int64_t>(known_rate_micro_ / kRecoveryDivisor, 1);
  const bool there = steps > (known_rate_micro_ - state_.rate_micro) / climb;
  state_.rate_micro = there ? known_rate_micro_ : state_.rate_micro + steps * climb;
}

BucketState Bucket::state_at(Timestamp now) const {
  Bucket then = *this;
  then.advance(now);
  then.publish();
  return then.state_;
}

Duration Bucket::wait(Timestamp now) const {
  Bucket then = *this;
  then.advance(now);
  const std::int64_t missing = kNanoPerToken - then.tokens_nano_;
  if (missing <= 0) return Duration{0};
  return Duration{(missing + then.state_.rate_micro - 1) / then.state_.rate_micro};
}

Duration Bucket::wait(Timestamp now, const Reserve& reserve) const {
  Bucket then = *this;
  then.advance(now);
  const std::int64_t kept = std::min(reserve.calls, plan_.burst - 1) * kNanoPerToken;
  const std::int64_t needed = kNanoPerToken + kept;
  const std::int64_t rate = then.state_.rate_micro;
  // What flows in until the reserve's moment belongs to it as well; divided, not multiplied, as in advance().
  const std::int64_t left = std::max<std::int64_t>((reserve.at - now).count(), 0);
  const std::int64_t inflow = left > needed / rate ? needed : left * rate;
  const std::int64_t missing = needed - inflow - then.tokens_nano_;
  if (missing <= 0) return wait(now);
  const Duration full_enough{(needed - then.tokens_nano_ + rate - 1) / rate};
  return std::max(std::min(full_enough, Duration(left) + kAfterReserve), Duration{1});
}

bool Bucket::take(Timestamp now) {
  advance(now);
  const bool may = tokens_nano_ >= kNanoPerToken;
  if (may) tokens_nano_ -= kNanoPerToken;
  publish();
  return may;
}

void Bucket::learn_rate(std::string_view header, Timestamp now) {
  const auto rate = parse_rate_micro(header);
  if (!rate || *rate < lowest_rate()) return;
  advance(now);
  const bool reduced = state_.rate_micro < known_rate_micro_;
  known_rate_micro_ = *rate;
  if (!reduced || state_.rate_micro > *rate) state_.rate_micro = *rate;
  publish();
}

void Bucket::throttled(Timestamp now) {
  advance(now);
  tokens_nano_ = 0;
  const std::int64_t floor = std::max(known_rate_micro_ / kThrottledFloorDivisor, lowest_rate());
  state_.rate_micro = std::max(state_.rate_micro / 2, std::min(floor, state_.rate_micro));
  state_.throttled_at = now;
  ++state_.throttle_count;
  recovered_at_ = now;
  publish();
}

}  // namespace sellerd::amazon
