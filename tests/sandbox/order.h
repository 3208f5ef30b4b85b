// An order as the marketplace itself holds it: plain and compact; JSON and report rows are rendered on
// demand. Money is integer paise everywhere.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "common/time_text.h"

namespace sellerd::sandbox {

enum class Status : std::uint8_t {
  pending_availability,
  pending,
  unshipped,
  partially_shipped,
  shipped,
  cancelled,
  unfulfillable,
};
inline constexpr int kStatusCount = 7;

// Where the parcel of an Easy Ship order is; `none` for everything that Amazon fulfils.
enum class PackageState : std::uint8_t {
  none,
  pending_pick_up,
  picked_up,
  out_for_delivery,
  delivered,
  rejected_by_buyer,
  returning_to_seller,
  returned_to_seller,
  lost,
  damaged,
};

enum class Fulfiller : std::uint8_t { merchant, amazon };

using ProductId = std::uint32_t;  // index in the Catalogue
using Promotions =
    std::shared_ptr<const std::vector<std::string>>;  // shared by the many lines that have the same ones

struct Line {
  std::uint64_t id = 0;  // 14 digits; 0 lets the order book assign one
  ProductId product = 0;
  std::int32_t quantity = 1;    // as sold; 0 where Amazon reports a cancelled line so
  std::int64_t item_paise = 0;  // without tax, for the whole line
  std::int64_t tax_paise = 0;
  bool has_money = false;
  bool cancelled = false;         // always true on the lines of a cancelled order
  bool cancel_requested = false;  // the buyer asks for it; nothing has happened yet
  std::int32_t gone = 0;          // units that have left, of a partially shipped order
  Promotions promotions;          // may be null
};

struct Address {
  std::string city;
  std::string state;
  std::string postal_code;

  bool blank() const { return city.empty() && state.empty() && postal_code.empty(); }
};

// What few orders have.
struct Rarities {
  std::string replaces;               // id of the order that this one replaces, at no charge
  std::string exchanged_for;          // id of the order whose goods this one's are exchanged for
  bool cash_on_delivery = false;      // for certain; else the order's id decides
  std::string status;                 // said instead of the status's own name
  std::vector<std::string> programs;  // besides those that follow from the rest
  std::string fee;                    // type of one more amount on every line, of kRareFeePaise
};
inline constexpr std::int64_t kRareFeePaise = 49'00;

// A parcel that the seller has confirmed.
struct Package {
  struct Item {
    std::uint64_t line = 0;  // its id
    std::int32_t quantity = 0;
  };
  std::string reference;  // the seller's number for it, unique in the order
  std::string carrier;
  std::string service;  // may be blank
  std::string tracking_number;
  Timestamp shipped;
  Timestamp confirmed;  // when the confirmation first came
  std::vector<Item> items;
};

struct Order {
  std::string id;
  Timestamp created;
  Timestamp updated;
  Status status = Status::unshipped;
  Fulfiller fulfiller = Fulfiller::merchant;
  PackageState package = PackageState::none;
  bool self_ship = false;  // a merchant's order that is not Easy Ship's: the seller confirms its shipment
  bool business = false;
  bool expedited = false;
  bool non_amazon = false;  // multi-channel fulfilment ("S02-..."): neither money nor address
  Address address;
  std::vector<Line> lines;
  std::shared_ptr<const Rarities> rarities;  // null for nearly all
  std::vector<Package> packages;             // of self-shipped orders
};

// The names of Orders 2026-01-01.
std::string_view status_name(Status status);
std::string_view fulfiller_name(Fulfiller fulfiller);
std::string_view package_status_name(PackageState state);
std::string_view package_detail_name(PackageState state);

// The order-status column of the order reports: "Shipped - Delivered to Buyer".
std::string_view report_status(const Order& order);

// Amazon collects it from the merchant; its shipment cannot be confirmed by him.
inline bool is_easy_ship(const Order& order) {
  return order.fulfiller == Fulfiller::merchant && !order.self_ship;
}

// Whether Amazon tells money and people: not while an order is pending, and never for another channel's.
bool is_disclosed(const Order& order);

// What the buyer pays for the line: goods, tax and, where the order has one, the rare fee.
std::int64_t line_total(const Order& order, const Line& line);

// When Amazon collected an Easy Ship order that is shipped.
Timestamp collected_time(const Order& order);

// When the goods of a shipped order left, which is when they were invoiced.
Timestamp invoiced_time(const Order& order);

// 5 or 12: see split_gst().
std::int64_t gst_percent(const Line& line, std::int64_t gross_paise);

// Splits an amount that includes GST: 5 % up to 1,000 rupees a piece, else 12 %. The parts sum to the amount.
void split_gst(Line& line, std::int64_t gross_paise);

// When an order of this kind, created then, was last touched: never before it was created, never later than
// `limit`.
Timestamp settled_time(const Order& order, Timestamp limit, std::uint64_t dice);

// Units of the line that have left, 0 to its quantity. A shipped order without packages has shipped all.
std::int32_t shipped_units(const Order& order, const Line& line);

// "561.90"
std::string rupees(std::int64_t paise);

}  // namespace sellerd::sandbox
