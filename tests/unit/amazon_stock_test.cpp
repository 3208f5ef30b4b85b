// Stock and shipments on Amazon, against the marketplace model.
#include <boost/test/unit_test.hpp>

#include "daemon/channel/channels.h"
#include "daemon/channel/stock_channel.h"
#include "tests/support/fake_clock.h"
#include "tests/support/marketplace_transport.h"
#include "tests/support/memory_ledger.h"
#include "tests/support/run_task.h"

namespace sellerd {

using namespace std::chrono_literals;

namespace {

const std::string kOddSku = "A/B #1, 5% +ré";
const std::string kOrder = "406-0000001-0000001";

struct Fixture {
  boost::asio::io_context loop;
  test::FakeClock clock{loop.get_executor()};
  test::MemoryLedger ledger;
  Random random{1};
  sandbox::Marketplace market{options(), data(clock.time)};
  test::MarketplaceTransport network{market, clock};
  std::unique_ptr<Channel> channel = connect(market.options().shop.seller_id);
  CallContext context;

  static sandbox::MarketplaceOptions options() {
    sandbox::MarketplaceOptions options;
    options.credentials = sandbox::default_credentials(options.seed);
    return options;
  }
  static sandbox::MarketData data(Timestamp now) {
    sandbox::MarketData data;
    const auto add = [&](const std::string& sku) -> sandbox::Product& {
      auto& product = data.catalogue.at(data.catalogue.find_or_add(sku));
      product.stock = 7;
      product.handling_days = 2;
      return product;
    };
    for (int i = 0; i < 30; ++i) add("SKU-" + std::to_string(i));
    add(kOddSku);
    for (int i = 0; i < 120; ++i) add("FBA-" + std::to_string(i)).fulfilled_by_amazon = true;
    for (const bool self_ship : {true, false}) {
      sandbox::Order order;
      order.id = self_ship ? kOrder : "406-0000001-0000002";
      order.created = order.updated = now - 5h;
      order.self_ship = self_ship;
      order.lines = {{.product = 0, .quantity = 3}};
      data.orders.add(order).value();
    }
    return data;
  }
  std::unique_ptr<Channel> connect(const std::string& seller_id) {
    Integration integration;
    integration.number = 7;
    integration.channel = "amazon-in";
    integration.seller_id = seller_id;
    integration.endpoint = market.options().base_url;
    integration.token_endpoint = integration.endpoint + "/auth/o2/token";
    const auto& login = market.options().credentials;
    auto made = make_channel(integration, {login.client_id, login.client_secret, login.refresh_token},
                             {clock, network, ledger, random, loop.get_executor()});
    BOOST_REQUIRE(made.has_value());
    return std::move(*made);
  }
  void faults(std::string_view plan) { market.faults().set_plan(sandbox::FaultPlan::parse(plan).value()); }

