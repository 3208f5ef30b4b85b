// Items of the seller's own books, and the marketplace listings that point at them.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "common/fields.h"
#include "common/money.h"
#include "common/time_text.h"

namespace sellerd {

// A listing as the marketplace describes it. Its key is (integration, sku).
struct Listing {
  std::uint32_t integration = 0;
  std::string sku;
  std::string listing_id;
  std::string asin;
  std::string title;
  std::string fulfilled_by;
  std::string channel_status;
  std::optional<std::int64_t> quantity;
  std::optional<Money> price;
  Timestamp first_seen{};
  Timestamp last_seen{};
  std::string opened;

  static constexpr std::string_view kTypeName = "Listing";
  static constexpr auto fields() {
    using Self = Listing;
    return Fields{
        SELLERD_FIELD(integration, "Number of the integration it belongs to."),
        SELLERD_FIELD(sku, "The seller's SKU, byte for byte as the marketplace holds it.", .column = true),
        SELLERD_FIELD(listing_id, "The marketplace's listing id."),
        SELLERD_FIELD(asin, "The marketplace's catalogue id.", .column = true),
        SELLERD_FIELD(title, "Title.", .column = true),
        SELLERD_FIELD(fulfilled_by, "MERCHANT or AMAZON.", .column = true),
        SELLERD_FIELD(channel_status, "Active, Inactive, Incomplete, in the marketplace's word.",
                      .column = true),
        SELLERD_FIELD(quantity, "The quantity the marketplace shows; absent where it keeps the stock itself.",
                      .column = true),
        SELLERD_FIELD(price, "The listed price.", .column = true),
        SELLERD_FIELD(first_seen, "When we first saw it."),
        SELLERD_FIELD(last_seen, "When a run last saw it."),
        SELLERD_FIELD(
            opened,
            "The moment that its stock is counted from: what had been shipped by then is not booked."),
    };
  }
  friend bool operator==(const Listing& left, const Listing& right) { return same_fields(left, right); }
};

enum class ItemState {
  unconfirmed,  // imported; nobody has looked at it yet: it is not sent anywhere and its orders are frozen
  confirmed,
  retired,  // deleted, or merged into another item: kept for the ledger's sake
};

template <>
struct EnumTable<ItemState> {
  static constexpr std::string_view kTypeName = "ItemState";
  static constexpr std::array kNames = {
      std::pair{ItemState::unconfirmed, std::string_view("unconfirmed")},
      std::pair{ItemState::confirmed, std::string_view("confirmed")},
      std::pair{ItemState::retired, std::string_view("retired")},
  };
};

// An item of the seller's own. Several listings, of one or more marketplaces, may sell it.
struct Item {
  std::string sku;
  std::string name;
  ItemState state = ItemState::confirmed;
  Timestamp created{};
  std::uint32_t origin = 0;
  std::optional<Timestamp> opened;
  std::string merged_into;
  std::string note;

  static constexpr std::string_view kTypeName = "Item";
  static constexpr auto fields() {
    using Self = Item;
    return Fields{
        SELLERD_FIELD(sku, "The seller's own SKU.", .column = true),
        SELLERD_FIELD(name, "Name.", .column = true),
        SELLERD_FIELD(state, "unconfirmed, confirmed or retired.", .column = true),
        SELLERD_FIELD(created, "When it came into the books."),
        SELLERD_FIELD(origin, "Number of the integration it was imported from; 0 when made by hand."),
        SELLERD_FIELD(opened,
                      "The moment that its opening stock describes; absent before there is one. "
                      "What was shipped earlier is not booked."),
        SELLERD_FIELD(merged_into, "SKU of the item that took its place; empty when none did."),
        SELLERD_FIELD(note, "What became of it, where that needs a word."),
    };
  }
};

// Why a listing sells the item it sells.
enum class LinkReason {
  sku,       // the item has the same SKU
  name,      // one confirmed item has the same name
  imported,  // no item matched: the listing became an unconfirmed one
  hand,      // a person said so
  ignored,   // a person wants nothing of it: sells no item
  refused,   // it cannot be kept as an item: see the note; sells no item
};

template <>
struct EnumTable<LinkReason> {
  static constexpr std::string_view kTypeName = "LinkReason";
  static constexpr std::array kNames = {
      std::pair{LinkReason::sku, std::string_view("sku")},
      std::pair{LinkReason::name, std::string_view("name")},
      std::pair{LinkReason::imported, std::string_view("imported")},
      std::pair{LinkReason::hand, std::string_view("hand")},
      std::pair{LinkReason::ignored, std::string_view("ignored")},
      std::pair{LinkReason::refused, std::string_view("refused")},
  };
};

// Which item a listing sells. Ours, where a Listing is the marketplace's word.
struct ListingLink {
  std::uint32_t integration = 0;
  std::string sku;
  std::string item;
  LinkReason reason = LinkReason::hand;
  Timestamp since{};
  std::string author;
  std::string fulfilled_by;
  std::optional<Timestamp> switched;
  std::optional<Timestamp> family_read;
  std::string note;

  static constexpr std::string_view kTypeName = "ListingLink";
  static constexpr auto fields() {
    using Self = ListingLink;
    return Fields{
        SELLERD_FIELD(integration, "Number of the listing's integration."),
        SELLERD_FIELD(sku, "The listing's SKU.", .column = true),
        SELLERD_FIELD(item, "The item's SKU; empty when it sells none.", .column = true),
        SELLERD_FIELD(reason, "Why: sku, name, imported, hand, ignored or refused.", .column = true),
        SELLERD_FIELD(since, "Since when."),
        SELLERD_FIELD(author, "The user who said so; empty when the daemon did."),
        SELLERD_FIELD(fulfilled_by, "Who ships it as of now: MERCHANT or AMAZON.", .column = true),
        SELLERD_FIELD(switched, "When that last changed."),
        SELLERD_FIELD(family_read, "When its variation family was looked at."),
        SELLERD_FIELD(note, "What there is to say about it."),
    };
  }
};

}  // namespace sellerd
