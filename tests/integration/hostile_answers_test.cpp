// Answers that are good HTTP and mean harm, against the whole daemon on simulated time: no end of pages,
// records larger than can be kept, garbage in bulk. Every run ends with its reason, and the books stay whole.
#include <boost/test/unit_test.hpp>

#include "tests/support/amazon_payloads.h"
#include "tests/support/book_checks.h"
#include "tests/support/gzip_text.h"
#include "tests/support/simulated_world.h"

using namespace sellerd;
using namespace sellerd::test;

namespace {

constexpr const char* kParticipations = "/sellers/v1/marketplaceParticipations";

bool asks(const http::Request& request, std::string_view part) {
  return request.url.find(part) != std::string::npos;
}

// What a marketplace answers in the place of its own answer; nothing leaves that as it is.
using Instead = std::function<std::optional<std::string>(const http::Request&)>;

struct Fixture {
  Fixture() {
    world.start();
    world.connect_and_sync();
    held = world.totals().orders;
  }

  void answer_with(Instead instead) {
    world.network().on_answer = [instead = std::move(instead)](std::size_t, const http::Request& request,
                                                               const sandbox::HandledResponse& handled) {
      auto body = instead(request);
      if (!body) return;
      // The network's own copy, on its way: it is only shown as if it could not be changed.
      auto& answer = const_cast<sandbox::HandledResponse&>(handled);
      answer.response = {200, {}, std::move(*body)};
    };
  }
  void be_good() { world.network().on_answer = nullptr; }

  // What a search answers from now on, by the number of the search.
  void search_gives(std::function<std::string(int)> answer) {
    auto number = std::make_shared<int>(0);
    answer_with([answer = std::move(answer), number](const http::Request& request) {
      return is_order_search(request) ? std::optional(answer(++*number)) : std::nullopt;
    });
  }
  // The run ends in this state for this reason; the next one, against the good marketplace, as if nothing had
  // been.
  void check_ends(RunState state, const std::string& reason) {
    const auto before = module_status(world).read_to;
    const auto run = world.sync(Module::orders);
    BOOST_TEST((run.state == state), enum_name(run.state));
    BOOST_TEST(run.reason.find(reason) != std::string::npos, run.reason);
    BOOST_TEST(!run.advice.empty() == (state == RunState::failed), run.advice);
    BOOST_TEST((module_status(world).read_to == before));
    check_history_adds_up(world, run);
    be_good();
    const auto good = world.sync(Module::orders);
    BOOST_TEST((good.state == RunState::succeeded), good.reason);
  }

  // What every document of a report holds from now on.
  void documents_are(std::string body) {
    const auto place = world.marketplace().options().base_url + "/documents/";
    answer_with([body = std::move(body), place](const http::Request& request) {
      return request.url.starts_with(place) ? std::optional(body) : std::nullopt;
    });
  }

  SimulatedWorld world{{.orders = 50, .rate_multiplier = 1'000}};
  std::int64_t held = 0;
};

std::string order(int number, const std::string& more = "") {
  return R"({"orderId":"408-)" + std::to_string(number) +
         R"(","createdTime":"2026-10-01T04:31:10Z","lastUpdatedTime":"2026-10-01T04:58:02Z",)" + more +
         R"("salesChannel":{"channelName":"AMAZON"},"fulfillment":{"fulfillmentStatus":"UNSHIPPED"},)"
         R"("orderItems":[{"orderItemId":"1","quantityOrdered":1,"product":{"sellerSku":"A"}}]})";
}

// A page that differs from every other, whatever it holds.
std::string page(int number, const std::string& orders, bool more = true) {
  const std::string next =
      more ? R"("pagination":{"nextToken":"T)" + std::to_string(number) + R"("},)" : std::string();
  return R"({"orders":[)" + orders + "]," + next + R"("number":)" + std::to_string(number) + "}";
}

}  // namespace

BOOST_FIXTURE_TEST_SUITE(hostile_answers, Fixture)

BOOST_AUTO_TEST_CASE(empty_pages_without_end) {
  search_gives([](int number) { return page(number, ""); });
  check_ends(RunState::failed, "pages without end: 101 in a row held nothing new");
  BOOST_TEST(world.totals().orders == held);
}

BOOST_AUTO_TEST_CASE(the_same_orders_without_end) {
  search_gives([](int number) { return page(number, order(1) + "," + order(2)); });
  check_ends(RunState::failed, "pages without end");
  BOOST_TEST(world.totals().orders == held + 2);
}

BOOST_AUTO_TEST_CASE(many_pages_that_bring_something_are_read_to_their_end) {
  // More pages than may be empty in a row, with one record each, and empty ones between them.
  search_gives([](int number) { return page(number, number % 2 == 0 ? order(number) : "", number < 400); });
  const auto run = world.sync(Module::orders);
  BOOST_TEST((run.state == RunState::succeeded), run.reason);
  BOOST_TEST(run.counts.created == 200);
}

