// org.sellerd.Items: the seller's own items. org.sellerd.Listings: what marketplaces sell, and which item
// that is.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "common/api/method.h"
#include "common/fields.h"
#include "common/model/item.h"
#include "common/model/push.h"
#include "common/model/stock.h"

namespace sellerd::api {

// An item with what there is of it.
struct ItemRow {
  std::string sku;
  std::string name;
  ItemState state = ItemState::confirmed;
  std::int64_t on_hand = 0;
  std::int64_t committed = 0;
  std::int64_t available = 0;
  std::int64_t listings = 0;

  static constexpr std::string_view kTypeName = "ItemRow";
  static constexpr auto fields() {
    using Self = ItemRow;
    return Fields{
        SELLERD_FIELD(sku, "The seller's own SKU.", .column = true),
        SELLERD_FIELD(name, "Name.", .column = true),
        SELLERD_FIELD(state, "unconfirmed, confirmed or retired.", .column = true),
        SELLERD_FIELD(on_hand, "Units in all warehouses, those of marketplaces included.", .column = true),
        SELLERD_FIELD(committed, "Units that orders have reserved.", .column = true),
        SELLERD_FIELD(available, "Units that can be sold.", .column = true),
        SELLERD_FIELD(listings, "Listings that sell it.", .column = true),
    };
  }
};

struct ListItems {
  static constexpr MethodInfo kInfo{.name = "org.sellerd.Items.List",
                                    .access = Access::read,
                                    .replies = Replies::list,
                                    .command = "items",
                                    .doc = "Lists the seller's items with what there is of them, by SKU."};
  struct Request {
    std::optional<ItemState> state;
    std::optional<std::int64_t> limit;

    static constexpr std::string_view kTypeName = "ListItemsRequest";
    static constexpr auto fields() {
      using Self = Request;
      return Fields{
          SELLERD_FIELD(state,
                        "Only this state: unconfirmed, confirmed or retired. Retired ones are left out "
                        "otherwise."),
          SELLERD_FIELD(limit, "At most so many."),
      };
    }
  };
  struct Reply {
    ItemRow item;

    static constexpr std::string_view kTypeName = "ListItemsReply";
    static constexpr auto fields() {
      using Self = Reply;
      return Fields{SELLERD_FIELD(item, "An item.")};
    }
  };
};

// What adding, confirming and changing an item ask for and answer.
struct AddItem {
  static constexpr MethodInfo kInfo{.name = "org.sellerd.Items.Add",
                                    .access = Access::operate,
                                    .command = "items add",
                                    .doc =
                                        "Makes an item. A listing with its SKU will sell it; so will one "
                                        "with its name."};
  struct Request {
    std::string sku;
    std::optional<std::string> name;

    static constexpr std::string_view kTypeName = "AddItemRequest";
    static constexpr auto fields() {
      using Self = Request;
      return Fields{
          SELLERD_FIELD(sku, "The item's SKU.", .positional = true),
          SELLERD_FIELD(name, "Its name."),
      };
    }
  };
  struct Reply {
    Item item;

    static constexpr std::string_view kTypeName = "AddItemReply";
    static constexpr auto fields() {
      using Self = Reply;
      return Fields{SELLERD_FIELD(item, "The item.")};
    }
  };
};

struct ConfirmItem {
  static constexpr MethodInfo kInfo{.name = "org.sellerd.Items.Confirm",
                                    .access = Access::operate,
                                    .command = "items confirm",
                                    .doc =
                                        "Takes an unconfirmed item for what it is: its orders are frozen no "
                                        "longer and its quantity may be sent. Check its stock first."};
  struct Request {
    std::string sku;

    static constexpr std::string_view kTypeName = "ConfirmItemRequest";
    static constexpr auto fields() {
      using Self = Request;
      return Fields{SELLERD_FIELD(sku, "The item's SKU.", .positional = true)};
    }
  };
  using Reply = AddItem::Reply;
};

struct UpdateItem {
  static constexpr MethodInfo kInfo{.name = "org.sellerd.Items.Update",
                                    .access = Access::operate,
                                    .command = "items update",
                                    .doc = "Changes an item, and confirms it."};
  using Request = AddItem::Request;
  using Reply = AddItem::Reply;
};

struct DeleteItem {
  static constexpr MethodInfo kInfo{.name = "org.sellerd.Items.Delete",
                                    .access = Access::operate,
                                    .command = "items delete",
                                    .doc =
                                        "Retires an item without stock and without open orders. Its listings "
                                        "sell nothing then; no sync brings it back."};
  using Request = ConfirmItem::Request;
  using Reply = AddItem::Reply;
};

struct ConfirmAllItems {
  static constexpr MethodInfo kInfo{.name = "org.sellerd.Items.ConfirmAll",
                                    .access = Access::operate,
                                    .command = "items confirm-all",
                                    .doc =
                                        "Confirms every unconfirmed item of an integration: for the first "
                                        "day, once the list has been looked through."};
  struct Request {
    std::string integration;

