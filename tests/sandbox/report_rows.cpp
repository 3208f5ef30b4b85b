#include "tests/sandbox/report_rows.h"

#include <boost/algorithm/string/join.hpp>
#include <string>

#include "tests/sandbox/random.h"

namespace sellerd::sandbox {
namespace {

using namespace std::chrono;

constexpr std::string_view kListingHeader =
    "item-name\titem-description\tlisting-id\tseller-sku\tprice\tquantity\topen-date\timage-url\titem-is-"
    "marketplace\t"
    "product-id-type\tzshop-shipping-fee\titem-note\titem-condition\tzshop-category1\tzshop-browse-path\t"
    "zshop-storefront-feature\tasin1\tasin2\tasin3\twill-ship-internationally\texpedited-shipping\tzshop-"
    "boldface\t"
    "product-id\tbid-for-featured-placement\tadd-delete\tpending-quantity\tfulfillment-channel\t"
    "merchant-shipping-group\tstatus\n";

constexpr std::string_view kOrderHeader =
    "amazon-order-id\tmerchant-order-id\tpurchase-date\tlast-updated-date\torder-status\tfulfillment-"
    "channel\t"
    "sales-channel\torder-channel\tship-service-level\tproduct-name\tsku\tasin\titem-"
    "status\tquantity\tcurrency\t"
    "item-price\titem-tax\tshipping-price\tshipping-tax\tgift-wrap-price\tgift-wrap-tax\titem-promotion-"
    "discount\t"
    "ship-promotion-discount\tship-city\tship-state\tship-postal-code\tship-country\tpromotion-ids\t"
    "is-business-order\tpurchase-order-number\tprice-designation\n";

// One row; what would break it (tabs, line ends) becomes a space.
class Row {
 public:
  Row& add(std::string_view field) {
    if (!first_) text_ += '\t';
    first_ = false;
    for (const char c : field) text_ += c == '\t' || c == '\n' || c == '\r' ? ' ' : c;
    return *this;
  }
  Row& skip(int count) {
    for (int i = 0; i < count; ++i) add({});
    return *this;
  }
  void send(const RowSink& sink) {
    text_ += '\n';
    sink(text_);
    text_.clear();
    first_ = true;
  }

 private:
  std::string text_;
  bool first_ = true;
};

std::string twelve_digits(std::uint64_t dice) {
  return std::to_string(100'000'000'000 + dice % 899'999'999'999);
}

// "08/07/2016 10:12:40 IST": a form of the locale, on which nobody should rely.
std::string open_date(const Product& product) {
  const std::string text = format_time(listed_since(product));
  return text.substr(8, 2) + "/" + text.substr(5, 2) + "/" + text.substr(0, 4) + " " + text.substr(11, 8) +
         " IST";
}

void add_listing(const Product& product, Row& row) {
  const std::uint64_t dice = hash_text(product.sku, 3);
  const bool amazon = product.fulfilled_by_amazon;
  const bool active = amazon || product.stock > 0;
  row.add(product.title).skip(1).add(twelve_digits(dice)).add(product.sku).add(rupees(product.price_paise));
  row.add(amazon ? std::string{} : std::to_string(product.stock))
      .add(open_date(product))
      .skip(1)
      .add("y")
      .add("1");
  row.skip(2).add("11").skip(3).add(product.asin).skip(2).add("1").skip(2).add(product.asin).skip(2).add("0");
  row.add(amazon ? "AMAZON_IN" : "DEFAULT")
      .add(amazon ? "" : "Migrated Template")
      .add(active ? "Active" : "Inactive");
}

// The reports write the offset out where the API writes a Z.
std::string report_time(Timestamp time) {
  std::string text = format_time(floor<seconds>(time));
  text.pop_back();
  return text + "+00:00";
}

std::string_view item_status(const Order& order, const Line& line) {
  if (line.cancelled) return "Cancelled";
  const bool shipped = line.quantity > 0 && shipped_units(order, line) == line.quantity;
  return shipped || order.status == Status::shipped ? "Shipped" : "Unshipped";
}

void add_money(const Order& order, const Line& line, const Shop& shop, Row& row) {
  const bool shown = line.has_money && is_disclosed(order);
  if (!shown) {
    row.skip(3);
    return;
  }
  row.add(shop.currency).add(rupees(line.item_paise)).add(rupees(line.tax_paise));
}

std::string joined(const Promotions& promotions) {
  return promotions ? boost::algorithm::join(*promotions, ",") : std::string();
}

void add_order_line(const Order& order, const Line& line, const Product& product, const Shop& shop,
                    Row& row) {
  const bool amazon = order.fulfiller == Fulfiller::amazon;
  row.add(order.id)
      .skip(1)
      .add(report_time(order.created))
      .add(report_time(order.updated))
      .add(report_status(order));
  row.add(amazon ? "Amazon" : "Merchant")
      .add(order.non_amazon ? "Non-Amazon" : std::string_view{shop.marketplace_name})
      .skip(1);
  row.add(order.expedited ? "Expedited" : "Standard").add(product.title).add(product.sku).add(product.asin);
  row.add(item_status(order, line)).add(std::to_string(line.quantity));
  add_money(order, line, shop, row);
  row.skip(6);
  const bool address = is_disclosed(order) && !order.address.blank();
  if (address) {
    row.add(order.address.city).add(order.address.state).add(order.address.postal_code).add(shop.country);
  } else {
    row.skip(4);
  }
  row.add(joined(line.promotions)).add(order.business ? "true" : "false").skip(2);
}

}  // namespace

std::size_t write_listing_rows(const MarketData& data, const RowSink& sink) {
  sink(kListingHeader);
  Row row;
  for (const Product& product : data.catalogue.products()) {
    add_listing(product, row);
    row.send(sink);
  }
  return data.catalogue.size();
}

std::size_t write_order_rows(const MarketData& data, const Shop& shop, OrderBook::Axis axis, Timestamp from,
                             Timestamp to, const RowSink& sink) {
  sink(kOrderHeader);
  Row row;
  std::size_t rows = 0;
  data.orders.walk(axis, from, to, std::nullopt, [&](const OrderBook::Position&, const Order& order) {
    for (const Line& line : order.lines) {
      add_order_line(order, line, data.catalogue.at(line.product), shop, row);
      row.send(sink);
    }
    rows += order.lines.size();
    return true;
  });
  return rows;
}

}  // namespace sellerd::sandbox
