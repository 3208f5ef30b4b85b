#include "tests/sandbox/fba_stock.h"

#include <algorithm>

#include "tests/sandbox/random.h"

namespace sellerd::sandbox {
namespace {

std::int64_t sold(const OrderBook::Units& units) {
  return units.open + units.shipped;
}

}  // namespace

FbaStock::FbaStock(const MarketData& data) : data_(data) {
  for (ProductId id = 0; id < data.catalogue.size(); ++id) {
    sold_at_first_.push_back(sold(data.orders.units_by_amazon(id)));
  }
}

FbaLevel FbaStock::level(ProductId product) const {
  const Product& listed = data_.catalogue.at(product);
  const OrderBook::Units units = data_.orders.units_by_amazon(product);
  const std::int64_t before = product < sold_at_first_.size() ? sold_at_first_[product] : 0;
  const std::uint64_t dice = hash_text(listed.sku, 11);
  FbaLevel level;
  level.fulfillable = std::max<std::int64_t>(0, listed.stock - (sold(units) - before));
  level.reserved = units.open;
  if (dice % 4 == 0) level.inbound_shipped = static_cast<std::int64_t>(dice / 4 % 25);
  if (dice % 7 == 0) level.inbound_working = static_cast<std::int64_t>(dice / 7 % 30);
  if (dice % 11 == 0) level.damaged = 1 + static_cast<std::int64_t>(dice / 11 % 3);
  level.changed = std::max(units.changed, listed_since(listed));
  return level;
}

std::int64_t live_quantity(const MarketData& data, const FbaStock& warehouse, ProductId product) {
  const Product& listed = data.catalogue.at(product);
  if (listed.fulfilled_by_amazon) return warehouse.level(product).fulfillable;
  return listed.offered ? listed.stock : 0;
}

}  // namespace sellerd::sandbox
