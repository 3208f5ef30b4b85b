#include "daemon/sync/record_rules.h"

#include "common/tax_report.h"
#include "daemon/books/order_status.h"
#include "daemon/books/place_of_supply.h"

namespace sellerd::sync {

void OrderRules::complete(Order& order, const Run& run, const std::optional<Order>& held, Timestamp now) {
  order.integration = run.integration;
  order.status = books::derive_status(order);
  order.first_seen = held ? held->first_seen : now;
  // The marketplace stops showing an address some time after delivery; where it lay is not forgotten.
  const bool no_address = order.destination.state.empty() && order.destination.country.empty();
  if (!held || !no_address || order.place.found_by != PlaceSource::unresolved) return;
  if (auto place = books::place_of(*held); place.found_by != PlaceSource::unresolved) {
    order.place = std::move(place);
  }
}

Outcome OrderRules::compare(const Order& order, const std::optional<Order>& held, OrderScope scope) {
  const bool over = order.status == OrderStatus::fulfilled || order.status == OrderStatus::cancelled;
  if (!held && scope == OrderScope::confirmed && over) return Outcome::skipped;
  if (!held) return Outcome::created;
  // A report tells less (no line ids, no totals) and cuts its times to the second: what a search says of the
  // same version completes it.
  const bool completes =
      held->source == "report" && order.source == "search" && order.last_updated >= held->last_updated;
  return completes || order.last_updated > held->last_updated ? Outcome::updated : Outcome::unchanged;
}

std::optional<std::int64_t> OrderRules::late_seconds(const Order& order, const std::optional<Order>& held,
                                                     Outcome outcome, const Run& run, Timestamp now) {
  const bool is_news = outcome == Outcome::created || outcome == Outcome::updated;
  if (!is_news || !run.known_to || order.last_updated > *run.known_to) return std::nullopt;
  // A search that only completes what a report told finds nothing new.
  if (held && order.last_updated <= held->last_updated + std::chrono::seconds(1)) return std::nullopt;
  return std::chrono::duration_cast<std::chrono::seconds>(now - order.last_updated).count();
}

void OrderRules::put(store::Batch& batch, const Order& order, const std::optional<Order>& held) {
  if (held && held->created != order.created) {
    batch.erase(store::kOrdersByTime, held->created, held->integration, held->order_id);
  }
  batch.put(store::kOrders, order, order.integration, order.order_id);
  batch.put(store::kOrdersByTime, {}, order.created, order.integration, order.order_id);
}

void OrderRules::count(Totals& totals, const Order& order, const std::optional<Order>& held) {
  if (!held) ++totals.orders;
  totals.lines += static_cast<std::int64_t>(order.lines.size());
  if (held) totals.lines -= static_cast<std::int64_t>(held->lines.size());
}

void ListingRules::complete(Listing& listing, const Run& run, const std::optional<Listing>& held,
                            Timestamp now) {
  listing.integration = run.integration;
  listing.first_seen = held ? held->first_seen : now;
  listing.last_seen = now;
}

Outcome ListingRules::compare(const Listing& listing, const std::optional<Listing>& held, OrderScope) {
  if (!held) return Outcome::created;
  Listing same_sight = listing;
  same_sight.last_seen = held->last_seen;
  return same_sight == *held ? Outcome::unchanged : Outcome::updated;
}

void ListingRules::put(store::Batch& batch, const Listing& listing, const std::optional<Listing>&) {
  batch.put(store::kListings, listing, listing.integration, listing.sku);
}

void ListingRules::count(Totals& totals, const Listing&, const std::optional<Listing>& held) {
  if (!held) ++totals.items;
}

Outcome TaxRules::compare(const TaxReportRow& row, const std::optional<TaxReportRow>& held, OrderScope) {
  if (!held) return Outcome::created;
  return *held == row ? Outcome::unchanged : Outcome::updated;
}

void TaxRules::put(store::Batch& batch, const TaxReportRow& row, const std::optional<TaxReportRow>& held) {
  const auto name = tax_row_name(row);
  const auto month_of = [](const TaxReportRow& of) { return of.document_day.substr(0, 7); };
  if (held) batch.erase(store::kTaxReportByMonth, month_of(*held), row.integration, row.order_id, name);
  batch.put(store::kTaxReport, row, row.integration, row.order_id, name);
  batch.put(store::kTaxReportByMonth, store::IndexEntry{}, month_of(row), row.integration, row.order_id,
            name);
}

}  // namespace sellerd::sync
