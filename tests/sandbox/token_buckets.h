// Amazon's usage plans at work: one token bucket per operation, for one account and one application.
#pragma once

#include <array>
#include <string>

#include "common/time_text.h"
#include "tests/sandbox/operations.h"

namespace sellerd::sandbox {

class TokenBuckets {
 public:
  // All buckets start full. `rate_multiplier` multiplies the rates, not the bursts.
  explicit TokenBuckets(double rate_multiplier);

  // Takes a token, or answers false: too many calls. A clock that goes back refills nothing.
  bool take(Operation operation, Timestamp now);

  // What x-amzn-RateLimit-Limit says: "0.0056", "2.0".
  std::string rate_text(Operation operation) const;

 private:
  struct Bucket {
    double tokens = 0;
    Timestamp filled;
    bool used = false;
  };
  double rate(Operation operation) const { return info(operation).rate * rate_multiplier_; }

  double rate_multiplier_;
  std::array<Bucket, kOperationCount> buckets_{};
};

}  // namespace sellerd::sandbox
