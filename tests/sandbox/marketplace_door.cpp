// The marketplace's own door, which Amazon does not have: a look at the truth, and buyers for a program that
// runs beside it.
#include <boost/json/object.hpp>

#include "tests/sandbox/marketplace.h"
#include "tests/sandbox/parameter_checks.h"

namespace sellerd::sandbox {
namespace {

namespace json = boost::json;

http::Response refused(const Error& error) {
  if (error.code == ErrorCode::not_found) return not_found(error.text());
  if (error.code == ErrorCode::conflict) return api_error(409, "Conflict", error.text());
  return invalid_input(error);
}

Result<Purchase> read_purchase(const Parameters& parameters) {
  Purchase purchase;
  const auto* sku = find_parameter(parameters, "sku");
  if (sku == nullptr) return invalid("sku", "must be given");
  purchase.sku = *sku;
  const auto* quantity = find_parameter(parameters, "quantity");
  if (quantity != nullptr && !parse_number(*quantity, purchase.quantity))
    return invalid("quantity", "must be a number");
  for (const auto& [name, flag] :
       {std::pair{"pending", &purchase.pending}, std::pair{"easyShip", &purchase.easy_ship}}) {
    const auto* text = find_parameter(parameters, name);
    *flag = text != nullptr && *text == "true";
  }
  return purchase;
}

}  // namespace

http::Response Marketplace::handle_door(const http::Request& request, const Target& target, Timestamp now) {
  if (request.method == "GET" && target.path == "/_sandbox/truth") return json_answer(200, truth());
  if (request.method != "POST") return not_found("");
  if (target.path == "/_sandbox/sales") {
    const auto purchase = read_purchase(target.parameters);
    if (purchase.has_error()) return refused(purchase.error());
    const auto sale = sell(*purchase, now);
    if (sale.has_error()) return refused(sale.error());
    return json_answer(201, json::object{{"orderId", sale->order_id},
                                         {"sku", sale->sku},
                                         {"quantity", sale->quantity},
                                         {"liveQuantity", sale->live_quantity}});
  }
  if (target.path == "/_sandbox/cancellations") {
    const auto* order_id = find_parameter(target.parameters, "orderId");
    if (order_id == nullptr) return refused(invalid("orderId", "must be given"));
    const auto cancelled = cancel_by_buyer(*order_id, now);
    return cancelled.has_error() ? refused(cancelled.error()) : text_answer(204, "application/json", "");
  }
  return not_found("");
}

}  // namespace sellerd::sandbox
