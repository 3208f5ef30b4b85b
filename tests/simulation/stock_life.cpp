#include "tests/simulation/stock_life.h"

#include <algorithm>
#include <array>

#include "daemon/channel/amazon/marketplaces.h"
#include "daemon/stock/ledger.h"

namespace sellerd::simulation {
namespace {

constexpr std::size_t kMarkets = 2;
constexpr std::array<std::string_view, kMarkets> kChannels = {"amazon-in", "amazon-ae"};
constexpr std::size_t kFewSkus = 12;
// So many, at so small a quota, that what raises them all goes as a batch. Such a life takes long to play,
// and is short.
constexpr std::size_t kManySkus = 400;
constexpr int kDaysOfMany = 3;
constexpr std::uint64_t kFirstOfMany = 1'000'000;
constexpr double kGenerousQuota = 20;
constexpr double kMeagreQuota = 0.1;

// Each alone, and some that make each other worse.
constexpr std::array kTroubles = {"429=0.1,503html=0.1",
                                  "write-timeout=0.2",
                                  "lost-write=0.2",
                                  "late-rejection=0.1",
                                  "reset=0.1",
                                  "feed-fatal=0.5",
                                  "feed-cancelled=0.5",
                                  "feed-partial=0.5",
                                  "expired-url=0.5",
                                  "reset@createFeed:1-2,truncate@createFeed:3-4",
                                  "truncate=0.1,slow=0.1",
                                  "write-timeout=0.1,lost-write=0.1"};

bool sells_much(std::uint64_t seed) {
  return seed >= kFirstOfMany;
}

std::size_t skus_by_seed(std::uint64_t seed) {
  return sells_much(seed) ? kManySkus : kFewSkus;
}

double quota_by_seed(std::uint64_t seed) {
  return sells_much(seed) ? kMeagreQuota : kGenerousQuota;
}

std::string sku_number(std::size_t number) {
  return "SKU-" + std::to_string(100 + number);
}

test::WorldOptions options(std::uint64_t seed) {
  return {.seed = seed, .rate_multiplier = quota_by_seed(seed)};
}

// The SKU of .../items/SELLER/SKU?...
std::string sku_of_target(const std::string& url) {
  const auto query = url.find('?');
  const auto slash = url.rfind('/', query);
  return url.substr(slash + 1, query - slash - 1);
}

std::int64_t quantity_of(const json::object& patch) {
  const auto& value = patch.at("value").as_array().front().as_object();
  return value.at("quantity").to_number<std::int64_t>();
}

}  // namespace

void StockTally::add(const StockTally& other) {
  sales += other.sales;
  writes += other.writes;
  writes_checked += other.writes_checked;
  oversold_in_flight += other.oversold_in_flight;
  oversold_by_daemon += other.oversold_by_daemon;
  cancellations += other.cancellations;
  shipped_here += other.shipped_here;
  shipped_there += other.shipped_there;
  crashes += other.crashes;
  corrections += other.corrections;
  add_counts(faults, other.faults);
}

std::ostream& operator<<(std::ostream& out, const StockTally& tally) {
  out << tally.sales << " sales, " << tally.cancellations << " cancelled, " << tally.shipped_here
      << " shipped here and " << tally.shipped_there << " there; " << tally.writes << " quantities written, "
      << tally.writes_checked << " checked against the ledger, " << tally.corrections
      << " set right; oversold by the daemon " << tally.oversold_by_daemon << ", in flight "
      << tally.oversold_in_flight << "; " << tally.crashes << " crashes\n";
  print_counts(out, "marketplace faults", tally.faults);
  return out;
}

std::vector<std::string> StockLife::fault_names() {
  std::vector<std::string> names;
  for (const auto& info : sandbox::fault_table()) {
    const auto is_it = [&](std::string_view trouble) {
      return (',' + std::string(trouble))
                 .find(',' + std::string(info.name) + (trouble.find('@') == trouble.npos ? "=" : "@")) !=
             std::string::npos;
    };
    if (std::ranges::any_of(kTroubles, is_it)) names.emplace_back(info.name);
  }
  return names;
}

StockLife::StockLife(std::uint64_t seed, int days)
    : random_(sandbox::mix(seed ^ 0x570c)),
      days_(sells_much(seed) ? std::min(days, kDaysOfMany) : days),
      world_(options(seed), set_up(seed)) {
  for (std::size_t number = 0; number < skus_by_seed(seed); ++number) skus_.push_back(sku_number(number));
  world_.network().own_clock = true;
  world_.network().on_answer = [this](std::size_t market, const http::Request& request,
                                      const sandbox::HandledResponse&) { on_answer(market, request); };
}

std::vector<test::AccountSetup> StockLife::set_up(std::uint64_t seed) {
  std::vector<test::AccountSetup> setups;
  sandbox::Random random(sandbox::mix(seed));
  for (std::size_t market = 0; market < kMarkets; ++market) {
    const auto* known = amazon::find_marketplace(kChannels[market]);
    test::AccountSetup setup;
    setup.channel = kChannels[market];
    setup.marketplace.seed = sandbox::mix(seed + market);
    setup.marketplace.base_url = "https://market-" + std::to_string(market) + ".test";
    setup.marketplace.credentials = sandbox::default_credentials(setup.marketplace.seed);
    setup.marketplace.rate_multiplier = quota_by_seed(seed);
    auto& shop = setup.marketplace.shop;
    shop.seller_id = "A" + std::to_string(market) + "STOCK";
    shop.marketplace_id = known->id;
    shop.marketplace_name = known->title;
    shop.country = known->country;
    for (std::size_t number = 0; number < skus_by_seed(seed); ++number) {
      auto& product = setup.data.catalogue.at(setup.data.catalogue.find_or_add(sku_number(number)));
      product.fulfilled_by_amazon = false;
      product.stock = static_cast<std::int64_t>(market == 0 ? 5 + random.below(30) : random.below(5));
      product.title = "Thing " + std::to_string(number);
    }
    setups.push_back(std::move(setup));
  }
  return setups;
}

void StockLife::note(const std::string& what) {
  log_.add(now(), what);
}

void StockLife::violated(std::string what) {
  note("VIOLATED " + what);
  violations_.push_back(std::move(what));
}

std::string StockLife::any_sku() {
  return skus_[random_.below(skus_.size())];
}

StockLife::Sold* StockLife::any_open() {
  std::vector<Sold*> open;
  for (auto& each : sold_) {
    if (!each.over) open.push_back(&each);
  }
  return open.empty() ? nullptr : open[random_.below(open.size())];
}

void StockLife::pass(Duration span) {
  const Timestamp end = now() + span;
  while (!plans_.empty() && plans_.begin()->first <= end) {
    auto plan = plans_.extract(plans_.begin());
    world_.time().run_to(plan.key());
    plan.mapped()();
  }
  world_.time().run_to(end);
}

template <class Method>
bool StockLife::try_call(const typename Method::Request& request) {
  if (!up_) return false;
  const auto replies =
      world_.call_raw(std::string(Method::kInfo.name), to_json(request, Reveal::all).get_object(),
                      Method::kInfo.replies != api::Replies::one);
  return !replies.empty() && replies.back().error.empty();
}

void StockLife::start() {
  world_.start();
  up_ = true;
}

// Connected with some orders open already, everything confirmed, quantities sent.
void StockLife::open() {
  for (const auto& sku : skus_) {
    const auto shown = world_.marketplace(0).live_quantity(sku, now()).value();
    physical_[sku] = shown;
  }
  for (int early = 0; early < 6; ++early) {
    const bool pending = random_.chance(0.3);
    const auto sale = world_.marketplace(0).sell({.sku = any_sku(), .pending = pending}, now());
    if (sale) sold_.push_back({0, sale->order_id, sale->sku, sale->quantity, pending});
  }
  // The shop's clock goes on before anything is read, so that the opening is later than these.
  pass(std::chrono::minutes(5));
  start();
  for (std::size_t market = 0; market < kMarkets; ++market) {
    world_.call<api::Connect>(world_.connect_request(market));
    world_.run_until_idle();
  }
  world_.call<api::SetPreferences>({.interval_minutes = 15});
  for (std::size_t market = 0; market < kMarkets; ++market) {
    const auto name = world_.daemon().integrations().find(number_of(market))->name;
    world_.call<api::ConfirmAllItems>({name});
    world_.call<api::SetStockRule>({.integration = name, .push = true});
  }
}

std::int64_t StockLife::open_units(const std::string& sku) const {
  std::int64_t units = 0;
  for (const auto& each : sold_) {
    if (!each.over && each.sku == sku) units += each.units;
  }
  return units;
}

void StockLife::sell() {
  const std::size_t market = random_.below(kMarkets);
  const auto sku = any_sku();
  const std::int64_t really_free = physical_.at(sku) - open_units(sku);
  sandbox::Purchase purchase{.sku = sku,
                             .quantity = 1 + static_cast<std::int32_t>(random_.below(2)),
                             .pending = random_.chance(0.3)};
  const auto sale = world_.marketplace(market).sell(purchase, now());
  if (!sale) return;
  ++tally_.sales;
  note("sold " + std::to_string(sale->quantity) + " " + sku + " on " + std::to_string(market));
  if (really_free < sale->quantity) judge_oversale(*sale, market, really_free);
  sold_.push_back({market, sale->order_id, sku, sale->quantity, purchase.pending});
}

// The daemon is to blame when it had seen the marketplace show what it was to show, and that was wrong, or
// when what the buyer saw was more than it wanted although it took it for done.
void StockLife::judge_oversale(const sandbox::Sale& sale, std::size_t market, std::int64_t really_free) {
  if (up_) {
    const auto push = world_.daemon().store().get(store::kPushes, number_of(market), sale.sku);
    if (push && *push && (*push)->state == PushState::verified && sale.live_quantity > (*push)->desired) {
      ++tally_.oversold_by_daemon;
      return violated("oversold " + sale.sku + " on " + std::to_string(market) + ": buyers saw " +
                      std::to_string(sale.live_quantity) + ", verified were " +
                      std::to_string((*push)->desired) + ", there were " + std::to_string(really_free));
    }
  }
  ++tally_.oversold_in_flight;
}

void StockLife::release() {
  auto* order = any_open();
  if (order == nullptr || !order->pending) return;
  order->pending = false;
  world_.marketplace(order->market)
      .orders()
      .update(order->order_id, now(), [](sandbox::Order& held) { held.status = sandbox::Status::unshipped; })
      .value();
}

void StockLife::cancel() {
  auto* order = any_open();
  if (order == nullptr) return;
  if (!world_.marketplace(order->market).cancel_by_buyer(order->order_id, now())) return;
  order->over = true;
  ++tally_.cancellations;
}

// By the daemon's own command, which tells the marketplace.
void StockLife::ship_here() {
  auto* order = any_open();
  if (order == nullptr || order->pending || !up_) return;
  const bool shipped = try_call<api::ShipOrder>({.order_id = order->order_id,
                                                 .carrier = "Delhivery",
                                                 .tracking = "T" + std::to_string(random_.below(1'000'000))});
  if (!shipped) return;
  order->over = true;
  physical_[order->sku] -= order->units;
  ++tally_.shipped_here;
}

// In the marketplace's own pages.
void StockLife::ship_there() {
  auto* order = any_open();
  if (order == nullptr || order->pending) return;
  world_.marketplace(order->market)
      .orders()
      .update(order->order_id, now(), [](sandbox::Order& held) { held.status = sandbox::Status::shipped; })
      .value();
  order->over = true;
  physical_[order->sku] -= order->units;
  ++tally_.shipped_there;
}

void StockLife::receive() {
  const auto sku = any_sku();
  const auto units = static_cast<std::int64_t>(1 + random_.below(8));
  if (try_call<api::ReceiveStock>({.item = sku, .units = units})) physical_[sku] += units;
}

void StockLife::lose_one() {
  const auto sku = any_sku();
  if (physical_.at(sku) < 1) return;
  if (try_call<api::AdjustStock>({.item = sku, .by = -1, .reason = "broken"})) --physical_[sku];
}

void StockLife::take_back() {
  if (sold_.empty()) return;
  const auto& order = sold_[random_.below(sold_.size())];
  if (!order.over) return;
  const bool taken = try_call<api::ReturnStock>({.order_id = order.order_id, .sku = order.sku, .units = 1});
  if (taken) ++physical_[order.sku];
}

void StockLife::set_faults(std::size_t market, const std::string& specification) {
  world_.marketplace(market).faults().set_plan(sandbox::FaultPlan::parse(specification).value());
}

void StockLife::trouble() {
  const std::size_t market = random_.below(kMarkets);
  const auto* chosen = kTroubles[random_.below(kTroubles.size())];
  note("trouble on " + std::to_string(market) + ": " + chosen);
  set_faults(market, chosen);
}

void StockLife::well() {
  for (std::size_t market = 0; market < kMarkets; ++market) set_faults(market, {});
}

void StockLife::crash() {
  if (!up_) return start();
  note("crash");
  ++tally_.crashes;
  world_.crash();
  up_ = false;
  if (random_.chance(0.8)) start();
}

void StockLife::cut_power() {
  if (!up_) return start();
  note("power cut");
  ++tally_.crashes;
  world_.cut_power(random_);
  up_ = false;
  start();
}

void StockLife::unplug() {
  world_.network().unplugged = true;
  note("unplugged");
  plans_.emplace(now() + std::chrono::minutes(5 + random_.below(90)), [this] {
    world_.network().unplugged = false;
    note("plugged");
  });
}

void StockLife::change_rule() {
  const auto market = random_.below(kMarkets);
  if (!up_) return;
  const auto name = world_.daemon().integrations().find(number_of(market))->name;
  api::SetStockRule::Request request{.integration = name};
  if (random_.chance(0.5)) request.listing = any_sku();
  request.buffer = static_cast<std::int64_t>(random_.below(3));
  if (random_.chance(0.3)) request.cap = static_cast<std::int64_t>(1 + random_.below(20));
  if (random_.chance(0.3)) request.percent = static_cast<std::int32_t>(50 + random_.below(51));
  if (random_.chance(0.4)) request.clear = true;
  if (!request.listing) request.push = push_on_[market];
  try_call<api::SetStockRule>(request);
}

void StockLife::switch_push() {
  const auto market = random_.below(kMarkets);
  if (!up_) return;
  const auto name = world_.daemon().integrations().find(number_of(market))->name;
  push_on_[market] = !push_on_[market];
  try_call<api::SetStockRule>({.integration = name, .push = push_on_[market]});
}

void StockLife::sync_items() {
  try_call<api::StartSync>({.module = Module::items});
}

std::span<const StockLife::Action> StockLife::all_actions() {
  static constexpr std::array kActions = {
      Action{"sell", 60, &StockLife::sell},
      Action{"release", 14, &StockLife::release},
      Action{"cancel", 5, &StockLife::cancel},
      Action{"ship here", 14, &StockLife::ship_here},
      Action{"ship there", 14, &StockLife::ship_there},
      Action{"receive", 10, &StockLife::receive},
      Action{"lose one", 1, &StockLife::lose_one},
      Action{"take back", 2, &StockLife::take_back},
      Action{"trouble", 3, &StockLife::trouble},
      Action{"well", 3, &StockLife::well},
      Action{"crash", 2, &StockLife::crash},
      Action{"cut power", 1, &StockLife::cut_power},
      Action{"unplug", 1, &StockLife::unplug},
      Action{"change rule", 2, &StockLife::change_rule},
      Action{"switch push", 1, &StockLife::switch_push},
      Action{"sync items", 1, &StockLife::sync_items},
  };
  return kActions;
}

void StockLife::on_answer(std::size_t market, const http::Request& request) {
  const bool patch = request.method == "PATCH" && request.url.find("/listings/") != std::string::npos;
  const bool feed = request.method == "PUT" && request.body.find("\"messages\"") != std::string::npos;
  if (!patch && !feed) return;
  const auto body = parse_json(request.body);
  if (!body) return violated("a write that is no JSON");
  if (patch) {
    for (const auto& each : body->as_object().at("patches").as_array()) {
      check_write(market, sku_of_target(request.url), quantity_of(each.as_object()));
    }
    return;
  }
  for (const auto& message : body->as_object().at("messages").as_array()) {
    const auto& object = message.as_object();
    for (const auto& each : object.at("patches").as_array()) {
      check_write(market, std::string(object.at("sku").as_string()), quantity_of(each.as_object()));
    }
  }
}

// Not above what the ledger says was available when it was worked out: summed up here once more.
void StockLife::check_write(std::size_t market, const std::string& sku, std::int64_t quantity) {
  ++tally_.writes;
  if (!up_) return;
  const auto& store = world_.daemon().store();
  const auto push = store.get(store::kPushes, number_of(market), sku);
  if (!push || !*push || (*push)->desired != quantity) return;  // another wish came while it was on its way
  std::int64_t free = 0;
  const auto entries = store.list(store::kLedger, store::all_under(sku));
  if (!entries) return violated(entries.error().text());
  for (const auto& entry : *entries) {
    if (entry.sequence <= (*push)->entry && entry.warehouse == "main")
      free += entry.on_hand - entry.committed;
  }
  ++tally_.writes_checked;
  if (quantity > std::max<std::int64_t>(free, 0)) {
    violated("sent " + std::to_string(quantity) + " of " + sku + " when " + std::to_string(free) +
             " were available");
  }
}

void StockLife::check_ledger() {
  if (!up_) return;
  const auto found = stock::verify(world_.daemon().store());
  if (!found) return violated(found.error().text());
  for (const auto& difference : found->differences) violated(difference);
  const auto pushes = world_.daemon().store().list(store::kPushes, store::under(store::kPushes));
  if (!pushes) return violated(pushes.error().text());
  for (const auto& push : *pushes) {
    const bool was_seen = push.live == push.desired && push.live_at >= push.sent_at;
    if (push.state == PushState::verified && !was_seen)
      violated(push.sku + " is verified and was not seen so");
  }
}

void StockLife::end_all_orders() {
  for (auto& order : sold_) {
    if (order.over) continue;
    auto& orders = world_.marketplace(order.market).orders();
    const bool cancelled = random_.chance(0.3);
    orders
        .update(order.order_id, now(),
                [cancelled](sandbox::Order& held) {
                  held.status = cancelled ? sandbox::Status::cancelled : sandbox::Status::shipped;
                  for (auto& line : held.lines) line.cancelled = cancelled;
                })
        .value();
    order.over = true;
    if (!cancelled) physical_[order.sku] -= order.units;
  }
}

void StockLife::check_end() {
  const auto& store = world_.daemon().store();
  for (const auto& sku : skus_) {
    const auto level = store.get_or_default(store::kStockLevels, sku, std::string("main"));
    if (!level) return violated(level.error().text());
    if (level->committed != 0)
      violated(sku + " has " + std::to_string(level->committed) + " reserved for ever");
    if (level->on_hand != physical_.at(sku)) {
      violated(sku + ": the books hold " + std::to_string(level->on_hand) + ", there are " +
               std::to_string(physical_.at(sku)));
    }
  }
  for (std::size_t market = 0; market < kMarkets; ++market) {
    for (const auto& sku : skus_) {
      const auto push = store.get(store::kPushes, number_of(market), sku);
      if (!push || !*push) {
        violated("nothing is wanted of " + sku + " on " + std::to_string(market));
        continue;
      }
      tally_.corrections += static_cast<std::uint64_t>((*push)->corrections);
      const auto live = world_.marketplace(market).live_quantity(sku, now()).value();
      if (live != (*push)->desired || (*push)->state != PushState::verified) {
        violated(sku + " on " + std::to_string(market) + ": buyers see " + std::to_string(live) +
                 ", wanted are " + std::to_string((*push)->desired) + ", " +
                 std::string(enum_name((*push)->state)) + " " + (*push)->reason);
      }
    }
  }
}

void StockLife::play(LifeOutcome<StockTally>& outcome) {
  live();
  outcome.violations = violations_;
  outcome.log = log_.text();
  for (std::size_t market = 0; market < kMarkets; ++market) {
    for (const auto& [name, count] : world_.marketplace(market).faults().counts())
      tally_.faults[std::string(name)] += count;
  }
  outcome.tally = tally_;
}

void StockLife::live() {
  open();
  std::vector<std::uint32_t> weights;
  for (const auto& action : all_actions()) weights.push_back(action.weight);
  const Timestamp end = now() + std::chrono::days(days_);
  Timestamp next_day = now() + std::chrono::days(1);
  while (now() < end && violations_.empty()) {
    const auto& action = all_actions()[random_.weighted(weights)];
    note(action.name);
    (this->*action.act)();
    pass(std::chrono::seconds(1 + random_.below(1800)));
    if (now() < next_day) continue;
    next_day += std::chrono::days(1);
    check_ledger();
  }
  well();
  pass(std::chrono::hours(3));
  world_.network().unplugged = false;
  if (!up_) start();
  for (std::size_t market = 0; market < kMarkets; ++market) {
    push_on_[market] = true;
    const auto name = world_.daemon().integrations().find(number_of(market))->name;
    world_.call<api::SetStockRule>({.integration = name, .push = true});
    world_.call<api::RetryPushes>({name});
  }
  end_all_orders();
  pass(std::chrono::hours(12));
  world_.call<api::StartSync>({.module = Module::items});
  pass(std::chrono::hours(12));
  check_ledger();
  if (violations_.empty()) check_end();
}

}  // namespace sellerd::simulation
