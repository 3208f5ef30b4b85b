#include <algorithm>
#include <boost/json/array.hpp>

#include "tests/sandbox/order_json.h"
#include "tests/sandbox/order_people.h"

namespace sellerd::sandbox {
namespace {

namespace json = boost::json;

bool shows_money(const Order& order, const Line& line) {
  return line.has_money && is_disclosed(order);
}

json::object product(const Order& order, const Line& line, const Rendering& rendering) {
  const Product& listed = rendering.catalogue.at(line.product);
  json::object condition = rendering.object();
  condition.emplace("conditionType", "NEW");
  condition.emplace("conditionSubtype", "NEW");
  json::object product = rendering.object();
  product.reserve(5);
  product.emplace("asin", listed.asin);
  product.emplace("title", listed.title);
  product.emplace("sellerSku", listed.sku);
  product.emplace("condition", std::move(condition));
  if (shows_money(order, line)) {
    const std::int64_t pieces = std::max(1, line.quantity);
    json::object price = rendering.object();
    price.emplace("unitPrice", rendering.money((line.item_paise + line.tax_paise) / pieces));
    product.emplace("price", std::move(price));
  }
  return product;
}

json::object tax_breakdown(const Line& line, const Rendering& rendering) {
  json::object detail = rendering.object();
  detail.emplace("subtype", "ITEM");
  detail.emplace("value", rendering.money(line.tax_paise));
  json::array details = rendering.array();
  details.push_back(std::move(detail));
  json::object tax = rendering.object();
  tax.emplace("type", "TAX");
  tax.emplace("subtotal", rendering.money(line.tax_paise));
  tax.emplace("detailedBreakdowns", std::move(details));
  return tax;
}

json::object proceeds(const Order& order, const Line& line, const Rendering& rendering) {
  json::object item = rendering.object();
  item.emplace("type", "ITEM");
  item.emplace("subtotal", rendering.money(line.item_paise));
  json::array breakdowns = rendering.array();
  breakdowns.push_back(std::move(item));
  if (line.tax_paise != 0) breakdowns.push_back(tax_breakdown(line, rendering));
  if (order.rarities && !order.rarities->fee.empty()) {
    json::object fee = rendering.object();
    fee.emplace("type", order.rarities->fee);
    fee.emplace("subtotal", rendering.money(kRareFeePaise));
    breakdowns.push_back(std::move(fee));
  }
  json::object proceeds = rendering.object();
  proceeds.emplace("proceedsTotal", rendering.money(line_total(order, line)));
  proceeds.emplace("breakdowns", std::move(breakdowns));
  return proceeds;
}

json::object fulfillment(const Order& order, const Line& line, const Rendering& rendering) {
  const int living = line.cancelled ? 0 : line.quantity;
  const int fulfilled = shipped_units(order, line);
  json::object fulfillment = rendering.object();
  fulfillment.emplace("quantityFulfilled", fulfilled);
  fulfillment.emplace("quantityUnfulfilled", living - fulfilled);
  if (!is_disclosed(order)) return fulfillment;
  if (auto packing = packing_json(order, rendering.storage); !packing.empty())
    fulfillment.emplace("packing", std::move(packing));
  return fulfillment;
}

json::object cancellation(const Line& line, const Rendering& rendering) {
  json::object cancellation = rendering.object();
  if (line.cancel_requested) {
    json::object request = rendering.object();
    request.emplace("requester", "BUYER");
    request.emplace("cancelReason", "Changed mind");
    cancellation.emplace("cancellationRequest", std::move(request));
  }
  if (line.cancelled) {
    json::object execution = rendering.object();
    execution.emplace("cancelledBy", line.id % 3 == 0 ? "AMAZON" : "BUYER");
    execution.emplace("cancelReason", "Cancelled before shipment");
    cancellation.emplace("cancellationExecution", std::move(execution));
  }
  return cancellation;
}

json::object promotion(const Line& line, const Rendering& rendering) {
  json::array breakdowns = rendering.array();
  breakdowns.reserve(line.promotions->size());
  for (const std::string& id : *line.promotions) {
    json::object breakdown = rendering.object();
    breakdown.emplace("promotionId", id);
    breakdowns.push_back(std::move(breakdown));
  }
  json::object promotion = rendering.object();
  promotion.emplace("breakdowns", std::move(breakdowns));
  return promotion;
}

}  // namespace

json::object item_json(const Order& order, const Line& line, const Rendering& rendering) {
  const Datasets& included = rendering.included;
  json::object item = rendering.object();
  item.reserve(8);
  item.emplace("orderItemId", std::to_string(line.id));
  item.emplace("quantityOrdered", line.quantity);
  item.emplace("product", product(order, line, rendering));
  if (included.has(Dataset::proceeds) && shows_money(order, line))
    item.emplace("proceeds", proceeds(order, line, rendering));
  if (included.has(Dataset::promotion) && line.promotions)
    item.emplace("promotion", promotion(line, rendering));
  if (included.has(Dataset::cancellation) && (line.cancelled || line.cancel_requested)) {
    item.emplace("cancellation", cancellation(line, rendering));
  }
  if (included.has(Dataset::fulfillment)) item.emplace("fulfillment", fulfillment(order, line, rendering));
  return item;
}

}  // namespace sellerd::sandbox
