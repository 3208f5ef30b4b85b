// The report GET_FLAT_FILE_ALL_ORDERS_DATA_BY_LAST_UPDATE_GENERAL: from its rows, one for each line of an
// order, to orders. Pure. Source: Amazon's page "attributes of order reports"; columns are found by name.
//
// In the words of Orders 2026-01-01 where the meaning is certain, else as sent: the status (its word as sent
// goes to `extra` as order-status when it says more), who fulfils, the service level, the sales channel
// (AMAZON for the marketplace itself). Money: a Charge for each amount that is there; empty is absent, never
// zero, and nothing is summed up: taxes are TAX of a subtype, discounts DISCOUNT of a subtype, without the
// subtotals that the Orders API has. Item price is of the whole line, so there is no unit price.
//
// The report has no totals, no line ids (line_id is "1", "2", ... in the order of the rows; other sources of
// the order replace the lines as a set) and no count of units shipped: all of a line whose item-status is
// Shipped, else none. A cancelled line keeps its quantity as sent, "Cancelled" goes to its `extra` as
// item-status, and cancelled_by is empty since the report does not say who did it.
//
// Of the recipient city, state and country are taken, nothing else. `status`, `first_seen` are left to the
// books.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "common/charset.h"
#include "daemon/channel/amazon/tsv.h"
#include "daemon/channel/channel.h"

namespace sellerd::amazon {

class OrderReportDecoder {
 public:
  static constexpr std::size_t kColumnCount = 28;

  // Error: malformed, showing the header, when one of amazon-order-id, purchase-date, last-updated-date,
  // order-status, fulfillment-channel, sku, quantity, currency, item-price is not there.
  static Result<OrderReportDecoder> make(const std::vector<std::string>& header, Charset charset,
                                         std::uint32_t integration);

  // The order a row belongs to, as far as that can be told, also of a row with a problem; else empty.
  std::string order_id(const TsvRow& row) const;

  // The order with this line only. A row that cannot be understood becomes an Undecodable naming line and
  // column; its payload shows no personal data, and of a row whose columns cannot be told apart nothing.
  Decoded<Order> decode(const TsvRow& row) const;

 private:
  OrderReportDecoder() = default;
  std::string_view field(const TsvRow& row, std::size_t column) const;
  std::string text(const TsvRow& row, std::size_t column) const;
  Result<Order> read(const TsvRow& row) const;
  Result<OrderLine> read_line(const TsvRow& row) const;
  Result<void> read_charges(const TsvRow& row, std::vector<Charge>& charges) const;
  std::string shown(const TsvRow& row) const;

  Charset charset_ = Charset::utf8;
  std::uint32_t integration_ = 0;
  std::array<std::optional<std::size_t>, kColumnCount> columns_;
};

// Adds the lines of another row of the same order. The row updated last speaks for the whole. With one row
// undecodable the whole order is: an order that lacks a line must not pass for a whole one.
void add_row(Decoded<Order>& order, Decoded<Order> row);

}  // namespace sellerd::amazon
