#include "tests/simulation/auditor.h"

#include <algorithm>
#include <utility>

#include "daemon/stock/ledger.h"
#include "daemon/store/tables.h"
#include "daemon/sync/personal_records.h"

namespace sellerd::simulation {
namespace {

// Two modules, tried again every five minutes at the most; and what a person starts besides.
constexpr std::uint64_t kMostStartsADay = 700;
// On the average of a day, at a marketplace that fails most of the time.
constexpr std::uint64_t kMostCallsAStart = 40;
constexpr std::uint64_t kCallsBesidesRuns = 300;
constexpr std::uint64_t kMostCallsAQuantity = 8;
// A quantity that the marketplace loses again and again is sent once an hour in the end.
constexpr std::uint64_t kMostCorrectionsADay = 30;
constexpr std::uint64_t kMostCallsACorrection = 40;

std::string number(auto value) {
  return std::to_string(value);
}

std::string operation_of(const http::Request& request) {
  const auto target = sandbox::parse_target(request.url);
  const auto matched = target ? sandbox::match_operation(request.method, *target) : std::nullopt;
  return matched ? std::string(sandbox::info(matched->operation).name) : std::string();
}

std::string listed(const std::map<std::string, std::uint64_t>& answers) {
  std::string text;
  for (const auto& [operation, count] : answers)
    text += " " + (operation.empty() ? "token-or-document" : operation) + " " + number(count);
  return text;
}

// A report cuts times to the second.
bool is_version(const Order& held, Timestamp updated) {
  return held.last_updated == updated ||
         (held.source == "report" && held.last_updated == std::chrono::floor<std::chrono::seconds>(updated));
}

}  // namespace

Auditor::Auditor(test::SimulatedWorld& world, EventLog& log, Tally& tally)
    : world_(world), log_(log), tally_(tally) {
  for (std::size_t market = 0; market < world.accounts(); ++market) accounts_.push_back({.market = market});
}

void Auditor::violated(std::string what) {
  log_.add(now(), "VIOLATED " + what);
  violations_.push_back(format_time(now()) + " " + std::move(what));
}

std::optional<Integration> Auditor::integration_of(std::size_t market) {
  const auto wanted = world_.connect_request(market);
  for (auto& integration : world_.daemon().integrations().all()) {
    if (integration.channel == wanted.channel && integration.seller_id == wanted.seller_id)
      return std::move(integration);
  }
  violated("account " + number(market) + " is not connected");
  return std::nullopt;
}

std::optional<std::size_t> Auditor::market_of(std::uint32_t integration) {
  const auto held = world_.daemon().integrations().find(integration);
  for (const auto& account : accounts_) {
    const auto wanted = world_.connect_request(account.market);
    if (held && held->channel == wanted.channel && held->seller_id == wanted.seller_id) return account.market;
  }
  violated("integration " + number(integration) + " is nobody's account");
  return std::nullopt;
}

void Auditor::on_run(const Run& run) {
  std::string line = "run " + number(run.id) + " of " + run.integration_name + " " +
                     std::string(enum_name(run.module)) + " " + std::string(enum_name(run.trigger)) + " " +
                     std::string(enum_name(run.state));
  if (!run.ended) {
    if (const auto market = market_of(run.integration)) ++accounts_[*market].starts_today;
    log_.add(now(), line + " resumptions " + number(run.resumptions));
    return;
  }
  log_.add(now(), line + " created " + number(run.counts.created) + " updated " + number(run.counts.updated) +
                      " unchanged " + number(run.counts.unchanged) + " failed " + number(run.counts.failed) +
                      " repeated " + number(run.counts.repeated) + " pages " + number(run.pages) + " calls " +
                      number(run.calls) + (run.reason.empty() ? "" : " because " + run.reason));
  ++tally_.runs[std::string(enum_name(run.state))];
  check_history(run);
  if (run.module == Module::orders) check_watermark(run);
}

void Auditor::check_history(const Run& run) {
  const auto market = market_of(run.integration);
  if (!market) return;
  auto& marketplace = world_.marketplace(*market);
  RunCounts counted;
  const auto& store = world_.daemon().store();
  const auto visit = [&](const RecordOutcome& row, std::string_view) {
    ++counted.of(row.outcome);
    const bool own = row.outcome == Outcome::failed ||  // what is not understood may have no id of its own
                     (run.module == Module::orders ? marketplace.orders().find(row.record_id) != nullptr
                                                   : marketplace.catalogue().find(row.record_id) != nullptr);
    if (!own) violated("run " + number(run.id) + " has " + row.record_id + ", which is not its account's");
    return true;
  };
  auto scanned = store.scan(store::kRunRecords, store::all_under(run.id, run.integration),
                            store::Direction::forward, visit);
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
  const auto market = market_of(run.integration);
  if (!market) return;
  auto& proven = accounts_[*market].proven;
  const auto& store = world_.daemon().store();
  const auto mark =
      store.get_or_default(store::kWatermarks, run.integration, run.module, store::CursorKind::watermark);
  if (!mark) return violated("the watermark: " + mark.error().text());
  if (mark->read_to < proven) violated("the watermark moved back to " + format_time(mark->read_to));
  world_.marketplace(*market).orders().walk(
      sandbox::OrderBook::Axis::updated, proven, mark->read_to, std::nullopt,
      [&](const sandbox::OrderBook::Position& place, const sandbox::Order& order) {
        const auto held = store.get(store::kOrders, run.integration, order.id);
        if (held && *held && ((*held)->last_updated >= place.time || is_version(**held, place.time)))
          return true;
        // The marketplace kept it back: the nightly second look is to find it, check_complete() sees to that.
        if (world_.marketplace(*market).orders_api().was_late(order.id, place.time)) return true;
        const auto spoilt = store.get(store::kQuarantine, run.integration, Module::orders, order.id);
        if (spoilt && *spoilt) return true;
        violated("the watermark " + format_time(mark->read_to) + " of run " + number(run.id) +
                 " passed order " + order.id + ", updated " + format_time(place.time) + ", which is held " +
                 (held && *held ? "as of " + format_time((*held)->last_updated) : "not at all"));
        return true;
      });
  proven = std::max(proven, mark->read_to);
}

void Auditor::on_answer(std::size_t market, const http::Request& request,
                        const sandbox::HandledResponse& handled) {
  auto& account = accounts_.at(market);
  const auto operation = operation_of(request);
  ++account.answers_today[operation];
  if (handled.response.status != 429) return;
  const auto injected = world_.marketplace(market).faults().count(sandbox::Fault::quota_exceeded);
  if (std::exchange(account.injected_429, injected) < injected) return;
  if (account.allowed_429.erase(operation) == 0) {
    return violated("the quota of " + operation + " was exceeded at account " + number(market));
  }
  ++tally_.allowed["429 of " + operation];
}

void Auditor::allow_all() {
  for (auto& account : accounts_) {
    for (const auto& operation : sandbox::operation_table()) account.allowed_429.emplace(operation.name);
  }
}

void Auditor::starting() {
  const Duration skew = world_.time().skew();
  if (std::exchange(skew_at_start_, skew) != skew) allow_all();
}

void Auditor::power_cut(std::size_t lost_writes) {
  if (lost_writes > 0) allow_all();
}

void Auditor::check_day() {
  for (auto& account : accounts_) {
    const auto requests = world_.network().requests_to(account.market);
    const auto today = requests - std::exchange(account.requests_yesterday, requests);
    const auto starts = std::exchange(account.starts_today, 0);
    const auto answers = std::exchange(account.answers_today, {});
    // Each quantity is written and looked at some times a day, whatever goes wrong.
    const auto integration = integration_of(account.market);
    const auto pushes = integration
                            ? world_.daemon().store().get_or_default(store::kPushTotals, integration->number)
                            : Result<PushTotals>(PushTotals{});
    if (!pushes) return violated(pushes.error().text());
    const auto quantities = static_cast<std::uint64_t>(pushes->listings());
    const auto before = std::exchange(account.corrections, pushes->corrections);
    const auto corrections =
        static_cast<std::uint64_t>(std::max<std::int64_t>(pushes->corrections - before, 0));
    const auto most = kCallsBesidesRuns + kMostCallsAStart * starts + kMostCallsAQuantity * quantities +
                      kMostCallsACorrection * corrections;
    if (corrections > kMostCorrectionsADay * quantities)
      violated(number(corrections) + " corrections of " + number(quantities) + " quantities in a day");
    const auto where = " in a day to account " + number(account.market) + ", more than ";
    if (starts > kMostStartsADay) violated(number(starts) + " starts" + where + number(kMostStartsADay));
    if (today > most)
      violated(number(today) + " calls" + where + number(most) + ", answered:" + listed(answers));
  }
  const auto runs = world_.daemon().store().list(store::kRuns, store::Range{});
  if (!runs) return violated("the runs: " + runs.error().text());
  for (const auto& run : *runs) {
    if (run.state != RunState::running) continue;
    const auto live = world_.daemon().engine().live(run.integration, run.module, run.job);
    if (live && live->run.id == run.id) continue;
    violated("run " + number(run.id) + " is running, but nobody runs it");
  }
}

void Auditor::check_books() {
  for (const auto& account : accounts_) {
    if (const auto integration = integration_of(account.market)) check_account(account.market, *integration);
  }
  check_owners();
  check_stock();
  check_customers();
}

// Every order is of one customer, under whom it is found and counted.
void Auditor::check_customers() {
  const auto& store = world_.daemon().store();
  const auto orders = store.list(store::kOrders, {});
  const auto customers = store.list(store::kCustomers, store::under(store::kCustomers));
  if (!orders || !customers) return violated("the customers cannot be read");
  std::int64_t counted = 0;
  for (const auto& customer : *customers) {
    for (const auto& channel : customer.channels) counted += channel.orders;
  }
  std::int64_t found = 0;
  auto scanned = store.scan(store::kCustomerOrders, store::under(store::kCustomerOrders),
                            store::Direction::forward, [&](store::IndexEntry, std::string_view) {
                              ++found;
                              return true;
                            });
  if (!scanned) return violated(scanned.error().text());
  const auto held = static_cast<std::int64_t>(orders->size());
  if (counted != held || found != held) {
    violated("customers count " + std::to_string(counted) + " orders and list " + std::to_string(found) +
             ", there are " + std::to_string(held));
  }
  for (const auto& order : *orders) {
    const auto indexed =
        store.get(store::kCustomerOrders, order.customer, order.created, order.integration, order.order_id);
    const bool good = indexed && *indexed;
    if (!good) violated("the order " + order.order_id + " is not found under its customer");
  }
}

// What is held of stock is the sum of the ledger, and the outbox counts what it holds.
void Auditor::check_stock() {
  const auto& store = world_.daemon().store();
  const auto found = stock::verify(store);
  if (!found) return violated(found.error().text());
  for (const auto& difference : found->differences) violated(difference);
  for (const auto& integration : world_.daemon().integrations().all()) {
    PushTotals counted;
    const auto pushes = store.list(store::kPushes, store::under(store::kPushes, integration.number));
    if (!pushes) return violated(pushes.error().text());
    for (const auto& push : *pushes) ++counted.of(push.state);
    auto totals = store.get_or_default(store::kPushTotals, integration.number);
    if (!totals) return violated(totals.error().text());
    for (const auto& [state, name] : EnumTable<PushState>::kNames) {
      if (counted.of(state) != totals->of(state)) {
        violated(integration.name + " counts " + std::to_string(totals->of(state)) + " " + std::string(name) +
                 " quantities, there are " + std::to_string(counted.of(state)));
      }
    }
  }
}

// Nothing lies under a number that is nobody's, and every record names the number that it lies under.
void Auditor::check_owners() {
  std::set<std::uint32_t> numbers;
  for (const auto& integration : world_.daemon().integrations().all()) numbers.insert(integration.number);
  const auto& store = world_.daemon().store();
  const auto check = [&](const auto& table, const auto& record, std::string_view key) {
    const auto parts = table.parse(key);
    if (!parts || std::get<0>(*parts) != record.integration || !numbers.contains(record.integration))
      violated(std::string(table.name) + " hold " + store::printable_key(key) + ", which is nobody's");
    return true;
  };
  const auto visit = [&](const auto& table) {
    return [&](const auto& record, std::string_view key) { return check(table, record, key); };
  };
  const auto forward = store::Direction::forward;
  auto orders = store.scan(store::kOrders, {}, forward, visit(store::kOrders));
  auto listings = store.scan(store::kListings, {}, forward, visit(store::kListings));
  if (!orders || !listings) violated("the books cannot be read");
}

void Auditor::check_account(std::size_t market, const Integration& integration) {
  auto& marketplace = world_.marketplace(market);
  std::set<std::string> ids;
  std::int64_t lines = 0;
  for (const auto& reply : world_.call<api::ListOrders>({.integration = integration.name})) {
    const auto& id = reply.order.order_id;
    if (!ids.insert(id).second) violated("order " + id + " is doubled");
    if (marketplace.orders().find(id) == nullptr)
      violated("order " + id + " is under " + integration.name + ", which has none of that number");
    lines += static_cast<std::int64_t>(reply.order.lines.size());
  }
  std::size_t items = 0;
  for (const auto& reply : world_.call<api::ListListings>({.integration = integration.name})) {
    ++items;
    if (marketplace.catalogue().find(reply.listing.sku) == nullptr)
      violated("listing " + reply.listing.sku + " is under " + integration.name +
               ", which has none of that name");
  }
  const auto held = world_.daemon().store().list(store::kOrders, store::all_under(integration.number));
  const auto quarantined = world_.call<api::ListQuarantine>({.integration = integration.name}).size();
  if (!held || held->size() != ids.size()) violated("the list of orders and the orders differ");
  const auto status = world_.call<api::GetStatus>({}).front();
  const auto expect = [&](const char* what, std::int64_t said, std::size_t there) {
    if (said != static_cast<std::int64_t>(there))
      violated("status says " + number(said) + " " + what + " of " + integration.name + ", there are " +
               number(there));
  };
  for (const auto& said : status.integrations) {
    if (said.name != integration.name) continue;
    expect("orders", said.totals.orders, ids.size());
    expect("lines", said.totals.lines, static_cast<std::size_t>(lines));
    expect("items", said.totals.items, items);
    expect("quarantined", said.totals.quarantined, quarantined);
  }
}

void Auditor::check_complete() {
  for (const auto& account : accounts_) {
    if (const auto integration = integration_of(account.market)) check_complete(account.market, *integration);
  }
}

void Auditor::check_complete(std::size_t market, const Integration& integration) {
  const auto& book = world_.marketplace(market).orders();
  const auto& store = world_.daemon().store();
  for (sandbox::OrderNumber i = 0; i < book.size(); ++i) {
    const auto& order = book.at(i);
    const auto held = store.get(store::kOrders, integration.number, order.id);
    if (!held || !*held) {
      violated("order " + order.id + ", updated " + format_time(order.updated) + ", is lost");
    } else if (!is_version(**held, order.updated) || (*held)->lines.size() != order.lines.size()) {
      violated("order " + order.id + " is held with " + number((*held)->lines.size()) + " lines as of " +
               format_time((*held)->last_updated) + ", but has " + number(order.lines.size()) + ", updated " +
               format_time(order.updated));
    }
  }
  const auto totals =
      store.get_or_default(store::kTotals, integration.number, Module::items, store::CursorKind::totals);
  if (!totals) return violated("the totals: " + totals.error().text());
  const auto expect = [&](const char* what, std::int64_t held, std::size_t there) {
    if (held != static_cast<std::int64_t>(there))
      violated("held: " + number(held) + " " + what + " of " + number(there) + " of " + integration.name);
  };
  expect("orders", totals->orders, book.size());
  expect("lines", totals->lines, book.line_count());
  expect("items", totals->items, world_.marketplace(market).catalogue().size());
  expect("records in quarantine", totals->quarantined, 0);
}

void Auditor::check_personal(bool wanted) {
  auto engine = world_.open_books();
  if (!engine) return violated("the books do not open: " + engine.error().text());
  const store::Store store(std::move(*engine));
  std::size_t held = 0;
  const auto scanned =
      store.scan(store::kPersonal, {}, store::Direction::forward,
                 [&](const store::PersonalRecord& record, std::string_view key) -> Result<bool> {
                   ++held;
                   const auto parts = store::kPersonal.parse(key);
                   if (!parts) return parts.error();
                   const auto& [integration, order_id] = *parts;
                   const auto data = sync::open_personal(world_.keys(), integration, order_id, record);
                   if (!data) return data.error();
                   if (!*data) violated("the key of " + order_id + "'s personal data is lost");
                   if (record.bucket <= now()) violated("the personal data of " + order_id + " is over");
                   return true;
                 });
  if (!scanned) violated("the personal data cannot be read: " + scanned.error().text());
  if (wanted != (held > 0)) violated("held: personal data of " + number(held) + " orders");
}

void Auditor::check_secrets() {
  std::vector<std::string> forbidden = {sandbox::kCanary, "Atza|", "Atzr|"};
  for (const auto& account : accounts_) {
    const auto& keys = world_.marketplace(account.market).login().credentials();
    forbidden.push_back(keys.client_secret);
    forbidden.push_back(keys.refresh_token);
  }
  const auto search = [&](std::string_view text, std::string_view where) {
    for (const auto& secret : forbidden) {
      if (text.find(secret) != std::string_view::npos)
        violated(std::string(where) + " holds " + secret.substr(0, 15));
    }
  };
  search(log_.text(), "the log");
  const auto engine = world_.open_books();
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
