#include "tests/sandbox/selling.h"

#include "tests/sandbox/random.h"

namespace sellerd::sandbox {
namespace {

std::string seven_digits(std::uint64_t dice) {
  return std::to_string(1'000'000 + dice % 9'000'000);
}

}  // namespace

std::string Selling::fresh_order_id() {
  for (;;) {
    const std::uint64_t dice = mix(seed_ ^ mix(++ids_ + 0x5e11));
    std::string id = "406-" + seven_digits(dice) + "-" + seven_digits(mix(dice));
    if (data_.orders.find(id) == nullptr) return id;
  }
}

Order Selling::order_for(const Purchase& purchase, ProductId product, Timestamp now) {
  const Product& listed = data_.catalogue.at(product);
  Order order;
  order.id = fresh_order_id();
  order.created = std::chrono::floor<std::chrono::seconds>(now);  // as Amazon tells it
  order.updated = now;
  order.status = purchase.pending ? Status::pending : Status::unshipped;
  order.fulfiller = listed.fulfilled_by_amazon ? Fulfiller::amazon : Fulfiller::merchant;
  order.self_ship = order.fulfiller == Fulfiller::merchant && !purchase.easy_ship;
  order.expedited = listed.fulfilled_by_amazon;
  order.address = {"JAIPUR", "RAJASTHAN", "302001"};
  Line line;
  line.product = product;
  line.quantity = purchase.quantity;
  split_gst(line, listed.price_paise * purchase.quantity);
  order.lines.push_back(std::move(line));
  return order;
}

Result<Sale> Selling::sell(const Purchase& purchase, Timestamp now) {
  const auto product = data_.catalogue.id_of(purchase.sku);
  if (!product) return make_error(ErrorCode::not_found, "no such listing", purchase.sku);
  if (purchase.quantity < 1) return make_error(ErrorCode::invalid_argument, "must be above 0", "quantity");
  Sale sale;
  sale.live_quantity = live_quantity(data_, warehouse_, *product);
  if (sale.live_quantity < purchase.quantity) {
    ++refused_;
    return make_error(ErrorCode::conflict,
                      "the listing shows " + std::to_string(sale.live_quantity) + " only", purchase.sku);
  }
  Order order = order_for(purchase, *product, now);
  sale.order_id = order.id;
  sale.sku = purchase.sku;
  sale.quantity = purchase.quantity;
  sale.when = now;
  data_.orders.add(std::move(order)).value();
  // Amazon's own warehouses follow from the order book.
  if (Product& listed = data_.catalogue.at(*product); !listed.fulfilled_by_amazon) {
    if (!listed.submitted) listed.submitted = listed.stock;
    listed.stock -= purchase.quantity;
  }
  sales_.push_back(sale);
  return sale;
}

Result<> Selling::cancel(const std::string& order_id, Timestamp now) {
  const Order* order = data_.orders.find(order_id);
  if (order == nullptr) return make_error(ErrorCode::not_found, "no such order", order_id);
  if (order->status != Status::pending && order->status != Status::unshipped) {
    return make_error(ErrorCode::conflict, "the order has left or is cancelled", order_id);
  }
  return data_.orders.update(order_id, now, [](Order& held) {
    held.status = Status::cancelled;
    for (Line& line : held.lines) {
      line.cancelled = true;
      // Amazon shows a merchant's cancelled line with no quantity.
      if (held.fulfiller == Fulfiller::merchant) line.quantity = 0;
    }
  });
}

}  // namespace sellerd::sandbox
