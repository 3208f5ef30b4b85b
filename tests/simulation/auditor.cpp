#include "tests/simulation/auditor.h"

#include <set>

#include "daemon/store/rocks.h"
#include "daemon/store/tables.h"

namespace sellerd::simulation {
namespace {

constexpr std::uint64_t kMostCallsADay = 2'000;

std::string number(auto value) {
  return std::to_string(value);
}

}  // namespace

Auditor::Auditor(test::SimulatedWorld& world, EventLog& log, Tally& tally)
    : world_(world), log_(log), tally_(tally) {}

void Auditor::violated(std::string what) {
  const Timestamp now(world_.time().uptime());
  log_.add(now, "VIOLATED " + what);
  violations_.push_back(format_time(now) + " " + std::move(what));
}

// Not held against the life, but never passed over in silence: the summary shows it.
void Auditor::found(const std::string& what) {
  log_.add(Timestamp(world_.time().uptime()), "FOUND " + what);
  ++tally_.findings[what];
}

std::uint32_t Auditor::integration() {
  const auto all = world_.daemon().integrations().all();
  return all.empty() ? 0 : all.front().number;
}

void Auditor::on_run(const Run& run) {
  std::string line = "run " + number(run.id) + " " + std::string(enum_name(run.module)) + " " +
                     std::string(enum_name(run.trigger)) + " " + std::string(enum_name(run.state));
  if (!run.ended) {
    log_.add(Timestamp(world_.time().uptime()), line + " resumptions " + number(run.resumptions));
    return;
  }
  log_.add(Timestamp(world_.time().uptime()),
           line + " created " + number(run.counts.created) + " updated " + number(run.counts.updated) +
               " unchanged " + number(run.counts.unchanged) + " failed " + number(run.counts.failed) +
               " repeated " + number(run.counts.repeated) + " pages " + number(run.pages) + " calls " +
               number(run.calls) + (run.reason.empty() ? "" : " because " + run.reason));
  ++tally_.runs[std::string(enum_name(run.state))];
  check_history(run);
  if (run.module == Module::orders) check_watermark(run);
}

void Auditor::check_history(const Run& run) {
  RunCounts counted;
  const auto& store = world_.daemon().store();
  auto scanned = store.scan(store::kRunRecords, store::all_under(run.id, run.integration),
                            store::Direction::forward, [&](const RecordOutcome& row, std::string_view) {
                              ++counted.of(row.outcome);
                              return true;
                            });
  if (!scanned) return violated("the history of run " + number(run.id) + ": " + scanned.error().text());
  counted.repeated = run.counts.repeated;
  if (counted == run.counts) return;
  violated("run " + number(run.id) + " counts " + number(run.counts.created) + "/" +
           number(run.counts.updated) + "/" + number(run.counts.unchanged) + "/" + number(run.counts.failed) +
           ", its history " + number(counted.created) + "/" + number(counted.updated) + "/" +
           number(counted.unchanged) + "/" + number(counted.failed));
}

// Orders up to the last proven watermark need no second look: what is held stays held, and check_complete()
// looks at everything once more.
void Auditor::check_watermark(const Run& run) {
  const auto& store = world_.daemon().store();
  const auto mark =
      store.get_or_default(store::kWatermarks, run.integration, run.module, store::CursorKind::watermark);
  if (!mark) return violated("the watermark: " + mark.error().text());
  if (mark->read_to < proven_) violated("the watermark moved back to " + format_time(mark->read_to));
  world_.marketplace().orders().walk(
      sandbox::OrderBook::Axis::updated, proven_, mark->read_to, std::nullopt,
      [&](const sandbox::OrderBook::Position& place, const sandbox::Order& order) {
        const auto held = store.get(store::kOrders, run.integration, order.id);
        if (held && *held && (*held)->last_updated >= place.time) return true;
        const auto spoilt = store.get(store::kQuarantine, run.integration, Module::orders, order.id);
        if (spoilt && *spoilt) return true;
        violated("the watermark " + format_time(mark->read_to) + " of run " + number(run.id) +
                 " passed order " + order.id + ", updated " + format_time(place.time) + ", which is held " +
                 (held && *held ? "as of " + format_time((*held)->last_updated) : "not at all"));
        return true;
      });
  proven_ = std::max(proven_, mark->read_to);
}

void Auditor::on_answer(const sandbox::HandledResponse& handled) {
  if (handled.response.status != 429) return;
  const auto injected = world_.marketplace().faults().count(sandbox::Fault::quota_exceeded);
  if (injected > injected_429_) {
    injected_429_ = injected;
    return;
  }
  if (clock_jumped_) {
    return found("the quota was exceeded in a life whose wall clock jumped");
  }
  violated("the quota was exceeded");
}

void Auditor::check_day() {
  const auto requests = world_.network().requests;
  if (requests - requests_yesterday_ > kMostCallsADay) {
    violated(number(requests - requests_yesterday_) + " calls in a day, more than " + number(kMostCallsADay));
  }
  requests_yesterday_ = requests;
  const auto runs = world_.daemon().store().list(store::kRuns, store::Range{});
  if (!runs) return violated("the runs: " + runs.error().text());
  for (const auto& run : *runs) {
    if (run.state != RunState::running) continue;
    const auto live = world_.daemon().engine().live(run.integration, run.module);
    if (live && live->run.id == run.id) continue;
    violated("run " + number(run.id) + " is running, but nobody runs it");
  }
}

void Auditor::check_books() {
  const auto totals = world_.totals();
  std::set<std::string> ids;
  std::int64_t lines = 0;
  const auto orders = world_.call<api::ListOrders>({});
  for (const auto& reply : orders) {
    if (!ids.insert(reply.order.order_id).second) violated("order " + reply.order.order_id + " is doubled");
    lines += static_cast<std::int64_t>(reply.order.lines.size());
  }
  const auto held = world_.daemon().store().list(store::kOrders, store::all_under(integration()));
  const auto items = world_.call<api::ListItems>({}).size();
  const auto quarantined = world_.call<api::ListQuarantine>({}).size();
  if (!held || held->size() != ids.size()) violated("the list of orders and the orders differ");
  const auto expect = [&](const char* what, std::int64_t said, std::size_t there) {
    if (said != static_cast<std::int64_t>(there))
      violated(std::string("status says ") + number(said) + " " + what + ", there are " + number(there));
  };
  expect("orders", totals.orders, ids.size());
  expect("lines", totals.lines, static_cast<std::size_t>(lines));
  expect("items", totals.items, items);
  expect("quarantined", totals.quarantined, quarantined);
}

void Auditor::check_complete() {
  const auto& book = world_.marketplace().orders();
  const auto& store = world_.daemon().store();
  for (sandbox::OrderNumber i = 0; i < book.size(); ++i) {
    const auto& order = book.at(i);
    const auto held = store.get(store::kOrders, integration(), order.id);
    if (!held || !*held) {
      violated("order " + order.id + ", updated " + format_time(order.updated) + ", is lost");
    } else if ((*held)->last_updated != order.updated || (*held)->lines.size() != order.lines.size()) {
      violated("order " + order.id + " is held with " + number((*held)->lines.size()) + " lines as of " +
               format_time((*held)->last_updated) + ", but has " + number(order.lines.size()) + ", updated " +
               format_time(order.updated));
    }
  }
  const auto totals = world_.totals();
  if (totals.orders != static_cast<std::int64_t>(book.size()))
    violated("held: " + number(totals.orders) + " orders of " + number(book.size()));
  if (totals.lines != static_cast<std::int64_t>(book.line_count()))
    violated("held: " + number(totals.lines) + " lines of " + number(book.line_count()));
  const auto listings = world_.marketplace().catalogue().size();
  if (totals.items != static_cast<std::int64_t>(listings))
    violated("held: " + number(totals.items) + " items of " + number(listings));
  if (totals.quarantined != 0) violated(number(totals.quarantined) + " records are still in quarantine");
}

void Auditor::check_secrets(rocksdb::Env* environment) {
  const auto keys = world_.marketplace().login().credentials();
  const std::vector<std::string_view> forbidden = {sandbox::kCanary, keys.client_secret, keys.refresh_token,
                                                   "Atza|", "Atzr|"};
  const auto search = [&](std::string_view text, std::string_view where) {
    for (const auto secret : forbidden) {
      if (text.find(secret) != std::string_view::npos)
        violated(std::string(where) + " holds " + std::string(secret.substr(0, 15)));
    }
  };
  search(log_.text(), "the log");
  const auto engine =
      store::open_rocks({.directory = world_.directory() / "books", .environment = environment});
  if (!engine) return violated("the books do not open: " + engine.error().text());
  for (std::size_t family = 0; family < store::kFamilyNames.size(); ++family) {
    const auto scanned = (*engine)->scan(static_cast<store::Family>(family), {}, store::Direction::forward,
                                         [&](std::string_view key, std::string_view value) -> Result<bool> {
                                           search(key, store::kFamilyNames[family]);
                                           search(value, store::kFamilyNames[family]);
                                           return true;
                                         });
    if (!scanned) violated("the books cannot be read: " + scanned.error().text());
  }
}

}  // namespace sellerd::simulation
