#include "daemon/books/customer.h"

#include <algorithm>
#include <charconv>
#include <string_view>

#include "daemon/books/gstin.h"
#include "daemon/books/india_states.h"

namespace sellerd::books {
namespace {

constexpr std::string_view kBuyer = "buyer-";
constexpr std::string_view kGstin = "gstin-";

bool bought_as_business(const Order& order) {
  return std::find(order.programs.begin(), order.programs.end(), "AMAZON_BUSINESS") != order.programs.end();
}

GstTreatment treatment_of(const Order& order, const std::string& place, bool registered) {
  if (registered) return GstTreatment::business_gst;
  if (place.empty()) return GstTreatment::unresolved;
  if (place == kOutsideIndia) return GstTreatment::overseas;
  return bought_as_business(order) ? GstTreatment::business_none : GstTreatment::consumer;
}

std::string key_of(GstTreatment treatment, const std::string& place, const BuyerKnown& buyer,
                   bool registered) {
  if (buyer.number) return std::string(kBuyer) + std::to_string(*buyer.number);
  if (registered) return std::string(kGstin) + buyer.gstin;
  switch (treatment) {
    case GstTreatment::consumer:
      return "consumer-" + place;
    case GstTreatment::business_none:
      return "business-" + place;
    default:
      return std::string(enum_name(treatment));
  }
}

}  // namespace

Customer customer_of(const Order& order, const std::string& place, const BuyerKnown& buyer) {
  const bool registered = gstin_state(buyer.gstin).has_value();
  Customer customer{.treatment = treatment_of(order, place, registered), .place = place};
  if (registered) customer.gstin = buyer.gstin;
  customer.key = key_of(customer.treatment, place, buyer, registered);
  return customer;
}

std::optional<std::uint64_t> buyer_number(const std::string& key) {
  if (!key.starts_with(kBuyer)) return std::nullopt;
  std::uint64_t number = 0;
  const char* end = key.data() + key.size();
  const auto read = std::from_chars(key.data() + kBuyer.size(), end, number);
  return read.ec == std::errc{} && read.ptr == end ? std::optional(number) : std::nullopt;
}

bool is_anonymous(const Customer& customer) {
  return !customer.key.starts_with(kBuyer) && !customer.key.starts_with(kGstin);
}

}  // namespace sellerd::books
