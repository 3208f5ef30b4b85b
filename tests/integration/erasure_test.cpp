// What people may demand: that a buyer, or a whole account, is gone.
#include <boost/test/unit_test.hpp>

#include "daemon/store/key_ring.h"
#include "daemon/sync/removal.h"
#include "tests/support/book_checks.h"

using namespace sellerd;
using namespace sellerd::test;
using namespace std::chrono_literals;

namespace {

using Show = api::ShowPersonal;
using Forget = api::ForgetPersonal;
using Held = std::map<std::string, store::PersonalRecord>;

Held held(SimulatedWorld& world) {
  Held held;
  auto scanned =
      world.daemon().store().scan(store::kPersonal, {}, store::Direction::forward,
                                  [&](store::PersonalRecord record, std::string_view key) -> Result<bool> {
                                    held[std::get<1>(*store::kPersonal.parse(key))] = std::move(record);
                                    return true;
                                  });
  BOOST_REQUIRE(scanned.has_value());
  return held;
}

void start_with_personal_data(SimulatedWorld& world) {
  world.start();
  world.call<api::SetPreferences>({.interval_minutes = 0, .personal_data = true});
  world.connect_and_sync();
}

// Whether some key of the ring as it lies on the disk opens what was sealed.
bool opens(SimulatedWorld& world, const std::string& id, const store::PersonalRecord& record,
           const Held& all) {
  const store::Vault master({1, 2, 3});  // the world's
  const auto ring = store::KeyRing::open(world.directory() / "keyring", master);
  BOOST_REQUIRE(ring.has_value());
  for (const auto& [other, each] : all) {
    for (const auto bucket : {each.bucket, each.bucket - 1ms, each.bucket - 2ms}) {
      const auto vault = ring->find(1, bucket);
      BOOST_REQUIRE(vault.has_value());
      if (*vault && (*vault)->open(record.sealed, store::kPersonal.key(1, id))) return true;
    }
  }
  return false;
}

std::int64_t audited(SimulatedWorld& world, std::string_view action, std::string_view subject) {
  const auto replies = world.call<api::ListAudit>({});
  return std::count_if(replies.begin(), replies.end(), [&](const api::ListAudit::Reply& reply) {
    return reply.entry.action == action && reply.entry.subject == subject;
  });
}

}  // namespace

BOOST_AUTO_TEST_SUITE(erasure)

BOOST_AUTO_TEST_CASE(an_order_is_forgotten_in_every_copy_and_its_neighbours_stay) {
  SimulatedWorld world({.orders = 300});
  start_with_personal_data(world);
  const auto before = held(world);
  // An order that shares its day's key with another.
  std::string id;
  for (const auto& [each, record] : before) {
    for (const auto& [other, same] : before) {
      if (each != other && record.bucket == same.bucket) id = each;
    }
  }
  BOOST_REQUIRE(!id.empty());
  BOOST_TEST(opens(world, id, before.at(id), before));
  std::map<std::string, PersonalData> people;
  for (const auto& [each, record] : before)
    people[each] = world.call<Show>({.order_id = each}).front().personal;

  const auto reply = world.call<Forget>({.subject = id}).front();
  BOOST_TEST(reply.orders == 1);
  BOOST_TEST(reply.held == 1);
  BOOST_TEST(reply.keys_destroyed == 1);
  BOOST_TEST(reply.sealed_anew > 0);
  BOOST_TEST(audited(world, "forget", id) == 1);
  BOOST_TEST((world.refused<Show>({.order_id = id}).code == ErrorCode::not_found));
  // The bytes of before, as a backup has them, open with nothing that is left.
  for (const auto& [each, record] : before) {
    if (record.bucket == before.at(id).bucket) BOOST_TEST(!opens(world, each, record, before), each);
  }
  for (const auto& [each, data] : people) {
    if (each != id) BOOST_TEST((world.call<Show>({.order_id = each}).front().personal == data), each);
  }
  // It does not come back, by any way.
  world.call<api::PullOrder>({.order_id = id});
  world.call<api::StartSync>({.module = Module::orders, .full = true});
  world.run_until_idle();
  BOOST_TEST(!held(world).contains(id));
  BOOST_TEST((world.refused<Show>({.order_id = id}).code == ErrorCode::not_found));
  check_books_equal_truth(world);
  BOOST_TEST(world.refused<Show>({.order_id = id}).message.find("on demand") != std::string::npos);
  // Again there is nothing to do.
  const auto again = world.call<Forget>({.subject = id}).front();
  BOOST_TEST(again.held == 0);
  BOOST_TEST(again.keys_destroyed == 0);
  // What was moved ends with its day all the same.
  world.time().pass(31 * 24h);
  BOOST_TEST(held(world).empty());
}

