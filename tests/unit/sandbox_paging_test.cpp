#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/test/unit_test.hpp>
#include <map>
#include <set>

#include "tests/sandbox/random.h"
#include "tests/sandbox/synthetic.h"
#include "tests/sandbox/test_client.h"

using namespace sellerd;
using namespace sellerd::sandbox;

namespace {

const Timestamp kNow = *parse_time("2026-08-05T10:00:00Z");
const Parameters kAll = {{"lastUpdatedAfter", "2026-01-01T00:00:00Z"}};

struct Fixture {
  explicit Fixture(std::string_view faults = "")
      : market(make_options(faults), make_synthetic({.seed = 3, .orders = 1'050, .days = 60, .start = kNow})),
        client(market, kNow) {
    client.log_in();
  }

  static MarketplaceOptions make_options(std::string_view faults) {
    MarketplaceOptions options;
    options.rate_multiplier = 1e9;
    options.token_lifetime = std::chrono::hours{1000};
    options.faults = FaultPlan::parse(faults).value();
    return options;
  }

  struct Page {
    std::vector<std::string> ids;
    std::string next;
    std::string bound;
  };

  Page page(Parameters parameters, const std::string& token = {}) {
    client.now += Duration{1};
    if (!token.empty()) parameters["paginationToken"] = token;
    const auto handled = client.search(parameters);
    BOOST_REQUIRE_MESSAGE(handled.response.status == 200, handled.response.body);
    const auto body = body_of(handled);
    Page page;
    for (const auto& order : body.at("orders").as_array())
      page.ids.emplace_back(order.at("orderId").as_string());
    if (const auto* pagination = body.as_object().if_contains("pagination"))
      page.next = pagination->at("nextToken").as_string();
    page.bound =
        body.at(parameters.contains("createdAfter") ? "createdBefore" : "lastUpdatedBefore").as_string();
    return page;
  }

  // How often each order is seen; `between` is called after each page.
  std::map<std::string, int> all_pages(const Parameters& parameters,
                                       const std::function<void(const Page&)>& between = {}) {
    std::map<std::string, int> seen;
    std::string token;
    do {
      const Page current = page(parameters, token);
      for (const std::string& id : current.ids) ++seen[id];
      if (between) between(current);
      token = current.next;
    } while (!token.empty());
    return seen;
  }

  int status(Parameters parameters, const std::string& token) {
    parameters["paginationToken"] = token;
    return client.search(parameters).response.status;
  }

  Marketplace market;
  TestClient client;
};

bool each_once(const std::map<std::string, int>& seen) {
  return std::ranges::all_of(seen, [](const auto& entry) { return entry.second == 1; });
}

}  // namespace

BOOST_FIXTURE_TEST_SUITE(sandbox_paging, Fixture)

BOOST_AUTO_TEST_CASE(all_orders_come_once) {
  int pages = 0;
  const auto seen = all_pages(kAll, [&](const Page&) { ++pages; });
  BOOST_TEST(seen.size() == 1'050u);
  BOOST_TEST(each_once(seen));
  BOOST_TEST(pages == 11);
}

BOOST_AUTO_TEST_CASE(a_full_last_page_has_no_successor) {
  Parameters narrow = kAll;
  narrow["maxResultsPerPage"] = "50";
  int pages = 0;
  BOOST_TEST(
      each_once(all_pages(narrow, [&](const Page& page) { pages += page.ids.size() == 50 ? 1 : 100; })));
  BOOST_TEST(pages == 21);
}

BOOST_AUTO_TEST_CASE(oldest_updates_come_first) {
  Timestamp last{};
  all_pages(kAll, [&](const Page& page) {
    for (const std::string& id : page.ids) {
      const Timestamp updated = market.orders().find(id)->updated;
      BOOST_TEST((updated >= last));
      last = updated;
    }
  });
}

BOOST_AUTO_TEST_CASE(a_search_by_creation_is_complete_too) {
  BOOST_TEST(all_pages({{"createdAfter", "2026-01-01T00:00:00Z"}}).size() == 1'050u);
}

BOOST_AUTO_TEST_CASE(filtered_searches_page_completely) {
  Parameters shipped = kAll;
  shipped["fulfillmentStatuses"] = "SHIPPED";
  Parameters others = kAll;
  others["fulfillmentStatuses"] =
      "PENDING_AVAILABILITY,PENDING,UNSHIPPED,PARTIALLY_SHIPPED,CANCELLED,UNFULFILLABLE";
  const auto first = all_pages(shipped);
  const auto second = all_pages(others);
  BOOST_TEST(first.size() + second.size() == 1'050u);
  BOOST_TEST(first.size() > 700u);
}

BOOST_AUTO_TEST_CASE(the_bound_of_the_first_page_holds_for_all) {
  std::set<std::string> bounds;
  all_pages(kAll, [&](const Page& page) {
    bounds.insert(page.bound);
    client.now += std::chrono::minutes{5};
  });
  BOOST_TEST(bounds.size() == 1u);
}

// Orders that are updated while they are paged leave the window; the next search, from the bound on, finds
// them.
BOOST_AUTO_TEST_CASE(nothing_is_lost_over_a_moving_set) {
  Random random(11);
  std::set<std::string> moved;
  std::string bound;
  auto seen = all_pages(kAll, [&](const Page& page) {
    bound = page.bound;
    for (int i = 0; i < 20; ++i) {
      const sandbox::Order& order = market.orders().at(static_cast<OrderNumber>(random.below(1'050)));
      moved.insert(order.id);
      market.orders()
          .update(std::string(order.id), client.now,
                  [](sandbox::Order& changed) { changed.status = Status::shipped; })
          .value();
    }
  });
  BOOST_TEST(seen.size() < 1'050u);
  BOOST_TEST(each_once(seen));
  client.now += std::chrono::minutes{3};
  const auto later = all_pages({{"lastUpdatedAfter", bound}});
  for (const std::string& id : moved) BOOST_TEST(later.contains(id), id);
  seen.insert(later.begin(), later.end());
  BOOST_TEST(seen.size() == 1'050u);
}

BOOST_AUTO_TEST_CASE(a_token_resumes_behind_an_order_that_moved_away) {
  const Page first = page(kAll);
  market.orders().update(first.ids.back(), client.now, [](sandbox::Order&) {}).value();
  const Page second = page(kAll, first.next);
  BOOST_TEST(second.ids.size() == 100u);
  for (const std::string& id : first.ids) BOOST_TEST(std::ranges::count(second.ids, id) == 0);
}

BOOST_AUTO_TEST_CASE(late_orders_are_found_at_their_place) {
  sandbox::Order late = market.orders().at(7);
  late.id = "408-0000000-0000001";
  for (Line& line : late.lines) line.id = 0;
  const Page first = page(kAll);
  late.updated = market.orders().find(first.ids.back())->updated + Duration{1};
  market.orders().add(late).value();
  BOOST_TEST(page(kAll, first.next).ids.front() == late.id);
  BOOST_TEST((market.orders().add(late).error().code == ErrorCode::already_exists));
}

BOOST_AUTO_TEST_CASE(a_token_belongs_to_its_parameters) {
  const std::string token = page(kAll).next;
  Parameters other = kAll;
  other["fulfilledBy"] = "AMAZON";
  BOOST_TEST(status(other, token) == 400);
  BOOST_TEST(status({{"lastUpdatedAfter", "2026-01-02T00:00:00Z"}}, token) == 400);
  BOOST_TEST(status({{"createdAfter", "2026-01-01T00:00:00Z"}}, token) == 400);
  Parameters allowed = kAll;
  allowed["maxResultsPerPage"] = "7";
  allowed["includedData"] = "PROCEEDS";
  BOOST_TEST(status(allowed, token) == 200);
}

BOOST_AUTO_TEST_CASE(a_token_lives_24_hours) {
  const std::string token = page(kAll).next;
  client.now += std::chrono::hours{24};
  BOOST_TEST(status(kAll, token) == 200);
  client.now += Duration{1};
  BOOST_TEST(status(kAll, token) == 400);
}

BOOST_AUTO_TEST_CASE(a_damaged_token_is_refused) {
  std::string token = page(kAll).next;
  token[10] = token[10] == 'A' ? 'B' : 'A';
  BOOST_TEST(status(kAll, token) == 400);
}

BOOST_AUTO_TEST_CASE(tokens_need_encoding) {
  std::string characters;
  all_pages(kAll, [&](const Page& page) { characters += page.next; });
  BOOST_TEST(characters.find('+') != std::string::npos);
  BOOST_TEST(characters.find('/') != std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_repeated_page_comes_twice_and_the_rest_follows) {
  Fixture faulty("repeat-page@searchOrders:2");
  const auto seen = faulty.all_pages(kAll);
  BOOST_TEST(seen.size() == 1'050u);
  BOOST_TEST(std::ranges::count_if(seen, [](const auto& entry) { return entry.second == 2; }) == 100);
  BOOST_TEST(faulty.market.faults().count(Fault::repeat_page) == 1u);
}

BOOST_AUTO_TEST_CASE(a_stuck_page_gives_the_same_token_for_ever) {
  Fixture faulty("same-page-forever@searchOrders:2");
  const Page first = faulty.page(kAll);
  const Page second = faulty.page(kAll, first.next);
  const Page third = faulty.page(kAll, second.next);
  const Page fourth = faulty.page(kAll, third.next);
  BOOST_TEST(second.ids == third.ids);
  BOOST_TEST(third.ids == fourth.ids);
  BOOST_TEST(second.next == third.next);
  BOOST_TEST(third.next == fourth.next);
}

BOOST_AUTO_TEST_CASE(a_shifted_page_overlaps_and_loses_nothing) {
  Fixture faulty("shift-page@searchOrders:3");
  const auto seen = faulty.all_pages(kAll);
  BOOST_TEST(seen.size() == 1'050u);
  BOOST_TEST(std::ranges::count_if(seen, [](const auto& entry) { return entry.second == 2; }) == 33);
}

BOOST_AUTO_TEST_CASE(a_moved_order_is_left_to_the_next_search) {
  Fixture faulty("move-order@searchOrders:3");
  BOOST_TEST(faulty.all_pages(kAll).size() == 1'049u);
  faulty.client.now += std::chrono::minutes{3};
  BOOST_TEST(faulty.all_pages(kAll).size() == 1'050u);
}

BOOST_AUTO_TEST_CASE(a_bad_order_is_one_of_the_page) {
  Fixture faulty("bad-order@searchOrders:1");
  const auto body = body_of(faulty.client.search(kAll));
  BOOST_TEST(body.at("orders").at(0).at("orderItems").at(0).at("quantityOrdered").is_string());
  BOOST_TEST(body.at("orders").at(1).at("orderItems").at(0).at("quantityOrdered").is_int64());
}

BOOST_AUTO_TEST_SUITE_END()
