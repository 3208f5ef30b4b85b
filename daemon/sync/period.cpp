#include "daemon/sync/period.h"

#include <algorithm>

#include "daemon/sync/business_day.h"

namespace sellerd::sync {
namespace {

Error wrong(std::string_view field, std::string message) {
  return make_error(ErrorCode::invalid_argument, std::move(message), std::string(field));
}

}  // namespace

Result<Window> period_window(const std::string& from, const std::optional<std::string>& to,
                             std::string_view zone, Timestamp now) {
  const auto today = day_of(now, zone);
  if (!today) return today.error();
  const auto first = read_day(from, "from");
  if (!first) return first.error();
  const auto last = to ? read_day(*to, "to") : today;
  if (!last) return last.error();
  if (*first > *today) return wrong("from", "lies in the future; today is " + format_day(*today));
  if (*last < *first) return wrong("to", "lies before the first day");
  const auto begins = day_begins(*first, zone);
  const auto ends = day_begins(next_day(*last), zone);
  if (!begins) return begins.error();
  if (!ends) return ends.error();
  const Timestamp end = std::min(*ends - Duration(1), now - kFreshness);
  return Window{std::min(*begins, end), end};
}

Result<Window> month_window(Timestamp begins, Timestamp ends, Timestamp now) {
  const Timestamp end = std::min<Timestamp>(ends - std::chrono::seconds(1), now - kFreshness);
  if (end <= begins) return wrong("month", "has not begun");
  return Window{begins, end};
}

Result<void> check_kept(Window window, std::string_view zone, Timestamp now) {
  const auto oldest = day_of(now - std::chrono::days(kLongestBackfillDays), zone);
  if (!oldest) return oldest.error();
  const auto first = day_of(window.from, zone);
  if (!first) return first.error();
  if (*first >= *oldest) return {};
  return wrong("from", "the marketplace keeps orders for two years, since " + format_day(*oldest));
}

}  // namespace sellerd::sync