BOOST_AUTO_TEST_CASE(a_customer_is_forgotten_with_all_orders) {
  SimulatedWorld world({.orders = 300});
  start_with_personal_data(world);
  std::string buyer;
  for (const auto& [id, record] : held(world)) {
    const auto order = world.call<api::GetOrder>({.order_id = id}).front().order;
    if (order.customer.starts_with("buyer-")) buyer = order.customer;
  }
  BOOST_REQUIRE(!buyer.empty());
  const auto reply = world.call<Forget>({.subject = buyer}).front();
  BOOST_TEST(reply.orders > 0);
  BOOST_TEST(reply.held > 0);
  BOOST_TEST(reply.buyers == 1);
  for (const auto& [id, record] : held(world))
    BOOST_TEST(world.call<api::GetOrder>({.order_id = id}).front().order.customer != buyer, id);
  // The customer, who names nobody, stays with the orders.
  BOOST_TEST(world.call<api::GetCustomer>({.customer = buyer}).size() == 1u);
  BOOST_TEST(world.call<Forget>({.subject = buyer}).front().held == 0);
}

BOOST_AUTO_TEST_CASE(nobody_is_forgotten_by_mistake) {
  SimulatedWorld world({.orders = 120});
  start_with_personal_data(world);
  const auto before = held(world).size();
  BOOST_TEST((world.refused<Forget>({.subject = "000-0"}).code == ErrorCode::not_found));
  std::string many;
  for (const auto& reply : world.call<api::ListCustomers>({})) {
    if (reply.customer.key.starts_with("consumer-")) many = reply.customer.key;
  }
  BOOST_REQUIRE(!many.empty());
  BOOST_TEST((world.refused<Forget>({.subject = many}).code == ErrorCode::invalid_argument));
  BOOST_TEST(held(world).size() == before);
}

// The keys of what is erased go last: after a cut before that the same command destroys them.
BOOST_AUTO_TEST_CASE(what_was_cut_short_is_finished_by_doing_it_again) {
  SimulatedWorld world({.orders = 150});
  start_with_personal_data(world);
  const auto before = held(world);
  const auto id = before.begin()->first;
  // As the cut leaves it: the record is gone, its key is not.
  for (const auto& [each, record] : before) {
    if (record.bucket != before.at(id).bucket) continue;
    store::Batch batch;
    batch.erase(store::kPersonal, 1, each);
    BOOST_REQUIRE(world.daemon().store().commit(batch).has_value());
  }
  BOOST_TEST(opens(world, id, before.at(id), before));
  BOOST_TEST(world.call<Forget>({.subject = id}).front().keys_destroyed == 1);
  BOOST_TEST(!opens(world, id, before.at(id), before));
}

BOOST_AUTO_TEST_CASE(all_that_came_from_an_account_goes_and_is_counted) {
  SimulatedWorld world({.orders = 300, .faults = "bad-order@searchOrders:2"});
  start_with_personal_data(world);
  const auto people = held(world);
  const auto orders = world.call<api::ListOrders>({}).size();
  BOOST_TEST(world.refused<api::Erase>({.name = "amazon-in"}).field == "yes");
  const auto reply = world.call<api::Erase>({.name = "amazon-in", .yes = true}).front();
  std::map<std::string, std::int64_t> erased;
  for (const auto& each : reply.erased) erased[each.what] = each.records;
  BOOST_TEST(erased["orders"] == static_cast<std::int64_t>(orders));
  BOOST_TEST(erased["personal data of orders"] == static_cast<std::int64_t>(people.size()));
  BOOST_TEST(erased["records in quarantine"] == 1);
  BOOST_TEST(erased["credentials"] == 1);
  BOOST_TEST(erased["listings"] > 0);
  BOOST_TEST(erased["runs"] > 0);
  BOOST_TEST(world.call<api::ListIntegrations>({}).empty());
  BOOST_TEST(world.call<api::ListOrders>({}).empty());
  BOOST_TEST(audited(world, "erase", "amazon-in") == 1);
  BOOST_TEST(world.daemon().store().count(store::kBuyerKeys, store::under(store::kBuyerKeys)).value() == 0);
  for (const auto& [id, record] : people) BOOST_TEST(!opens(world, id, record, people), id);
  const auto left = sync::count_held(world.daemon().store(), 1);
  BOOST_REQUIRE(left.has_value());
  for (const auto& kind : *left) BOOST_TEST(kind.records == 0, kind.what);
}

// The quantities of the catalogue and the ids of orders are in no index that a removal forgets: of every
// table nothing is left that names an order, but for what is said to stay.
BOOST_AUTO_TEST_CASE(no_order_is_named_after_an_erasure_but_where_it_is_said) {
  SimulatedWorld world({.orders = 150});
  start_with_personal_data(world);
  std::vector<std::string> ids;
  for (const auto& reply : world.call<api::ListOrders>({})) ids.push_back(reply.order.order_id);
  world.call<api::Erase>({.name = "amazon-in", .yes = true});
  const auto& engine = world.daemon().store().engine();
  for (std::size_t family = 0; family < store::kFamilyNames.size(); ++family) {
    const auto name = store::kFamilyNames[family];
    if (name == "stock" || name == "ledger" || name == "audit") continue;
    std::string bytes;
    const auto look = [&](std::string_view key, std::string_view value) -> Result<bool> {
      bytes.append(key).append(value);
      return true;
    };
    BOOST_REQUIRE(
        engine.scan(static_cast<store::Family>(family), {}, store::Direction::forward, look).has_value());
    for (const auto& id : ids) BOOST_TEST(bytes.find(id) == std::string::npos, name);
  }
}

BOOST_AUTO_TEST_SUITE_END()
