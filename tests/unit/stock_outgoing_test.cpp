// The loops that send, against a marketplace that does what the test says.
#include "daemon/stock/outgoings.h"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/test/unit_test.hpp>

#include "daemon/stock/push_book.h"
#include "daemon/stock/shipping.h"
#include "tests/support/simulated_clock.h"
#include "tests/support/stock_books.h"

namespace sellerd::stock {
namespace {

using namespace std::chrono_literals;

constexpr std::uint32_t kShop = 1;

// Takes every quantity and shows it at once, unless an error is set.
class Market final : public Channel, public StockChannel {
 public:
  explicit Market(Clock& clock) : clock_(clock) {}

  Task<Result<QuantityAnswer>> write_quantity(QuantityWrite write, CallContext&) override {
    co_await clock_.sleep(80ms);
    if (write_error) co_return *write_error;
    ++writes;
    shown[write.sku] = write.quantity;
    co_return QuantityAnswer{.sku = write.sku, .accepted = true};
  }
  Task<Result<std::vector<LiveListing>>> read_live(std::vector<std::string> skus, CallContext&) override {
    co_await clock_.sleep(80ms);
    if (read_error) co_return *read_error;
    std::vector<LiveListing> found;
    for (const auto& sku : skus) found.push_back({.sku = sku, .quantity = shown[sku]});
    co_return found;
  }
  std::size_t most_to_read() const override { return 20; }
  Task<Result<std::string>> send_batch(std::vector<QuantityWrite> wanted, CallContext&) override {
    co_await clock_.sleep(80ms);
    batch = std::move(wanted);
    if (batch_error) co_return *batch_error;
    co_return "feed-1";
  }
  std::size_t most_in_batch() const override { return 1000; }
  Task<Result<std::optional<std::string>>> find_batch(Timestamp, CallContext&) override {
    co_await clock_.sleep(80ms);
    ++searches;
    co_return found_batch;
  }
  Task<Result<std::vector<QuantityAnswer>>> await_batch(std::string, CallContext&) override {
    co_await clock_.sleep(30s);
    if (result_error) co_return *result_error;
    for (const auto& write : batch) shown[write.sku] = write.quantity;
    co_return std::vector<QuantityAnswer>{};
  }
  WriteEstimate estimate_writes(std::int64_t count) const override { return {count * 1s, 1min}; }
  Task<Result<std::vector<FulfilmentStock>>> fetch_fulfilment_stock(CallContext&) override {
    co_await clock_.sleep(80ms);
    if (warehouse_error) co_return *warehouse_error;
    co_return std::vector<FulfilmentStock>{};
  }
  Task<Result<void>> confirm_shipment(ShipmentNotice notice, CallContext&) override {
    co_await clock_.sleep(80ms);
    if (tell_error) co_return *tell_error;
    ++told;
    sold.packages.push_back({.reference = notice.package, .tracking_number = notice.tracking_number});
    co_return Result<void>();
  }
  std::optional<Error> why_not_told(const Order&) const override { return std::nullopt; }

  StockChannel& stock() override { return *this; }
  // Nobody asks for these here.
  Task<Result<Account>> verify(CallContext&) override { co_return nothing(); }
  Task<Result<Page<Order>>> fetch_orders(OrdersQuery, CallContext&) override { co_return nothing(); }
  Task<Result<Page<Order>>> fetch_orders_by_report(OrdersQuery, CallContext&) override {
    co_return nothing();
  }
  Task<Result<Page<Order>>> fetch_order(std::string, CallContext&, bool) override {
    co_await clock_.sleep(80ms);
    Page<Order> page;
    page.records.emplace_back(sold);
    co_return page;
  }
  Task<Result<Page<Listing>>> fetch_listings(std::string, CallContext&) override { co_return nothing(); }
  Task<Result<Page<TaxReportRow>>> fetch_tax_report(TaxReportQuery, CallContext&) override {
    co_return nothing();
  }
  std::vector<QuotaView> quota() const override { return {}; }
  std::vector<RouteEstimate> estimate(const RouteQuestion&) const override { return {}; }
  std::string time_zone() const override { return "Asia/Kolkata"; }

  std::map<std::string, std::int64_t> shown;
  std::optional<Error> write_error, read_error, batch_error, result_error, warehouse_error, tell_error;
  Order sold;  // with the packages that it has been told of
  std::optional<std::string> found_batch;
  std::vector<QuantityWrite> batch;
  int writes = 0, told = 0, searches = 0;

