#include "daemon/stock/explain.h"

#include <algorithm>
#include <set>

#include "common/shell_word.h"
#include "daemon/books/order_demand.h"
#include "daemon/books/quarantine.h"
#include "daemon/stock/links.h"
#include "daemon/stock/order_booking.h"
#include "daemon/stock/outbox.h"
#include "daemon/stock/shipping.h"
#include "daemon/stock/warehouses.h"

namespace sellerd::stock {
namespace {

constexpr std::size_t kNewestEntries = 12;

std::string number(std::int64_t value) {
  return std::to_string(value);
}

std::string signed_number(std::int64_t value) {
  return (value > 0 ? "+" : "") + number(value);
}

std::string evidence_of(const std::string& request_id, const std::string& body_hash) {
  if (request_id.empty()) return body_hash;
  return "request " + request_id + (body_hash.empty() ? "" : ", bytes " + body_hash);
}

class Chain {
 public:
  Chain(const store::Store& store, std::optional<std::uint32_t> only) : store_(store), only_(only) {}

  std::vector<Step> take() { return std::move(steps_); }

  Result<bool> item(const std::string& sku) {
    auto item = store_.get(store::kItems, sku);
    if (!item) return item.error();
    if (!*item) return false;
    std::string says = "item \"" + (*item)->name + "\", " + std::string(enum_name((*item)->state));
    if (!(*item)->note.empty()) says += ", " + (*item)->note;
    if ((*item)->state == ItemState::unconfirmed) {
      says += ": nothing is sent and its orders are frozen until sellerctl items confirm " + shell_word(sku) +
              " or sellerctl listings link";
    }
    add("item", (*item)->created, says);
    if ((*item)->opened) add("opening", (*item)->opened, "its stock was opened as of then");
    if (auto done = ledger(sku); !done) return done.error();
    if (auto done = levels(sku); !done) return done.error();
    if (auto done = listings_of(sku); !done) return done.error();
    return true;
  }

  Result<bool> listing(const std::string& sku) {
    bool any = false;
    std::set<std::string> items;  // several accounts' listings may sell one
    for (const auto integration : integrations()) {
      auto link = store_.get(store::kLinks, integration, sku);
      if (!link) return link.error();
      if (!*link) continue;
      any = true;
      if ((*link)->item.empty() || (*link)->item == sku) {
        if (auto done = outgoing(**link); !done) return done.error();
        continue;
      }
      if (!items.insert((*link)->item).second) continue;
      auto told = item((*link)->item);
      if (!told) return told.error();
    }
    return any;
  }

  Result<bool> order(const std::string& id) {
    bool any = false;
    for (const auto integration : integrations()) {
      auto order = store_.get(store::kOrders, integration, id);
      if (!order) return order.error();
      if (!*order) continue;
      any = true;
      if (auto told = order_steps(**order); !told) return told.error();
    }
    return any;
  }

  // A record, or a newer version of one, that could not be understood and so is not in the books.
  Result<bool> quarantined(const std::string& id) {
    bool any = false;
    for (const auto integration : integrations()) {
      for (const auto module : {Module::orders, Module::items}) {
        auto entry = store_.get(store::kQuarantine, integration, module, id);
        if (!entry) return entry.error();
        if (!*entry) continue;
        any = true;
        add("failed", (*entry)->last_seen,
            "what " + name_of(integration) +
                " sent of it could not be understood: " + books::quarantine_reason(**entry) + "; run " +
                std::to_string((*entry)->run) + " kept it in quarantine, nothing is lost",
            evidence_of((*entry)->request_id, {}));
        add("next", std::nullopt, "fetch it again: " + books::quarantine_advice(module, id));
      }
    }
    return any;
  }

 private:
  void add(std::string stage, std::optional<Timestamp> when, std::string says, std::string evidence = {}) {
    steps_.push_back({std::move(stage), when, std::move(says), std::move(evidence)});
  }

  std::vector<std::uint32_t> integrations() const {
    if (only_) return {*only_};
    // Orders outlive their integration: every number ever given is looked at.
    const auto highest = store_.get_or_default(store::kCounters, std::string("integration"));
    std::vector<std::uint32_t> all;
    for (std::uint32_t each = 1; highest && each <= highest->value; ++each) all.push_back(each);
    return all;
  }

  std::string name_of(std::uint32_t integration) const {
    const auto found = store_.get(store::kIntegrations, integration);
    if (found && *found) return (*found)->name;
    return "integration " + std::to_string(integration);
  }

  void entry(const StockEntry& entry) {
    std::string says = std::string(enum_name(entry.move)) + " in " + entry.warehouse + ":";
    if (entry.on_hand != 0) says += " on hand " + signed_number(entry.on_hand);
    if (entry.committed != 0) says += " committed " + signed_number(entry.committed);
    if (entry.on_hand == 0 && entry.committed == 0) says += " no change";
    if (!entry.order_id.empty()) says += ", order " + entry.order_id;
    if (!entry.reason.empty()) says += " (" + entry.reason + ")";
    if (!entry.author.empty()) says += " by " + entry.author;
    std::string evidence = "entry " + std::to_string(entry.sequence);
    const auto bytes = evidence_of(entry.request_id, entry.body_hash);
    if (!bytes.empty()) evidence += ", " + bytes;
    add("ledger", entry.when, std::move(says), std::move(evidence));
  }

