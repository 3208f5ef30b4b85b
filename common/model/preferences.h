// How an account is kept in step. Shared by all integrations; one integration may differ in single points.
#pragma once

#include <cstdint>
#include <optional>

#include "common/fields.h"
#include "common/time_text.h"

namespace sellerd {

// Which orders come into the books.
enum class OrderScope {
  confirmed,  // orders that were first seen before they were shipped; their later life is followed
  confirmed_and_fulfilled,  // also those first seen shipped
};

template <>
struct EnumTable<OrderScope> {
  static constexpr std::string_view kTypeName = "OrderScope";
  static constexpr std::array kNames = {
      std::pair{OrderScope::confirmed, std::string_view("confirmed")},
      std::pair{OrderScope::confirmed_and_fulfilled, std::string_view("confirmed_and_fulfilled")},
  };
};

// What was set; what was not set is as in Preferences' defaults.
struct PreferenceChanges {
  std::optional<std::int32_t> interval_minutes;
  std::optional<OrderScope> order_scope;
  std::optional<std::int32_t> overlap_minutes;
  std::optional<std::int32_t> backfill_days;
  std::optional<bool> personal_data;
  std::optional<std::int32_t> history_days;
  std::optional<std::int32_t> failed_history_days;

  static constexpr std::string_view kTypeName = "PreferenceChanges";
  static constexpr auto fields() {
    using Self = PreferenceChanges;
    return Fields{
        SELLERD_FIELD(interval_minutes,
                      "Minutes between scheduled runs, 15 to 1440; 0 for manual runs only."),
        SELLERD_FIELD(order_scope, "Which orders come in: confirmed or confirmed_and_fulfilled."),
        SELLERD_FIELD(overlap_minutes, "Minutes each run reads back before the last one's end, 5 to 10080."),
        SELLERD_FIELD(backfill_days, "Days the first orders run reaches back, 1 to 730."),
        SELLERD_FIELD(personal_data, "Whether buyers' personal data is held."),
        SELLERD_FIELD(history_days, "Days the history of successful records is kept, 30 to 3650."),
        SELLERD_FIELD(failed_history_days, "Days the history of failed records is kept, 60 to 3650."),
    };
  }
  friend bool operator==(const PreferenceChanges& l, const PreferenceChanges& r) { return same_fields(l, r); }
};

// What holds for an integration.
struct Preferences {
  std::int32_t interval_minutes = 240;
  OrderScope order_scope = OrderScope::confirmed_and_fulfilled;
  std::int32_t overlap_minutes = 30;
  std::int32_t backfill_days = 730;
  bool personal_data = false;
  std::int32_t history_days = 30;
  std::int32_t failed_history_days = 60;

  static constexpr std::string_view kTypeName = "Preferences";
  static constexpr auto fields() {
    using Self = Preferences;
    return Fields{
        SELLERD_FIELD(interval_minutes, "Minutes between scheduled runs; 0 for manual runs only.",
                      .column = true),
        SELLERD_FIELD(order_scope, "Which orders come in.", .column = true),
        SELLERD_FIELD(overlap_minutes, "Minutes each run reads back before the last one's end.",
                      .column = true),
        SELLERD_FIELD(backfill_days, "Days the first orders run reaches back.", .column = true),
        SELLERD_FIELD(personal_data, "Whether buyers' personal data is held.", .column = true),
        SELLERD_FIELD(history_days, "Days the history of successful records is kept.", .column = true),
        SELLERD_FIELD(failed_history_days, "Days the history of failed records is kept.", .column = true),
    };
  }
  friend bool operator==(const Preferences& left, const Preferences& right) {
    return same_fields(left, right);
  }
};

}  // namespace sellerd
