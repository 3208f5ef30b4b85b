// Stock as the books keep it: warehouses, an append-only ledger, and the levels that are its sums.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "common/fields.h"
#include "common/time_text.h"

namespace sellerd {

struct Warehouse {
  std::string name;
  bool primary = false;
  std::uint32_t fulfils = 0;
  Timestamp created{};

  static constexpr std::string_view kTypeName = "Warehouse";
  static constexpr auto fields() {
    using Self = Warehouse;
    return Fields{
        SELLERD_FIELD(name, "Its name.", .column = true),
        SELLERD_FIELD(primary,
                      "Whether the orders of integrations without a warehouse of their own are booked here.",
                      .column = true),
        SELLERD_FIELD(fulfils,
                      "Number of the integration whose marketplace keeps and ships this stock; 0 for a "
                      "warehouse of the seller's.",
                      .column = true),
        SELLERD_FIELD(created, "When it was made."),
    };
  }
};

// Why stock moved.
enum class StockMove {
  opening,   // what there was when the item was first seen, and of its orders from before
  reserve,   // an order takes units
  release,   // an order gives units back that it had reserved
  issue,     // units of an order have left
  adjust,    // by hand, by a difference
  receive,   // by hand: goods came in
  transfer,  // by hand: from one warehouse to another, two entries
  count,     // by hand: a count found so many
  restock,   // by hand: returned goods that can be sold again
  snapshot,  // what the marketplace says of its own warehouse
  relink,    // the listing belongs to another item now
};

template <>
struct EnumTable<StockMove> {
  static constexpr std::string_view kTypeName = "StockMove";
  static constexpr std::array kNames = {
      std::pair{StockMove::opening, std::string_view("opening")},
      std::pair{StockMove::reserve, std::string_view("reserve")},
      std::pair{StockMove::release, std::string_view("release")},
      std::pair{StockMove::issue, std::string_view("issue")},
      std::pair{StockMove::adjust, std::string_view("adjust")},
      std::pair{StockMove::receive, std::string_view("receive")},
      std::pair{StockMove::transfer, std::string_view("transfer")},
      std::pair{StockMove::count, std::string_view("count")},
      std::pair{StockMove::restock, std::string_view("restock")},
      std::pair{StockMove::snapshot, std::string_view("snapshot")},
      std::pair{StockMove::relink, std::string_view("relink")},
  };
};

// One entry of the ledger. Never changed once written.
struct StockEntry {
  std::uint64_t sequence = 0;
  Timestamp when{};
  std::string item;
  std::string warehouse;
  StockMove move = StockMove::adjust;
  std::int64_t on_hand = 0;
  std::int64_t committed = 0;
  std::string cause;
  std::string reason;
  std::string author;
  std::uint32_t integration = 0;
  std::string order_id;
  std::string request_id;
  std::string body_hash;

  static constexpr std::string_view kTypeName = "StockEntry";
  static constexpr auto fields() {
    using Self = StockEntry;
    return Fields{
        SELLERD_FIELD(sequence, "Its number in the ledger.", .column = true),
        SELLERD_FIELD(when, "When it was booked.", .column = true),
        SELLERD_FIELD(item, "The item's SKU.", .column = true),
        SELLERD_FIELD(warehouse, "The warehouse.", .column = true),
        SELLERD_FIELD(move, "Why stock moved.", .column = true),
        SELLERD_FIELD(on_hand, "Change of the units in the warehouse.", .column = true),
        SELLERD_FIELD(committed, "Change of the units that orders have reserved.", .column = true),
        SELLERD_FIELD(cause, "What caused it: unique in the whole ledger, so that nothing is booked twice."),
        SELLERD_FIELD(reason, "The reason given, or the order's state.", .column = true),
        SELLERD_FIELD(author, "The user who booked it; empty when the daemon did.", .column = true),
        SELLERD_FIELD(integration, "Number of the integration it came through; 0 when by hand."),
        SELLERD_FIELD(order_id, "The order.", .column = true),
        SELLERD_FIELD(request_id, "The marketplace's id of the answer that said so."),
        SELLERD_FIELD(body_hash, "SHA-256 prefix of that answer's bytes."),
    };
  }
};

// The sums of an item's entries in one warehouse.
struct StockLevel {
  std::string item;
  std::string warehouse;
  std::int64_t on_hand = 0;
  std::int64_t committed = 0;
  std::uint64_t last_entry = 0;

  // Units that can still be sold; may be negative when more was sold than there is.
  std::int64_t free() const { return on_hand - committed; }

