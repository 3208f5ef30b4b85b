#include "daemon/channel/amazon/order_report_place.h"

#include <algorithm>
#include <charconv>
#include <iterator>

namespace sellerd::amazon {
namespace {

constexpr Duration kLongestSlice = std::chrono::days(30);
constexpr Duration kShortestSlice = std::chrono::days(1);

// Takes "digits:" off the front.
template <class Number>
bool take_number(std::string_view& text, Number& number) {
  const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (failure != std::errc{} || end == text.data() + text.size() || *end != ':') return false;
  text.remove_prefix(static_cast<std::size_t>(end - text.data()) + 1);
  return true;
}

constexpr char kBetweenReports = ',';

std::string joined(const std::vector<std::string>& ids) {
  std::string text;
  for (const auto& id : ids) text.append(1, kBetweenReports).append(id);
  return text;
}

std::vector<std::string> split(std::string_view text) {
  std::vector<std::string> ids;
  for (std::size_t at = 0; at <= text.size();) {
    const auto end = std::min(text.find(kBetweenReports, at), text.size());
    ids.emplace_back(text.substr(at, end - at));
    at = end + 1;
  }
  return ids;
}

}  // namespace

OrderReportPlace OrderReportPlace::slice_of(Timestamp from, Timestamp window_end, Duration length) {
  return OrderReportPlace{from, window_end - from > length ? from + length : window_end, 0, {}, {}};
}

OrderReportPlace OrderReportPlace::first_of(Timestamp from, Timestamp to,
                                            std::optional<std::int64_t> expected) {
  Duration length = kLongestSlice;
  if (expected && *expected > kMostOrders) {
    // Divided first: a span in milliseconds times a number of orders would leave 64 bits.
    const Duration even = (to - from) / (*expected / kMostOrders + 1);
    length = std::clamp<Duration>(even, kShortestSlice, kLongestSlice);
  }
  return slice_of(from, to, length);
}

OrderReportPlace OrderReportPlace::next_slice(Timestamp window_end) const {
  OrderReportPlace next = slice_of(to, window_end, to - from);
  if (!ahead.empty()) {
    next.report_id = ahead.front();
    next.ahead.assign(ahead.begin() + 1, ahead.end());
  }
  return next;
}

std::optional<OrderReportPlace> OrderReportPlace::first_unasked(Timestamp window_end) const {
  OrderReportPlace slice = *this;
  while (!slice.report_id.empty()) {
    if (slice.to >= window_end) return std::nullopt;
    slice = slice.next_slice(window_end);
  }
  return slice;
}

void OrderReportPlace::asked(std::string id) {
  if (report_id.empty()) {
    report_id = std::move(id);
  } else {
    ahead.push_back(std::move(id));
  }
}

std::string OrderReportPlace::token() const {
  return std::to_string(from.time_since_epoch().count()) + ":" +
         std::to_string(to.time_since_epoch().count()) + ":" + std::to_string(row) + ":" + report_id +
         joined(ahead);
}

Result<OrderReportPlace> OrderReportPlace::parse(std::string_view token) {
  std::int64_t from = 0;
  std::int64_t to = 0;
  OrderReportPlace place;
  const bool good = take_number(token, from) && take_number(token, to) && take_number(token, place.row);
  if (!good || from > to || (token.empty() && place.row > 0)) {
    return make_error(ErrorCode::conflict, "the place in the orders is not one of ours: start again",
                      "page_token");
  }
  place.from = Timestamp(Duration(from));
  place.to = Timestamp(Duration(to));
  auto ids = split(token);
  place.report_id = std::move(ids.front());
  place.ahead.assign(std::make_move_iterator(ids.begin() + 1), std::make_move_iterator(ids.end()));
  return place;
}

}  // namespace sellerd::amazon