  template <class T>
  Result<T> run(Task<Result<T>> task) {
    return test::run_task(loop, std::move(task));
  }
  template <class T>
  T must(Task<Result<T>> task) {
    auto result = run(std::move(task));
    BOOST_REQUIRE_MESSAGE(result.has_value(), (result ? "" : result.error().text()));
    return std::move(*result);
  }
  StockChannel& stock() { return channel->stock(); }
  Result<QuantityAnswer> write(std::string sku, std::int64_t quantity) {
    return run(stock().write_quantity({std::move(sku), quantity}, context));
  }
  std::map<std::string, LiveListing> live(std::vector<std::string> skus) {
    std::map<std::string, LiveListing> listings;
    for (auto& listing : must(stock().read_live(std::move(skus), context)))
      BOOST_TEST(listings.emplace(listing.sku, listing).second);
    return listings;
  }
  Result<std::string> send(std::vector<QuantityWrite> writes) {
    return run(stock().send_batch(std::move(writes), context));
  }
  Result<std::vector<QuantityAnswer>> wait(const std::string& batch) {
    return run(stock().await_batch(batch, context));
  }
  std::int64_t count(const char* operation) {
    const auto& calls = market.faults().calls();
    const auto found = calls.find(operation);
    return found == calls.end() ? 0 : static_cast<std::int64_t>(found->second);
  }
  ShipmentNotice notice() {
    const auto line = std::to_string(market.orders().find(kOrder)->lines.at(0).id);
    return {kOrder, "1", "delhivery", "Surface", "DL0099887766", clock.now() - 1h, {{line, 2}}};
  }
  Result<> confirm(ShipmentNotice shipment) {
    auto task = [](StockChannel& stock, ShipmentNotice sent, CallContext& caller) -> Task<Result<bool>> {
      const auto done = co_await stock.confirm_shipment(std::move(sent), caller);
      if (!done) co_return done.error();
      co_return true;
    };
    const auto done = run(task(stock(), std::move(shipment), context));
    if (!done) return done.error();
    return {};
  }
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(amazon_stock, Fixture)

BOOST_AUTO_TEST_CASE(a_quantity_is_written_and_read_back) {
  const auto answer = write("SKU-1", 12);
  BOOST_REQUIRE(answer.has_value());
  BOOST_TEST(answer->accepted);
  BOOST_TEST(answer->sku == "SKU-1");
  BOOST_TEST(answer->reason == "");
  BOOST_TEST(answer->submission_id.size() == 32u);
  BOOST_TEST(answer->request_id.size() == 36u);
  BOOST_TEST(*live({"SKU-1"}).at("SKU-1").quantity == 7);  // accepted is not applied
  clock.advance(2min);
  BOOST_TEST(*live({"SKU-1"}).at("SKU-1").quantity == 12);
  BOOST_TEST(*market.catalogue().find("SKU-1")->handling_days == 2);  // and nothing else has changed
}

BOOST_AUTO_TEST_CASE(any_sku_can_be_written_and_read) {
  BOOST_TEST(write(kOddSku, 0)->accepted);
  clock.advance(2min);
  const auto listings = live({"SKU-2", kOddSku, "SKU-3"});
  BOOST_TEST(listings.size() == 3u);
  BOOST_TEST(*listings.at(kOddSku).quantity == 0);
  BOOST_TEST(count("getListingsItem") == 1);  // a comma would cut it in two
  BOOST_TEST(count("searchListingsItems") == 1);
}

BOOST_AUTO_TEST_CASE(a_write_that_amazon_finds_wrong_is_an_answer) {
  const auto unknown = write("NO-SUCH", 5);
  BOOST_REQUIRE(unknown.has_value());
  BOOST_TEST(!unknown->accepted);
  BOOST_TEST(unknown->reason.starts_with("13013: This SKU does not exist"), unknown->reason);
  BOOST_TEST(!unknown->request_id.empty());
  const auto fba = write("FBA-1", 5);
  BOOST_TEST(!fba->accepted);
  BOOST_TEST(fba->reason.starts_with("99022: The listing is fulfilled by Amazon"), fba->reason);
  const auto negative = write("SKU-1", -1);
  BOOST_TEST(!negative->accepted);
  BOOST_TEST(negative->reason.find("quantity") != std::string::npos, negative->reason);
}

BOOST_AUTO_TEST_CASE(a_write_in_doubt_is_not_repeated) {
  for (const char* plan : {"write-timeout@1", "reset@patchListingsItem:2", "truncate@patchListingsItem:3",
                           "garbage@patchListingsItem:4"}) {
    faults(plan);
    const auto answer = write("SKU-1", 12);
    BOOST_REQUIRE(!answer);
    BOOST_TEST((answer.error().code == ErrorCode::unavailable), answer.error());
  }
  BOOST_TEST(count("patchListingsItem") == 4);
  clock.advance(2min);
  BOOST_TEST(*live({"SKU-1"}).at("SKU-1").quantity == 12);
}

BOOST_AUTO_TEST_CASE(a_write_that_was_not_carried_out_is_sent_again) {
  faults("429@patchListingsItem:1,expired-token@patchListingsItem:2");
  BOOST_TEST(write("SKU-1", 12)->accepted);
  BOOST_TEST(count("patchListingsItem") == 3);
}

BOOST_AUTO_TEST_CASE(what_buyers_see) {
  faults("late-rejection@patchListingsItem:1");
  BOOST_TEST(write("SKU-4", 1)->accepted);
  clock.advance(2min);
  const auto listings = live({"SKU-4", "SKU-5", "FBA-2", "NO-SUCH"});
  BOOST_TEST(listings.size() == 3u);
  BOOST_TEST(*listings.at("SKU-4").quantity == 7);
  BOOST_TEST(listings.at("SKU-4").problems.starts_with("8566: The quantity was accepted, but"),
             listings.at("SKU-4").problems);
  BOOST_TEST(listings.at("SKU-5").problems == "");
  BOOST_TEST(!listings.at("FBA-2").quantity);
  BOOST_TEST(live({"NO,SUCH"}).empty());
  std::vector<std::string> many;
  for (std::size_t i = 0; i < stock().most_to_read(); ++i) many.push_back("SKU-" + std::to_string(i));
  BOOST_TEST(live(many).size() == 20u);
}

BOOST_AUTO_TEST_CASE(a_batch_is_sent_and_waited_for) {
  BOOST_TEST(stock().most_in_batch() == 25'000u);
  const auto batch = send({{"SKU-1", 3}, {"NO-SUCH", 4}, {kOddSku, 5}, {"FBA-1", 6}});
  BOOST_REQUIRE_MESSAGE(batch.has_value(), (batch ? "" : batch.error().text()));
  const auto answers = wait(*batch);
  BOOST_REQUIRE_MESSAGE(answers.has_value(), (answers ? "" : answers.error().text()));
  BOOST_REQUIRE(answers->size() == 2u);
  BOOST_TEST(answers->at(0).sku == "NO-SUCH");
  BOOST_TEST(!answers->at(0).accepted);
  BOOST_TEST(answers->at(0).reason.starts_with("13013: "));
  BOOST_TEST(answers->at(1).sku == "FBA-1");
  clock.advance(2min);
  const auto listings = live({"SKU-1", kOddSku});
  BOOST_TEST(*listings.at("SKU-1").quantity == 3);
  BOOST_TEST(*listings.at(kOddSku).quantity == 5);
  BOOST_TEST(*market.catalogue().find("SKU-1")->handling_days == 2);
  BOOST_TEST(wait(*batch)->size() == 2u);  // any number of times
}

BOOST_AUTO_TEST_CASE(a_batch_has_bounds) {
  BOOST_TEST((send({}).error().code == ErrorCode::invalid_argument));
  BOOST_TEST((send(std::vector<QuantityWrite>(25'001)).error().code == ErrorCode::invalid_argument));
  BOOST_TEST(context.calls == 0);
}

BOOST_AUTO_TEST_CASE(a_full_batch) {
  std::vector<QuantityWrite> writes;
  for (int i = 0; i < 25'000; ++i) writes.push_back({"SKU-" + std::to_string(i), i % 100});
  const auto answers = wait(*send(std::move(writes)));
  BOOST_REQUIRE_MESSAGE(answers.has_value(), (answers ? "" : answers.error().text()));
  BOOST_TEST(answers->size() == 24'970u);
}

BOOST_AUTO_TEST_CASE(a_batch_that_is_accepted_in_part) {
  faults("feed-partial@1");
  const auto answers = wait(*send({{"SKU-1", 1}, {"SKU-2", 2}, {"SKU-3", 3}}));
  BOOST_REQUIRE(answers.has_value());
  BOOST_REQUIRE(answers->size() == 1u);
  BOOST_TEST(answers->at(0).sku == "SKU-2");
  BOOST_TEST(answers->at(0).reason == "8541: The message could not be processed. Submit it again.");
}

BOOST_AUTO_TEST_CASE(a_batch_that_amazon_gives_up) {
  for (const char* plan : {"feed-fatal@1", "feed-cancelled@2"}) {
    faults(plan);
    const auto answers = wait(*send({{"SKU-1", 1}}));
    BOOST_REQUIRE(!answers);
    BOOST_TEST((answers.error().code == ErrorCode::refused), answers.error());
  }
  BOOST_TEST((wait("1").error().code == ErrorCode::not_found));
}

BOOST_AUTO_TEST_CASE(amazon_says_why_it_gave_a_batch_up) {
  channel = connect("A1SOMEBODYELSE");
  const auto answers = wait(*send({{"SKU-1", 1}}));
  BOOST_REQUIRE(!answers);
  BOOST_TEST((answers.error().code == ErrorCode::refused));
  BOOST_TEST(answers.error().message.find("sellerId: is not the seller of this account") != std::string::npos,
             answers.error());
}

BOOST_AUTO_TEST_CASE(a_batch_in_doubt_is_looked_for) {
  const auto first = send({{"SKU-1", 1}});
  faults("write-timeout@createFeed:2");
  const auto second = send({{"SKU-2", 2}});
  BOOST_REQUIRE_MESSAGE(second.has_value(), (second ? "" : second.error().text()));
  BOOST_TEST(*second != *first);
  BOOST_TEST(count("createFeed") == 2);
  BOOST_TEST(count("getFeeds") == 1);
  // One that was not taken is sent again, and is not mistaken for those before it.
  faults("500@createFeed:3");
  const auto third = send({{"SKU-3", 3}});
  BOOST_REQUIRE(third.has_value());
  BOOST_TEST(*third != *second);
  BOOST_TEST(count("createFeed") == 4);
  BOOST_TEST(wait(*third)->empty());
  BOOST_TEST(wait(*second)->empty());
  clock.advance(2min);
  BOOST_TEST(*live({"SKU-2"}).at("SKU-2").quantity == 2);
}

BOOST_AUTO_TEST_CASE(a_batch_that_is_never_taken) {
  faults("500@createFeed:1-99");
  BOOST_TEST((send({{"SKU-1", 1}}).error().code == ErrorCode::unavailable));
  BOOST_TEST(count("createFeed") == 3);
}

BOOST_AUTO_TEST_CASE(a_batch_is_found_after_a_restart) {
  const Timestamp before = clock.now();
  BOOST_TEST(!must(stock().find_batch(before, context)));
  BOOST_REQUIRE(send({{"SKU-1", 1}}).has_value());
  const auto newest = send({{"SKU-2", 2}});
  channel = connect(market.options().shop.seller_id);
  const auto found = must(stock().find_batch(before, context));
  BOOST_REQUIRE(found.has_value());
  BOOST_TEST(*found == *newest);
  BOOST_TEST(wait(*found)->empty());
  // None is as new as this, by whichever clock.
  clock.advance(3min);
  BOOST_TEST(!must(stock().find_batch(clock.now(), context)));
}

BOOST_AUTO_TEST_CASE(documents_on_a_bad_day) {
  faults("expired-url@upload:1,reset@upload:2,expired-url@download:1,reset@download:2");
  BOOST_TEST(wait(*send({{"SKU-1", 1}}))->empty());
  BOOST_TEST(count("createFeedDocument") == 2);
  BOOST_TEST(count("getFeedDocument") == 2);
  faults("expired-url@upload:4-9");
  BOOST_TEST((send({{"SKU-1", 1}}).error().code == ErrorCode::unavailable));
}

BOOST_AUTO_TEST_CASE(all_stock_in_amazons_warehouses) {
  BOOST_REQUIRE(market.sell({.sku = "FBA-3", .quantity = 2}, clock.now()).has_value());
  const auto stocks = must(stock().fetch_fulfilment_stock(context));
  BOOST_TEST(stocks.size() == 120u);
  BOOST_TEST(count("getInventorySummaries") == 3);
  std::int64_t inbound = 0;
  for (const auto& held : stocks) {
    BOOST_TEST(held.sellable == (held.sku == "FBA-3" ? 5 : 7));
    BOOST_TEST(held.reserved == (held.sku == "FBA-3" ? 2 : 0));
    inbound += held.inbound;
  }
  BOOST_TEST(inbound > 0);
}

BOOST_AUTO_TEST_CASE(expired_pages_of_stock_are_read_anew) {
  int slow_pages = 2;
  network.on_answer = [&](std::size_t, const http::Request& request, const sandbox::HandledResponse&) {
    const bool is_first = request.url.find("summaries") != std::string::npos &&
                          request.url.find("nextToken") == std::string::npos;
    if (is_first && slow_pages-- > 0) clock.advance(31s);
  };
  BOOST_TEST(must(stock().fetch_fulfilment_stock(context)).size() == 120u);
  slow_pages = 3;
  const auto never = run(stock().fetch_fulfilment_stock(context));
  BOOST_REQUIRE(!never);
  BOOST_TEST((never.error().code == ErrorCode::unavailable), never.error());
}

BOOST_AUTO_TEST_CASE(a_shipment_is_confirmed) {
  const auto shipment = notice();
  BOOST_REQUIRE(confirm(shipment).has_value());
  const auto& package = market.orders().find(kOrder)->packages.at(0);
  BOOST_TEST(package.carrier == "Delhivery");
  BOOST_TEST(package.tracking_number == "DL0099887766");
  BOOST_TEST(package.service == "Surface");
  BOOST_TEST((package.shipped == shipment.shipped_at));
  auto other = notice();
  other.package = "2";
  other.carrier = "Ravi's Cycle Couriers";
  other.lines[0].quantity = 1;
  other.method.clear();
  BOOST_REQUIRE(confirm(other).has_value());
  BOOST_TEST(market.orders().find(kOrder)->packages.at(1).carrier == "Ravi's Cycle Couriers");
  BOOST_TEST((market.orders().find(kOrder)->status == sandbox::Status::shipped));
}

BOOST_AUTO_TEST_CASE(shipments_that_are_refused) {
  auto easy_ship = notice();
  easy_ship.order_id = "406-0000001-0000002";
  const auto refused = confirm(easy_ship);
  BOOST_TEST((refused.error().code == ErrorCode::refused));
  BOOST_TEST(refused.error().message.find("Easy Ship") != std::string::npos, refused.error());
  auto unknown = notice();
  unknown.order_id = "406-0000001-0000003";
  BOOST_TEST((confirm(unknown).error().code == ErrorCode::not_found));
  auto nothing = notice();
  nothing.lines.clear();
  BOOST_TEST((confirm(nothing).error().code == ErrorCode::invalid_argument));
  nothing.order_id.clear();
  BOOST_TEST((confirm(nothing).error().code == ErrorCode::invalid_argument));
}

BOOST_AUTO_TEST_CASE(a_shipment_in_doubt_is_not_repeated) {
  faults("write-timeout@confirmShipment:1");
  BOOST_TEST((confirm(notice()).error().code == ErrorCode::unavailable));
  BOOST_TEST(count("confirmShipment") == 1);
  BOOST_TEST(market.orders().find(kOrder)->packages.size() == 1u);  // it was carried out
  BOOST_TEST(confirm(notice()).has_value());                        // the same package again changes it
  BOOST_TEST(market.orders().find(kOrder)->packages.size() == 1u);
}

BOOST_AUTO_TEST_CASE(estimates_follow_the_buckets_and_what_was_seen) {
  const auto fresh = stock().estimate_writes(100);
  BOOST_TEST(fresh.singly < 1min);
  BOOST_TEST(fresh.in_batch > 10min);  // nothing seen yet
  BOOST_TEST(stock().estimate_writes(0).singly.count() == 0);
  for (int i = 0; i < 4; ++i) BOOST_REQUIRE(wait(*send({{"SKU-1", i}})).has_value());
  BOOST_TEST(stock().estimate_writes(100).in_batch < 3min);  // the model takes half a minute for a feed
  const auto calls = context.calls;
  BOOST_TEST(stock().estimate_writes(30'000).in_batch < stock().estimate_writes(30'000).singly);
  BOOST_TEST(context.calls == calls);
}

BOOST_AUTO_TEST_CASE(credentials_that_are_refused) {
  faults("invalid-grant@1-99");
  BOOST_TEST((write("SKU-1", 1).error().code == ErrorCode::needs_reauth));
  BOOST_TEST((send({{"SKU-1", 1}}).error().code == ErrorCode::needs_reauth));
  BOOST_TEST((confirm(notice()).error().code == ErrorCode::needs_reauth));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace sellerd
