#include "daemon/channel/amazon/object_reader.h"

#include <algorithm>

#include "common/model/units.h"
#include "daemon/channel/amazon/fault.h"
#include "daemon/channel/amazon/privacy.h"

namespace sellerd::amazon {
namespace {

constexpr std::size_t kLongestIdentifier = 100;
constexpr std::size_t kLongestReason = 300;

Result<std::optional<Money>> read_amount(const json::value& source) {
  if (!source.is_object()) return json_detail::wrong_type("an object with amount and currencyCode", source);
  const auto* amount = source.get_object().if_contains("amount");
  if (amount == nullptr || amount->is_null()) return std::optional<Money>();
  const auto* currency = source.get_object().if_contains("currencyCode");
  if (currency == nullptr) return json_detail::missing_key("currencyCode");
  if (!amount->is_string()) return within("amount", json_detail::wrong_type("a string", *amount));
  if (!currency->is_string()) return within("currencyCode", json_detail::wrong_type("a string", *currency));
  const auto money = Money::parse(amount->get_string(), currency->get_string());
  if (!money) return money.error();
  return std::optional<Money>(*money);
}

}  // namespace

bool is_identifier(std::string_view text) {
  return !text.empty() && text.size() <= kLongestIdentifier &&
         std::all_of(text.begin(), text.end(), [](char c) { return c > ' ' && c < 127; });
}

ObjectReader::ObjectReader(const json::value& source) : object_(source.if_object()) {
  if (object_ == nullptr) failure_ = json_detail::wrong_type("an object", source);
}

const json::value* ObjectReader::take(std::string_view key) {
  if (failure_) return nullptr;
  const auto found = object_->find(key);
  if (found == object_->end()) return nullptr;
  const auto index = static_cast<std::size_t>(found - object_->begin());
  if (index < kTrackedMembers) asked_.set(index);
  return found->value().is_null() ? nullptr : &found->value();
}

void ObjectReader::keep(std::string_view key) {
  if (failure_) return;
  const auto found = object_->find(key);
  if (found == object_->end()) return;
  const auto index = static_cast<std::size_t>(found - object_->begin());
  if (index < kTrackedMembers) asked_.reset(index);
}

const json::array* ObjectReader::take_array(std::string_view key) {
  const auto* value = take(key);
  if (value == nullptr) return nullptr;
  if (!value->is_array()) fail(within(key, json_detail::wrong_type("an array", *value)));
  return value->if_array();
}

void ObjectReader::money(std::string_view key, std::optional<Money>& target) {
  const auto* value = take(key);
  if (value == nullptr) return;
  auto amount = read_amount(*value);
  if (amount) {
    target = *amount;
  } else {
    fail(within(key, amount.error()));
  }
}

void ObjectReader::identifier(std::string_view key, std::string& target) {
  required(key, target);
  if (!failure_ && !is_identifier(target)) {
    fail(make_error(ErrorCode::malformed, "is not an identifier of 1 to 100 visible characters",
                    std::string(key)));
  }
}

void ObjectReader::count(std::string_view key, std::int64_t& target, bool is_required) {
  if (is_required) {
    required(key, target);
  } else {
    optional(key, target);
  }
  if (target < 0) fail(make_error(ErrorCode::malformed, "must not be negative", std::string(key)));
  if (target > kMostUnits) fail(make_error(ErrorCode::malformed, "cannot be so many", std::string(key)));
}

void ObjectReader::fail(Error error) {
  if (failure_) return;
  // Messages about amounts and times quote what was sent.
  error.message = printable(error.message, kLongestReason);
  failure_ = std::move(error);
}

Error ObjectReader::malformed() const {
  Error error = *failure_;
  error.code = ErrorCode::malformed;
  return error;
}

std::string ObjectReader::take_leftover() {
  if (failure_) return {};
  std::string members = std::move(inner_leftovers_);
  inner_leftovers_.clear();
  std::size_t index = 0;
  for (const auto& [key, value] : *object_) {
    const bool asked = index < kTrackedMembers && asked_.test(index);
    ++index;
    if (asked || is_personal_key(key)) continue;
    const std::size_t before = members.size();
    append_member(key, {}, members);
    if (!append_without_personal(value, members)) members.resize(before);
  }
  asked_.set();
  return members.empty() ? members : "{" + members + "}";
}

void ObjectReader::keep_leftover(std::string_view key, std::string_view leftover) {
  if (!leftover.empty() && !is_personal_key(key)) append_member(key, leftover, inner_leftovers_);
}

std::string ObjectReader::element_path(std::string_view key, std::size_t index) {
  return std::string(key) + "[" + std::to_string(index) + "]";
}

}  // namespace sellerd::amazon
