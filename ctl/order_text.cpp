#include "ctl/order_text.h"

#include <algorithm>

#include "ctl/record_text.h"
#include "ctl/tax_text.h"
#include "ctl/text.h"

namespace sellerd::ctl {
namespace {

using Lines = std::vector<std::pair<std::string, std::string>>;

constexpr std::size_t kAmountWidth = 16;
constexpr std::size_t kChargeWidth = 24;

std::string joined_clean(const std::vector<std::string>& parts, std::string_view gap) {
  std::vector<std::string> cleaned;
  for (const auto& part : parts) cleaned.push_back(clean(part));
  return joined(cleaned, gap);
}

void add_line(Lines& lines, const char* name, const std::string& value) {
  if (!value.empty()) lines.emplace_back(name, value);
}

std::string header(const Order& order, const std::optional<Customer>& customer) {
  Lines lines;
  add_line(lines, "Integration", "number " + std::to_string(order.integration));
  add_line(lines, "Placed", utc(order.created));
  add_line(lines, "Last change", utc(order.last_updated));
  add_line(lines, "Sold on", clean(order.sales_channel));
  add_line(lines, "Fulfilled by", clean(order.fulfilled_by));
  add_line(lines, "Service", clean(order.service_level));
  if (order.ship_by) add_line(lines, "Ship by", utc(*order.ship_by));
  add_line(lines, "Destination",
           joined_clean({order.destination.city, order.destination.state, order.destination.country}, ", "));
  if (customer) {
    add_line(lines, "Customer",
             clean(customer->key) + " (" + std::string(enum_name(customer->treatment)) + ")");
  }
  add_line(lines, "Payment", joined_clean(order.payment_methods, ", "));
  add_line(lines, "Programs", joined_clean(order.programs, ", "));
  add_line(lines, "Also known as", joined_clean(order.aliases, ", "));
  add_line(lines, "Replaces", joined_clean(order.replaces, ", "));
  add_line(lines, "First seen",
           utc(order.first_seen) + (order.source.empty() ? "" : ", by " + clean(order.source)));
  add_line(lines, "More fields", clean(order.extra));
  const std::string sent = order.channel_status.empty() ? "" : " (" + clean(order.channel_status) + ")";
  return "Order " + clean(order.order_id) + ": " + std::string(enum_name(order.status)) + sent + "\n" +
         labelled_lines(lines, 2);
}

std::string charge_name(const Charge& charge) {
  return joined_clean({charge.type, charge.subtype}, " on ");
}

std::string amount_line(const std::string& name, const std::string& amount, std::size_t indent) {
  return std::string(indent, ' ') + pad(name, kChargeWidth - std::min(indent, kChargeWidth), Align::left) +
         pad(amount, kAmountWidth, Align::right) + "\n";
}

std::string shown_sku(const std::string& sku) {
  return sku.empty() ? "(no SKU)" : clean(sku);
}

std::string line_text(const OrderLine& line, std::size_t number) {
  std::string text =
      "  " + std::to_string(number) + ". " + shown_sku(line.sku) + "  x " + grouped(line.quantity_ordered);
  if (line.quantity_fulfilled != 0) text += ", " + grouped(line.quantity_fulfilled) + " shipped";
  if (line.unit_price) text += ", " + line.unit_price->text() + " each";
  text += "\n";
  if (const auto about = joined_clean({line.asin, line.title}, "  "); !about.empty())
    text += "     " + about + "\n";
  for (const auto& charge : line.charges) text += amount_line(charge_name(charge), charge.amount.text(), 5);
  if (line.total) text += amount_line("line total", line.total->text(), 5);
  if (!line.promotions.empty()) text += "     promotions: " + joined_clean(line.promotions, ", ") + "\n";
  if (!line.cancelled_by.empty() || !line.cancel_reason.empty()) {
    text += "     cancelled: " + joined_clean({line.cancelled_by, line.cancel_reason}, ", ") + "\n";
  }
  if (!line.extra.empty()) text += "     more fields: " + clean(line.extra) + "\n";
  return text;
}

std::string lines_text(const Order& order) {
  std::string text = "\n" + count_of(static_cast<std::int64_t>(order.lines.size()), "line") + "\n";
  for (std::size_t i = 0; i < order.lines.size(); ++i) text += line_text(order.lines[i], i + 1);
  return text;
}

std::string packages_text(const Order& order) {
  if (order.packages.empty()) return {};
  std::string text = "\n" + count_of(static_cast<std::int64_t>(order.packages.size()), "package") + "\n";
  for (const auto& package : order.packages) {
    text += "  " + joined_clean({package.reference, package.carrier, package.tracking_number, package.status,
                                 package.detailed_status},
                                "  ");
    text += (package.shipped_at ? ", shipped " + utc(*package.shipped_at) : "") + "\n";
  }
  return text;
}

std::string stock_line(const OrderStockLine& line, bool frozen) {
  std::string text = "  " + shown_sku(line.sku) + ": ";
  if (line.item.empty()) {
    text += "no item is known";
  } else if (line.settled) {
    text += "nothing is booked: it had left before its stock was opened, or the marketplace keeps it";
  } else {
    text += grouped(line.reserved) + " reserved, " + grouped(line.issued) + " issued";
    if (line.returned != 0) text += ", of which " + grouped(line.returned) + " put back";
    text += ", item " + clean(line.item) + " in " + clean(line.warehouse);
  }
  return text + (frozen ? ", frozen" : "") + "\n";
}

std::string stock_text(const OrderStock& stock) {
  std::string text = "\nStock\n";
  auto frozen = stock.frozen;
  for (const auto& line : stock.lines) {
    text += stock_line(line, std::erase(frozen, line.sku) > 0);
  }
  for (const auto& sku : frozen) text += "  " + shown_sku(sku) + ": frozen\n";
  if (!stock.frozen.empty()) text += "  Why: sellerctl why " + clean(stock.order_id) + "\n";
  return text;
}

// The sum of the lines' charges of one kind and currency.
struct Sum {
  std::string name;
  Money amount;
  bool too_large = false;
};

std::vector<Sum> sums_of(const Order& order) {
  std::vector<Sum> sums;
  for (const auto& line : order.lines) {
    for (const auto& charge : line.charges) {
      const auto name = charge_name(charge);
      const auto found = std::find_if(sums.begin(), sums.end(), [&](const Sum& sum) {
        return sum.name == name && sum.amount.currency == charge.amount.currency;
      });
      if (found == sums.end()) {
        sums.push_back({name, charge.amount});
      } else if (const auto total = add(found->amount, charge.amount); total) {
        found->amount = *total;
      } else {
        found->too_large = true;
      }
    }
  }
  return sums;
}

std::string totals_text(const Order& order) {
  std::string text = "\nTotals\n";
  for (const auto& sum : sums_of(order)) {
    text += amount_line(sum.name, sum.too_large ? "too large" : sum.amount.text(), 2);
  }
  return text + amount_line("order total, as sent", order.total ? order.total->text() : "none sent", 2);
}

}  // namespace

std::string order_text(const Order& order, const std::optional<OrderStock>& stock,
                       const std::optional<OrderTax>& tax, const std::optional<Customer>& customer) {
  return header(order, customer) + lines_text(order) + packages_text(order) +
         (stock ? stock_text(*stock) : "") + totals_text(order) + (tax ? tax_text(*tax) : "");
}

}  // namespace sellerd::ctl