 private:
  static Error nothing() { return make_error(ErrorCode::not_found, "not here"); }
  Clock& clock_;
};

Error refused() {
  return make_error(ErrorCode::needs_reauth, "the role is missing");
}

struct Sending : test::StockBooks {
  Sending() { set_rule({.push = true}); }
  ~Sending() {
    bool ended = false;
    boost::asio::co_spawn(loop, outgoing.stop(), [&](std::exception_ptr) { ended = true; });
    clock.run_until([&] { return ended; });
  }
  void sell(int skus) {
    for (int number = 0; number < skus; ++number) {
      const auto sku = "SKU-" + std::to_string(1000 + number);
      list(listing(kShop, sku, 10));
      confirm(sku);
      market->shown[sku] = 10;
    }
  }
  void adjust_by(const std::string& sku, std::int64_t by) {
    change([&](Work& work) { return adjust(work, {.item = sku}, by); }).value();
    outgoing.wake();
  }
  void pass(Duration span) {
    clock.pass(span);
    now = clock.now();
  }
  bool troubled(Duty duty) const {
    const auto troubles = outgoing.troubles();
    return std::any_of(troubles.begin(), troubles.end(),
                       [duty](const Trouble& trouble) { return trouble.duty == duty; });
  }

  boost::asio::io_context loop;
  test::SimulatedClock clock{loop, now};
  store::Worker worker{loop.get_executor()};
  std::shared_ptr<Market> market = std::make_shared<Market>(clock);
  OutgoingTools tools{.executor = loop.get_executor(),
                      .clock = clock,
                      .store = books,
                      .worker = worker,
                      .books_changed = [this] { outgoing.wake(); },
                      .channel = [this](std::uint32_t) { return Result<std::shared_ptr<Channel>>(market); },
                      .may_run = [](std::uint32_t) { return true; }};
  Outgoing outgoing{tools, kShop};
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(stock_outgoing, Sending)

BOOST_AUTO_TEST_CASE(trouble_with_one_duty_keeps_none_of_the_others) {
  sell(2);
  take(order("1", "UNSHIPPED", {{"SKU-1001", 1}}));
  market->warehouse_error = refused();
  outgoing.start();
  outgoing.follow_items();
  pass(2min);
  BOOST_TEST(troubled(Duty::follow));
  // Neither the quantity nor the package waits for the hour's pause.
  market->read_error = make_error(ErrorCode::malformed, "a listing that cannot be read");
  adjust_by("SKU-1000", -4);
  pass(2min);
  BOOST_TEST(troubled(Duty::look));
  BOOST_TEST(market->shown["SKU-1000"] == 6);
  market->write_error = refused();
  adjust_by("SKU-1000", -1);
  pass(2min);
  BOOST_TEST(troubled(Duty::write));
  const auto sold = books.get(store::kOrders, kShop, std::string("1")).value().value();
  change([&](Work& work) {
    return ship(work, sold, {.carrier = "Delhivery", .tracking_number = "T1"});
  }).value();
  outgoing.wake();
  pass(2min);
  BOOST_TEST(market->told == 1);
  BOOST_TEST(!troubled(Duty::tell));
}

BOOST_AUTO_TEST_CASE(what_succeeds_ends_the_pause_too) {
  sell(2);
  outgoing.start();
  pass(2min);
  market->read_error = make_error(ErrorCode::unavailable, "no answer");
  for (int number = 0; number < 3; ++number) {
    adjust_by("SKU-1000", -1);
    pass(5min);
  }
  BOOST_TEST(troubled(Duty::look));
  market->read_error.reset();
  pass(20min);
  BOOST_TEST(!troubled(Duty::look));
  // The next wish is looked at as soon as any.
  adjust_by("SKU-1000", -1);
  pass(1min);
  BOOST_TEST((push("SKU-1000")->state == PushState::verified));
}

BOOST_AUTO_TEST_CASE(a_batch_in_doubt_is_looked_for_before_anything_is_sent_again) {
  sell(250);
  outgoing.start();
  pass(10min);
  market->batch_error = make_error(ErrorCode::unavailable, "no answer");
  set_rule({.cap = 5, .push = true});
  outgoing.wake();
  pass(10min);
  const auto before = market->writes;
  set_rule({.push = true});
  outgoing.wake();
  pass(2min);
  BOOST_REQUIRE(!market->batch.empty());
  // The marketplace shows it only now.
  market->found_batch = "feed-1";
  pass(10min);
  BOOST_TEST(market->searches == 1);
  BOOST_TEST(open_batches(books, kShop).value().empty());
  for (const auto& write : market->batch) {
    BOOST_TEST((push(write.sku)->state == PushState::verified), write.sku);
    BOOST_TEST(push(write.sku)->batch == "feed-1");
  }
  BOOST_TEST(static_cast<std::size_t>(market->writes - before) + market->batch.size() == 250u);
}

BOOST_AUTO_TEST_CASE(a_batch_that_never_came_is_given_up_and_sent_again) {
  sell(250);
  outgoing.start();
  pass(10min);
  set_rule({.cap = 5, .push = true});
  outgoing.wake();
  pass(10min);
  market->batch_error = make_error(ErrorCode::unavailable, "no answer");
  set_rule({.push = true});
  outgoing.wake();
  pass(2min);
  BOOST_TEST(!open_batches(books, kShop).value().empty());
  market->batch_error.reset();
  pass(40min);
  BOOST_TEST(market->searches == 1);
  BOOST_TEST(open_batches(books, kShop).value().empty());
  for (const auto& [sku, quantity] : market->shown) BOOST_TEST(quantity == 10, sku);
}

BOOST_AUTO_TEST_CASE(a_batch_whose_result_is_not_understood_is_looked_at) {
  sell(250);
  outgoing.start();
  pass(10min);
  set_rule({.cap = 5, .push = true});
  outgoing.wake();
  pass(10min);
  market->result_error = make_error(ErrorCode::malformed, "is no JSON");
  // What raises goes in a batch.
  set_rule({.push = true});
  outgoing.wake();
  pass(2h);
  BOOST_REQUIRE(!market->batch.empty());
  BOOST_TEST(open_batches(books, kShop).value().empty());
  for (const auto& write : market->batch) {
    BOOST_TEST((push(write.sku)->state == PushState::verified), write.sku << " " << push(write.sku)->reason);
    BOOST_TEST(market->shown[write.sku] == 10);
  }
}

// Two packages may travel under one tracking number: that the marketplace knows one says nothing of the
// other.
BOOST_AUTO_TEST_CASE(a_package_is_told_although_another_has_its_tracking_number) {
  sell(2);
  auto sold = order("1", "UNSHIPPED", {{"SKU-1000", 1}, {"SKU-1001", 1}});
  take(sold);
  sold.status = books::derive_status(sold);
  market->sold = sold;
  outgoing.start();
  pass(1min);
  const auto ship_line = [&](const char* sku) {
    const ShipOrder wanted{
        .carrier = "Delhivery", .tracking_number = "T1", .lines = {{sku, 1}}, .author = "asha"};
    change([&](Work& work) { return ship(work, sold, wanted); }).value();
    outgoing.wake();
  };
  ship_line("SKU-1000");
  pass(1min);
  BOOST_TEST(market->told == 1);
  // The second one's answer is lost before it reaches the marketplace.
  market->tell_error = make_error(ErrorCode::unavailable, "the connection was reset");
  ship_line("SKU-1001");
  pass(1min);
  market->tell_error.reset();
  pass(3h);
  BOOST_TEST(market->told == 2);
  BOOST_REQUIRE(market->sold.packages.size() == 2u);
  BOOST_TEST(market->sold.packages[1].reference == "2");
  // What it has been told of is not told again.
  market->tell_error.reset();
  pass(24h);
  BOOST_TEST(market->told == 2);
}

// A thousand accounts would otherwise wake at every page of every run.
BOOST_AUTO_TEST_CASE(a_change_of_the_books_wakes_only_those_for_whom_something_waits) {
  constexpr std::uint32_t kOther = 2;
  sell(1);
  std::map<std::uint32_t, int> asked;
  tools.may_run = [&](std::uint32_t account) {
    ++asked[account];
    return true;
  };
  Event runs(loop.get_executor());
  Outgoings all(tools, runs, [] { return std::vector<std::uint32_t>{kShop, kOther}; });
  all.start();
  pass(10min);
  const auto before = asked;
  change([&](Work& work) { return adjust(work, {.item = "SKU-1000"}, -4); }).value();
  runs.notify();
  pass(1min);
  BOOST_TEST(market->shown["SKU-1000"] == 6);
  BOOST_TEST(asked[kShop] > before.at(kShop));
  BOOST_TEST(asked[kOther] == before.at(kOther));
  all.follow_items(kOther);
  pass(1min);
  BOOST_TEST(asked[kOther] > before.at(kOther));
  bool ended = false;
  boost::asio::co_spawn(loop, all.stop(), [&](std::exception_ptr) { ended = true; });
  clock.run_until([&] { return ended; });
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace sellerd::stock