BOOST_AUTO_TEST_CASE(garbage_without_end) {
  search_gives([](int number) {
    std::string orders;
    for (int i = 0; i < 1'000; ++i)
      orders +=
          (i == 0 ? "" : ",") + std::string(R"({"orderId":"G-)") + std::to_string(number * 1'000 + i) + "\"}";
    return page(number, orders);
  });
  check_ends(RunState::failed,
             "most of what the marketplace sends cannot be understood: 11000 of 11000 records");
  BOOST_TEST(world.totals().orders == held);
}

BOOST_AUTO_TEST_CASE(json_that_is_too_deep_or_never_closed) {
  const std::string deep(100'000, '[');
  for (const std::string& body : {deep, deep + std::string(100'000, ']'), R"({"orders":)" + deep,
                                  std::string(100'000, '{'), R"({"orders":[{"orderId":)" + deep + "}]}"}) {
    search_gives([&](int) { return body; });
    check_ends(RunState::interrupted, "with a body that is not whole JSON");
  }
}

BOOST_AUTO_TEST_CASE(a_page_token_that_fits_into_no_address) {
  search_gives([](int number) {
    return R"({"orders":[],"pagination":{"nextToken":")" + std::string(10'000, 'x') + std::to_string(number) +
           "\"}}";
  });
  check_ends(RunState::interrupted, "pagination.nextToken: is longer than 4096 bytes");
}

BOOST_AUTO_TEST_CASE(an_order_too_large_to_be_kept_is_set_aside) {
  search_gives([](int number) {
    const std::string large(9'000'000, 'x');
    return page(number,
                order(1) + "," + order(2, R"("orderAliases":[{"aliasId":")" + large + R"("}],)") + "," +
                    order(3, R"("unknown":")" + large + R"(",)"),
                false);
  });
  const auto run = world.sync(Module::orders);
  BOOST_TEST((run.state == RunState::partial), run.reason);
  // Of the third one only what nobody keeps is large.
  BOOST_TEST(run.counts.created == 2);
  BOOST_TEST(run.counts.failed == 1);
  const auto quarantine = world.call<api::ListQuarantine>({});
  BOOST_REQUIRE(quarantine.size() == 1u);
  BOOST_TEST(quarantine[0].entry.record_id == "408-2");
  BOOST_TEST(quarantine[0].entry.reason.find("is longer than any that is kept") != std::string::npos,
             quarantine[0].entry.reason);
  // The list reads every order that is held.
  BOOST_TEST(world.call<api::ListOrders>({}).size() == static_cast<std::size_t>(held + 2));
}

BOOST_AUTO_TEST_CASE(times_beyond_every_clock_move_no_watermark) {
  for (const char* time : {"9999-12-31T23:59:59Z", "0001-01-01T00:00:00Z"}) {
    const auto before = *module_status(world).read_to;
    search_gives([&](int) { return std::string(R"({"orders":[],"lastUpdatedBefore":")") + time + "\"}"; });
    const auto run = world.sync(Module::orders);
    BOOST_TEST((run.state == RunState::succeeded), run.reason);
    const auto after = *module_status(world).read_to;
    BOOST_TEST((after >= before && after <= world.time().now()));
    be_good();
  }
}

BOOST_AUTO_TEST_CASE(a_shop_name_without_end_does_not_spoil_the_account) {
  world.call<api::Disconnect>({.name = "amazon-in", .yes = true});
  answer_with([](const http::Request& request) {
    if (!asks(request, kParticipations)) return std::optional<std::string>();
    return std::optional(
        R"({"payload":[{"marketplace":{"id":"A21TJRUUN4KGV","countryCode":"IN","defaultCurrencyCode":"INR"},)"
        R"("participation":{"isParticipating":true},"storeName":")" +
        std::string(20'000'000, 'x') + "\"}]}");
  });
  world.call<api::Connect>(world.connect_request());
  be_good();
  world.crash();
  world.start();
  BOOST_TEST(world.call<api::GetStatus>({}).front().integrations.size() == 1u);
}

BOOST_AUTO_TEST_CASE(a_document_that_unpacks_to_nothing_but_line_ends) {
  // A gigabyte of them, in a megabyte.
  const std::string member = gzip_text(std::string(16u << 20, '\n'));
  std::string bomb =
      gzip_text("item-name\tlisting-id\tseller-sku\tprice\tquantity\tasin1\tfulfillment-channel\tstatus\n");
  for (int i = 0; i < 64; ++i) bomb += member;
  documents_are(bomb);
  const auto run = world.sync(Module::items);
  BOOST_TEST((run.state == RunState::failed), run.reason);
  BOOST_TEST(run.reason.find("bytes without a row") != std::string::npos, run.reason);
  be_good();
  const auto good = world.sync(Module::items);
  BOOST_TEST((good.state == RunState::succeeded), good.reason);
}

BOOST_AUTO_TEST_CASE(amazons_own_stock_on_pages_without_end) {
  int pages = 0;
  answer_with([&](const http::Request& request) {
    if (!asks(request, "/fba/inventory/v1/summaries")) return std::optional<std::string>();
    ++pages;
    return std::optional(R"({"payload":{"inventorySummaries":[]},"pagination":{"nextToken":"T)" +
                         std::to_string(pages) + "\"}}");
  });
  BOOST_TEST((world.sync(Module::items).state == RunState::succeeded));
  world.time().run_until([&] { return pages > 100; });
  const int before = pages;
  world.call<api::GetStatus>({});
  world.run_until_idle();
  BOOST_TEST(pages <= before + 2);
}

BOOST_AUTO_TEST_SUITE_END()
