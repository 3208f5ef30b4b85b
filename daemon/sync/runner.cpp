#include "daemon/sync/runner.h"

#include <algorithm>

#include <boost/asio/this_coro.hpp>

#include "daemon/probe.h"
#include "daemon/sync/checkpoints.h"
#include "daemon/sync/page_writer.h"
#include "daemon/sync/record_source.h"
#include "daemon/sync/run_opening.h"

namespace sellerd::sync {
namespace {

// A marketplace that refuses its own page tokens so often in one window will not stop.
constexpr int kMaximumRestarts = 3;
// The same bytes so often in a row, although the token moved on: the marketplace is stuck.
constexpr int kMaximumRepeats = 3;
// Quarantine is for what is wrong among much that is right; more than this, and more than half, is not that.
constexpr std::int64_t kMostQuarantined = 10'000;

Error cancelled() {
  return make_error(ErrorCode::cancelled, "stopped before the end", {},
                    "it goes on by itself at the next start or sync");
}

// Without a figure from the channel: how far the newest record of the page lies in the window.
template <class Kind>
std::optional<int> permille_of(const Page<Kind>& page, const Run& run) {
  if (page.next_token.empty()) return 1000;
  if (page.progress_permille >= 0) return page.progress_permille;
  if constexpr (std::is_same_v<Kind, Order>) {
    for (auto record = page.records.rbegin(); record != page.records.rend(); ++record) {
      const auto* order = std::get_if<Order>(&*record);
      if (order == nullptr || !run.window_from || *run.window_to <= *run.window_from) continue;
      const auto time = run.axis == TimeAxis::created ? order->created : order->last_updated;
      const auto done = (time - *run.window_from) * 1000 / (*run.window_to - *run.window_from);
      return static_cast<int>(std::clamp<std::int64_t>(done, 0, 999));
    }
  }
  return std::nullopt;
}

void note_progress(LiveRun& live, std::optional<int> permille, Timestamp now) {
  live.permille = permille;
  if (permille && !live.first_permille) {
    live.first_permille = permille;
    live.first_page_at = now;
  }
  live.changed.notify();
}

// The window again from its start: pages that are in are in, the books do not change by reading them twice.
void restart_window(Checkpoint& checkpoint) {
  reached(Probe::window_restarted);
  checkpoint.page_token.clear();
  checkpoint.token_issued.reset();
  checkpoint.last_page_hash.clear();
  checkpoint.phase = RunPhase::pages;
  ++checkpoint.restarts;
}

// Looked-up orders that the marketplace does not know any more count as failed, too; nothing of them is kept.
bool is_mostly_unusable(const Run& run) {
  const auto& counts = run.counts;
  return run.resync_of == 0 && counts.failed > kMostQuarantined && counts.failed > counts.distinct() / 2;
}

Error mostly_unusable(const Run& run) {
  return make_error(
      ErrorCode::refused,
      "most of what the marketplace sends cannot be understood: " + std::to_string(run.counts.failed) +
          " of " + std::to_string(run.counts.distinct()) + " records",
      {}, "sellerctl quarantine shows what was sent; report it");
}

bool wants_personal(const RunOrder& order) {
  return order.wants_personal && order.wants_personal();
}

template <class Source>
Task<Result<void>> read_pages(RunTools tools, Source source, CallContext& context, Checkpoint checkpoint,
                              const RunOrder& order, LiveRun& live) {
  int repeats = 0;
  while (true) {
    const auto cancellation = co_await boost::asio::this_coro::cancellation_state;
    if (cancellation.cancelled() != boost::asio::cancellation_type::none) co_return cancelled();
    auto page = co_await source.next(checkpoint);
    live.run.calls = live.calls_before + context.calls;
    if (page && !page->next_token.empty() && !page->body_hash.empty() &&
        page->body_hash == checkpoint.last_page_hash) {
      if (++repeats >= kMaximumRepeats) {
        reached(Probe::page_repeated_for_ever);
        page = make_error(ErrorCode::conflict, "the marketplace keeps sending the same page");
      } else {
        reached(Probe::page_repeated);
        checkpoint.page_token = page->next_token;
        continue;
      }
    } else if (page) {
      repeats = 0;
    }
    if (!page) {
      if (page.error().code != ErrorCode::conflict) co_return page.error();
      if (checkpoint.restarts >= kMaximumRestarts) {
        reached(Probe::window_given_up);
        co_return make_error(ErrorCode::refused,
                             page.error().message + "; the window was started again " +
                                 std::to_string(checkpoint.restarts) + " times",
                             {}, "sync again later; if it stays so, report it");
      }
      restart_window(checkpoint);
      repeats = 0;
      continue;
    }
    const auto permille = permille_of(*page, live.run);
    const Timestamp now = tools.clock.now();
    auto written = co_await tools.worker.run(
        [&store = tools.store, &keys = tools.keys,
         progress = RunProgress{live.run, checkpoint, order.preferences.order_scope, wants_personal(order)},
         page = std::move(*page),
         now]() mutable { return write_page(store, keys, std::move(progress), std::move(page), now); });
    if (!written) co_return written.error();
    live.run = written->run;
    checkpoint = written->checkpoint;
    note_progress(live, permille, now);
    if (live.run.ended) co_return Result<void>();
    if (is_mostly_unusable(live.run)) co_return mostly_unusable(live.run);
  }
}

RunState state_after(const Error& error, const LiveRun& live) {
  if (!live.cancelled_by.empty() && !live.run.job.empty()) return RunState::cancelled;
  return error.code == ErrorCode::refused ? RunState::failed : RunState::interrupted;
}

// Why it stopped, into the history. A storage error may keep this from being written too; the row then still
// says running, and the next start finds it so.
Task<> record_stop(RunTools tools, const Error& error, LiveRun& live) {
  auto& run = live.run;
  run.state = state_after(error, live);
  run.ended = tools.clock.now();
  run.reason = live.cancelled_by.empty() ? error.text() : "cancelled by " + live.cancelled_by;
  run.advice = error.hint;
  const bool trouble = error.code != ErrorCode::cancelled;
  co_await tools.worker.run([&store = tools.store, run, trouble]() -> Result<void> {
    store::Batch batch;
    batch.put(store::kRuns, run, run.id, run.integration);
    auto checkpoint = find_checkpoint(store, slot_of(run));
    if (!checkpoint) return checkpoint.error();
    if (run.state != RunState::interrupted) {
      erase_checkpoint(batch, slot_of(run));
    } else if (*checkpoint && !run.job.empty() && trouble) {
      ++(*checkpoint)->interruptions;
      (*checkpoint)->attempted = run.ended;
      put_checkpoint(batch, slot_of(run), **checkpoint);
    }
    if (auto noted = note_run_ended(store, run, trouble, batch); !noted) return noted;
    return store.commit(batch);
  });
}

}  // namespace

Task<Result<Checkpoint>> open_run(RunTools tools, RunOrder order, LiveRun& live) {
  const Timestamp now = tools.clock.now();
  auto opened = co_await tools.worker.run([&store = tools.store, order = std::move(order), now] {
    return open_in_store(store, order.integration, order.module, order.task, order.preferences, now);
  });
  if (!opened) co_return opened.error();
  live.run = opened->run;
  live.calls_before = live.run.calls;
  co_return opened->checkpoint;
}

Task<Result<void>> carry_out(RunTools tools, RunOrder order, Channel& channel, Checkpoint checkpoint,
                             LiveRun& live) {
  CallContext context;
  context.on_activity = [&live](const ChannelActivity& activity) {
    live.activity = activity;
    live.changed.notify();
  };
  if (!order.task.job.empty()) context.reserve = order.reserve;
  const auto brought = [&store = tools.store, &live](const std::string& id) -> Result<bool> {
    auto row = store.get(store::kRunRecords, live.run.id, live.run.integration, id);
    if (!row) return row.error();
    return row->has_value();
  };
  const SourceTools from{tools.store,
                         channel,
                         live,
                         context,
                         order.preferences,
                         brought,
                         [&order] { return wants_personal(order); }};
  Result<void> ended;
  try {
    switch (order.module) {
      case Module::items:
        ended = co_await read_pages(tools, ListingSource(from), context, std::move(checkpoint), order, live);
        break;
      case Module::orders:
        ended = co_await read_pages(tools, OrderSource(from), context, std::move(checkpoint), order, live);
        break;
      case Module::tax:
        ended =
            co_await read_pages(tools, TaxReportSource(from), context, std::move(checkpoint), order, live);
        break;
    }
  } catch (const boost::system::system_error& stopped) {
    if (stopped.code() != boost::asio::error::operation_aborted) throw;
    reached(Probe::run_cancelled);
    ended = cancelled();
  }
  live.activity = {};
  if (!ended) {
    // What follows must be done although the run is cancelled.
    co_await boost::asio::this_coro::reset_cancellation_state();
    co_await record_stop(tools, ended.error(), live);
  }
  co_return ended;
}

}  // namespace sellerd::sync
