// The order of GST rates in figures and tables. Pure.
#pragma once

#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

namespace sellerd::ctl {

// Rates such as "5" and "12.5" by their size; one that is not known, "", last.
struct ByRate {
  static std::pair<std::size_t, std::string_view> key(std::string_view rate) {
    return {rate.empty() ? SIZE_MAX : std::min(rate.find('.'), rate.size()), rate};
  }
  bool operator()(const std::string& left, const std::string& right) const { return key(left) < key(right); }
};

// Pairs of a place and a rate, by place first.
struct ByPlaceAndRate {
  using Key = std::pair<std::string, std::string>;
  bool operator()(const Key& left, const Key& right) const {
    if (left.first != right.first) return left.first < right.first;
    return ByRate()(left.second, right.second);
  }
};

}  // namespace sellerd::ctl
