// The durable state of one token bucket: one operation of one (selling account, application) pair.
#pragma once

#include <cstdint>
#include <string>

#include "common/fields.h"
#include "common/time_text.h"

namespace sellerd {

// Rates are in millionths of a call per second and tokens in millionths of a call: integers survive restarts
// exactly.
struct BucketState {
  std::int64_t rate_micro = 0;
  std::int64_t tokens_micro = 0;
  Timestamp filled_at{};
  Timestamp throttled_at{};
  std::int64_t throttle_count = 0;

  static constexpr std::string_view kTypeName = "BucketState";
  static constexpr auto fields() {
    using Self = BucketState;
    return Fields{
        SELLERD_FIELD(rate_micro, "Rate in force, in millionths of a call per second."),
        SELLERD_FIELD(tokens_micro, "Tokens left at filled_at, in millionths of a call."),
        SELLERD_FIELD(filled_at, "When tokens_micro was true."),
        SELLERD_FIELD(throttled_at, "When the marketplace last answered 429; the epoch when never."),
        SELLERD_FIELD(throttle_count, "How often it has answered 429."),
    };
  }
  friend bool operator==(const BucketState& left, const BucketState& right) {
    return same_fields(left, right);
  }
};

// One bucket at one moment, for people and for planning.
struct QuotaView {
  std::string operation;
  std::int64_t rate_micro = 0;
  std::int64_t burst = 0;
  std::int64_t tokens_micro = 0;
  std::int64_t throttle_count = 0;

  static constexpr std::string_view kTypeName = "QuotaView";
  static constexpr auto fields() {
    using Self = QuotaView;
    return Fields{
        SELLERD_FIELD(operation, "The marketplace's name of the operation.", .column = true),
        SELLERD_FIELD(rate_micro, "Rate in force, in millionths of a call per second.", .column = true),
        SELLERD_FIELD(burst, "Calls that a full bucket holds.", .column = true),
        SELLERD_FIELD(tokens_micro, "Tokens there are now, in millionths of a call.", .column = true),
        SELLERD_FIELD(throttle_count, "How often the marketplace has answered 429.", .column = true),
    };
  }
  friend bool operator==(const QuotaView& left, const QuotaView& right) { return same_fields(left, right); }
};

}  // namespace sellerd
