// Reads the members of one JSON object into fields, remembers the first thing that is wrong with its path,
// and knows which members nobody asked for.
#pragma once

#include <bitset>
#include <optional>
#include <string>
#include <string_view>

#include "common/json.h"

namespace sellerd::amazon {

// 1 to 100 visible ASCII characters: what becomes part of keys and of what is shown.
bool is_identifier(std::string_view text);

// After the first error every read does nothing. A member that is null counts as absent.
class ObjectReader {
 public:
  explicit ObjectReader(const json::value& source);

  template <class T>
  void required(std::string_view key, T& target) {
    const auto* value = take(key);
    if (value == nullptr) {
      fail(json_detail::missing_key(key));
    } else {
      read(key, *value, target);
    }
  }

  // Leaves the target as it is when the member is absent.
  template <class T>
  void optional(std::string_view key, T& target) {
    if (const auto* value = take(key)) read(key, *value, target);
  }

  // Amazon's {"amount":"561.90","currencyCode":"INR"}. Without an amount it counts as absent: never as zero.
  void money(std::string_view key, std::optional<Money>& target);

  // See is_identifier().
  void identifier(std::string_view key, std::string& target);

  // A whole number that is not negative, nor more than there can be of anything (common/model/units.h).
  void count(std::string_view key, std::int64_t& target, bool is_required);

  // Calls visit(ObjectReader&) when the member is there; what it left over counts as left over here.
  template <class Visit>
  void object(std::string_view key, Visit&& visit) {
    const auto* value = take(key);
    if (value == nullptr) return;
    ObjectReader inner(*value);
    visit(inner);
    if (inner.failure_) fail(within(key, *inner.failure_));
    keep_leftover(key, inner.take_leftover());
  }

  // The same for each element of an array of objects.
  template <class Visit>
  void each(std::string_view key, Visit&& visit) {
    const auto* array = take_array(key);
    if (array == nullptr) return;
    std::string leftovers;
    for (std::size_t i = 0; i < array->size() && !failure_; ++i) {
      ObjectReader inner((*array)[i]);
      visit(inner);
      if (inner.failure_) fail(within(element_path(key, i), *inner.failure_));
      if (const std::string leftover = inner.take_leftover(); !leftover.empty()) {
        leftovers += (leftovers.empty() ? "" : ",") + leftover;
      }
    }
    if (!leftovers.empty()) keep_leftover(key, "[" + leftovers + "]");
  }

  // Null when absent, null or after an error. Marks the member as asked for.
  const json::value* take(std::string_view key);

  // Marks the member as asked for: it is personal, or said elsewhere.
  void drop(std::string_view key) { take(key); }
  void drop_all() { asked_.set(); }
  // The opposite: the member was read, yet there is no field for all of it.
  void keep(std::string_view key);

  void fail(Error error);
  const std::optional<Error>& failure() const { return failure_; }
  // The failure as what it means for a whole answer. Requires one.
  Error malformed() const;

  // JSON text of the members nobody asked for, without what may be personal (privacy.h). Empty when there are
  // none, and when asked again.
  std::string take_leftover();

 private:
  template <class T>
  void read(std::string_view key, const json::value& value, T& target) {
    if (auto done = read_json(value, target, Strictness::lenient); !done) fail(within(key, done.error()));
  }
  const json::array* take_array(std::string_view key);
  void keep_leftover(std::string_view key, std::string_view leftover);
  static std::string element_path(std::string_view key, std::size_t index);

  // Members beyond the size of the set stay unmarked: they are kept as left over, though they may have been
  // read.
  static constexpr std::size_t kTrackedMembers = 128;

  const json::object* object_ = nullptr;
  std::bitset<kTrackedMembers> asked_;
  std::string inner_leftovers_;  // members of an object, without its braces
  std::optional<Error> failure_;
};

}  // namespace sellerd::amazon
