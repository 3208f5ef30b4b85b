#include "tests/sandbox/order_people.h"

#include <string>

#include "tests/sandbox/random.h"
#include "tests/sandbox/shop.h"

namespace sellerd::sandbox {
namespace {

namespace json = boost::json;

// Well-formed, with a valid check digit, and given to nobody.
constexpr std::string_view kNobodysGstin = "06AAAAA0000A1Z6";

std::string canary(std::string_view what, std::uint64_t dice) {
  return std::string(kCanary) + " " + std::string(what) + " " + hex(dice).substr(0, 6);
}

}  // namespace

std::uint64_t people_dice(const Order& order) {
  return hash_text(order.id, 1);
}

json::object buyer_json(const Order& order, const json::storage_ptr& storage) {
  const std::uint64_t dice = people_dice(order);
  json::object buyer(storage);
  buyer.emplace("buyerName", canary("Buyer", dice));
  // Amazon gives the address for relayed mail only where the seller himself ships.
  if (order.fulfiller == Fulfiller::merchant && order.status != Status::cancelled) {
    buyer.emplace("buyerEmail", hex(dice) + "." + kCanary + "@marketplace.amazon.in");
  }
  if (order.business) {
    buyer.emplace("buyerCompanyName", canary("Traders", dice));
    buyer.emplace("buyerPurchaseOrderNumber", "PO-" + std::to_string(dice % 1'000'000));
  }
  return buyer;
}

json::object recipient_json(const Order& order, std::string_view country, const json::storage_ptr& storage) {
  const std::uint64_t dice = people_dice(order);
  json::object address(storage);
  address.reserve(9);
  address.emplace("name", canary("Recipient", dice));
  address.emplace("addressLine1", canary("House", dice / 3));
  if (dice % 2 == 0) address.emplace("addressLine2", canary("Street", dice / 5));
  address.emplace("city", order.address.city);
  address.emplace("stateOrRegion", order.address.state);
  address.emplace("postalCode", order.address.postal_code);
  address.emplace("countryCode", country);
  // Withheld where Amazon delivers.
  if (order.fulfiller == Fulfiller::merchant) address.emplace("phone", canary("Phone", dice / 7));
  json::object recipient(storage);
  recipient.emplace("deliveryAddress", std::move(address));
  return recipient;
}

json::object packing_json(const Order& order, const json::storage_ptr& storage) {
  const std::uint64_t dice = people_dice(order);
  json::object packing(storage);
  if (dice % 8 != 0) return packing;
  json::object gift(storage);
  gift.emplace("giftMessage", canary("Many happy returns", dice / 11));
  packing.emplace("giftOption", std::move(gift));
  return packing;
}

json::object tax_json(const Order& order, const json::storage_ptr& storage) {
  const std::uint64_t dice = people_dice(order);
  json::object tax(storage);
  if (order.business) {
    json::object registration(storage);
    registration.emplace("entityType", "BUYER");
    registration.emplace("legalName", canary("Traders", dice));
    registration.emplace("taxRegistrationType", "BUSINESS");
    registration.emplace("taxRegistrationNumber", kNobodysGstin);
    json::array registrations(storage);
    registrations.push_back(std::move(registration));
    tax.emplace("taxRegistrations", std::move(registrations));
  }
  if (order.fulfiller == Fulfiller::merchant) {
    json::object invoicing(storage);
    invoicing.emplace("invoiceStatus", order.status == Status::shipped ? "ACCEPTED" : "NOT_FOUND");
    tax.emplace("taxInvoicing", std::move(invoicing));
  }
  return tax;
}

json::array fulfillment_orders_json(const Order& order, const json::storage_ptr& storage) {
  json::object fulfillment_order(storage);
  fulfillment_order.emplace("fulfillmentOrderId", hex(people_dice(order)).substr(0, 12));
  json::array orders(storage);
  orders.push_back(std::move(fulfillment_order));
  return orders;
}

}  // namespace sellerd::sandbox