    static constexpr std::string_view kTypeName = "ConfirmAllItemsRequest";
    static constexpr auto fields() {
      using Self = Request;
      return Fields{
          SELLERD_FIELD(integration, "The integration that they were imported from.", .positional = true)};
    }
  };
  struct Reply {
    std::int64_t confirmed = 0;

    static constexpr std::string_view kTypeName = "ConfirmAllItemsReply";
    static constexpr auto fields() {
      using Self = Reply;
      return Fields{SELLERD_FIELD(confirmed, "How many there were.")};
    }
  };
};

struct ItemsInterface {
  static constexpr std::string_view kName = "org.sellerd.Items";
  static constexpr std::string_view kDoc = "The seller's own items.";
  using Methods = MethodList<ListItems, AddItem, ConfirmItem, UpdateItem, DeleteItem, ConfirmAllItems>;
};

struct ListListings {
  static constexpr MethodInfo kInfo{.name = "org.sellerd.Listings.List",
                                    .access = Access::read,
                                    .replies = Replies::list,
                                    .command = "listings",
                                    .doc = "Lists the marketplaces' listings, by SKU."};
  struct Request {
    std::optional<std::string> integration;
    std::optional<std::int64_t> limit;

    static constexpr std::string_view kTypeName = "ListListingsRequest";
    static constexpr auto fields() {
      using Self = Request;
      return Fields{
          SELLERD_FIELD(integration, "Only this integration."),
          SELLERD_FIELD(limit, "At most so many."),
      };
    }
  };
  struct Reply {
    Listing listing;

    static constexpr std::string_view kTypeName = "ListListingsReply";
    static constexpr auto fields() {
      using Self = Reply;
      return Fields{SELLERD_FIELD(listing, "A listing.")};
    }
  };
};

struct ListLinks {
  static constexpr MethodInfo kInfo{.name = "org.sellerd.Listings.Links",
                                    .access = Access::read,
                                    .replies = Replies::list,
                                    .command = "listings links",
                                    .doc = "Lists which item each listing sells, and why."};
  struct Request {
    std::optional<std::string> integration;
    std::optional<LinkReason> reason;
    std::optional<std::int64_t> limit;

    static constexpr std::string_view kTypeName = "ListLinksRequest";
    static constexpr auto fields() {
      using Self = Request;
      return Fields{
          SELLERD_FIELD(integration, "Only this integration."),
          SELLERD_FIELD(reason, "Only those linked for this reason."),
          SELLERD_FIELD(limit, "At most so many."),
      };
    }
  };
  struct Reply {
    ListingLink link;

    static constexpr std::string_view kTypeName = "ListLinksReply";
    static constexpr auto fields() {
      using Self = Reply;
      return Fields{SELLERD_FIELD(link, "A listing and its item.")};
    }
  };
};

struct LinkListing {
  static constexpr MethodInfo kInfo{.name = "org.sellerd.Listings.Link",
                                    .access = Access::operate,
                                    .command = "listings link",
                                    .doc =
                                        "Says which item a listing sells. What its open orders reserve moves "
                                        "to that item; the item's stock is what counts from then on."};
  struct Request {
    std::string listing;
    std::string item;
    std::optional<std::string> integration;

    static constexpr std::string_view kTypeName = "LinkListingRequest";
    static constexpr auto fields() {
      using Self = Request;
      return Fields{
          SELLERD_FIELD(listing, "The listing's SKU.", .positional = true),
          SELLERD_FIELD(item, "The item's SKU.", .positional = true),
          SELLERD_FIELD(integration, "The listing's integration, where several have the SKU."),
      };
    }
  };
  using Reply = ListLinks::Reply;
};

struct UnlinkListing {
  static constexpr MethodInfo kInfo{
      .name = "org.sellerd.Listings.Unlink",
      .access = Access::operate,
      .command = "listings unlink",
      .doc =
          "Says that a listing sells no item: nothing is sent to it, and orders "
          "of it are frozen."};
  struct Request {
    std::string listing;
    std::optional<std::string> integration;
    bool ignore = false;

    static constexpr std::string_view kTypeName = "UnlinkListingRequest";
    static constexpr auto fields() {
      using Self = Request;
      return Fields{
          SELLERD_FIELD(listing, "The listing's SKU.", .positional = true),
          SELLERD_FIELD(integration, "The listing's integration, where several have the SKU."),
          SELLERD_FIELD(ignore, "It is none of ours: mark it so."),
      };
    }
  };
  using Reply = ListLinks::Reply;
};

struct ListingsInterface {
  static constexpr std::string_view kName = "org.sellerd.Listings";
  static constexpr std::string_view kDoc = "What marketplaces sell, and which item that is.";
  using Methods = MethodList<ListListings, ListLinks, LinkListing, UnlinkListing>;
};

}  // namespace sellerd::api
