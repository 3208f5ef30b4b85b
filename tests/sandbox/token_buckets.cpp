#include "tests/sandbox/token_buckets.h"

#include <algorithm>
#include <cstdio>

namespace sellerd::sandbox {
namespace {

// So that a token that flows in over exactly 1/rate seconds is there in spite of rounding.
constexpr double kRounding = 1e-9;

}  // namespace

TokenBuckets::TokenBuckets(double rate_multiplier) : rate_multiplier_(rate_multiplier) {
  for (const OperationInfo& plan : operation_table()) {
    buckets_[static_cast<std::size_t>(plan.operation)].tokens = plan.burst;
  }
}

bool TokenBuckets::take(Operation operation, Timestamp now) {
  Bucket& bucket = buckets_[static_cast<std::size_t>(operation)];
  if (bucket.used && now > bucket.filled) {
    const double seconds = static_cast<double>((now - bucket.filled).count()) / 1000.0;
    bucket.tokens = std::min(info(operation).burst, bucket.tokens + seconds * rate(operation));
  }
  if (!bucket.used || now > bucket.filled) bucket.filled = now;
  bucket.used = true;
  if (bucket.tokens < 1 - kRounding) return false;
  bucket.tokens = std::max(0.0, bucket.tokens - 1);
  return true;
}

std::string TokenBuckets::rate_text(Operation operation) const {
  char text[32];
  std::snprintf(text, sizeof text, "%.10g", rate(operation));
  std::string shown = text;
  if (shown.find_first_of(".e") == std::string::npos) shown += ".0";
  return shown;
}

}  // namespace sellerd::sandbox
