#include "daemon/control/tax_book.h"

#include <algorithm>

#include "common/charset.h"
#include "daemon/books/charge_sums.h"
#include "daemon/books/gstin.h"
#include "daemon/books/india_states.h"
#include "daemon/books/place_of_supply.h"
#include "daemon/sync/business_day.h"
#include "daemon/sync/customer_book.h"

namespace sellerd::control {
namespace {

// The first warehouse that the order is booked in; empty when none is.
Result<std::string> warehouse_of(const store::Store& store, const Order& order) {
  auto stock = store.get(store::kOrderStocks, order.integration, order.order_id);
  if (!stock) return stock.error();
  if (*stock) {
    for (const auto& line : (*stock)->lines) {
      if (!line.warehouse.empty()) return line.warehouse;
    }
  }
  return std::string();
}

// From the report where it has the order; else from a registered warehouse; else from home.
Result<void> find_seller_state(const store::Store& store, const Order& order,
                               const Organisation& organisation, books::TaxSituation& situation) {
  for (const auto& row : situation.report) {
    if (row.ship_from.empty()) continue;
    situation.seller_state = row.ship_from;
    situation.seller_state_from = "the tax report";
    return {};
  }
  if (!organisation.registrations.empty()) {
    const auto warehouse = warehouse_of(store, order);
    if (!warehouse) return warehouse.error();
    for (const auto& registration : organisation.registrations) {
      if (registration.warehouse != *warehouse) continue;
      situation.seller_state = registration.state;
      situation.seller_state_from = "the warehouse " + *warehouse;
      return {};
    }
  }
  situation.seller_state = organisation.home_state;
  if (!situation.seller_state.empty()) situation.seller_state_from = "home";
  return {};
}

// The tax that the order holds for a SKU, and its units, without what was cancelled; nothing when no line has
// it.
struct Held {
  Money tax;
  std::int64_t units = 0;
};

std::optional<Held> held_of(const Order& order, const TaxReportRow& row) {
  std::optional<Held> held;
  for (const auto& line : order.lines) {
    if (line.sku != row.sku) continue;
    if (!held) held = Held{{0, row.tax.currency}, 0};
    if (!line.cancelled_by.empty()) continue;
    held->units += line.quantity_ordered;
    const auto sums = books::kind_sums(line);
    if (!sums) continue;
    for (const auto& sum : *sums) {
      // Sums that cannot be are set aside where the order's tax is worked out.
      if (auto added = add_to(held->tax, sum.tax); !added) return std::nullopt;
    }
  }
  return held;
}

// Of one SKU of one order the report may have several rows, for units shipped apart: their sum is compared.
Result<std::optional<Held>> reported_of(const store::Store& store, const TaxReportRow& row) {
  std::optional<Held> sum = Held{{0, row.tax.currency}, 0};
  auto scanned = store.scan(store::kTaxReport, store::under(store::kTaxReport, row.integration, row.order_id),
                            store::Direction::forward, [&](const TaxReportRow& other, std::string_view) {
                              if (other.transaction != row.transaction || other.sku != row.sku) return true;
                              const auto tax = sum ? add(sum->tax, other.tax) : Result<Money>(other.tax);
                              if (!tax) sum.reset();
                              if (sum) sum = Held{*tax, sum->units + other.quantity};
                              return true;
                            });
  if (!scanned) return scanned.error();
  return sum;
}

std::string named(std::string_view code) {
  return std::string(code) + " " + std::string(books::india_state_name(code));
}

// Whether the number may be the business's own: where none is said, any may.
bool is_of(const Organisation& organisation, const std::string& gstin) {
  if (organisation.gstin.empty() || organisation.gstin == gstin) return true;
  return std::any_of(organisation.registrations.begin(), organisation.registrations.end(),
                     [&](const GstRegistration& registration) { return registration.gstin == gstin; });
}

// What the row says that cannot be true by itself.
void check_row(const TaxReportRow& row, std::vector<std::string>& says) {
  auto parts = add(row.igst, row.cgst);
  if (parts) parts = add(*parts, row.sgst);
  if (parts) parts = add(*parts, row.cess);
  if (!parts || *parts != row.tax) {
    says.push_back("the parts of its tax make up " + (parts ? parts->text() : "too much") +
                   ", the whole is " + row.tax.text());
  }
  const auto whole = add(row.taxable, row.tax);
  if (!whole || *whole != row.value) {
    says.push_back("taxable amount and tax make up " + (whole ? whole->text() : "too much") +
                   ", the invoice is of " + row.value.text());
  }
}

// What the buyer's number says of itself. Where the goods went decides; a business in another state is to be
// looked at.
void check_buyer(const TaxReportRow& row, std::vector<std::string>& says) {
  if (row.buyer_gstin.empty()) return;
  const auto state = books::gstin_state(row.buyer_gstin);
  if (!state) {
    says.push_back("the buyer's GSTIN " + row.buyer_gstin + " cannot be right: " + state.error().message);
  } else if (!row.place.code.empty() && row.place.code != *state) {
    says.push_back("the buyer's GSTIN is of " + named(*state) + ", the goods went to " +
                   named(row.place.code));
  }
}

void check_order(const Order& order, const TaxReportRow& row, const Held& reported,
                 std::vector<std::string>& says) {
  const auto place = books::place_of(order);
  if (!place.code.empty() && !row.place.code.empty() && place.code != row.place.code) {
    says.push_back("the report has it taxed in " + named(row.place.code) + ", the books in " +
                   named(place.code));
  }
  const auto held = held_of(order, row);
  if (!held) {
    says.push_back("the order has no line with this SKU");
    return;
  }
  const bool has_money = std::any_of(order.lines.begin(), order.lines.end(),
                                     [](const OrderLine& line) { return !line.charges.empty(); });
  if (has_money && held->tax != reported.tax) {
    says.push_back("the report has " + reported.tax.text() + " tax, the order " + held->tax.text());
  }
  if (reported.units > held->units) {
    says.push_back("the report has " + std::to_string(reported.units) + " units, the order " +
                   std::to_string(held->units));
  }
}

}  // namespace

Timestamp supply_time(const Order& order) {
  std::optional<Timestamp> first;
  for (const auto& package : order.packages) {
    if (package.shipped_at && (!first || *package.shipped_at < *first)) first = package.shipped_at;
  }
  return first.value_or(order.created);
}

Result<books::TaxSituation> tax_situation(const store::Store& store, const Order& order) {
  const auto organisation = store.get_or_default(store::kOrganisation, store::kTheOne);
  if (!organisation) return organisation.error();
  return tax_situation(store, order, *organisation);
}

Result<books::TaxSituation> tax_situation(const store::Store& store, const Order& order,
                                          const Organisation& organisation) {
  auto fix = store.get(store::kPlaceFixes, order.integration, order.order_id);
  if (!fix) return fix.error();
  auto report =
      store.list(store::kTaxReport, store::under(store::kTaxReport, order.integration, order.order_id));
  if (!report) return report.error();
  const auto customer = sync::customer_of(store, order);
  if (!customer) return customer.error();
  auto edit = store.get(store::kOrderEdits, order.integration, order.order_id);
  if (!edit) return edit.error();
  const auto day = sync::day_of(supply_time(order), kGstZone);
  if (!day) return day.error();
  books::TaxSituation situation{
      .registered = !organisation.unregistered,
      .fix = std::move(*fix),
      .day = *day,
      .report = std::move(*report),
      .edit = std::move(*edit),
      .to_economic_zone = *customer && (*customer)->treatment == GstTreatment::business_sez};
  if (auto found = find_seller_state(store, order, organisation, situation); !found) return found.error();
  return situation;
}

Result<std::string> chosen_state(const std::string& text, std::string_view field) {
  if (text == books::kOutsideIndia) return text;
  const auto* state = books::find_india_state(text);
  if (state == nullptr) state = books::read_india_state(text);
  if (state != nullptr) return std::string(state->code);
  return make_error(ErrorCode::invalid_argument,
                    "\"" + std::string(cut_utf8(text, 60)) + "\" is no state of India", std::string(field),
                    "a name such as Karnataka, or its GST code such as 29");
}

Result<std::vector<TaxDifference>> differences_of(const store::Store& store, const TaxReportRow& row) {
  std::vector<std::string> says;
  check_row(row, says);
  check_buyer(row, says);
  const auto organisation = store.get_or_default(store::kOrganisation, store::kTheOne);
  if (!organisation) return organisation.error();
  if (!is_of(*organisation, row.seller_gstin)) {
    says.push_back("reported under the GSTIN " + row.seller_gstin + ", which is none of the business's");
  }
  const auto order = store.get(store::kOrders, row.integration, row.order_id);
  if (!order) return order.error();
  // What is given back later, or never was sent, the order's amounts do not say.
  if (!*order) {
    says.push_back("the books hold no such order");
  } else if (row.transaction == "Shipment") {
    const auto reported = reported_of(store, row);
    if (!reported) return reported.error();
    if (*reported) check_order(**order, row, **reported, says);
  }
  std::vector<TaxDifference> differences;
  for (auto& each : says) differences.push_back({row.order_id, row.sku, row.document, std::move(each)});
  return differences;
}

}  // namespace sellerd::control
