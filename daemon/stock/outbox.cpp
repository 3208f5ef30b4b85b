#include "daemon/stock/outbox.h"

#include "daemon/books/desired_quantity.h"
#include "daemon/books/order_demand.h"
#include "daemon/stock/links.h"
#include "daemon/stock/warehouses.h"

namespace sellerd::stock {
namespace {

// What buyers see, as far as anybody knows.
std::optional<std::int64_t> shown(const std::optional<Push>& push, const Listing& listing) {
  if (push && push->sent && (!push->live || push->live_at < push->sent_at)) return push->sent;
  if (push && push->live) return push->live;
  return listing.quantity;
}

// Takes the record out of its places in the queue and among the looks, and out of the totals.
void take_out(store::Draft& draft, PushTotals& totals, const Push& push) {
  --totals.of(push.state);
  totals.corrections -= push.corrections;
  if (push.state == PushState::queued) {
    draft.erase(store::kPushQueue, push.integration, push.lane, push.sku);
  }
  if (push.next_look) draft.erase(store::kPushLooks, push.integration, *push.next_look, push.sku);
}

Result<void> put_desired(Work& work, const ListingLink& link, const Listing& listing, const StockRule& rule) {
  auto available = available_to(work.draft.view(), link.integration, link.item);
  if (!available) return available.error();
  auto levels = levels_of(work.draft.view(), link.item);
  if (!levels) return levels.error();
  auto held = work.draft.get(store::kPushes, link.integration, link.sku);
  if (!held) return held.error();
  Push push = held->value_or(Push{.integration = link.integration, .sku = link.sku});
  const std::int64_t desired = books::desired_quantity(*available, rule);
  const bool changed = !*held || push.desired != desired || push.item != link.item;
  if (!changed && push.available == *available) return {};
  push.item = link.item;
  push.desired = desired;
  push.available = *available;
  push.computed = work.now;
  push.entry = 0;
  for (const auto& level : *levels) push.entry = std::max(push.entry, level.last_entry);
  if (changed && !*held && listing.quantity == desired) {
    // It may show the right figure already: looked at, not written.
    push.state = PushState::accepted;
    push.next_look = work.now;
  } else if (changed && push.state != PushState::sent) {
    push.lane = lane_of(desired, shown(*held, listing));
    push.state = PushState::queued;
    push.next_look.reset();
    push.reason.clear();
  }
  return put_push(work.draft, *held, push);
}

}  // namespace

PushLane lane_of(std::int64_t desired, const std::optional<std::int64_t>& shown) {
  return desired == 0 || !shown || desired < *shown ? PushLane::lower : PushLane::raise;
}

Result<PushDecision> decide_push(const store::Store& store, const ListingLink& link) {
  const auto hindered_by = [](Hindrance hindrance) { return PushDecision{hindrance, {}}; };
  if (link.item.empty()) return hindered_by(Hindrance::no_item);
  if (books::is_fulfilled_by_marketplace(link.fulfilled_by))
    return hindered_by(Hindrance::kept_by_marketplace);
  auto item = store.get(store::kItems, link.item);
  if (!item) return item.error();
  if (!*item || (*item)->state == ItemState::retired) return hindered_by(Hindrance::item_retired);
  if ((*item)->state == ItemState::unconfirmed) return hindered_by(Hindrance::item_unconfirmed);
  auto common = store.get_or_default(store::kStockRules, link.integration, std::string());
  if (!common) return common.error();
  if (!common->push.value_or(false)) return hindered_by(Hindrance::off);
  auto own = store.get_or_default(store::kStockRules, link.integration, link.sku);
  if (!own) return own.error();
  PushDecision decision{Hindrance::none, books::combine(*common, *own)};
  if (!decision.rule.push.value_or(false)) return hindered_by(Hindrance::listing_off);
  auto integration = store.get(store::kIntegrations, link.integration);
  if (!integration) return integration.error();
  if (!*integration) return hindered_by(Hindrance::no_integration);
  return decision;
}

Result<void> refresh_listing(Work& work, const ListingLink& link) {
  auto decision = decide_push(work.draft.view(), link);
  if (!decision) return decision.error();
  if (decision->hindrance != Hindrance::none) return drop_push(work.draft, link.integration, link.sku);
  auto listing = work.draft.get(store::kListings, link.integration, link.sku);
  if (!listing) return listing.error();
  if (!*listing) return drop_push(work.draft, link.integration, link.sku);
  return put_desired(work, link, **listing, decision->rule);
}

Result<void> refresh_touched(Work& work) {
  for (const auto& item : work.touched) {
    auto links = links_of(work.draft.view(), item);
    if (!links) return links.error();
    for (const auto& link : *links) {
      if (auto refreshed = refresh_listing(work, link); !refreshed) return refreshed;
    }
  }
  work.touched.clear();
  return {};
}

Result<void> refresh_integration(Work& work, std::uint32_t integration) {
  auto links = work.draft.view().list(store::kLinks, store::under(store::kLinks, integration));
  if (!links) return links.error();
  for (const auto& link : *links) {
    if (auto refreshed = refresh_listing(work, link); !refreshed) return refreshed;
  }
  return {};
}

Result<void> put_push(store::Draft& draft, const std::optional<Push>& before, const Push& push) {
  auto totals = draft.get_or_default(store::kPushTotals, push.integration);
  if (!totals) return totals.error();
  if (before) take_out(draft, *totals, *before);
  ++totals->of(push.state);
  totals->corrections += push.corrections;
  if (push.state == PushState::queued) {
    draft.put(store::kPushQueue, store::IndexEntry{}, push.integration, push.lane, push.sku);
  }
  if (push.next_look) {
    draft.put(store::kPushLooks, store::IndexEntry{}, push.integration, *push.next_look, push.sku);
  }
  draft.put(store::kPushes, push, push.integration, push.sku);
  draft.put(store::kPushTotals, *totals, push.integration);
  return {};
}

Result<void> drop_push(store::Draft& draft, std::uint32_t integration, const std::string& sku) {
  auto held = draft.get(store::kPushes, integration, sku);
  if (!held) return held.error();
  if (!*held) return {};
  auto totals = draft.get_or_default(store::kPushTotals, integration);
  if (!totals) return totals.error();
  take_out(draft, *totals, **held);
  draft.erase(store::kPushes, integration, sku);
  draft.put(store::kPushTotals, *totals, integration);
  return {};
}

}  // namespace sellerd::stock
