// The orders of a span of days, counted.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "common/fields.h"
#include "common/model/order.h"
#include "common/time_text.h"

namespace sellerd {

// Orders that have something in common, by how they stand.
struct OrderCount {
  std::string name;
  std::int64_t orders = 0;
  std::int64_t units = 0;
  std::int64_t pending = 0;
  std::int64_t confirmed = 0;
  std::int64_t fulfilled = 0;
  std::int64_t cancelled = 0;
  std::int64_t attention = 0;

  static constexpr std::int64_t OrderCount::* member(OrderStatus status) {
    switch (status) {
      case OrderStatus::pending:
        return &OrderCount::pending;
      case OrderStatus::confirmed:
        return &OrderCount::confirmed;
      case OrderStatus::fulfilled:
        return &OrderCount::fulfilled;
      case OrderStatus::cancelled:
        return &OrderCount::cancelled;
      case OrderStatus::attention:
        break;
    }
    return &OrderCount::attention;
  }
  std::int64_t& of(OrderStatus status) { return this->*member(status); }
  std::int64_t of(OrderStatus status) const { return this->*member(status); }

  // The numbers; the name stays.
  OrderCount& operator+=(const OrderCount& other) {
    orders += other.orders;
    units += other.units;
    for (const auto& [status, word] : EnumTable<OrderStatus>::kNames) of(status) += other.of(status);
    return *this;
  }

  static constexpr std::string_view kTypeName = "OrderCount";
  static constexpr auto fields() {
    using Self = OrderCount;
    return Fields{
        SELLERD_FIELD(name, "The day, the place or who ships; empty where it is not known.", .column = true),
        SELLERD_FIELD(orders, "Orders.", .column = true),
        SELLERD_FIELD(units, "Units ordered, those of cancelled orders left out.", .column = true),
        SELLERD_FIELD(pending, "Of the orders: placed, and not yet payable or shippable.", .column = true),
        SELLERD_FIELD(confirmed, "To be shipped, wholly or in part.", .column = true),
        SELLERD_FIELD(fulfilled, "Shipped.", .column = true),
        SELLERD_FIELD(cancelled, "Void.", .column = true),
        SELLERD_FIELD(attention, "What a person must look at.", .column = true),
    };
  }
};

struct OrderSummary {
  std::string first_day;
  std::string last_day;
  Timestamp begins{};
  Timestamp ends{};
  std::vector<OrderCount> days;
  std::vector<OrderCount> places;
  std::vector<OrderCount> shippers;

  static constexpr std::string_view kTypeName = "OrderSummary";
  static constexpr auto fields() {
    using Self = OrderSummary;
    return Fields{
        SELLERD_FIELD(first_day, "First day, in the marketplace's calendar."),
        SELLERD_FIELD(last_day, "Last day."),
        SELLERD_FIELD(begins, "The moment in which the first day begins."),
        SELLERD_FIELD(ends, "The first moment behind the last day."),
        SELLERD_FIELD(days, "A count for each day, also for those without orders."),
        SELLERD_FIELD(places, "A count for each place of supply, most orders first."),
        SELLERD_FIELD(shippers, "A count for each who ships: MERCHANT or AMAZON, in the marketplace's word."),
    };
  }
};

}  // namespace sellerd
