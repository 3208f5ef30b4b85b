#include "daemon/stock/outgoing.h"

#include <algorithm>
#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/experimental/awaitable_operators.hpp>
#include <map>
#include <set>

#include "daemon/probe.h"
#include "daemon/stock/catalogue.h"
#include "daemon/stock/fulfilment.h"
#include "daemon/stock/outbox.h"
#include "daemon/stock/push_book.h"
#include "daemon/stock/shipping.h"

namespace sellerd::stock {
namespace {

// As many writes may wait for their answers: enough to use up any quota over a slow line.
constexpr int kWriters = 4;
// Fewer are never worth a batch.
constexpr std::size_t kLeastForBatch = 200;
// Looks are collected for so long, since one call looks at many listings.
constexpr Duration kLookTogether = std::chrono::seconds(5);
// After trouble of our own or of the marketplace's; twice as long each time.
constexpr Duration kTroublePause = std::chrono::minutes(1);
constexpr Duration kLongestTroublePause = std::chrono::hours(1);
constexpr Duration kBatchPause = std::chrono::minutes(5);

}  // namespace

Outgoing::Outgoing(const OutgoingTools& tools, std::uint32_t integration)
    : tools_(tools), integration_(integration), changed_(tools.executor), ended_(tools.executor) {}

void Outgoing::start() {
  for (int writer = 0; writer < kWriters; ++writer) spawn(&Outgoing::write_singly);
  spawn(&Outgoing::write_in_batches);
  spawn(&Outgoing::look);
  spawn(&Outgoing::tell_shipments);
  spawn(&Outgoing::follow_items_runs);
}

void Outgoing::spawn(Loop loop) {
  ++running_;
  auto& signal = signals_->emplace_back();
  boost::asio::co_spawn(
      tools_.executor, carry_out(loop, signals_),
      boost::asio::bind_cancellation_slot(signal.slot(), [this](std::exception_ptr failure) {
        --running_;
        ended_.notify();
        // Cancelled on purpose, or a bug.
        if (failure && !stopping_) std::rethrow_exception(failure);
      }));
}

// The frame keeps the signals that it listens to, also when everything else goes first.
Task<> Outgoing::carry_out(Loop loop, std::shared_ptr<Signals>) {
  co_await (this->*loop)();
}

Task<> Outgoing::stop() {
  stopping_ = true;
  for (auto& signal : *signals_) signal.emit(boost::asio::cancellation_type::terminal);
  while (running_ > 0) co_await ended_.wait();
}

void Outgoing::follow_items() {
  items_ended_ = true;
  wake();
}

Result<std::shared_ptr<Channel>> Outgoing::channel() const {
  return tools_.channel(integration_);
}

Task<> Outgoing::rest(std::uint64_t seen, std::optional<Timestamp> until) {
  using namespace boost::asio::experimental::awaitable_operators;
  if (changed_.count() != seen) co_return;
  if (!until) co_return co_await changed_.wait();
  co_await (tools_.clock.sleep(std::max(*until - tools_.clock.now(), Duration(1))) || changed_.wait());
}

std::vector<Trouble> Outgoing::troubles() const {
  std::vector<Trouble> troubles;
  for (const Duty duty : {Duty::write, Duty::batch, Duty::look, Duty::tell, Duty::follow}) {
    if (const auto& trouble = pause_of(duty).trouble) troubles.push_back({duty, *trouble});
  }
  return troubles;
}

void Outgoing::note_trouble(Duty duty, const Error& error) {
  auto& pause = pause_of(duty);
  pause.trouble = error;
  const bool refused = error.code == ErrorCode::needs_reauth;
  const Duration span = kTroublePause * (1 << std::min(pause.troubles, 10));
  pause.until =
      tools_.clock.now() + (refused ? kLongestTroublePause : std::min<Duration>(span, kLongestTroublePause));
  ++pause.troubles;
}

bool Outgoing::is_queued() {
  const auto first =
      tools_.store.list_keys(store::kPushQueue, store::under(store::kPushQueue, integration_), 1);
  if (!first) note_trouble(Duty::write, first.error());
  return first && !first->empty();
}

Task<> Outgoing::write_singly() {
  while (!stopping_) {
    const auto seen = changed_.count();
    const bool wanted = may_run(Duty::write) && is_queued();
    const auto open = wanted ? channel() : Result<std::shared_ptr<Channel>>(nullptr);
    if (!wanted || !open) {
      co_await rest(seen, quiet_end(Duty::write));
      continue;
    }
    const auto claimed = co_await write([number = integration_](store::Store& store, Timestamp now) {
      return claim(store, number, 1, {}, {}, now);
    });
    if (!claimed) note_trouble(Duty::write, claimed.error());
    if (!claimed || claimed->empty()) {
      co_await rest(seen, quiet_end(Duty::write));
      continue;
    }
    const Push push = claimed->front();
    in_flight_.insert(push.sku);
    CallContext context;
    const auto answer = co_await (*open)->stock().write_quantity({push.sku, *push.sent}, context);
    const auto noted =
        co_await write([number = integration_, sku = push.sku, answer](store::Store& store, Timestamp now) {
          return answer ? note_answer(store, number, *answer, now)
                        : stock::note_trouble(store, number, sku, answer.error(), now);
        });
    in_flight_.erase(push.sku);
    note(Duty::write, answer);
    if (!noted) note_trouble(Duty::write, noted.error());
    wake();
  }
}

// What an earlier process left under way comes first, as does what was handed in and never answered.
Task<> Outgoing::write_in_batches() {
  while (!stopping_) {
    const auto seen = changed_.count();
    if (!in_doubt_) {
      if (!co_await send_batch()) co_await rest(seen, quiet_end(Duty::batch));
    } else if (!may_run(Duty::batch)) {
      co_await rest(seen, tools_.clock.now() + kBatchPause);
    } else if (co_await settle_batches()) {
      in_doubt_.reset();
    } else {
      co_await tools_.clock.sleep(kBatchPause);
    }
  }
}

// Ends every batch under way. False when it cannot be told what became of one.
Task<bool> Outgoing::settle_batches() {
  const auto open = co_await write(
      [number = integration_](store::Store& store, Timestamp) { return open_batches(store, number); });
  if (!open) {
    note_trouble(Duty::batch, open.error());
    co_return false;
  }
  for (const auto& [batch, since] : *open) {
    if (batch != kUnknownBatch) {
      co_await finish_batch(batch);
      continue;
    }
    auto account = channel();
    CallContext context;
    const auto found = account ? co_await (*account)->stock().find_batch(since, context)
                               : Result<std::optional<std::string>>(account.error());
    note(Duty::batch, found);
    if (!found) co_return false;
    if (!*found) {
      co_await give_up_unnamed(*in_doubt_);
      wake();
      continue;
    }
    reached(Probe::batch_found_again);
    co_await name_the_batch(**found);
    co_await finish_batch(**found);
  }
  co_return true;
}

// False when there is nothing to send in this way.
Task<bool> Outgoing::send_batch() {
  if (!may_run(Duty::batch)) co_return false;
  const auto account = channel();
  if (!account) co_return false;
  auto& stock = (*account)->stock();
  // Only what raises: what lowers is urgent and goes alone.
  const auto raises = tools_.store.list_keys(
      store::kPushQueue, store::under(store::kPushQueue, integration_, PushLane::raise), kLeastForBatch);
  const auto totals = tools_.store.get_or_default(store::kPushTotals, integration_);
  if (!raises || !totals || raises->size() < kLeastForBatch) co_return false;
  const auto estimate = stock.estimate_writes(totals->queued);
  if (estimate.in_batch >= estimate.singly) co_return false;
  const auto claimed = co_await write(
      [number = integration_, most = stock.most_in_batch()](store::Store& store, Timestamp now) {
        return claim(store, number, most, std::string(kUnknownBatch), PushLane::raise, now);
      });
  if (!claimed) note_trouble(Duty::batch, claimed.error());
  if (!claimed || claimed->empty()) co_return false;
  std::vector<QuantityWrite> writes;
  for (const auto& push : *claimed) writes.push_back({push.sku, *push.sent});
  CallContext context;
  const auto batch = co_await stock.send_batch(std::move(writes), context);
  note(Duty::batch, batch);
  if (batch) {
    reached(Probe::batch_sent);
    co_await name_the_batch(*batch);
    co_await finish_batch(*batch);
    co_return true;
  }
  if (batch.error().code == ErrorCode::unavailable || batch.error().code == ErrorCode::cancelled) {
    // The marketplace may show it yet, and carry it out over what is written meanwhile.
    reached(Probe::batch_in_doubt);
    in_doubt_ = batch.error().text();
    co_await tools_.clock.sleep(kBatchPause);
    co_return true;
  }
  co_await give_up_unnamed(batch.error().text());
  wake();
  co_return true;
}

// What the marketplace holds must not be forgotten because the disk is in trouble: until it is written.
template <class Step>
Task<> Outgoing::write_in_the_end(Step step) {
  while (!stopping_) {
    const auto written = co_await write(step);
    if (written) co_return;
    note_trouble(Duty::batch, written.error());
    co_await tools_.clock.sleep(kTroublePause);
  }
}

Task<> Outgoing::name_the_batch(std::string batch) {
  return write_in_the_end([number = integration_, batch = std::move(batch)](store::Store& store, Timestamp) {
    return name_batch(store, number, batch);
  });
}

Task<> Outgoing::give_up_unnamed(std::string reason) {
  return write_in_the_end(
      [number = integration_, reason = std::move(reason)](store::Store& store, Timestamp now) {
        return give_up_batch(store, number, std::string(kUnknownBatch), reason, now);
      });
}

Task<> Outgoing::finish_batch(std::string batch) {
  while (!stopping_) {
    const auto account = channel();
    if (!may_run(Duty::batch) || !account) {
      co_await tools_.clock.sleep(kBatchPause);
      continue;
    }
    CallContext context;
    const auto refused = co_await (*account)->stock().await_batch(batch, context);
    // A result that cannot be understood is not understood later either.
    const bool later = !refused && refused.error().code != ErrorCode::refused &&
                       refused.error().code != ErrorCode::not_found &&
                       refused.error().code != ErrorCode::malformed;
    if (later) {
      note_trouble(Duty::batch, refused.error());
      co_await tools_.clock.sleep(kBatchPause);
      continue;
    }
    co_await write_in_the_end([number = integration_, batch, refused](store::Store& store, Timestamp now) {
      return refused ? note_batch(store, number, batch, *refused, now)
                     : give_up_batch(store, number, batch, refused.error().text(), now);
    });
    wake();
    co_return;
  }
}

Task<> Outgoing::look() {
  while (!stopping_) {
    const auto seen = changed_.count();
    if (co_await look_once()) continue;
    const auto next = next_look(tools_.store, integration_);
    std::optional<Timestamp> until = quiet_end(Duty::look);
    if (!next) {
      until = tools_.clock.now() + kTroublePause;
    } else if (*next && may_run(Duty::look)) {
      until = std::max(**next + kLookTogether, tools_.clock.now() + kLookTogether);
    }
    co_await rest(seen, until);
  }
}

// False when no look is due.
Task<bool> Outgoing::look_once() {
  if (!may_run(Duty::look)) co_return false;
  const auto account = channel();
  if (!account) co_return false;
  auto& stock = (*account)->stock();
  const Timestamp now = tools_.clock.now();
  auto due = due_looks(tools_.store, integration_, now, stock.most_to_read());
  if (!due || due->empty()) co_return false;
  if (due->size() < stock.most_to_read()) {
    const auto first = next_look(tools_.store, integration_);
    if (!first || !*first || **first + kLookTogether > now) co_return false;
  }
  std::erase_if(*due, [this](const DueLook& look) { return in_flight_.contains(look.sku); });
  if (due->empty()) {
    co_await tools_.clock.sleep(kLookTogether);
    co_return true;
  }
  CallContext context;
  std::vector<std::string> skus;
  for (const auto& look : *due) skus.push_back(look.sku);
  const auto found = co_await stock.read_live(std::move(skus), context);
  const auto noted = co_await write(
      [number = integration_, due = *due, found](store::Store& store, Timestamp at) -> Result<void> {
        if (!found) reached(Probe::look_put_off);
        if (!found) return put_off_looks(store, number, due, at + kTroublePause);
        auto looked = note_looks(store, number, due, *found, at);
        if (!looked) return looked.error();
        return {};
      });
  note(Duty::look, found);
  if (!noted) note_trouble(Duty::look, noted.error());
  wake();
  co_return true;
}

Task<> Outgoing::tell_shipments() {
  while (!stopping_) {
    const auto seen = changed_.count();
    const auto next = next_shipment(tools_.store, integration_);
    if (!next) note_trouble(Duty::tell, next.error());
    if (!may_run(Duty::tell) || !*next || **next > tools_.clock.now()) {
      const auto quiet = quiet_end(Duty::tell);
      co_await rest(seen, quiet || !next || !tools_.may_run(integration_) ? quiet : *next);
      continue;
    }
    const auto due = co_await write([number = integration_](store::Store& store, Timestamp now) {
      return claim_shipment(store, number, now);
    });
    if (!due) note_trouble(Duty::tell, due.error());
    if (!due || !*due) {
      co_await rest(seen, tools_.clock.now() + kTroublePause);
      continue;
    }
    const auto& claimed = *due;
    const auto account = channel();
    CallContext context;
    Result<void> told = account ? Result<void>() : Result<void>(account.error());
    bool known = false;
    if (account && claimed->in_doubt) {
      reached(Probe::shipment_in_doubt);
      auto asked = co_await is_told(claimed->shipment, context);
      if (!asked) told = asked.error();
      if (asked) known = *asked;
      if (known) reached(Probe::shipment_known_already);
    }
    if (told && !known) {
      const auto& shipment = claimed->shipment;
      ShipmentNotice notice{.order_id = shipment.order_id,
                            .package = std::to_string(shipment.package),
                            .carrier = shipment.carrier,
                            .method = shipment.method,
                            .tracking_number = shipment.tracking_number,
                            .shipped_at = shipment.shipped_at};
      for (const auto& line : shipment.lines) notice.lines.push_back({line.line_id, line.quantity});
      told = co_await (*account)->stock().confirm_shipment(std::move(notice), context);
    }
    const auto noted =
        co_await write([shipment = claimed->shipment, told](store::Store& store, Timestamp now) {
          return told ? note_told(store, shipment) : note_not_told(store, shipment, told.error(), now);
        });
    // A final no about one shipment is no trouble of the account's.
    const bool is_answer = told || told.error().code == ErrorCode::refused ||
                           told.error().code == ErrorCode::not_found ||
                           told.error().code == ErrorCode::invalid_argument;
    is_answer ? note_success(Duty::tell) : note_trouble(Duty::tell, told.error());
    if (!noted) note_trouble(Duty::tell, noted.error());
    wake();
  }
}

Task<Result<bool>> Outgoing::is_told(const Shipment& shipment, CallContext& context) {
  const auto account = channel();
  if (!account) co_return account.error();
  const auto page = co_await (*account)->fetch_order(shipment.order_id, context);
  if (!page) co_return page.error();
  for (const auto& record : page->records) {
    const auto* order = std::get_if<Order>(&record);
    if (order == nullptr) continue;
    for (const auto& package : order->packages) {
      // Several packages may go under one number.
      if (package.reference == std::to_string(shipment.package) &&
          package.tracking_number == shipment.tracking_number)
        co_return true;
    }
  }
  co_return false;
}

Task<> Outgoing::follow_items_runs() {
  while (!stopping_) {
    const auto seen = changed_.count();
    const auto account = channel();
    if (!items_ended_ || !may_run(Duty::follow) || !account) {
      co_await rest(seen, items_ended_ ? quiet_end(Duty::follow) : std::nullopt);
      continue;
    }
    items_ended_ = false;
    // What cannot be read now is read after the next run of items.
    const auto families = co_await read_families(*account);
    // What is wrong with the account may have come out meanwhile.
    const auto warehouse = may_run(Duty::follow) ? co_await read_fulfilment_stock(*account) : Result<void>();
    note(Duty::follow, warehouse ? families : warehouse);
    tools_.books_changed();
  }
}

Task<Result<void>> Outgoing::read_fulfilment_stock(std::shared_ptr<Channel> account) {
  const auto integration = tools_.store.get(store::kIntegrations, integration_);
  if (!integration) co_return integration.error();
  if (!*integration) co_return Result<void>();
  CallContext context;
  const auto found = co_await account->stock().fetch_fulfilment_stock(context);
  if (!found) co_return found.error();
  co_return co_await change(
      [number = integration_, name = (*integration)->name, summary = *found](Work& work) {
        auto changed = take_fulfilment_stock(work, number, name, summary);
        return changed ? Result<void>() : Result<void>(changed.error());
      });
}

Task<Result<void>> Outgoing::read_families(std::shared_ptr<Channel> account) {
  auto& stock = account->stock();
  std::string after;
  while (may_run(Duty::follow)) {
    // At the worker: all links may have to be looked at.
    const auto skus = co_await write(
        [number = integration_, after, most = stock.most_to_read()](store::Store& store, Timestamp) {
          return unread_families(store, number, after, most);
        });
    if (!skus) co_return skus.error();
    if (skus->empty()) break;
    after = skus->back();
    CallContext context;
    const auto found = co_await stock.read_live(*skus, context);
    if (!found) co_return found.error();
    auto noted =
        co_await change([number = integration_, asked = *skus, found = *found](Work& work) -> Result<void> {
          std::map<std::string, std::vector<std::string>> families;
          std::set<std::string> unreadable;
          for (const auto& listing : found) {
            families[listing.sku] = listing.variation;
            if (!listing.unreadable.empty()) unreadable.insert(listing.sku);
          }
          // One that the marketplace does not know is in no family.
          for (const auto& sku : asked) {
            if (unreadable.contains(sku)) continue;
            if (auto done = note_family(work, number, sku, families[sku]); !done) return done;
          }
          return {};
        });
    if (!noted) co_return noted;
  }
  co_return Result<void>();
}

}  // namespace sellerd::stock
