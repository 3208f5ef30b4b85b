#include "daemon/sync/preference_rules.h"

#include <string>

#include "daemon/sync/window.h"

namespace sellerd::sync {
namespace {

constexpr std::int32_t kShortestInterval = 15;
constexpr std::int32_t kLongestInterval = 24 * 60;
constexpr std::int32_t kShortestOverlap = 5;
constexpr std::int32_t kLongestHistory = 3'650;
constexpr std::int32_t kLongestOverlap = 7 * 24 * 60;

Result<void> in_range(const std::optional<std::int32_t>& value, std::int32_t lowest, std::int32_t highest,
                      const char* field, const char* besides = "") {
  if (!value || (*value >= lowest && *value <= highest)) return {};
  return make_error(ErrorCode::invalid_argument,
                    "must be " + std::to_string(lowest) + " to " + std::to_string(highest) + besides, field);
}

void apply(Preferences& preferences, const PreferenceChanges& changes) {
  if (changes.interval_minutes) preferences.interval_minutes = *changes.interval_minutes;
  if (changes.order_scope) preferences.order_scope = *changes.order_scope;
  if (changes.overlap_minutes) preferences.overlap_minutes = *changes.overlap_minutes;
  if (changes.backfill_days) preferences.backfill_days = *changes.backfill_days;
  if (changes.personal_data) preferences.personal_data = *changes.personal_data;
  if (changes.history_days) preferences.history_days = *changes.history_days;
  if (changes.failed_history_days) preferences.failed_history_days = *changes.failed_history_days;
}

}  // namespace

Preferences effective(const PreferenceChanges& shared, const PreferenceChanges& own) {
  Preferences preferences;
  apply(preferences, shared);
  apply(preferences, own);
  return preferences;
}

Result<void> check(const PreferenceChanges& changes) {
  const bool manual = changes.interval_minutes == 0;
  if (auto good = manual ? Result<void>()
                         : in_range(changes.interval_minutes, kShortestInterval, kLongestInterval,
                                    "interval_minutes", ", or 0 for manual runs only");
      !good) {
    return good;
  }
  if (auto good = in_range(changes.overlap_minutes, kShortestOverlap, kLongestOverlap, "overlap_minutes");
      !good) {
    return good;
  }
  if (auto good = in_range(changes.backfill_days, 1, kLongestBackfillDays, "backfill_days"); !good)
    return good;
  if (auto good = in_range(changes.history_days, 30, kLongestHistory, "history_days"); !good) return good;
  return in_range(changes.failed_history_days, 60, kLongestHistory, "failed_history_days");
}

void merge(PreferenceChanges& target, const PreferenceChanges& changes) {
  for_each_field<PreferenceChanges>([&](const auto& field) {
    if (changes.*field.member) target.*field.member = changes.*field.member;
  });
}

void forget(PreferenceChanges& target, const PreferenceChanges& changes) {
  for_each_field<PreferenceChanges>([&](const auto& field) {
    if (changes.*field.member) (target.*field.member).reset();
  });
}

}  // namespace sellerd::sync
