// How one kind of record is told apart, compared and stored. page_writer.cpp is the same for all kinds.
#pragma once

#include "daemon/books/tax_report_rows.h"
#include "daemon/store/store.h"

namespace sellerd::sync {

struct OrderRules {
  static constexpr Module kModule = Module::orders;
  static std::string id(const Order& order) { return order.order_id; }

  // Fills in what the books add to the marketplace's facts.
  static void complete(Order& order, const Run& run, const std::optional<Order>& held, Timestamp now);
  // The marketplace's newer version wins; the same or an older one changes nothing. Outside the scope is what
  // is first seen when it is already over; an order that is held is followed to its end.
  static Outcome compare(const Order& order, const std::optional<Order>& held, OrderScope scope);
  // How long ago it changed, when the change lies where every change was taken for held; else nothing.
  static std::optional<std::int64_t> late_seconds(const Order& order, const std::optional<Order>& held,
                                                  Outcome outcome, const Run& run, Timestamp now);
  static void put(store::Batch& batch, const Order& order, const std::optional<Order>& held);
  static void count(Totals& totals, const Order& order, const std::optional<Order>& held);
  static Result<std::optional<Order>> find(const store::Store& store, std::uint32_t integration,
                                           const std::string& id) {
    return store.get(store::kOrders, integration, id);
  }
};

struct ListingRules {
  static constexpr Module kModule = Module::items;
  static std::string id(const Listing& listing) { return listing.sku; }

  static void complete(Listing& listing, const Run& run, const std::optional<Listing>& held, Timestamp now);
  // A listings report carries no version: any difference but the time of sight is an update.
  static Outcome compare(const Listing& listing, const std::optional<Listing>& held, OrderScope);
  static std::optional<std::int64_t> late_seconds(const Listing&, const std::optional<Listing>&, Outcome,
                                                  const Run&, Timestamp) {
    return std::nullopt;
  }
  static void put(store::Batch& batch, const Listing& listing, const std::optional<Listing>& held);
  static void count(Totals& totals, const Listing& listing, const std::optional<Listing>& held);
  static Result<std::optional<Listing>> find(const store::Store& store, std::uint32_t integration,
                                             const std::string& id) {
    return store.get(store::kListings, integration, id);
  }
};

// Rows of the tax report, fetched or read from a file.
struct TaxRules {
  static constexpr Module kModule = Module::tax;
  static std::string id(const TaxReportRow& row) { return books::tax_row_id(row); }

  static void complete(TaxReportRow& row, const Run& run, const std::optional<TaxReportRow>&, Timestamp) {
    row.integration = run.integration;
  }
  // The report carries no version: what it says now is what counts.
  static Outcome compare(const TaxReportRow& row, const std::optional<TaxReportRow>& held, OrderScope);
  static std::optional<std::int64_t> late_seconds(const TaxReportRow&, const std::optional<TaxReportRow>&,
                                                  Outcome, const Run&, Timestamp) {
    return std::nullopt;
  }
  static void put(store::Batch& batch, const TaxReportRow& row, const std::optional<TaxReportRow>& held);
  static void count(Totals&, const TaxReportRow&, const std::optional<TaxReportRow>&) {}
  static Result<std::optional<TaxReportRow>> find(const store::Store& store, std::uint32_t integration,
                                                  const std::string& id) {
    return store.get(store::kTaxReport, integration, std::string(books::order_of_tax_row_id(id)),
                     std::string(books::name_of_tax_row_id(id)));
  }
};

}  // namespace sellerd::sync
