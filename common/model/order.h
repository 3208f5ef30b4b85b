// Sales orders as the books hold them: the marketplace's own facts kept as sent, and our status beside them.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "common/fields.h"
#include "common/model/place.h"
#include "common/money.h"
#include "common/time_text.h"

namespace sellerd {

// Ours. The marketplace's own word stays beside it in Order::channel_status.
enum class OrderStatus {
  pending,    // placed, not yet payable or shippable: reserves stock, books no value
  confirmed,  // to be shipped, wholly or in part
  fulfilled,  // shipped
  cancelled,  // void
  attention,  // the marketplace says it cannot be fulfilled, or says a word that we do not know
};

template <>
struct EnumTable<OrderStatus> {
  static constexpr std::string_view kTypeName = "OrderStatus";
  static constexpr std::array kNames = {
      std::pair{OrderStatus::pending, std::string_view("pending")},
      std::pair{OrderStatus::confirmed, std::string_view("confirmed")},
      std::pair{OrderStatus::fulfilled, std::string_view("fulfilled")},
      std::pair{OrderStatus::cancelled, std::string_view("cancelled")},
      std::pair{OrderStatus::attention, std::string_view("attention")},
  };
};

// One amount of the marketplace's breakdown, exactly as sent; nothing here is computed by us.
struct Charge {
  std::string type;     // ITEM, SHIPPING, GIFT_WRAP, COD_FEE, TAX, DISCOUNT, OTHER, or a word of tomorrow
  std::string subtype;  // under TAX and DISCOUNT: what is taxed or discounted; else empty
  Money amount;

  static constexpr std::string_view kTypeName = "Charge";
  static constexpr auto fields() {
    using Self = Charge;
    return Fields{
        SELLERD_FIELD(type, "Kind of the amount, in the marketplace's word."),
        SELLERD_FIELD(subtype, "Under TAX and DISCOUNT: what is taxed or discounted; else empty."),
        SELLERD_FIELD(amount, "The amount as sent."),
    };
  }
  friend bool operator==(const Charge& left, const Charge& right) { return same_fields(left, right); }
};

struct OrderLine {
  std::string line_id;
  std::string sku;
  std::string asin;
  std::string title;
  std::int64_t quantity_ordered = 0;
  std::int64_t quantity_fulfilled = 0;
  std::optional<Money> total;
  std::optional<Money> unit_price;
  std::vector<Charge> charges;
  std::vector<std::string> promotions;
  std::string cancelled_by;
  std::string cancel_reason;
  std::string extra;

  static constexpr std::string_view kTypeName = "OrderLine";
  static constexpr auto fields() {
    using Self = OrderLine;
    return Fields{
        SELLERD_FIELD(line_id, "The marketplace's id of the line, unique within the account."),
        SELLERD_FIELD(sku, "The seller's SKU; empty when the marketplace sent none."),
        SELLERD_FIELD(asin, "The marketplace's catalogue id; empty when it sent none."),
        SELLERD_FIELD(title, "The listing's title."),
        SELLERD_FIELD(quantity_ordered, "Units ordered."),
        SELLERD_FIELD(quantity_fulfilled, "Units the marketplace counts as shipped."),
        SELLERD_FIELD(total, "The line's total as sent; absent when the marketplace sent no money."),
        SELLERD_FIELD(unit_price, "Price of one unit as sent."),
        SELLERD_FIELD(charges, "Every amount of the line, as sent."),
        SELLERD_FIELD(promotions, "Ids of the promotions that applied."),
        SELLERD_FIELD(cancelled_by,
                      "Who cancelled the line (BUYER, MERCHANT, AMAZON); empty when nobody did."),
        SELLERD_FIELD(cancel_reason, "The reason given with the cancellation."),
        SELLERD_FIELD(extra,
                      "Fields that this version does not know, as JSON text; empty when there are none."),
    };
  }
  friend bool operator==(const OrderLine& left, const OrderLine& right) { return same_fields(left, right); }
};

// City and state are not personal data in Amazon's list; street, name, phone and PIN code are, and are not
// here.
struct Destination {
  std::string city;
  std::string state;
  std::string country;