  Result<void> ledger(const std::string& item) {
    std::vector<StockEntry> newest;
    bool more = false;
    auto scanned = store_.scan(store::kLedger, store::under(store::kLedger, item), store::Direction::backward,
                               [&](const StockEntry& each, std::string_view) -> Result<bool> {
                                 more = newest.size() == kNewestEntries;
                                 if (more) return false;
                                 newest.push_back(each);
                                 return true;
                               });
    if (!scanned) return scanned;
    if (more) add("ledger", std::nullopt, "older entries: sellerctl stock ledger " + item);
    for (auto each = newest.rbegin(); each != newest.rend(); ++each) entry(*each);
    return {};
  }

  Result<void> levels(const std::string& item) {
    auto levels = levels_of(store_, item);
    if (!levels) return levels.error();
    if (levels->empty()) add("stock", std::nullopt, "nothing was ever booked on it");
    for (const auto& level : *levels) {
      add("stock", std::nullopt,
          level.warehouse + ": " + number(level.on_hand) + " on hand, " + number(level.committed) +
              " committed, " + number(std::max<std::int64_t>(level.free(), 0)) + " available",
          "entry " + std::to_string(level.last_entry));
    }
    return {};
  }

  Result<void> listings_of(const std::string& item) {
    auto links = links_of(store_, item);
    if (!links) return links.error();
    bool any = false;
    for (const auto& link : *links) {
      if (only_ && link.integration != *only_) continue;
      any = true;
      if (auto told = outgoing(link); !told) return told;
    }
    if (!any) add("listing", std::nullopt, "no listing sells it");
    return {};
  }

  Result<void> outgoing(const ListingLink& link) {
    auto listing = store_.get(store::kListings, link.integration, link.sku);
    if (!listing) return listing.error();
    std::string says =
        name_of(link.integration) + " " + link.sku + ", linked by " + std::string(enum_name(link.reason));
    if (!link.author.empty()) says += " (" + link.author + ")";
    if (!link.note.empty()) says += ", " + link.note;
    if (*listing && (*listing)->quantity) {
      says += "; showed " + number(*(*listing)->quantity) + " when last listed";
    }
    add("listing", *listing ? std::optional((*listing)->last_seen) : std::nullopt, std::move(says));
    auto decision = decide_push(store_, link);
    if (!decision) return decision.error();
    if (decision->hindrance != Hindrance::none) {
      add("push", std::nullopt, "nothing is sent: " + hindered_by(decision->hindrance, link));
      return {};
    }
    add("rule", std::nullopt, describe(decision->rule));
    auto push = store_.get(store::kPushes, link.integration, link.sku);
    if (!push) return push.error();
    if (!*push) {
      add("push", std::nullopt, "nothing has been worked out yet");
      return {};
    }
    push_steps(**push);
    return {};
  }

  // In words, with the command that helps where there is one.
  std::string hindered_by(Hindrance hindrance, const ListingLink& link) const {
    const auto rule_command = [&] { return "sellerctl stock rule " + name_of(link.integration); };
    switch (hindrance) {
      case Hindrance::none:
        break;
      case Hindrance::no_item:
        return "the listing sells no item (" + std::string(enum_name(link.reason)) + ")";
      case Hindrance::kept_by_marketplace:
        return "the marketplace keeps this listing's stock itself";
      case Hindrance::item_retired:
        return "the item " + link.item + " is retired";
      case Hindrance::item_unconfirmed:
        return "the item " + link.item + " is unconfirmed";
      case Hindrance::off:
        return "sending quantities is off: " + rule_command() + " --push yes";
      case Hindrance::listing_off:
        return "sending quantities of this listing is off: " + rule_command() + " --listing " +
               shell_word(link.sku) + " --push yes";
      case Hindrance::no_integration:
        return "its integration is gone";
    }
    return {};
  }

  static std::string describe(const StockRule& rule) {
    std::string says;
    const auto part = [&says](const std::string& text) { says += (says.empty() ? "" : ", ") + text; };
    if (rule.stop_at) part("nothing at " + number(*rule.stop_at) + " or fewer");
    if (rule.percent) part(std::to_string(*rule.percent) + " % of it");
    if (rule.buffer) part(number(*rule.buffer) + " kept back");
    if (rule.cap) part("at most " + number(*rule.cap));
    return says.empty() ? "everything that is available" : says;
  }

