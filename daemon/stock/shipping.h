// Packages of orders: booked here, told to the marketplace. Thread: the store worker's; those that only read,
// any.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "common/model/order.h"
#include "common/model/shipment.h"
#include "daemon/stock/ledger.h"

namespace sellerd::stock {

struct ShipOrder {
  std::uint32_t package = 0;  // of a package that is there already: changes what is known of it. 0: a new one
  std::string carrier;
  std::string method;
  std::string tracking_number;
  std::optional<Timestamp> shipped_at;  // now when absent
  // A line by its id, or by its SKU where that is on one line only. Empty: all that has not left yet.
  struct Line {
    std::string line;
    std::int64_t units = 0;
  };
  std::vector<Line> lines;
  std::string author;
};

// Books the package, issues its units from stock and queues the message to the marketplace, in one commit.
// Errors: conflict when the order cannot be shipped now, saying why; invalid_argument naming the field.
Result<Shipment> ship(Work& work, const Order& order, const ShipOrder& request);

Result<std::vector<Shipment>> shipments_of(const store::Store& store, std::uint32_t integration,
                                           const std::string& order_id);

// Steps of the message. A shipment that is `sent` may or may not have reached the marketplace: it is asked
// before it is told again.
struct ClaimedShipment {
  Shipment shipment;
  bool in_doubt = false;
};
// The next one that is due, marked sent, durably.
Result<std::optional<ClaimedShipment>> claim_shipment(store::Store& store, std::uint32_t integration,
                                                      Timestamp now);
Result<std::optional<Timestamp>> next_shipment(const store::Store& store, std::uint32_t integration);
// The answers to what was claimed; one that comes after the package was corrected says nothing any more.
Result<void> note_told(store::Store& store, const Shipment& shipment);
Result<void> note_not_told(store::Store& store, const Shipment& shipment, const Error& error, Timestamp now);

}  // namespace sellerd::stock
