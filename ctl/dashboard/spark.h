// The last 24 hours as a line of small bars. Pure.
#pragma once

#include <array>
#include <cstdint>
#include <string>

#include "common/time_text.h"

namespace sellerd::ctl::dashboard {

// How many in each of the last 24 hours, the oldest first; the last one is the hour that ends now.
class Day {
 public:
  static constexpr std::size_t kHours = 24;

  explicit Day(Timestamp now) : now_(now) {}

  // Counts `number` at a time; what lies outside the 24 hours is passed over.
  void count(Timestamp when, std::int64_t number = 1);

  std::int64_t total() const;

  // One character an hour. Zero is the lowest; anything more is higher than that.
  std::string bars(bool unicode) const;

 private:
  Timestamp now_;
  std::array<std::int64_t, kHours> hours_{};
};

}  // namespace sellerd::ctl::dashboard
