#include "tests/sandbox/shipment_request.h"

#include <algorithm>
#include <boost/json/array.hpp>
#include <limits>

#include "tests/sandbox/body_fields.h"
#include "tests/sandbox/parameter_checks.h"

namespace sellerd::sandbox {
namespace {

namespace json = boost::json;

bool is_positive_number(std::string_view text) {
  const auto digit = [](char c) { return c >= '0' && c <= '9'; };
  return std::ranges::all_of(text, digit) && text.find_first_not_of('0') != std::string_view::npos;
}

Result<Package::Item> read_item(const json::value& source) {
  if (!source.is_object()) return invalid("orderItems", "must be a list of objects");
  const json::object& fields = source.get_object();
  if (auto known = refuse_unknown(fields, {"orderItemId", "quantity", "transparencyCodes"});
      known.has_error())
    return known.error();
  const auto id = required_text(fields, "orderItemId");
  if (id.has_error()) return id.error();
  Package::Item item;
  if (!parse_number(*id, item.line)) return invalid("orderItemId", "is not one of the order's");
  const json::value* quantity = fields.if_contains("quantity");
  const auto number = quantity == nullptr
                          ? std::nullopt
                          : whole_number(*quantity, 1, std::numeric_limits<std::int32_t>::max());
  if (!number) return invalid("quantity", "must be a whole number above 0");
  item.quantity = static_cast<std::int32_t>(*number);
  return item;
}

Result<> read_items(const json::object& detail, Package& package) {
  const json::value* items = detail.if_contains("orderItems");
  if (items == nullptr || !items->is_array() || items->get_array().empty())
    return invalid("orderItems", "must be a list that is not empty");
  for (const json::value& source : items->get_array()) {
    const auto item = read_item(source);
    if (item.has_error()) return item.error();
    if (std::ranges::find(package.items, item->line, &Package::Item::line) != package.items.end())
      return invalid("orderItemId", "is given more than once");
    package.items.push_back(*item);
  }
  return {};
}

Result<> read_carrier(const json::object& detail, Package& package) {
  auto code = required_text(detail, "carrierCode");
  if (code.has_error()) return code.error();
  auto name = optional_text(detail, "carrierName");
  if (name.has_error()) return name.error();
  if (*code == "Other" && !name->has_value())
    return invalid("carrierName", "must be given when carrierCode is Other");
  package.carrier = *code == "Other" ? **name : *code;
  auto method = optional_text(detail, "shippingMethod");
  if (method.has_error()) return method.error();
  package.service = method->value_or("");
  auto tracking = required_text(detail, "trackingNumber");
  if (tracking.has_error()) return tracking.error();
  package.tracking_number = *std::move(tracking);
  return {};
}

Result<Package> read_detail(const json::object& detail) {
  if (auto known =
          refuse_unknown(detail, {"packageReferenceId", "carrierCode", "carrierName", "shippingMethod",
                                  "trackingNumber", "shipDate", "shipFromSupplySourceId", "orderItems"});
      known.has_error())
    return known.error();
  Package package;
  const auto reference = required_text(detail, "packageReferenceId");
  if (reference.has_error()) return reference.error();
  if (!is_positive_number(*reference)) return invalid("packageReferenceId", "must be a positive number");
  package.reference = *reference;
  if (auto carrier = read_carrier(detail, package); carrier.has_error()) return carrier.error();
  if (auto source = optional_text(detail, "shipFromSupplySourceId"); source.has_error())
    return source.error();
  const auto date = required_text(detail, "shipDate");
  if (date.has_error()) return date.error();
  const auto shipped = parse_time(*date);
  if (shipped.has_error()) return invalid("shipDate", shipped.error().message);
  package.shipped = *shipped;
  if (auto items = read_items(detail, package); items.has_error()) return items.error();
  return package;
}

}  // namespace

Result<Package> read_shipment(const std::string& body, std::string_view marketplace_id) {
  const auto fields = read_body(body);
  if (fields.has_error()) return fields.error();
  if (fields->contains("codCollectionMethod"))
    return invalid("codCollectionMethod", "is for the marketplace of Japan");
  if (auto known = refuse_unknown(*fields, {"marketplaceId", "packageDetail"}); known.has_error())
    return known.error();
  const auto marketplace = required_text(*fields, "marketplaceId");
  if (marketplace.has_error()) return marketplace.error();
  if (*marketplace != marketplace_id) return invalid("marketplaceId", "the seller does not sell there");
  const json::value* detail = fields->if_contains("packageDetail");
  if (detail == nullptr || !detail->is_object()) return invalid("packageDetail", "must be an object");
  auto package = read_detail(detail->get_object());
  if (package.has_error()) return within("packageDetail", package.error());
  return package;
}

}  // namespace sellerd::sandbox