  static constexpr std::string_view kTypeName = "StockLevel";
  static constexpr auto fields() {
    using Self = StockLevel;
    return Fields{
        SELLERD_FIELD(item, "The item's SKU.", .column = true),
        SELLERD_FIELD(warehouse, "The warehouse.", .column = true),
        SELLERD_FIELD(on_hand, "Units in the warehouse.", .column = true),
        SELLERD_FIELD(committed, "Units that orders have reserved.", .column = true),
        SELLERD_FIELD(last_entry, "Number of the newest ledger entry in it."),
    };
  }
  friend bool operator==(const StockLevel& left, const StockLevel& right) { return same_fields(left, right); }
};

// What an order has done to the stock of one SKU so far.
struct OrderStockLine {
  std::string sku;
  std::string item;
  std::string warehouse;
  std::int64_t reserved = 0;
  std::int64_t issued = 0;
  std::int64_t returned = 0;
  bool settled = false;

  static constexpr std::string_view kTypeName = "OrderStockLine";
  static constexpr auto fields() {
    using Self = OrderStockLine;
    return Fields{
        SELLERD_FIELD(sku, "The listing's SKU.", .column = true),
        SELLERD_FIELD(item, "The item it is booked on; empty while none is known.", .column = true),
        SELLERD_FIELD(warehouse, "The warehouse it is booked in.", .column = true),
        SELLERD_FIELD(reserved, "Units reserved now.", .column = true),
        SELLERD_FIELD(issued, "Units that have left.", .column = true),
        SELLERD_FIELD(returned, "Of those, units that were put back by hand."),
        SELLERD_FIELD(settled,
                      "Whether the units had left before the item's stock was first counted: then nothing "
                      "is booked."),
    };
  }
  friend bool operator==(const OrderStockLine& left, const OrderStockLine& right) {
    return same_fields(left, right);
  }
};

// An order as the stock knows it. What it reserves is the sum of its ledger entries.
struct OrderStock {
  std::uint32_t integration = 0;
  std::string order_id;
  std::uint64_t revision = 0;
  std::vector<OrderStockLine> lines;
  std::vector<std::string> frozen;
  Timestamp received{};
  std::string request_id;
  std::string body_hash;

  static constexpr std::string_view kTypeName = "OrderStock";
  static constexpr auto fields() {
    using Self = OrderStock;
    return Fields{
        SELLERD_FIELD(integration, "Number of the order's integration."),
        SELLERD_FIELD(order_id, "The marketplace's order id."),
        SELLERD_FIELD(revision, "How often it has changed the stock: part of its entries' causes."),
        SELLERD_FIELD(lines, "What it has done, by SKU."),
        SELLERD_FIELD(frozen, "The SKUs that hold it up: no item is known, or the item is unconfirmed."),
        SELLERD_FIELD(received, "When it was last worked out: a version came, or an item became known."),
        SELLERD_FIELD(request_id, "The marketplace's id of the answer that held it."),
        SELLERD_FIELD(body_hash, "SHA-256 prefix of that answer's bytes."),
    };
  }
};

// The fields of a rule about what is shown of what is there, for every record that has them.
template <class Self>
constexpr auto stock_rule_fields() {
  return Fields{
      SELLERD_FIELD(buffer, "Units kept back; 0 when nothing is said."),
      SELLERD_FIELD(percent,
                    "Share of what is available that is shown, 0 to 100, rounded down; 100 when nothing is "
                    "said."),
      SELLERD_FIELD(cap, "The most that is ever shown; no limit when nothing is said."),
      SELLERD_FIELD(stop_at, "Nothing is shown when so few or fewer are available; 0 when nothing is said."),
      SELLERD_FIELD(push,
                    "Whether quantities are sent at all; for an integration no when nothing is said, for a "
                    "listing as its integration."),
  };
}

// Puts what `from` says of a rule into `to`; what it does not say stays.
template <class To, class From>
void take_stock_rule(To& to, const From& from) {
  const auto take = [&](const auto& into, const auto& said) {
    if (from.*said.member) to.*into.member = from.*said.member;
  };
  stock_rule_fields<To>().apply([&](const auto&... into) {
    stock_rule_fields<From>().apply([&](const auto&... said) { (take(into, said), ...); });
  });
}

// What is shown to a marketplace of what is there.
struct StockRule {
  std::optional<std::int64_t> buffer;
  std::optional<std::int32_t> percent;
  std::optional<std::int64_t> cap;
  std::optional<std::int64_t> stop_at;
  std::optional<bool> push;

  static constexpr std::string_view kTypeName = "StockRule";
  static constexpr auto fields() { return stock_rule_fields<StockRule>(); }
  friend bool operator==(const StockRule& left, const StockRule& right) { return same_fields(left, right); }
};

// Of an integration: which warehouse it sells from, and since when.
struct WarehouseMapping {
  std::uint32_t integration = 0;
  std::string warehouse;
  Timestamp since{};

  static constexpr std::string_view kTypeName = "WarehouseMapping";
  static constexpr auto fields() {
    using Self = WarehouseMapping;
    return Fields{
        SELLERD_FIELD(integration, "The integration's number."),
        SELLERD_FIELD(warehouse, "The warehouse that its orders are booked in and its quantities come from."),
        SELLERD_FIELD(since, "Orders received before are not moved."),
    };
  }
};

}  // namespace sellerd
