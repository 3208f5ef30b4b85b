#include "daemon/sync/page_writer.h"

#include <algorithm>
#include <map>
#include <set>

#include "common/charset.h"
#include "daemon/books/quarantine.h"
#include "daemon/probe.h"
#include "daemon/stock/catalogue.h"
#include "daemon/stock/order_booking.h"
#include "daemon/stock/outbox.h"
#include "daemon/sync/checkpoints.h"
#include "daemon/sync/customer_book.h"
#include "daemon/sync/personal_writer.h"
#include "daemon/sync/record_rules.h"

namespace sellerd::sync {
namespace {

// As it is stored. As JSON, where a control character takes six, it still fits into a message of the
// protocol.
constexpr std::size_t kLongestRecord = 512u << 10;
constexpr std::size_t kLongestShownId = 100;

template <class Kind>
std::optional<Undecodable> too_long(const Kind& record, std::string_view id) {
  const auto size = store::encode_record({}, record).size();
  if (size <= kLongestRecord) return std::nullopt;
  return Undecodable{std::string(cut_utf8(id, kLongestShownId)),
                     make_error(ErrorCode::malformed, "a record of " + std::to_string(size) +
                                                          " bytes is longer than any that is kept"),
                     {}};
}

std::string failed_text(const Run& run) {
  const bool one = run.counts.failed == 1;
  const auto records =
      std::to_string(run.counts.failed) + (one ? " record could not be " : " records could not be ");
  if (run.resync_of != 0) return records + "fetched again or not be understood";
  return records + (one ? "understood and is in quarantine" : "understood and are in quarantine");
}

bool is_news(Outcome outcome) {
  return outcome == Outcome::created || outcome == Outcome::updated;
}

// What an order does to the stock. One that is over when first seen may lie outside the scope of the books;
// it took its units all the same.
Result<void> move_stock(stock::Work& work, const Order& order, Outcome outcome, const Page<Order>& page,
                        const Run&) {
  if (!is_news(outcome) && outcome != Outcome::skipped) return {};
  return stock::book_order(work, order, {page.request_id, page.body_hash});
}

Result<void> move_stock(stock::Work& work, const Listing& listing, Outcome, const Page<Listing>& page,
                        const Run& run) {
  return stock::take_listing(work, listing, std::min(page.bound.value_or(run.started), run.started));
}

// What was invoiced has left already, by its order.
Result<void> move_stock(stock::Work&, const TaxReportRow&, Outcome, const Page<TaxReportRow>&, const Run&) {
  return {};
}

// One page on its way into one batch. Failures are remembered and end the page: nothing of it is written.
template <class Kind, class Rules>
class PageWriter {
 public:
  PageWriter(store::Store& store, PersonalWriter personal, RunProgress progress, Timestamp now)
      : store_(store), personal_(std::move(personal)), progress_(std::move(progress)), now_(now) {}

  Result<RunProgress> write(Page<Kind> page) {
    auto totals =
        store_.get_or_default(store::kTotals, run().integration, Module::items, store::CursorKind::totals);
    if (!totals) return totals.error();
    totals_ = *totals;
    for (auto& record : page.records) {
      auto written = std::visit([&](auto& each) { return take(each, page); }, record);
      if (!written) return written.error();
    }
    for (const auto& id : page.missing) {
      auto noted = note_outcome({.run = run().id,
                                 .integration = run().integration,
                                 .record_id = id,
                                 .outcome = Outcome::failed,
                                 .reason = "the marketplace does not know it any more",
                                 .advice = "what the books hold of it stays"});
      if (!noted) return noted.error();
    }
    if (auto finished = customers_.finish(); !finished) return finished.error();
    if (auto refreshed = stock::refresh_touched(work_); !refreshed) return refreshed.error();
    if (auto finished = finish_page(page); !finished) return finished.error();
    batch_.put(store::kTotals, totals_, run().integration, Module::items, store::CursorKind::totals);
    batch_.put(store::kRuns, run(), run().id, run().integration);
    if (auto committed = store_.commit(batch_); !committed) return committed.error();
    return std::move(progress_);
  }

 private:
  Run& run() { return progress_.run; }

