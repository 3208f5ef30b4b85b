// Where a value stands on the axis of a chart. Whole numbers only: a place is a share of the axis in
// hundredths of a percent. Pure.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace sellerd::ctl {

inline constexpr std::int64_t kWholeAxis = 10'000;

// Of the axis, in hundredths of a percent. Requires a whole that is more than 0 and a part from 0 to it.
std::int64_t share_of(std::int64_t part, std::int64_t whole);

// "12.34%".
std::string percent_text(std::int64_t hundredths);

// An axis from 0 to a round number at or above the highest value.
class Scale {
 public:
  enum class Steps {
    even,     // each line is as far from the next as the others
    tenfold,  // each line is ten times the one below: small values can be seen beside very large ones
  };

  // Requires a highest value of 0 or more.
  Scale(std::int64_t highest, Steps steps);

  std::int64_t place(std::int64_t value) const;
  // The values that have a line, from 0 upwards, at most five of even steps.
  const std::vector<std::int64_t>& lines() const { return lines_; }

 private:
  Steps steps_;
  std::vector<std::int64_t> lines_;
};

}  // namespace sellerd::ctl
