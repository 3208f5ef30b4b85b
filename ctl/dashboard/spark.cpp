#include "ctl/dashboard/spark.h"

#include <algorithm>
#include <numeric>
#include <string_view>

namespace sellerd::ctl::dashboard {
namespace {

constexpr std::array<std::string_view, 8> kBlocks = {"▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"};
constexpr std::array<std::string_view, 8> kAscii = {".", ":", "-", "=", "+", "*", "#", "@"};

}  // namespace

void Day::count(Timestamp when, std::int64_t number) {
  const auto ago = now_ - when;
  if (ago < Duration::zero() || ago >= std::chrono::hours(kHours)) return;
  const auto hours = static_cast<std::size_t>(ago / std::chrono::hours(1));
  hours_[kHours - 1 - hours] += number;
}

std::int64_t Day::total() const {
  return std::accumulate(hours_.begin(), hours_.end(), std::int64_t{0});
}

std::string Day::bars(bool unicode) const {
  const auto& levels = unicode ? kBlocks : kAscii;
  const auto highest = std::max<std::int64_t>(1, *std::max_element(hours_.begin(), hours_.end()));
  const auto steps = static_cast<std::int64_t>(levels.size()) - 1;
  std::string text;
  for (const auto hour : hours_) {
    // Rounded up, so that what is not zero shows.
    const auto level = std::min(steps, (hour * steps + highest - 1) / highest);
    text += levels[static_cast<std::size_t>(std::max<std::int64_t>(0, level))];
  }
  return text;
}

}  // namespace sellerd::ctl::dashboard