  Result<void> take(Kind& record, const Page<Kind>& page) {
    const std::string id = Rules::id(record);
    auto held = find(id);
    if (!held) return held.error();
    Rules::complete(record, run(), *held, now_);
    const Outcome outcome = Rules::compare(record, *held, progress_.scope);
    if (is_news(outcome)) {
      if (auto bad = too_long(record, id)) return take(*bad, page);
    }
    auto released = release_from_quarantine(id);
    if (!released) return released.error();
    RecordOutcome row{.run = run().id, .integration = run().integration, .record_id = id, .outcome = outcome};
    if (run().known_to && !*released)
      row.late_seconds = Rules::late_seconds(record, *held, outcome, run(), now_);
    if constexpr (std::is_same_v<Kind, Order>) {
      if (outcome != Outcome::skipped) {
        if (auto taken = personal_.take(record, *held, batch_); !taken) return taken;
      }
    }
    if (auto linked = link(record, *held, outcome); !linked) return linked;
    if (is_news(outcome)) {
      Rules::put(batch_, record, *held);
      Rules::count(totals_, record, *held);
    }
    if (auto moved = move_stock(work_, record, outcome, page, run()); !moved) return moved;
    if (is_news(outcome)) in_page_[id] = std::move(record);
    return note_outcome(row);
  }

  // Who bought what the record is about. Also an order that has not changed may come with a buyer who was not
  // told before.
  Result<void> link(Order& order, const std::optional<Order>& held, Outcome outcome) {
    if (outcome == Outcome::skipped) return {};
    const auto buyer = personal_.buyer_of(order, held);
    if (!buyer) return buyer.error();
    if (is_news(outcome)) return customers_.link(order, held, *buyer);
    if (!*buyer) return {};
    auto same = *held;
    if (auto linked = customers_.link(same, held, *buyer); !linked) return linked;
    if (same.customer == held->customer) return {};
    draft_.put(store::kOrders, same, same.integration, same.order_id);
    in_page_[same.order_id] = std::move(same);
    return {};
  }
  Result<void> link(const TaxReportRow& row, const std::optional<TaxReportRow>&, Outcome outcome) {
    return is_news(outcome) ? customers_.note_gstin(row.integration, row.order_id, row.buyer_gstin)
                            : Result<void>();
  }
  Result<void> link(const Listing&, const std::optional<Listing>&, Outcome) { return {}; }

  Result<void> take(Undecodable& record, const Page<Kind>& page) {
    const auto& id = record.record_id;
    auto held = store_.get(store::kQuarantine, run().integration, Rules::kModule, id);
    if (!held) return held.error();
    QuarantineEntry entry{
        run().integration,    run().integration_name, Rules::kModule, id,   record.error.field,
        record.error.message, record.payload,         now_,           now_, run().id,
        page.request_id};
    if (*held) {
      entry.first_seen = (*held)->first_seen;
    } else if (quarantined_in_page_.insert(id).second) {
      ++totals_.quarantined;
      reached(Probe::record_quarantined);
    }
    batch_.put(store::kQuarantine, entry, run().integration, Rules::kModule, id);
    return note_outcome({.run = run().id,
                         .integration = run().integration,
                         .record_id = id,
                         .outcome = Outcome::failed,
                         .reason = record.error.text(),
                         .advice = books::quarantine_advice(Rules::kModule, id)});
  }

  // What the books hold, counting what this page has put so far.
  Result<std::optional<Kind>> find(const std::string& id) {
    if (const auto found = in_page_.find(id); found != in_page_.end())
      return std::optional<Kind>(found->second);
    return Rules::find(store_, run().integration, id);
  }

  // Whether it had been there.
  Result<bool> release_from_quarantine(const std::string& id) {
    if (totals_.quarantined == 0 || quarantined_in_page_.contains(id)) return false;
    auto held = store_.get(store::kQuarantine, run().integration, Rules::kModule, id);
    if (!held) return held.error();
    if (!*held || !released_in_page_.insert(id).second) return held->has_value();
    batch_.erase(store::kQuarantine, run().integration, Rules::kModule, id);
    --totals_.quarantined;
    reached(Probe::record_understood_later);
    return true;
  }

  // A record that comes twice in a run keeps its strongest outcome and is counted once.
  Result<void> note_outcome(const RecordOutcome& row) {
    std::optional<Outcome> before;
    if (const auto found = outcomes_in_page_.find(row.record_id); found != outcomes_in_page_.end()) {
      before = found->second;
    } else {
      auto held = store_.get(store::kRunRecords, row.run, row.integration, row.record_id);
      if (!held) return held.error();
      if (*held) before = (*held)->outcome;
    }
    auto& counts = run().counts;
    if (before) {
      ++counts.repeated;
      reached(Probe::record_came_twice);
      if (!stronger(row.outcome, *before)) return {};
      --counts.of(*before);
    }
    ++counts.of(row.outcome);
    if (row.outcome == Outcome::unchanged) reached(Probe::record_known_already);
    if (row.late_seconds) {
      ++run().late;
      reached(Probe::record_late);
    }
    outcomes_in_page_[row.record_id] = row.outcome;
    batch_.put(store::kRunRecords, row, row.run, row.integration, row.record_id);
    return {};
  }

