// org.sellerd.Warehouses: where stock lies. org.sellerd.Shipments: packages that have left.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "common/api/method.h"
#include "common/fields.h"
#include "common/model/shipment.h"
#include "common/model/stock.h"

namespace sellerd::api {

// A warehouse and the integrations that sell from it.
struct WarehouseRow {
  std::string name;
  bool primary = false;
  std::string fulfils;
  std::vector<std::string> mapped;

  static constexpr std::string_view kTypeName = "WarehouseRow";
  static constexpr auto fields() {
    using Self = WarehouseRow;
    return Fields{
        SELLERD_FIELD(name, "Its name.", .column = true),
        SELLERD_FIELD(primary,
                      "Whether it takes the orders of integrations without a warehouse of their own.",
                      .column = true),
        SELLERD_FIELD(fulfils,
                      "The integration whose marketplace keeps this stock; empty for the seller's own.",
                      .column = true),
        SELLERD_FIELD(mapped, "The integrations that sell from it alone.", .column = true),
    };
  }
};

struct ListWarehouses {
  static constexpr MethodInfo kInfo{.name = "org.sellerd.Warehouses.List",
                                    .access = Access::read,
                                    .replies = Replies::list,
                                    .command = "warehouses",
                                    .doc = "Lists the warehouses."};
  struct Request {
    static constexpr std::string_view kTypeName = "ListWarehousesRequest";
    static constexpr auto fields() { return Fields{}; }
  };
  struct Reply {
    WarehouseRow warehouse;

    static constexpr std::string_view kTypeName = "ListWarehousesReply";
    static constexpr auto fields() {
      using Self = Reply;
      return Fields{SELLERD_FIELD(warehouse, "A warehouse.")};
    }
  };
};

struct CreateWarehouse {
  static constexpr MethodInfo kInfo{.name = "org.sellerd.Warehouses.Create",
                                    .access = Access::operate,
                                    .command = "warehouses create",
                                    .doc = "Makes a warehouse."};
  struct Request {
    std::string name;
    bool primary = false;

    static constexpr std::string_view kTypeName = "CreateWarehouseRequest";
    static constexpr auto fields() {
      using Self = Request;
      return Fields{
          SELLERD_FIELD(name, "Its name.", .positional = true),
          SELLERD_FIELD(primary, "Make it the primary one."),
      };
    }
  };
  using Reply = ListWarehouses::Reply;
};

struct MakePrimary {
  static constexpr MethodInfo kInfo{.name = "org.sellerd.Warehouses.MakePrimary",
                                    .access = Access::operate,
                                    .command = "warehouses primary",
                                    .doc = "Makes a warehouse the primary one, from now on."};
  struct Request {
    std::string name;

    static constexpr std::string_view kTypeName = "MakePrimaryRequest";
    static constexpr auto fields() {
      using Self = Request;
      return Fields{SELLERD_FIELD(name, "The warehouse.", .positional = true)};
    }
  };
  using Reply = ListWarehouses::Reply;
};

struct MapWarehouse {
  static constexpr MethodInfo kInfo{
      .name = "org.sellerd.Warehouses.Map",
      .access = Access::operate,
      .command = "warehouses map",
      .doc =
          "Lets an integration sell from one warehouse alone, from now on: orders "
          "received before stay where they are."};
  struct Request {
    std::string integration;
    std::string warehouse;

    static constexpr std::string_view kTypeName = "MapWarehouseRequest";
    static constexpr auto fields() {
      using Self = Request;
      return Fields{
          SELLERD_FIELD(integration, "The integration.", .positional = true),
          SELLERD_FIELD(warehouse, "The warehouse.", .positional = true),
      };
    }
  };
  using Reply = ListWarehouses::Reply;
};

struct UnmapWarehouse {
  static constexpr MethodInfo kInfo{
      .name = "org.sellerd.Warehouses.Unmap",
      .access = Access::operate,
      .command = "warehouses unmap",
      .doc = "Lets an integration sell from all of the seller's warehouses again."};
  struct Request {
    std::string integration;

