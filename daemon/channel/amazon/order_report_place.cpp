#include "daemon/channel/amazon/order_report_place.h"

#include <charconv>

namespace sellerd::amazon {
namespace {

constexpr Duration kLongestSlice = std::chrono::days(30);

// Takes "digits:" off the front.
template <class Number>
bool take_number(std::string_view& text, Number& number) {
  const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (failure != std::errc{} || end == text.data() + text.size() || *end != ':') return false;
  text.remove_prefix(static_cast<std::size_t>(end - text.data()) + 1);
  return true;
}

}  // namespace

OrderReportPlace OrderReportPlace::first_of(Timestamp from, Timestamp to) {
  const bool is_long = to - from > kLongestSlice;
  return OrderReportPlace{from, is_long ? from + kLongestSlice : to, 0, {}};
}

std::string OrderReportPlace::token() const {
  return std::to_string(from.time_since_epoch().count()) + ":" +
         std::to_string(to.time_since_epoch().count()) + ":" + std::to_string(row) + ":" + report_id;
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
  place.report_id = token;
  return place;
}

}  // namespace sellerd::amazon
