#include "daemon/stock/catalogue.h"

#include <algorithm>
#include <set>

#include "common/shell_word.h"
#include "daemon/books/order_demand.h"
#include "daemon/stock/links.h"
#include "daemon/stock/order_booking.h"
#include "daemon/stock/outbox.h"
#include "daemon/stock/warehouses.h"

namespace sellerd::stock {
namespace {

constexpr std::size_t kLongestText = 500;

void put_item(Work& work, const Item& item) {
  work.draft.put(store::kItems, item, item.sku);
  work.touched.insert(item.sku);
}

void put_link(Work& work, const std::optional<ListingLink>& before, const ListingLink& link) {
  if (before && !before->item.empty()) {
    work.draft.erase(store::kLinksByItem, before->item, link.integration, link.sku);
    work.touched.insert(before->item);
  }
  work.draft.put(store::kLinks, link, link.integration, link.sku);
  if (link.item.empty()) return;
  work.draft.put(store::kLinksByItem, store::IndexEntry{}, link.item, link.integration, link.sku);
  work.touched.insert(link.item);
}

// The one confirmed item of that name that no other listing of the integration sells; nothing where that is
// not clear.
Result<std::optional<Item>> find_by_name(const store::Store& store, const Listing& listing) {
  // Things without a name have nothing in common.
  if (listing.title.empty()) return std::optional<Item>{};
  auto names = store.list_keys(store::kItemsByName, store::under(store::kItemsByName, listing.title));
  if (!names) return names.error();
  std::vector<Item> found;
  for (const auto& [name, sku] : *names) {
    auto item = store.get(store::kItems, sku);
    if (!item) return item.error();
    if (*item && (*item)->state == ItemState::confirmed) found.push_back(std::move(**item));
  }
  if (found.size() != 1) return std::optional<Item>{};
  auto links = links_of(store, found.front().sku);
  if (!links) return links.error();
  const bool taken = std::any_of(links->begin(), links->end(), [&](const ListingLink& link) {
    return link.integration == listing.integration;
  });
  if (taken) return std::optional<Item>{};
  return std::optional<Item>(std::move(found.front()));
}

bool has_quantity(const Listing& listing) {
  return listing.quantity && !books::is_fulfilled_by_marketplace(listing.fulfilled_by);
}

std::string opening_cause(const std::string& item) {
  return "opening/" + item;
}

// Opening stock, once for an item.
Result<void> open_stock(Work& work, Item& item, const Listing& listing, Timestamp as_of) {
  auto warehouse = warehouse_for_orders(work, listing.integration);
  if (!warehouse) return warehouse.error();
  item.opened = as_of;
  auto booked = book(work, {.item = item.sku,
                            .warehouse = *warehouse,
                            .move = StockMove::opening,
                            .on_hand = *listing.quantity,
                            .cause = opening_cause(item.sku),
                            .reason = "what the marketplace showed",
                            .integration = listing.integration});
  if (!booked) return booked.error();
  return {};
}

// What took the item's place, and the place of that: the last of them, or the item itself.
Result<Item> find_heir(const store::Store& store, Item item) {
  std::set<std::string> seen;
  while (!item.merged_into.empty() && seen.insert(item.sku).second) {
    auto next = find_item(store, item.merged_into);
    if (!next) return next;
    item = std::move(*next);
  }
  return item;
}

Result<ListingLink> match(Work& work, const Listing& listing, Timestamp as_of) {
  ListingLink link{.integration = listing.integration,
                   .sku = listing.sku,
                   .since = work.now,
                   .fulfilled_by = listing.fulfilled_by};
  auto same_sku = work.draft.get(store::kItems, listing.sku);
  if (!same_sku) return same_sku.error();
  if (*same_sku) {
    auto heir = find_heir(work.draft.view(), **same_sku);
    if (!heir) return heir.error();
    if (heir->state == ItemState::retired) {
      link.reason = LinkReason::ignored;
      link.note = "its item was deleted; sellerctl listings link brings it back";
      return link;
    }
    link.item = heir->sku;
    link.reason = heir->sku == listing.sku ? LinkReason::sku : LinkReason::hand;
    return link;
  }
  auto same_name = find_by_name(work.draft.view(), listing);
  if (!same_name) return same_name.error();
  if (*same_name) {
    link.item = (*same_name)->sku;
    link.reason = LinkReason::name;
    return link;
  }
  Item item{.sku = listing.sku,
            .name = listing.title,
            .state = ItemState::unconfirmed,
            .created = work.now,
            .origin = listing.integration,
            .opened = as_of};
  if (has_quantity(listing)) {
    if (auto opened = open_stock(work, item, listing, as_of); !opened) return opened.error();
  }
  put_item(work, item);
  work.draft.put(store::kItemsByName, store::IndexEntry{}, item.name, item.sku);
  link.item = item.sku;
  link.reason = LinkReason::imported;
  return link;
}

// A listing that is linked already: who ships it may have changed.
Result<void> follow(Work& work, ListingLink link, const Listing& listing, Timestamp as_of) {
  if (link.fulfilled_by == listing.fulfilled_by) return {};
  const ListingLink before = link;
  link.note = "was shipped by " + link.fulfilled_by + " before";
  link.fulfilled_by = listing.fulfilled_by;
  link.switched = work.now;
  put_link(work, before, link);
  if (link.item.empty()) return {};
  // The merchant ships an imported item for the first time: only now is there a stock of his to open.
  auto item = find_item(work.draft.view(), link.item);
  if (!item) return item.error();
  const bool is_own = item->state == ItemState::unconfirmed && item->origin == link.integration;
  if (!is_own || !has_quantity(listing)) return {};
  auto opened_before = is_booked(work.draft.view(), opening_cause(item->sku));
  if (!opened_before) return opened_before.error();
  if (*opened_before) return {};
  if (auto opened = open_stock(work, *item, listing, as_of); !opened) return opened.error();
  put_item(work, *item);
  return {};
}

// What buyers are to see and what the listing shows. Where they differ it is looked at now, and set right by
// what the look finds; where a write that was lost before has arrived after all, nobody waits for the look
// that was put off.
Result<void> compare_shown(Work& work, const Listing& listing, Timestamp as_of) {
  auto push = work.draft.get(store::kPushes, listing.integration, listing.sku);
  if (!push) return push.error();
  if (!*push || !has_quantity(listing)) return {};
  const bool is_right = *listing.quantity == (*push)->desired;
  const bool waits = (*push)->state == PushState::accepted;
  const bool tells_news = waits || (!is_right && (*push)->state == PushState::verified);
  if (!tells_news || (*push)->sent_at >= as_of || (*push)->computed >= as_of) return {};
  Push looked_at = **push;
  looked_at.state = PushState::accepted;
  looked_at.next_look = work.now;
  return put_push(work.draft, *push, looked_at);
}

// An imported item that nothing sells any more goes, and its stock with it: it never was a thing of its own.
Result<void> retire_if_orphaned(Work& work, const std::string& sku, const std::string& merged_into) {
  auto item = work.draft.get(store::kItems, sku);
  if (!item) return item.error();
  if (!*item || (*item)->state != ItemState::unconfirmed) return {};
  auto links = links_of(work.draft.view(), sku);
  if (!links) return links.error();
  if (!links->empty()) return {};
  auto levels = levels_of(work.draft.view(), sku);
  if (!levels) return levels.error();
  for (const auto& level : *levels) {
    if (level.on_hand == 0) continue;
    auto sequence = work.draft.next_number("stock relink");
    if (!sequence) return sequence.error();
    auto booked =
        book(work, {.item = sku,
                    .warehouse = level.warehouse,
                    .move = StockMove::relink,
                    .on_hand = -level.on_hand,
                    .cause = "retire/" + std::to_string(*sequence) + "/" + level.warehouse + "/" + sku,
                    .reason = "its listing sells " +
                              (merged_into.empty() ? std::string("nothing") : merged_into) + " now"});
    if (!booked) return booked.error();
  }
  (*item)->state = ItemState::retired;
  (*item)->merged_into = merged_into;
  (*item)->note = merged_into.empty() ? "unlinked" : "merged into " + merged_into;
  put_item(work, **item);
  work.draft.erase(store::kItemsByName, (*item)->name, sku);
  return {};
}

Result<ListingLink> change_link(Work& work, ListingLink link, const std::string& item, LinkReason reason,
                                const std::string& author) {
  const ListingLink before = link;
  link.item = item;
  link.reason = reason;
  link.since = work.now;
  link.author = author;
  link.note.clear();
  put_link(work, before, link);
  if (auto moved = rebook_open_orders(work, link); !moved) return moved.error();
  if (!before.item.empty() && before.item != item) {
    if (auto retired = retire_if_orphaned(work, before.item, item); !retired) return retired.error();
  }
  if (item.empty()) {
    if (auto dropped = drop_push(work.draft, link.integration, link.sku); !dropped) return dropped.error();
  }
  return link;
}

Result<void> check_text(const std::string& text, std::string_view field) {
  const bool printable =
      std::all_of(text.begin(), text.end(), [](unsigned char byte) { return byte >= 0x20 && byte != 0x7f; });
  if (!text.empty() && text.size() <= kLongestText && printable) return {};
  return make_error(ErrorCode::invalid_argument,
                    "must be 1 to " + std::to_string(kLongestText) + " bytes without control characters",
                    std::string(field));
}

}  // namespace

Result<Item> find_item(const store::Store& store, const std::string& sku, std::string_view field) {
  auto item = store.get(store::kItems, sku);
  if (!item) return item.error();
  if (*item) return std::move(**item);
  return make_error(ErrorCode::not_found, "there is no item \"" + sku + "\"", std::string(field),
                    "sellerctl items");
}

Result<void> take_listing(Work& work, const Listing& listing, Timestamp as_of) {
  auto held = work.draft.get(store::kLinks, listing.integration, listing.sku);
  if (!held) return held.error();
  if (*held) {
    if (auto followed = follow(work, **held, listing, as_of); !followed) return followed;
    return compare_shown(work, listing, as_of);
  }
  auto link = match(work, listing, as_of);
  if (!link) return link.error();
  put_link(work, std::nullopt, *link);
  if (link->item.empty()) return {};
  return rebook_open_orders(work, *link);
}

Result<Item> add_item(Work& work, const ItemChange& change) {
  if (auto good = check_text(change.sku, "sku"); !good) return good.error();
  const std::string name = change.name.value_or(change.sku);
  if (auto good = check_text(name, "name"); !good) return good.error();
  auto held = work.draft.get(store::kItems, change.sku);
  if (!held) return held.error();
  if (*held && (*held)->state != ItemState::retired) {
    return make_error(ErrorCode::already_exists, "there is an item of this SKU", "sku",
                      "sellerctl items update " + shell_word(change.sku));
  }
  Item item{.sku = change.sku, .name = name, .created = work.now, .opened = work.now};
  put_item(work, item);
  work.draft.put(store::kItemsByName, store::IndexEntry{}, item.name, item.sku);
  return item;
}

Result<Item> confirm_item(Work& work, const std::string& sku) {
  auto item = find_item(work.draft.view(), sku);
  if (!item) return item.error();
  if (item->state == ItemState::confirmed) return item;
  if (item->state == ItemState::retired) {
    return make_error(ErrorCode::conflict, "the item " + sku + " is retired (" + item->note + ")", "sku");
  }
  item->state = ItemState::confirmed;
  put_item(work, *item);
  if (auto thawed = refreeze_open_orders(work, sku); !thawed) return thawed.error();
  return item;
}

Result<Item> update_item(Work& work, const ItemChange& change) {
  auto item = find_item(work.draft.view(), change.sku);
  if (!item) return item.error();
  if (change.name && *change.name != item->name) {
    if (auto good = check_text(*change.name, "name"); !good) return good.error();
    work.draft.erase(store::kItemsByName, item->name, item->sku);
    item->name = *change.name;
    work.draft.put(store::kItemsByName, store::IndexEntry{}, item->name, item->sku);
    put_item(work, *item);
  }
  return confirm_item(work, change.sku);
}

Result<Item> delete_item(Work& work, const std::string& sku) {
  auto item = find_item(work.draft.view(), sku);
  if (!item) return item.error();
  auto levels = levels_of(work.draft.view(), sku);
  if (!levels) return levels.error();
  for (const auto& level : *levels) {
    if (level.committed != 0) {
      return make_error(ErrorCode::conflict,
                        "orders have reserved " + std::to_string(level.committed) + " of it", "sku",
                        "sellerctl why " + shell_word(sku));
    }
    if (level.on_hand != 0 && item->state == ItemState::confirmed) {
      return make_error(ErrorCode::conflict,
                        std::to_string(level.on_hand) + " are in stock in " + level.warehouse, "sku",
                        "sellerctl stock count " + shell_word(sku) + " 0");
    }
  }
  auto links = links_of(work.draft.view(), sku);
  if (!links) return links.error();
  for (const auto& link : *links) {
    auto changed = change_link(work, link, {}, LinkReason::ignored, link.author);
    if (!changed) return changed.error();
  }
  // One that no listing sells keeps its stock else.
  if (auto retired = retire_if_orphaned(work, sku, {}); !retired) return retired.error();
  item = find_item(work.draft.view(), sku);
  if (!item) return item.error();
  work.draft.erase(store::kItemsByName, item->name, sku);
  item->state = ItemState::retired;
  item->note = "deleted";
  put_item(work, *item);
  return item;
}

Result<ListingLink> link_listing(Work& work, std::uint32_t integration, const std::string& sku,
                                 const std::string& item, const std::string& author) {
  auto link = find_link(work.draft.view(), integration, sku);
  if (!link) return link.error();
  auto chosen = find_item(work.draft.view(), item, "item");
  if (!chosen) return chosen.error();
  if (chosen->state == ItemState::retired) {
    return make_error(ErrorCode::conflict, "the item is retired (" + chosen->note + ")", "item",
                      "sellerctl items add " + shell_word(item));
  }
  if (link->item == item) return link;
  return change_link(work, std::move(*link), item, LinkReason::hand, author);
}

Result<ListingLink> unlink_listing(Work& work, std::uint32_t integration, const std::string& sku, bool ignore,
                                   const std::string& author) {
  auto link = find_link(work.draft.view(), integration, sku);
  if (!link) return link.error();
  return change_link(work, std::move(*link), {}, ignore ? LinkReason::ignored : LinkReason::hand, author);
}

Result<std::vector<std::string>> unread_families(const store::Store& store, std::uint32_t integration,
                                                 const std::string& after, std::size_t limit) {
  std::vector<std::string> skus;
  auto range = store::under(store::kLinks, integration);
  if (!after.empty()) range.from = store::kLinks.key(integration, after) + '\0';
  auto scanned = store.scan(store::kLinks, range, store::Direction::forward,
                            [&](const ListingLink& link, std::string_view) -> Result<bool> {
                              if (!link.family_read) skus.push_back(link.sku);
                              return skus.size() < limit;
                            });
  if (!scanned) return scanned.error();
  return skus;
}

Result<void> note_family(Work& work, std::uint32_t integration, const std::string& sku,
                         const std::vector<std::string>& attributes) {
  auto held = work.draft.get(store::kLinks, integration, sku);
  if (!held) return held.error();
  if (!*held) return {};
  ListingLink link = **held;
  link.family_read = work.now;
  const bool too_many = attributes.size() > kMostVariationAttributes && link.reason == LinkReason::imported;
  if (too_many) {
    auto refused = change_link(work, link, {}, LinkReason::refused, {});
    if (!refused) return refused.error();
    link = std::move(*refused);
    link.note = "its variation family tells " + std::to_string(attributes.size()) + " things apart (";
    for (const auto& name : attributes) link.note += (&name == &attributes.front() ? "" : ", ") + name;
    link.note += "); a group of items holds at most " + std::to_string(kMostVariationAttributes) +
                 ": sellerctl listings link sells it as an item of its own";
  }
  work.draft.put(store::kLinks, link, integration, sku);
  return {};
}

}  // namespace sellerd::stock
