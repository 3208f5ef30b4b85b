// Items and the listings that sell them. Thread: the store worker's.
//
// A listing sells the item with its SKU; else the one confirmed item with its name, as long as no other
// listing of the integration sells that (two variations may have one name); else it becomes an unconfirmed
// item of its own, whose opening stock is what the marketplace shows.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "common/model/item.h"
#include "daemon/stock/ledger.h"

namespace sellerd::stock {

// A listing as a run has brought it. `as_of`: the moment that its quantity describes, rather too early than
// too late.
Result<void> take_listing(Work& work, const Listing& listing, Timestamp as_of);

// What a person does. Errors: not_found, already_exists, conflict, invalid_argument, naming the field.
struct ItemChange {
  std::string sku;
  std::optional<std::string> name;
};
Result<Item> add_item(Work& work, const ItemChange& change);
// Takes an unconfirmed item for what it is.
Result<Item> confirm_item(Work& work, const std::string& sku);
// Changes a name. An unconfirmed item is confirmed with it.
Result<Item> update_item(Work& work, const ItemChange& change);
// Retires an item that has no stock and that no open order wants: its listings sell nothing from then on, and
// later runs do not bring it back.
Result<Item> delete_item(Work& work, const std::string& sku);

// The listing sells that item from now on. What its open orders reserve moves with it; an unconfirmed item
// that nothing sells any more is retired with its stock.
Result<ListingLink> link_listing(Work& work, std::uint32_t integration, const std::string& sku,
                                 const std::string& item, const std::string& author);
// The listing sells nothing any more; `ignore`: nor will it be asked about again.
Result<ListingLink> unlink_listing(Work& work, std::uint32_t integration, const std::string& sku, bool ignore,
                                   const std::string& author);

// Listings behind that SKU whose variation family nobody has looked at yet, at most `limit`.
Result<std::vector<std::string>> unread_families(const store::Store& store, std::uint32_t integration,
                                                 const std::string& after, std::size_t limit);
// A listing's variation family: one that tells more than three things apart cannot be an item group, so an
// imported listing of it is refused, and its item retired. What a person has linked stays. Does nothing for a
// listing that is gone.
inline constexpr std::size_t kMostVariationAttributes = 3;
Result<void> note_family(Work& work, std::uint32_t integration, const std::string& sku,
                         const std::vector<std::string>& attributes);

// The item by its SKU. Errors: not_found.
Result<Item> find_item(const store::Store& store, const std::string& sku, std::string_view field = "sku");

}  // namespace sellerd::stock
