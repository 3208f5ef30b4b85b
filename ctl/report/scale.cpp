#include "ctl/report/scale.h"

#include <algorithm>
#include <limits>

namespace sellerd::ctl {
namespace {

constexpr std::int64_t kMostScaleLines = 5;
constexpr std::int64_t kHighest = std::numeric_limits<std::int64_t>::max() / 100;

// The smallest of 1, 2, 5, 10, 20, 50 ... that reaches the highest value in few steps.
std::int64_t round_step(std::int64_t highest) {
  for (std::int64_t ten = 1;; ten *= 10) {
    for (const std::int64_t factor : {1, 2, 5}) {
      if (ten * factor * (kMostScaleLines - 1) >= highest) return ten * factor;
    }
  }
}

}  // namespace

std::int64_t share_of(std::int64_t part, std::int64_t whole) {
  // What is lost below is far less than a hundredth of a percent.
  while (whole > std::numeric_limits<std::int64_t>::max() / kWholeAxis) {
    whole /= 10;
    part /= 10;
  }
  return std::min(part * kWholeAxis / whole, kWholeAxis);
}

std::string percent_text(std::int64_t hundredths) {
  auto fraction = std::to_string(hundredths % 100);
  fraction.insert(0, 2 - fraction.size(), '0');
  return std::to_string(hundredths / 100) + "." + fraction + "%";
}

Scale::Scale(std::int64_t highest, Steps steps) : steps_(steps), lines_{0} {
  highest = std::clamp<std::int64_t>(highest, 1, kHighest);
  if (steps == Steps::tenfold) {
    for (std::int64_t line = 1; lines_.back() < highest; line *= 10) lines_.push_back(line);
    return;
  }
  const auto step = round_step(highest);
  while (lines_.back() < highest) lines_.push_back(lines_.back() + step);
}

std::int64_t Scale::place(std::int64_t value) const {
  value = std::clamp<std::int64_t>(value, 0, lines_.back());
  if (steps_ == Steps::even) return share_of(value, lines_.back());
  if (value == 0) return 0;
  // Between two lines evenly: 0 to 1, 1 to 10, 10 to 100 ...
  const auto above = std::lower_bound(lines_.begin(), lines_.end(), value);
  const auto below = above - 1;
  const auto spans = static_cast<std::int64_t>(lines_.size()) - 1;
  const auto whole_spans = static_cast<std::int64_t>(below - lines_.begin());
  return (whole_spans * kWholeAxis + share_of(value - *below, *above - *below)) / spans;
}

}  // namespace sellerd::ctl
