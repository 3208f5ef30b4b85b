#include "tests/sandbox/tax_report_rows.h"

#include <algorithm>
#include <map>
#include <string>

namespace sellerd::sandbox {
namespace {

using namespace std::chrono;

constexpr std::string_view kColumns[] = {
    "Seller Gstin",
    "Invoice Number",
    "Invoice Date",
    "Transaction Type",
    "Order Id",
    "Shipment Id",
    "Shipment Date",
    "Order Date",
    "Shipment Item Id",
    "Quantity",
    "Item Description",
    "Asin",
    "Hsn/sac",
    "Sku",
    "Ship From State",
    "Ship To City",
    "Ship To State",
    "Ship To Country",
    "Ship To Postal Code",
    "Invoice Amount",
    "Tax Exclusive Gross",
    "Total Tax Amount",
    "Cgst Rate",
    "Sgst Rate",
    "Utgst Rate",
    "Igst Rate",
    "Compensatory Cess Rate",
    "Principal Amount",
    "Principal Amount Basis",
    "Cgst Tax",
    "Sgst Tax",
    "Igst Tax",
    "Utgst Tax",
    "Compensatory Cess Tax",
    "Tcs Cgst Amount",
    "Tcs Sgst Amount",
    "Tcs Utgst Amount",
    "Tcs Igst Amount",
    "Warehouse Id",
    "Fulfillment Channel",
    "Payment Method Code",
    "Credit Note No",
    "Credit Note Date",
};
constexpr std::string_view kBusinessColumns[] = {"Bill To State", "Customer Bill To Gstid",
                                                 "Customer Ship To Gstid", "Buyer Name"};
constexpr std::string_view kBuyerGstin = "27AAPFU0939F1ZV";

std::string quoted_cell(std::string_view text) {
  if (text.find_first_of(",\"\n") == std::string_view::npos) return std::string(text);
  std::string out = "\"";
  for (const char c : text) out += c == '"' ? "\"\"" : std::string(1, c);
  return out + "\"";
}

// "2026-01-04 23:26:44", in India.
std::string india_time(Timestamp time) {
  std::string text = format_time(floor<seconds>(time + hours{5} + minutes{30}));
  text[10] = ' ';
  text.pop_back();
  return text;
}

std::string capitals(std::string_view text) {
  std::string out(text);
  std::ranges::transform(out, out.begin(),
                         [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; });
  return out;
}

// "0.05", "0.025": `permille` tenths of a percent.
std::string rate_text(std::int64_t permille) {
  std::string digits = std::to_string(1'000 + permille).substr(1);
  return permille == 0 ? "0" : "0." + digits;
}

enum class Transaction { shipment, refund, cancel };

std::string_view name_of(Transaction transaction) {
  switch (transaction) {
    case Transaction::shipment:
      return "Shipment";
    case Transaction::refund:
      return "Refund";
    case Transaction::cancel:
      return "Cancel";
  }
  return "";
}

// What an order's document is of, and when.
struct Event {
  Transaction transaction;
  Timestamp when;
};

std::vector<Event> events_of(const Order& order) {
  if (order.status == Status::cancelled) return {{Transaction::cancel, order.updated}};
  const bool left = order.status == Status::shipped || order.status == Status::partially_shipped;
  if (!left || order.non_amazon) return {};
  std::vector<Event> events = {{Transaction::shipment, invoiced_time(order)}};
  if (order.package == PackageState::returned_to_seller)
    events.push_back({Transaction::refund, order.updated});
  return events;
}

class Writer {
 public:
  Writer(const MarketData& data, const Shop& shop, bool businesses, const RowSink& sink)
      : data_(data), shop_(shop), businesses_(businesses), sink_(sink) {}

  void header() {
    std::string text;
    const auto add = [&](std::string_view name) { text.append(text.empty() ? "" : ",").append(name); };
    for (const auto name : kColumns) add(name);
    if (businesses_) std::ranges::for_each(kBusinessColumns, add);
    sink_(text + "\r\n");
  }

  bool line(const Order& order, const Line& line, const Event& event) {
    const bool cancel = event.transaction == Transaction::cancel;
    const std::int32_t units = cancel ? line.quantity : shipped_units(order, line);
    if (!cancel && (units == 0 || !line.has_money)) return false;
    cells_.clear();
    identify(order, line, event, units);
    amounts(order, line, event, units);
    send(order);
    return true;
  }

 private:
  void set(std::string_view column, std::string value) { cells_[column] = std::move(value); }

  void identify(const Order& order, const Line& line, const Event& event, std::int32_t units) {
    const Product& product = data_.catalogue.at(line.product);
    const bool cancel = event.transaction == Transaction::cancel;
    set("Seller Gstin", shop_.gstin);
    set("Invoice Number", cancel ? "" : "IN-" + order.id.substr(4));
    set("Invoice Date", india_time(cancel ? event.when : invoiced_time(order)));
    set("Transaction Type", std::string(name_of(event.transaction)));
    set("Order Id", order.id);
    set("Order Date", india_time(order.created));
    set("Shipment Item Id", std::to_string(line.id * 7));
    set("Quantity", std::to_string(units));
    set("Item Description", product.title);
    set("Asin", product.asin);
    set("Hsn/sac", "62114290");
    set("Sku", product.sku);
    set("Ship From State", shop_.state);
    set("Ship To City", order.address.city);
    set("Ship To State", order.address.state);
    set("Ship To Country", shop_.country);
    set("Ship To Postal Code", order.address.postal_code);
    if (event.transaction != Transaction::refund) return;
    set("Credit Note No", "CN-" + order.id.substr(4));
    set("Credit Note Date", india_time(event.when));
  }

  void amounts(const Order& order, const Line& line, const Event& event, std::int32_t units) {
    const bool whole = units == line.quantity;
    const bool cancel = event.transaction == Transaction::cancel;
    const std::int64_t sign = cancel ? 0 : event.transaction == Transaction::refund ? -1 : 1;
    const auto part = [&](std::int64_t paise) {
      return sign * (whole || line.quantity == 0 ? paise : paise * units / line.quantity);
    };
    const std::int64_t item = part(line.item_paise);
    const std::int64_t tax = part(line.tax_paise);
    const bool near = capitals(order.address.state) == capitals(shop_.state);
    const std::int64_t half = tax / 2;
    const std::int64_t percent = gst_percent(line, line.item_paise + line.tax_paise);
    set("Invoice Amount", rupees(item + tax));
    set("Tax Exclusive Gross", rupees(item));
    set("Total Tax Amount", rupees(tax));
    set("Cgst Rate", rate_text(near && !cancel ? percent * 5 : 0));
    set("Sgst Rate", rate_text(near && !cancel ? percent * 5 : 0));
    set("Igst Rate", rate_text(near || cancel ? 0 : percent * 10));
    set("Cgst Tax", rupees(near ? tax - half : 0));
    set("Sgst Tax", rupees(near ? half : 0));
    set("Igst Tax", rupees(near ? 0 : tax));
    // Half a percent in all.
    set("Tcs Cgst Amount", rupees(near ? item / 400 : 0));
    set("Tcs Sgst Amount", rupees(near ? item / 400 : 0));
    set("Tcs Igst Amount", rupees(near ? 0 : item / 200));
    set("Fulfillment Channel", order.fulfiller == Fulfiller::amazon ? "AFN" : "MFN");
  }

  void send(const Order& order) {
    if (businesses_) {
      set("Bill To State", order.address.state);
      set("Customer Bill To Gstid", std::string(kBuyerGstin));
      set("Buyer Name", std::string(kCanary) + " Traders, \"Private\" Limited");
    }
    std::string text;
    const auto add = [&](std::string_view name) { text.append(quoted_cell(cells_[name])).append(","); };
    for (const auto name : kColumns) add(name);
    if (businesses_) std::ranges::for_each(kBusinessColumns, add);
    text.pop_back();
    sink_(text + "\r\n");
  }

  const MarketData& data_;
  const Shop& shop_;
  bool businesses_;
  const RowSink& sink_;
  std::map<std::string_view, std::string> cells_;
};

}  // namespace

std::size_t write_tax_rows(const MarketData& data, const Shop& shop, bool businesses, Timestamp from,
                           Timestamp to, const RowSink& sink) {
  Writer writer(data, shop, businesses, sink);
  writer.header();
  std::size_t rows = 0;
  const auto visit = [&](const OrderBook::Position&, const Order& order) {
    if (order.business != businesses) return true;
    for (const Event& event : events_of(order)) {
      if (event.when < from || event.when > to) continue;
      for (const Line& line : order.lines) rows += writer.line(order, line, event) ? 1 : 0;
    }
    return true;
  };
  data.orders.walk(OrderBook::Axis::created, Timestamp{}, to, std::nullopt, visit);
  return rows;
}

}  // namespace sellerd::sandbox
