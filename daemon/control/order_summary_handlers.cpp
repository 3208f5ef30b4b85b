// The orders of a span of days, counted: a look at many orders, so on the reader.
#include <algorithm>
#include <map>

#include "common/api/orders.h"
#include "daemon/books/gst_entries.h"
#include "daemon/books/order_counter.h"
#include "daemon/books/place_of_supply.h"
#include "daemon/channel/channel_info.h"
#include "daemon/control/handlers.h"
#include "daemon/control/listing.h"
#include "daemon/control/tax_book.h"
#include "daemon/sync/business_day.h"

namespace sellerd::control {
namespace {

using sync::Day;

constexpr std::int64_t kUsualDays = 30;
// The one reply holds a count for each day.
constexpr std::int64_t kMostDays = 3'660;

struct Span {
  Day first;
  Day last;
};

// Orders outlive the integration that they came through; the account's number stays.
using Zones = std::map<std::uint32_t, std::string>;

Result<Zones> zones_of_accounts(const store::Store& store) {
  Zones zones;
  auto scanned = store.scan(store::kAccounts, store::under(store::kAccounts, std::string(store::kAccountKey)),
                            store::Direction::forward,
                            [&](const store::Counter& number, std::string_view key) -> Result<bool> {
                              const auto parts = store::kAccounts.parse(key);
                              if (!parts) return parts.error();
                              const auto info = find_channel(std::get<1>(*parts));
                              if (info) zones[static_cast<std::uint32_t>(number.value)] = info->time_zone;
                              return true;
                            });
  if (!scanned) return scanned.error();
  return zones;
}

std::string zone_of(const Zones& zones, std::uint32_t integration) {
  const auto found = zones.find(integration);
  return found != zones.end() ? found->second : std::string(kGstZone);
}

// The zones that the days of the answer are days of.
std::vector<std::string> zones_asked(const Zones& zones, std::optional<std::uint32_t> integration) {
  std::vector<std::string> asked;
  for (const auto& [number, zone] : zones) {
    if (!integration || number == *integration) asked.push_back(zone);
  }
  if (asked.empty()) asked.emplace_back(kGstZone);
  return asked;
}

Day minus_days(Day day, std::int64_t days) {
  return std::chrono::sys_days(day) - std::chrono::days(days);
}

Result<Span> read_span(const api::SummarizeOrders::Request& request, const std::vector<std::string>& zones,
                       Timestamp now) {
  Span span{};
  if (request.to) {
    const auto last = sync::read_day(*request.to, "to");
    if (!last) return last.error();
    span.last = *last;
  } else {
    for (const auto& zone : zones) {
      const auto today = sync::day_of(now, zone);
      if (!today) return today.error();
      span.last = std::max(span.last, *today);
    }
  }
  span.first = minus_days(span.last, kUsualDays - 1);
  if (request.from) {
    const auto first = sync::read_day(*request.from, "from");
    if (!first) return first.error();
    span.first = *first;
  }
  if (span.last < span.first) {
    return make_error(ErrorCode::invalid_argument, "lies behind the last day, " + sync::format_day(span.last),
                      "from");
  }
  if (span.first < minus_days(span.last, kMostDays - 1)) {
    return make_error(ErrorCode::invalid_argument, "ten years at the most", "from");
  }
  return span;
}

// From the first moment of the span in any of the zones to the last one in any of them.
Result<void> set_bounds(OrderSummary& summary, const Span& span, const std::vector<std::string>& zones) {
  summary.first_day = sync::format_day(span.first);
  summary.last_day = sync::format_day(span.last);
  summary.begins = Timestamp::max();
  summary.ends = Timestamp::min();
  for (const auto& zone : zones) {
    const auto begins = sync::day_begins(span.first, zone);
    if (!begins) return begins.error();
    const auto ends = sync::day_begins(sync::next_day(span.last), zone);
    if (!ends) return ends.error();
    summary.begins = std::min(summary.begins, *begins);
    summary.ends = std::max(summary.ends, *ends);
  }
  return {};
}

// What people said goes before the address.
Result<std::string> place_name(const store::Store& store, const Order& order) {
  const auto fix = store.get(store::kPlaceFixes, order.integration, order.order_id);
  if (!fix) return fix.error();
  return books::place_text(*fix ? (*fix)->code : books::place_of(order).code);
}

Result<OrderSummary> count_orders(const store::Store& store, const api::SummarizeOrders::Request& request,
                                  std::optional<std::uint32_t> integration, Timestamp now) {
  const auto zones = zones_of_accounts(store);
  if (!zones) return zones.error();
  const auto asked = zones_asked(*zones, integration);
  const auto span = read_span(request, asked, now);
  if (!span) return span.error();
  OrderSummary summary;
  if (auto set = set_bounds(summary, *span, asked); !set) return set.error();
  books::OrderCounter counter;
  const store::Range range{store::make_key(summary.begins), store::make_key(summary.ends)};
  auto scanned = store.scan(store::kOrdersByTime, range, store::Direction::forward,
                            [&](store::IndexEntry, std::string_view key) -> Result<bool> {
                              const auto parts = store::kOrdersByTime.parse(key);
                              if (!parts) return parts.error();
                              const auto& [created, number, id] = *parts;
                              if (integration && number != *integration) return true;
                              const auto day = sync::day_of(created, zone_of(*zones, number));
                              if (!day) return day.error();
                              if (*day < span->first || *day > span->last) return true;
                              const auto order = store.get(store::kOrders, number, id);
                              if (!order) return order.error();
                              if (!*order) return true;
                              const auto place = place_name(store, **order);
                              if (!place) return place.error();
                              counter.take(**order, sync::format_day(*day), *place);
                              return true;
                            });
  if (!scanned) return scanned.error();
  for (Day day = span->first; day <= span->last; day = sync::next_day(day))
    summary.days.push_back(counter.day(sync::format_day(day)));
  summary.places = counter.places();
  summary.shippers = counter.shippers();
  return summary;
}

Task<Result<api::SummarizeOrders::Reply>> summarize(Services& services,
                                                    api::SummarizeOrders::Request request) {
  const auto integration = chosen_integration(services.integrations, request.integration);
  if (!integration) co_return integration.error();
  auto summary = co_await services.reader.run(
      [&store = services.store, request = std::move(request), number = *integration,
       now = services.clock.now()] { return count_orders(store, request, number, now); });
  if (!summary) co_return summary.error();
  co_return api::SummarizeOrders::Reply{std::move(*summary)};
}

}  // namespace

void add_order_summary_handlers(Dispatcher& dispatcher, Services& services) {
  dispatcher.add<api::SummarizeOrders>([&services](api::SummarizeOrders::Request request, const Caller&) {
    return summarize(services, std::move(request));
  });
}

}  // namespace sellerd::control