  static bool stronger(Outcome fresh, Outcome before) {
    // In the order of what a record's history is remembered for.
    static constexpr std::array ranks = {Outcome::skipped, Outcome::unchanged, Outcome::failed,
                                         Outcome::updated, Outcome::created};
    const auto rank = [](Outcome outcome) { return std::find(ranks.begin(), ranks.end(), outcome); };
    return rank(fresh) > rank(before);
  }

  Result<void> finish_page(const Page<Kind>& page) {
    ++run().pages;
    const auto& counts = run().counts;
    run().reported = counts.distinct();
    run().held = counts.created + counts.updated + counts.unchanged;
    auto& checkpoint = progress_.checkpoint;
    if (page.bound) checkpoint.bound = std::min(checkpoint.bound.value_or(*page.bound), *page.bound);
    checkpoint.last_page_hash = page.body_hash;
    checkpoint.page_token = page.next_token;
    checkpoint.token_issued = page.next_token.empty() ? std::nullopt : std::optional(now_);
    checkpoint.interruptions = 0;
    if (page.next_token.empty()) return close_run();
    put_checkpoint(batch_, slot_of(run()), checkpoint);
    return {};
  }

  Result<void> close_run() {
    run().ended = now_;
    run().state = run().counts.failed == 0 ? RunState::succeeded : RunState::partial;
    if (run().state == RunState::partial) {
      run().reason = failed_text(run());
      run().advice = run().resync_of == 0 ? "sellerctl quarantine"
                                          : "sellerctl history show " + std::to_string(run().id);
    }
    erase_checkpoint(batch_, slot_of(run()));
    if (auto noted = note_run_ended(store_, run(), false, batch_); !noted) return noted;
    if (!run().window_to || !run().job.empty()) return {};
    return move_watermark();
  }

  Result<void> move_watermark() {
    // Never past what the marketplace says it has answered for, and never back.
    run().window_to = std::min(*run().window_to, progress_.checkpoint.bound.value_or(*run().window_to));
    auto watermark = store_.get_or_default(store::kWatermarks, run().integration, Rules::kModule,
                                           store::CursorKind::watermark);
    if (!watermark) return watermark.error();
    if (*run().window_to <= watermark->read_to) {
      reached(Probe::watermark_held_back);
      return {};
    }
    const bool is_first = watermark->run == 0;
    *watermark = {*run().window_to, now_, run().id, is_first ? run().window_from : watermark->read_from};
    batch_.put(store::kWatermarks, *watermark, run().integration, Rules::kModule,
               store::CursorKind::watermark);
    return {};
  }

  store::Store& store_;
  PersonalWriter personal_;
  RunProgress progress_;
  Timestamp now_;
  store::Draft draft_{store_};
  store::Batch& batch_ = draft_.batch();
  stock::Work work_{draft_, now_, {}};
  CustomerBook customers_{draft_};
  Totals totals_;
  std::map<std::string, Kind> in_page_;
  std::map<std::string, Outcome> outcomes_in_page_;
  std::set<std::string> quarantined_in_page_;
  std::set<std::string> released_in_page_;
};

}  // namespace

Result<void> note_run_ended(const store::Store& store, const Run& run, bool trouble, store::Batch& batch) {
  const auto note = [&](const auto& table, store::CursorKind kind) -> Result<void> {
    auto state = store.get_or_default(table, run.integration, run.module, kind);
    if (!state) return state.error();
    state->last_ended_run = run.id;
    state->last_end = run.ended;
    state->interruptions = trouble ? state->interruptions + 1 : 0;
    batch.put(table, *state, run.integration, run.module, kind);
    return {};
  };
  if (run.job.empty()) return note(store::kModuleStates, store::CursorKind::state);
  if (run.trigger == Trigger::reconcile) return note(store::kReconcileStates, store::CursorKind::reconcile);
  return {};
}

Result<RunProgress> write_page(store::Store& store, store::KeyRing& keys, RunProgress progress,
                               Page<Order> page, Timestamp now) {
  PersonalWriter personal(store, keys, progress.personal, now, std::move(page.personal));
  return PageWriter<Order, OrderRules>(store, std::move(personal), std::move(progress), now)
      .write(std::move(page));
}

Result<RunProgress> write_page(store::Store& store, store::KeyRing& keys, RunProgress progress,
                               Page<Listing> page, Timestamp now) {
  PersonalWriter personal(store, keys, false, now, {});
  return PageWriter<Listing, ListingRules>(store, std::move(personal), std::move(progress), now)
      .write(std::move(page));
}

Result<RunProgress> write_page(store::Store& store, store::KeyRing& keys, RunProgress progress,
                               Page<TaxReportRow> page, Timestamp now) {
  PersonalWriter personal(store, keys, false, now, {});
  return PageWriter<TaxReportRow, TaxRules>(store, std::move(personal), std::move(progress), now)
      .write(std::move(page));
}

}  // namespace sellerd::sync
