#include "tests/sandbox/order_file.h"

#include <algorithm>
#include <map>
#include <tuple>

#include "tests/sandbox/csv.h"
#include "tests/sandbox/order_record.h"
#include "tests/sandbox/random.h"
#include "tests/sandbox/stock_file.h"

namespace sellerd::sandbox {
namespace {

using namespace std::chrono;

class Loader {
 public:
  explicit Loader(MarketData& data) : data_(data) {}

  Result<> read(const std::string& path);
  void finish(Timestamp start);

 private:
  Result<> read_record(const CsvTable& table);
  Result<> add_line(const CsvTable& table, Order& order);
  void learn_product(const CsvTable& table, const Order& order, const Line& line);
  Promotions promotions(std::string_view text);

  MarketData& data_;
  std::vector<Order> orders_;
  std::map<std::string, std::size_t, std::less<>> places_;
  std::map<std::string, Promotions, std::less<>> promotions_;
  std::vector<bool> sold_by_merchant_;
  std::vector<bool> sold_by_amazon_;
};

Promotions Loader::promotions(std::string_view text) {
  if (text.empty()) return nullptr;
  if (const auto known = promotions_.find(text); known != promotions_.end()) return known->second;
  std::vector<std::string> ids;
  for (std::string_view rest = text; !rest.empty();) {
    const auto comma = rest.find(',');
    if (comma != 0) ids.emplace_back(rest.substr(0, comma));
    rest.remove_prefix(comma == std::string_view::npos ? rest.size() : comma + 1);
  }
  auto shared = std::make_shared<const std::vector<std::string>>(std::move(ids));
  promotions_.emplace(text, shared);
  return shared;
}

void Loader::learn_product(const CsvTable& table, const Order& order, const Line& line) {
  Product& product = data_.catalogue.at(line.product);
  sold_by_merchant_.resize(data_.catalogue.size());
  sold_by_amazon_.resize(data_.catalogue.size());
  const bool first = !sold_by_merchant_[line.product] && !sold_by_amazon_[line.product];
  (order.fulfiller == Fulfiller::merchant ? sold_by_merchant_ : sold_by_amazon_)[line.product] = true;
  if (first) {
    product.asin = table.field(kAsin);
    product.title = invented_title(table.field(kCategory), product.sku, table.field(kSize));
  }
  const std::int64_t gross = line.item_paise + line.tax_paise;
  if (line.quantity > 0 && gross > 0) product.price_paise = gross / line.quantity;
}

Result<> Loader::add_line(const CsvTable& table, Order& order) {
  const std::string_view sku = table.field(kSku);
  if (sku.empty()) return make_error(ErrorCode::malformed, "is empty", "SKU");
  auto line = read_line(table, order);
  if (line.has_error()) return line.error();
  line->product = data_.catalogue.find_or_add(sku);
  line->promotions = promotions(table.field(kPromotions));
  learn_product(table, order, *line);
  order.lines.push_back(std::move(*line));
  return {};
}

Result<> Loader::read_record(const CsvTable& table) {
  const std::string_view id = table.field(kOrderId);
  if (id.empty()) return make_error(ErrorCode::malformed, "is empty", "Order ID");
  auto place = places_.find(id);
  if (place == places_.end()) {
    auto order = read_order(table);
    if (order.has_error()) return order.error();
    place = places_.emplace(order->id, orders_.size()).first;
    orders_.push_back(std::move(*order));
  }
  return add_line(table, orders_[place->second]);
}

Result<> Loader::read(const std::string& path) {
  auto table = CsvTable::open(path, order_columns());
  if (table.has_error()) return table.error();
  while (table->next()) {
    if (auto record = read_record(*table); record.has_error()) {
      return within(path + " record " + std::to_string(table->record()), record.error());
    }
  }
  if (auto whole = table->finish(); whole.has_error()) return whole;
  if (orders_.empty()) return make_error(ErrorCode::malformed, "the file holds no orders", path);
  return {};
}

void Loader::finish(Timestamp start) {
  const sys_days yesterday = floor<days>(start) - days{1};
  const auto last = std::ranges::max_element(orders_, {}, &Order::created)->created;
  const auto shift = yesterday - floor<days>(last);
  for (Order& order : orders_) {
    const std::uint64_t dice = hash_text(order.id);
    // The last ten minutes of the day stay free, so that the newest order, too, has time to be updated.
    order.created += shift + seconds{dice % (24 * 3600 - 600)};
    order.updated = settled_time(order, start - minutes{5}, mix(dice));
  }
  std::ranges::sort(orders_, {}, [](const Order& order) { return std::tie(order.created, order.id); });
  for (Order& order : orders_) data_.orders.add(std::move(order)).value();
  sold_by_merchant_.resize(data_.catalogue.size());
  sold_by_amazon_.resize(data_.catalogue.size());
  for (ProductId id = 0; id < data_.catalogue.size(); ++id) {
    data_.catalogue.at(id).fulfilled_by_amazon = sold_by_amazon_[id] && !sold_by_merchant_[id];
  }
  data_.note = "all dates of the order file are moved by " + std::to_string(shift.count()) +
               " days: its last day, " + format_time(last).substr(0, 10) + ", is now " +
               format_time(yesterday).substr(0, 10) + "; times of day are invented";
}

}  // namespace

Result<MarketData> load_orders(const std::string& orders_path, const std::string& stock_path,
                               Timestamp start) {
  MarketData data;
  if (!stock_path.empty()) {
    if (auto stock = load_stock(stock_path, data.catalogue); stock.has_error()) return stock.error();
  }
  Loader loader(data);
  if (auto read = loader.read(orders_path); read.has_error()) return read.error();
  loader.finish(start);
  return data;
}

}  // namespace sellerd::sandbox