  static constexpr std::string_view kTypeName = "Destination";
  static constexpr auto fields() {
    using Self = Destination;
    return Fields{
        SELLERD_FIELD(city, "City, in the buyer's spelling."),
        SELLERD_FIELD(state, "State or region, in the buyer's spelling."),
        SELLERD_FIELD(country, "ISO 3166 country code."),
    };
  }
  friend bool operator==(const Destination& left, const Destination& right) {
    return same_fields(left, right);
  }
};

struct Package {
  std::string reference;
  std::string carrier;
  std::string tracking_number;
  std::string status;
  std::string detailed_status;
  std::optional<Timestamp> shipped_at;

  static constexpr std::string_view kTypeName = "Package";
  static constexpr auto fields() {
    using Self = Package;
    return Fields{
        SELLERD_FIELD(reference, "The package's number within the order."),
        SELLERD_FIELD(carrier, "Carrier, in the marketplace's word."),
        SELLERD_FIELD(tracking_number, "Tracking number."),
        SELLERD_FIELD(status, "PENDING, IN_TRANSIT, DELIVERED, ..., in the marketplace's word."),
        SELLERD_FIELD(detailed_status, "Finer status, such as RETURNING_TO_SELLER."),
        SELLERD_FIELD(shipped_at, "When it was handed over."),
    };
  }
  friend bool operator==(const Package& left, const Package& right) { return same_fields(left, right); }
};

struct Order {
  std::uint32_t integration = 0;
  std::string order_id;
  OrderStatus status = OrderStatus::attention;
  std::string channel_status;
  Timestamp created{};
  Timestamp last_updated{};
  std::string fulfilled_by;
  std::string sales_channel;
  std::vector<std::string> programs;
  std::string service_level;
  std::optional<Timestamp> ship_by;
  std::optional<Money> total;
  Destination destination;
  std::vector<std::string> payment_methods;
  std::vector<std::string> aliases;
  std::vector<std::string> replaces;
  std::vector<Package> packages;
  std::vector<OrderLine> lines;
  Timestamp first_seen{};
  std::string source;
  std::string extra;
  PlaceOfSupply place;
  std::string customer;

  static constexpr std::string_view kTypeName = "Order";
  static constexpr auto fields() {
    using Self = Order;
    return Fields{
        SELLERD_FIELD(integration, "Number of the integration it came through."),
        SELLERD_FIELD(order_id, "The marketplace's order id.", .column = true),
        SELLERD_FIELD(status, "Our status.", .column = true),
        SELLERD_FIELD(channel_status, "The marketplace's own status, as sent.", .column = true),
        SELLERD_FIELD(created, "When the buyer placed it.", .column = true),
        SELLERD_FIELD(last_updated, "The marketplace's time of the last change; a higher one wins."),
        SELLERD_FIELD(fulfilled_by, "MERCHANT or AMAZON, in the marketplace's word.", .column = true),
        SELLERD_FIELD(sales_channel,
                      "Where it was sold; not the marketplace itself for multi-channel orders."),
        SELLERD_FIELD(programs, "Programs such as AMAZON_EASY_SHIP or AMAZON_BUSINESS."),
        SELLERD_FIELD(service_level, "Shipping service level."),
        SELLERD_FIELD(ship_by, "Latest time to ship."),
        SELLERD_FIELD(total, "Grand total as sent; absent when the marketplace sent no money.",
                      .column = true),
        SELLERD_FIELD(destination, "Where it goes: city, state and country only."),
        SELLERD_FIELD(payment_methods, "Payment methods, in the marketplace's words."),
        SELLERD_FIELD(aliases, "The seller's own order ids, where the marketplace carries them."),
        SELLERD_FIELD(replaces, "Ids of the orders that this one replaces or exchanges."),
        SELLERD_FIELD(packages, "Packages of a merchant-fulfilled order."),
        SELLERD_FIELD(lines, "The lines, in the marketplace's order."),
        SELLERD_FIELD(first_seen, "When we first stored it."),
        SELLERD_FIELD(source, "The route the newest version came by: search or report."),
        SELLERD_FIELD(extra,
                      "Fields that this version does not know, as JSON text; empty when there are none."),
        SELLERD_FIELD(place, "Where the sale is taxed; what a person has said since is not here.",
                      .since = 3),
        SELLERD_FIELD(customer, "Key of the customer whose it is; ours.", .since = 3),
    };
  }
  friend bool operator==(const Order& left, const Order& right) { return same_fields(left, right); }
};

}  // namespace sellerd
