#include "daemon/books/desired_quantity.h"

#include <algorithm>

namespace sellerd::books {

StockRule combine(const StockRule& integration, const StockRule& listing) {
  StockRule rule = integration;
  take_stock_rule(rule, listing);
  // What is off for the whole integration is off.
  if (!integration.push.value_or(false)) rule.push = false;
  return rule;
}

std::int64_t desired_quantity(std::int64_t available, const StockRule& rule) {
  if (available <= rule.stop_at.value_or(0)) return 0;
  std::int64_t shown = available;
  if (rule.percent) shown = shown / 100 * *rule.percent + shown % 100 * *rule.percent / 100;
  shown -= rule.buffer.value_or(0);
  if (rule.cap) shown = std::min(shown, *rule.cap);
  return std::max<std::int64_t>(shown, 0);
}

Result<void> check(const StockRule& rule) {
  const auto not_negative = [](const std::optional<std::int64_t>& value) { return value.value_or(0) >= 0; };
  const auto wrong = [](std::string_view field, std::string message) {
    return make_error(ErrorCode::invalid_argument, std::move(message), std::string(field));
  };
  if (!not_negative(rule.buffer)) return wrong("buffer", "must be 0 or more");
  if (!not_negative(rule.cap)) return wrong("cap", "must be 0 or more");
  if (!not_negative(rule.stop_at)) return wrong("stop_at", "must be 0 or more");
  if (rule.percent && (*rule.percent < 0 || *rule.percent > 100)) {
    return wrong("percent", "must be from 0 to 100");
  }
  return {};
}

}  // namespace sellerd::books
