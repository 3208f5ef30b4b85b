#include "daemon/channel/amazon/order_item_codec.h"

namespace sellerd::amazon {
namespace {

void read_product(ObjectReader& in, OrderLine& line) {
  in.optional("asin", line.asin);
  in.optional("sellerSku", line.sku);
  in.optional("title", line.title);
  in.object("price", [&](ObjectReader& price) { price.money("unitPrice", line.unit_price); });
  in.drop("customization");
}

// False when the breakdown has no amount that a Charge could carry.
bool read_breakdown(ObjectReader& in, std::vector<Charge>& charges) {
  Charge charge;
  std::optional<Money> subtotal;
  in.optional("type", charge.type);
  in.money("subtotal", subtotal);
  bool any = subtotal.has_value();
  if (subtotal) charges.push_back({charge.type, {}, *subtotal});
  in.each("detailedBreakdowns", [&](ObjectReader& detail) {
    std::optional<Money> value;
    charge.subtype.clear();
    detail.optional("subtype", charge.subtype);
    detail.money("value", value);
    any = any || value.has_value();
    if (value) charges.push_back({charge.type, charge.subtype, *value});
  });
  return any;
}

void read_proceeds(ObjectReader& in, OrderLine& line) {
  in.money("proceedsTotal", line.total);
  bool complete = true;
  in.each("breakdowns",
          [&](ObjectReader& breakdown) { complete = read_breakdown(breakdown, line.charges) && complete; });
  if (!complete) in.keep("breakdowns");
}

void read_cancellation(ObjectReader& in, OrderLine& line) {
  // cancellationRequest is only the buyer's wish: it stays in `extra`.
  in.object("cancellationExecution", [&](ObjectReader& execution) {
    execution.optional("cancelledBy", line.cancelled_by);
    execution.optional("cancelReason", line.cancel_reason);
  });
}

void read_item_fulfillment(ObjectReader& in, OrderLine& line) {
  std::int64_t unfulfilled = 0;
  in.count("quantityFulfilled", line.quantity_fulfilled, false);
  in.count("quantityUnfulfilled", unfulfilled, false);
  // The three agree unless units were cancelled; only then is the third news.
  if (line.quantity_ordered - line.quantity_fulfilled != unfulfilled) in.keep("quantityUnfulfilled");
  in.object("packing", [](ObjectReader& packing) { packing.drop("giftOption"); });
}

}  // namespace

void read_order_item(ObjectReader& in, OrderLine& line) {
  in.identifier("orderItemId", line.line_id);
  in.count("quantityOrdered", line.quantity_ordered, true);
  in.object("product", [&](ObjectReader& product) { read_product(product, line); });
  in.object("proceeds", [&](ObjectReader& proceeds) { read_proceeds(proceeds, line); });
  in.object("promotion", [&](ObjectReader& promotion) {
    promotion.each("breakdowns", [&](ObjectReader& breakdown) {
      std::string id;
      breakdown.optional("promotionId", id);
      if (!id.empty()) line.promotions.push_back(std::move(id));
    });
  });
  in.object("cancellation", [&](ObjectReader& cancellation) { read_cancellation(cancellation, line); });
  in.object("fulfillment", [&](ObjectReader& fulfillment) { read_item_fulfillment(fulfillment, line); });
  line.extra = in.take_leftover();
}

}  // namespace sellerd::amazon