    static constexpr std::string_view kTypeName = "UnmapWarehouseRequest";
    static constexpr auto fields() {
      using Self = Request;
      return Fields{SELLERD_FIELD(integration, "The integration.", .positional = true)};
    }
  };
  struct Reply {
    std::string integration;

    static constexpr std::string_view kTypeName = "UnmapWarehouseReply";
    static constexpr auto fields() {
      using Self = Reply;
      return Fields{SELLERD_FIELD(integration, "The integration that has no warehouse of its own now.")};
    }
  };
};

struct WarehousesInterface {
  static constexpr std::string_view kName = "org.sellerd.Warehouses";
  static constexpr std::string_view kDoc = "Where stock lies.";
  using Methods = MethodList<ListWarehouses, CreateWarehouse, MakePrimary, MapWarehouse, UnmapWarehouse>;
};

struct ShipOrder {
  static constexpr MethodInfo kInfo{
      .name = "org.sellerd.Shipments.Ship",
      .access = Access::operate,
      .command = "ship",
      .doc =
          "Books a package of an order that has been handed over, takes its units "
          "out of stock, and tells the marketplace."};
  struct Request {
    std::string order_id;
    std::string carrier;
    std::string tracking;
    std::optional<std::string> method;
    std::vector<std::string> line;
    std::optional<Timestamp> shipped_at;
    std::optional<std::int32_t> package;
    std::optional<std::string> integration;

    static constexpr std::string_view kTypeName = "ShipOrderRequest";
    static constexpr auto fields() {
      using Self = Request;
      return Fields{
          SELLERD_FIELD(order_id, "The marketplace's order id.", .positional = true),
          SELLERD_FIELD(carrier, "The carrier, such as Delhivery."),
          SELLERD_FIELD(tracking, "The carrier's tracking number."),
          SELLERD_FIELD(method, "The carrier's service, such as Surface."),
          SELLERD_FIELD(line,
                        "What is in the package: a line's id or SKU, and the units, such as KURTA-M=2; "
                        "everything that has not left yet when left out. May be given several times."),
          SELLERD_FIELD(shipped_at, "When it was handed over; now when left out."),
          SELLERD_FIELD(package,
                        "Number of a package that is booked already: corrects its carrier and tracking "
                        "number."),
          SELLERD_FIELD(integration, "The integration, where two hold the same order id."),
      };
    }
  };
  struct Reply {
    Shipment shipment;

    static constexpr std::string_view kTypeName = "ShipOrderReply";
    static constexpr auto fields() {
      using Self = Reply;
      return Fields{SELLERD_FIELD(shipment, "The package.")};
    }
  };
};

struct ListShipments {
  static constexpr MethodInfo kInfo{
      .name = "org.sellerd.Shipments.List",
      .access = Access::read,
      .replies = Replies::list,
      .command = "shipments",
      .doc =
          "Lists the packages that were booked here, and whether the marketplace "
          "knows of them."};
  struct Request {
    std::optional<std::string> integration;
    std::optional<std::string> order_id;
    std::optional<ShipmentState> state;
    std::optional<std::int64_t> limit;

    static constexpr std::string_view kTypeName = "ListShipmentsRequest";
    static constexpr auto fields() {
      using Self = Request;
      return Fields{
          SELLERD_FIELD(integration, "Only this integration."),
          SELLERD_FIELD(order_id, "Only this order."),
          SELLERD_FIELD(state, "Only this state: queued, sent, confirmed or rejected."),
          SELLERD_FIELD(limit, "At most so many."),
      };
    }
  };
  using Reply = ShipOrder::Reply;
};

struct ShipmentsInterface {
  static constexpr std::string_view kName = "org.sellerd.Shipments";
  static constexpr std::string_view kDoc = "Packages that have left.";
  using Methods = MethodList<ShipOrder, ListShipments>;
};

}  // namespace sellerd::api
