// A package that the seller has handed over, and whether the marketplace knows.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "common/fields.h"
#include "common/time_text.h"

namespace sellerd {

enum class ShipmentState {
  queued,     // to be told to the marketplace
  sent,       // on its way, or its end is in doubt: the marketplace is asked before it is told again
  confirmed,  // the marketplace knows
  rejected,   // the marketplace said no
};

template <>
struct EnumTable<ShipmentState> {
  static constexpr std::string_view kTypeName = "ShipmentState";
  static constexpr std::array kNames = {
      std::pair{ShipmentState::queued, std::string_view("queued")},
      std::pair{ShipmentState::sent, std::string_view("sent")},
      std::pair{ShipmentState::confirmed, std::string_view("confirmed")},
      std::pair{ShipmentState::rejected, std::string_view("rejected")},
  };
};

struct ShipmentLine {
  std::string line_id;
  std::string sku;
  std::int64_t quantity = 0;

  static constexpr std::string_view kTypeName = "ShipmentLine";
  static constexpr auto fields() {
    using Self = ShipmentLine;
    return Fields{
        SELLERD_FIELD(line_id, "The marketplace's id of the order's line."),
        SELLERD_FIELD(sku, "The listing's SKU."),
        SELLERD_FIELD(quantity, "Units in the package."),
    };
  }
};

struct Shipment {
  std::uint32_t integration = 0;
  std::string order_id;
  std::uint32_t package = 0;
  std::string carrier;
  std::string method;
  std::string tracking_number;
  Timestamp shipped_at{};
  std::vector<ShipmentLine> lines;
  ShipmentState state = ShipmentState::queued;
  std::string reason;
  Timestamp created{};
  std::string author;
  std::optional<Timestamp> next_try;
  std::int32_t tries = 0;

  static constexpr std::string_view kTypeName = "Shipment";
  static constexpr auto fields() {
    using Self = Shipment;
    return Fields{
        SELLERD_FIELD(integration, "Number of the order's integration."),
        SELLERD_FIELD(order_id, "The marketplace's order id.", .column = true),
        SELLERD_FIELD(package, "The package's number within the order.", .column = true),
        SELLERD_FIELD(carrier, "The carrier.", .column = true),
        SELLERD_FIELD(method, "The carrier's service."),
        SELLERD_FIELD(tracking_number, "The carrier's number.", .column = true),
        SELLERD_FIELD(shipped_at, "When it was handed over."),
        SELLERD_FIELD(lines, "What is in it."),
        SELLERD_FIELD(state, "queued, sent, confirmed or rejected.", .column = true),
        SELLERD_FIELD(reason, "The marketplace's words when it said no, or the trouble on the way.",
                      .column = true),
        SELLERD_FIELD(created, "When it was booked."),
        SELLERD_FIELD(author, "The user who booked it."),
        SELLERD_FIELD(next_try, "When the marketplace is told or asked again."),
        SELLERD_FIELD(tries, "How often it has been told."),
    };
  }
};

}  // namespace sellerd