  void push_steps(const Push& push) {
    add("wanted", push.computed,
        number(push.desired) + " of " + number(push.available) + " available are to be shown",
        push.entry == 0 ? std::string() : "entry " + std::to_string(push.entry));
    if (push.sent) {
      std::string evidence;
      if (!push.batch.empty()) evidence = "batch " + push.batch;
      if (!push.submission_id.empty()) evidence = "submission " + push.submission_id;
      if (!push.request_id.empty())
        evidence += (evidence.empty() ? "" : ", ") + ("request " + push.request_id);
      add("sent", push.sent_at, number(*push.sent) + " were sent", std::move(evidence));
    }
    if (push.live_at != Timestamp{}) {
      add("seen", push.live_at,
          "buyers saw " + (push.live ? number(*push.live) : std::string("no quantity")));
    }
    std::string says(enum_name(push.state));
    if (!push.reason.empty()) says += ": " + push.reason;
    if (push.corrections > 0) says += ", set right " + number(push.corrections) + " times";
    add("push", std::nullopt, std::move(says));
    if (push.next_look) add("next", push.next_look, "it is looked at, or tried again, then");
  }

  Result<void> order_steps(const Order& order) {
    auto stock = store_.get(store::kOrderStocks, order.integration, order.order_id);
    if (!stock) return stock.error();
    add("order", order.last_updated,
        name_of(order.integration) + " says " + order.channel_status + "; ours is " +
            std::string(enum_name(order.status)),
        *stock ? evidence_of((*stock)->request_id, (*stock)->body_hash) : std::string());
    if (books::is_fulfilled_by_marketplace(order.fulfilled_by)) {
      add("stock", std::nullopt, "the marketplace ships it from its own warehouse: nothing is booked");
      return {};
    }
    if (!*stock) {
      add("stock", std::nullopt,
          "nothing is booked: it was over before the stock of its items was opened, or has no units left");
      return {};
    }
    for (const auto& sku : (*stock)->frozen) {
      add("frozen", std::nullopt, frozen_by(**stock, sku));
    }
    for (const auto& line : (*stock)->lines) {
      if (auto told = line_steps(**stock, line); !told) return told;
    }
    for (const auto& package : order.packages) {
      if (package.detailed_status.find("RETURN") == std::string::npos) continue;
      add("return", std::nullopt,
          "package " + package.reference + " is " + package.detailed_status +
              ": nothing is put back by itself, see sellerctl stock return");
    }
    auto shipments = shipments_of(store_, order.integration, order.order_id);
    if (!shipments) return shipments.error();
    for (const auto& shipment : *shipments) {
      std::string says = "package " + std::to_string(shipment.package) + " by " + shipment.carrier + " " +
                         shipment.tracking_number + " is " + std::string(enum_name(shipment.state));
      if (!shipment.reason.empty()) says += ": " + shipment.reason;
      add("shipment", shipment.shipped_at, std::move(says));
      if (shipment.next_try) add("next", shipment.next_try, "the marketplace is told, or asked, then");
    }
    return {};
  }

  // Why the order waits, with the command that lets it go on.
  static std::string frozen_by(const OrderStock& stock, const std::string& sku) {
    const auto line = std::find_if(stock.lines.begin(), stock.lines.end(),
                                   [&sku](const OrderStockLine& each) { return each.sku == sku; });
    if (line != stock.lines.end() && !line->item.empty())
      return line->item + " is an item that is unconfirmed: sellerctl items confirm " +
             shell_word(line->item);
    return shown_sku(sku) + " has no item: sellerctl listings link " + shell_word(sku) + " ITEM";
  }

  Result<void> line_steps(const OrderStock& stock, const OrderStockLine& line) {
    if (line.item.empty()) {
      add("line", std::nullopt, shown_sku(line.sku) + ": no item is known for it");
      return {};
    }
    std::string says = shown_sku(line.sku) + " is item " + line.item + " in " + line.warehouse + ": " +
                       number(line.reserved) + " reserved, " + number(line.issued) + " left";
    if (line.returned > 0) says += ", " + number(line.returned) + " put back";
    if (line.settled) says += " before its stock was opened: nothing is booked";
    add("line", std::nullopt, std::move(says));
    auto entries = entries_of(store_, line.item, stock.integration, stock.order_id);
    if (!entries) return entries.error();
    for (const auto& each : *entries) entry(each);
    return {};
  }

  const store::Store& store_;
  std::optional<std::uint32_t> only_;
  std::vector<Step> steps_;
};

}  // namespace

Result<std::vector<Step>> explain(const store::Store& store, const std::string& subject,
                                  std::optional<std::uint32_t> integration) {
  Chain chain(store, integration);
  bool any = false;
  for (const auto look : {&Chain::item, &Chain::listing, &Chain::order}) {
    auto found = (chain.*look)(subject);
    if (!found) return found.error();
    any = *found;
    if (any) break;
  }
  auto quarantined = chain.quarantined(subject);
  if (!quarantined) return quarantined.error();
  if (any || *quarantined) return chain.take();
  return make_error(ErrorCode::not_found, "there is no item, listing or order \"" + subject + "\"", "subject",
                    "sellerctl items; sellerctl orders");
}

}  // namespace sellerd::stock
