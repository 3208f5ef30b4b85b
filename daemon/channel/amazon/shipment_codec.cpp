#include "daemon/channel/amazon/shipment_codec.h"

#include <algorithm>

#include "common/ascii.h"
#include "common/json.h"
#include "daemon/channel/amazon/carriers.h"

namespace sellerd::amazon {
namespace {

// Digits, not all of them zero.
bool is_package_number(const std::string& text) {
  return std::ranges::all_of(text, is_ascii_digit) && text.find_first_not_of('0') != std::string::npos;
}

Error invalid(std::string field, std::string message) {
  return make_error(ErrorCode::invalid_argument, std::move(message), std::move(field));
}

Result<json::array> order_items(const std::vector<ShipmentNotice::Line>& lines) {
  if (lines.empty()) return invalid("lines", "a package holds at least one line");
  json::array items;
  for (const auto& line : lines) {
    const std::string place = "lines[" + std::to_string(items.size()) + "]";
    if (line.line_id.empty()) return within(place, invalid("line_id", "is empty"));
    if (line.quantity < 1) return within(place, invalid("quantity", "must be above 0"));
    items.push_back(json::object{{"orderItemId", line.line_id}, {"quantity", line.quantity}});
  }
  return items;
}

}  // namespace

std::string_view find_carrier(std::string_view name) {
  const auto found = std::ranges::find_if(kCarrierCodes, [wanted = ascii_lower(name)](std::string_view code) {
    return ascii_lower(code) == wanted;
  });
  return found == kCarrierCodes.end() ? std::string_view() : *found;
}

Result<std::string> confirm_shipment_body(const ShipmentNotice& notice, const std::string& marketplace_id) {
  if (!is_package_number(notice.package)) return invalid("package", "must be a whole number above 0");
  if (notice.carrier.empty()) return invalid("carrier", "is empty");
  if (notice.tracking_number.empty()) return invalid("tracking_number", "is empty");
  auto items = order_items(notice.lines);
  if (!items) return items.error();
  json::object package{{"packageReferenceId", notice.package}};
  const std::string_view code = find_carrier(notice.carrier);
  package["carrierCode"] = code.empty() ? kOtherCarrier : code;
  if (code.empty()) package["carrierName"] = notice.carrier;
  if (!notice.method.empty()) package["shippingMethod"] = notice.method;
  package["trackingNumber"] = notice.tracking_number;
  package["shipDate"] = format_time(notice.shipped_at);
  package["orderItems"] = std::move(*items);
  return json::serialize(
      json::object{{"marketplaceId", marketplace_id}, {"packageDetail", std::move(package)}});
}

}  // namespace sellerd::amazon
