// What the marketplace holds and has seen, for tests and people.
#include <boost/json/object.hpp>

#include "tests/sandbox/marketplace.h"

namespace sellerd::sandbox {
namespace {

namespace json = boost::json;

template <class Counts>
json::object object_of(const Counts& counts) {
  json::object object;
  for (const auto& [name, count] : counts) object[name] = count;
  return object;
}

json::object listings(const MarketData& data, const FbaStock& warehouse) {
  std::uint64_t by_amazon = 0;
  std::uint64_t with_issues = 0;
  std::int64_t quantity = 0;
  for (ProductId id = 0; id < data.catalogue.size(); ++id) {
    const Product& product = data.catalogue.at(id);
    by_amazon += product.fulfilled_by_amazon;
    with_issues += !product.issues.empty();
    if (!product.fulfilled_by_amazon) quantity += live_quantity(data, warehouse, id);
  }
  return {{"merchant", data.catalogue.size() - by_amazon},
          {"amazon", by_amazon},
          {"quantity", quantity},
          {"issues", with_issues}};
}

json::object writes(const StockWrites& writes) {
  const StockWrites::Counts& counts = writes.counts();
  return {{"accepted", counts.accepted}, {"applied", counts.applied},   {"superseded", counts.superseded},
          {"lost", counts.lost},         {"rejected", counts.rejected}, {"pending", writes.pending()}};
}

json::object sales_so_far(const Selling& selling) {
  std::int64_t units = 0;
  for (const Sale& sale : selling.sales()) units += sale.quantity;
  return {{"orders", selling.sales().size()}, {"units", units}, {"refused", selling.refused()}};
}

}  // namespace

json::object Marketplace::truth() const {
  std::map<std::string_view, std::uint64_t> statuses;
  std::size_t packages = 0;
  for (OrderNumber number = 0; number < data_.orders.size(); ++number) {
    const Order& order = data_.orders.at(number);
    ++statuses[status_name(order.status)];
    packages += order.packages.size();
  }
  return {{"orders", data_.orders.size()},
          {"lines", data_.orders.line_count()},
          {"items", data_.catalogue.size()},
          {"statuses", object_of(statuses)},
          {"packages", packages},
          {"listings", listings(data_, warehouse_)},
          {"writes", writes(writes_)},
          {"feeds", object_of(feeds_api_.statuses(settled_))},
          {"sales", sales_so_far(selling_)},
          {"calls", object_of(faults_.calls())},
          {"faults", object_of(faults_.counts())}};
}

}  // namespace sellerd::sandbox
