// Personal data: off by default, sealed when held, shown to those who may see it, gone when its time is over.
#include <boost/test/unit_test.hpp>
#include <fstream>

#include "daemon/store/backups.h"
#include "daemon/store/private_file.h"
#include "daemon/store/rocks.h"
#include "tests/sandbox/order_people.h"
#include "tests/support/book_checks.h"

using namespace sellerd;
using namespace sellerd::test;
using namespace std::chrono_literals;

namespace {

using Show = api::ShowPersonal;
using Held = std::map<std::string, store::PersonalRecord>;

Held held_in(const store::Store& store) {
  Held held;
  auto scanned = store.scan(store::kPersonal, {}, store::Direction::forward,
                            [&](store::PersonalRecord record, std::string_view key) -> Result<bool> {
                              auto parts = store::kPersonal.parse(key);
                              if (!parts) return parts.error();
                              held[std::get<1>(*parts)] = std::move(record);
                              return true;
                            });
  BOOST_REQUIRE(scanned.has_value());
  return held;
}

Held held(SimulatedWorld& world) {
  return held_in(world.daemon().store());
}

// Every file under the directory, by its path.
std::map<std::string, std::string> files_of(const std::filesystem::path& directory) {
  std::map<std::string, std::string> files;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(directory)) {
    if (!entry.is_regular_file()) continue;
    std::ifstream file(entry.path(), std::ios::binary);
    files[entry.path().string()] = {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
  }
  return files;
}

bool says(std::string_view text) {
  return text.find(sandbox::kCanary) != std::string_view::npos;
}

std::size_t audited(SimulatedWorld& world, std::string_view action, std::string_view subject = {}) {
  const auto replies = world.call<api::ListAudit>({});
  return static_cast<std::size_t>(
      std::count_if(replies.begin(), replies.end(), [&](const api::ListAudit::Reply& reply) {
        return reply.entry.action == action && (subject.empty() || reply.entry.subject == subject);
      }));
}

void start_with_personal_data(SimulatedWorld& world) {
  world.start();
  world.call<api::SetPreferences>({.interval_minutes = 0, .personal_data = true});
  world.connect_and_sync();
}

std::string expected(const json::object& people, const char* field) {
  const auto* value = people.if_contains(field);
  return value == nullptr ? std::string{} : std::string(std::string_view(value->as_string()));
}

}  // namespace

BOOST_AUTO_TEST_SUITE(personal_data)

BOOST_AUTO_TEST_CASE(it_is_shown_as_the_marketplace_sent_it_and_lies_nowhere_in_plain) {
  SimulatedWorld world({.orders = 300, .faults = "bad-order@searchOrders:2", .books = Books::rocks});
  start_with_personal_data(world);
  const auto records = held(world);
  BOOST_TEST(records.size() > 50u);
  std::size_t gifts = 0;
  for (const auto& [id, record] : records) {
    const auto person = world.call<Show>({.order_id = id}).front().personal;
    const auto* sold = world.marketplace().orders().find(id);
    BOOST_REQUIRE(sold != nullptr);
    const auto buyer = sandbox::buyer_json(*sold, {});
    const auto recipient = sandbox::recipient_json(*sold, "IN", {});
    const auto& address = recipient.at("deliveryAddress").as_object();
    BOOST_TEST(person.buyer_name == expected(buyer, "buyerName"));
    BOOST_TEST(person.buyer_email == expected(buyer, "buyerEmail"));
    if (!sold->address.blank()) {
      BOOST_TEST(person.recipient_name == expected(address, "name"));
      BOOST_TEST(person.address_line_1 == expected(address, "addressLine1"));
      BOOST_TEST(person.address_line_2 == expected(address, "addressLine2"));
      BOOST_TEST(person.postal_code == expected(address, "postalCode"));
      BOOST_TEST(person.phone == expected(address, "phone"));
    }
    gifts += person.gifts.size();
    BOOST_TEST(audited(world, "personal show", id) == 1u);
    BOOST_TEST((record.bucket > world.time().now() && record.bucket <= world.time().now() + 720h));
  }
  BOOST_TEST(gifts > 0u);

  std::vector<varlink::Reply> replies;
  const auto ask = [&](const char* method, json::object parameters, bool more) {
    for (auto& reply : world.call_raw(method, std::move(parameters), more))
      replies.push_back(std::move(reply));
  };
  ask("org.sellerd.Orders.List", {}, true);
  ask("org.sellerd.Orders.Get", {{"order_id", records.begin()->first}}, false);
  ask("org.sellerd.Orders.ShowPersonal", {{"order_id", "000-0"}}, false);
  ask("org.sellerd.Sync.ListRuns", {}, true);
  for (const auto& run : world.call<api::ListRuns>({}))
    ask("org.sellerd.Sync.ListRunRecords", {{"run", run.run.id}}, true);
  ask("org.sellerd.Sync.ListQuarantine", {}, true);
  ask("org.sellerd.Service.GetStatus", {}, false);
  ask("org.sellerd.Service.ListAudit", {}, true);
  BOOST_TEST(replies.size() > 300u);
  for (const auto& reply : replies) {
    const auto words = reply.error + json::serialize(reply.parameters);
    BOOST_TEST(!says(words), words);
  }
  BOOST_TEST(audited(world, "personal show", "000-0") == 1u);
  world.stop();
  const auto files = files_of(world.directory());
  BOOST_TEST(files.size() > 4u);
  BOOST_TEST(files.contains((world.directory() / "keyring").string()));
  for (const auto& [path, bytes] : files) BOOST_TEST(!says(bytes), path);
  // The files are compressed in part: what they hold, key by key.
  auto engine = world.open_books();
  BOOST_REQUIRE(engine.has_value());
  std::size_t values = 0;
  for (std::size_t family = 0; family < store::kFamilyNames.size(); ++family) {
    const auto look = [&](std::string_view key, std::string_view value) -> Result<bool> {
      values += value.size();
      BOOST_TEST(!says(std::string(key) + std::string(value)), store::kFamilyNames[family]);
      return true;
    };
    BOOST_REQUIRE(
        (*engine)->scan(static_cast<store::Family>(family), {}, store::Direction::forward, look).has_value());
  }
  BOOST_TEST(values > 100'000u);
}

BOOST_AUTO_TEST_CASE(without_the_preference_nothing_is_asked_for_and_the_answer_says_how_to_hold_it) {
  SimulatedWorld world({.orders = 120});
  std::size_t asked = 0;
  world.network().on_answer = [&](std::size_t, const http::Request& request,
                                  const sandbox::HandledResponse&) {
    asked += request.url.find("BUYER") != std::string::npos ? 1 : 0;
  };
  world.start();
  world.connect_and_sync();
  BOOST_TEST(asked == 0u);
  BOOST_TEST(held(world).empty());
  BOOST_TEST(!std::filesystem::exists(world.directory() / "keyring"));
  const auto id = world.call<api::ListOrders>({.limit = 1}).front().order.order_id;
  const auto error = world.refused<Show>({.order_id = id});
  BOOST_TEST((error.code == ErrorCode::not_found));
  BOOST_TEST(error.hint == "sellerctl preferences set --personal-data yes");

  // Turned on, a pull brings it for an order that is already held.
  world.call<api::SetPreferences>({.personal_data = true});
  BOOST_TEST(audited(world, "preferences set", R"(all {"personal_data":true})") == 1u);
  const auto newest = world.call<api::ListAudit>({.limit = 1});
  BOOST_REQUIRE(newest.size() == 1u);
  BOOST_TEST(newest.front().entry.action == "preferences set");
  BOOST_TEST(world.refused<Show>({.order_id = id}).hint == "sellerctl orders pull " + id);
  world.call<api::PullOrder>({.order_id = id, .dry_run = true});
  BOOST_TEST(asked == 0u);
  world.call<api::PullOrder>({.order_id = id});
  BOOST_TEST(asked == 1u);
  BOOST_TEST(held(world).contains(id));
  // Of an old order no pull would bring any.
  const auto old = world.call<api::ListOrders>({}).back().order.order_id;
  const auto over = world.refused<Show>({.order_id = old});
  BOOST_TEST((over.code == ErrorCode::not_found));
  BOOST_TEST(over.message.find("that time is over") != std::string::npos, over.message);
  BOOST_TEST(over.hint.empty());
}

BOOST_AUTO_TEST_CASE(after_its_time_nothing_that_is_left_opens_a_copy) {
  SimulatedWorld world({.orders = 200, .books = Books::rocks});
  start_with_personal_data(world);
  const auto before = held(world);
  BOOST_REQUIRE(before.size() > 30u);
  const std::string id = before.begin()->first;
  world.stop();
  TemporaryDirectory backup;
  std::filesystem::copy(world.directory(), backup.path(), std::filesystem::copy_options::recursive);
  const store::Vault master({1, 2, 3});  // the world's

  // What was sealed opens with the ring of then, and with nothing that the directory has later.
  const auto opened_with = [&](const std::filesystem::path& directory) {
    const auto ring = store::KeyRing::open(directory / "keyring", master);
    BOOST_REQUIRE(ring.has_value());
    auto engine = store::open_rocks({.directory = backup.path() / "books"});
    BOOST_REQUIRE(engine.has_value());
    const store::Store copy(std::move(*engine));
    std::size_t opened = 0;
    for (const auto& [order_id, record] : held_in(copy)) {
      const auto key = store::kPersonal.key(1, order_id);
      for (const auto& [other, day] : before) {
        const auto vault = ring->find(1, day.bucket);
        BOOST_REQUIRE(vault.has_value());
        if (*vault && (*vault)->open(record.sealed, key)) {
          ++opened;
          break;
        }
      }
      BOOST_TEST(!master.open(record.sealed, key).has_value());
    }
    return opened;
  };
  BOOST_TEST(opened_with(world.directory()) == before.size());

  world.start();
  BOOST_TEST(world.call<Show>({.order_id = id}).size() == 1u);
  world.time().pass(31 * 24h);
  BOOST_TEST(held(world).empty());
  BOOST_TEST(audited(world, "personal data retention") > 0u);
  BOOST_TEST((world.refused<Show>({.order_id = id}).code == ErrorCode::not_found));
  world.stop();
  BOOST_TEST(opened_with(world.directory()) == 0u);
}

BOOST_AUTO_TEST_CASE(a_backup_holds_it_sealed_and_it_dies_there_with_its_key) {
  SimulatedWorld world({.orders = 200, .books = Books::rocks});
  start_with_personal_data(world);
  const auto before = held(world);
  BOOST_REQUIRE(before.size() > 30u);
  const std::string id = before.begin()->first;
  world.call<api::CreateBackup>({});
  const auto files = files_of(world.directory() / "backups");
  BOOST_TEST(files.size() > 4u);
  for (const auto& [path, bytes] : files) {
    BOOST_TEST(!says(bytes), path);
    BOOST_TEST(path.find("key") == std::string::npos, path);
  }
  const store::Vault master({1, 2, 3});  // the world's
  TemporaryDirectory elsewhere;
  const auto copy = elsewhere.path() / "books";
  BOOST_REQUIRE(world.daemon().store().backups()->restore(1, copy).has_value());
  const auto opened = [&] {
    const auto ring = store::KeyRing::open(world.directory() / "keyring", master);
    BOOST_REQUIRE(ring.has_value());
    auto engine = store::open_rocks({.directory = copy});
    BOOST_REQUIRE(engine.has_value());
    const store::Store books(std::move(*engine));
    const auto records = held_in(books);
    BOOST_TEST(records.size() == before.size());
    std::size_t count = 0;
    for (const auto& [order_id, record] : records) {
      const auto key = store::kPersonal.key(1, order_id);
      BOOST_TEST(!master.open(record.sealed, key).has_value());
      const auto vault = ring->find(1, record.bucket);
      BOOST_REQUIRE(vault.has_value());
      count += *vault && (*vault)->open(record.sealed, key) ? 1 : 0;
    }
    return count;
  };
  BOOST_TEST(opened() == before.size());
  world.time().pass(31 * 24h);
  BOOST_TEST(opened() == 0u);
  // Restored as the books they bring no one back, and the records go too.
  world.call<api::RestoreBackup>({.id = 1});
  world.stop();
  world.start();
  BOOST_TEST((world.refused<Show>({.order_id = id}).code == ErrorCode::not_found));
  world.time().pass(1h);
  BOOST_TEST(held(world).empty());
}

BOOST_AUTO_TEST_CASE(it_ends_to_the_minute_though_the_daemon_sleeps) {
  SimulatedWorld world({.orders = 100});
  start_with_personal_data(world);
  const auto [id, record] = *held(world).begin();
  world.time().pass(record.bucket - world.time().now() - 1min);
  BOOST_TEST(world.call<Show>({.order_id = id}).size() == 1u);
  BOOST_TEST(held(world).contains(id));
  world.time().pass(2min);
  BOOST_TEST((world.refused<Show>({.order_id = id}).code == ErrorCode::not_found));
  BOOST_TEST(!held(world).contains(id));
}

BOOST_AUTO_TEST_CASE(turned_off_it_takes_nothing_in_and_leaves_the_old) {
  SimulatedWorld world({.orders = 150});
  start_with_personal_data(world);
  const auto before = held(world);
  world.call<api::SetPreferences>({.personal_data = false});
  std::string fresh;
  for (const auto& product : world.marketplace().catalogue().products()) {
    if (const auto sale = world.marketplace().sell({.sku = product.sku}, world.time().now()); sale) {
      fresh = sale->order_id;
      break;
    }
  }
  BOOST_REQUIRE(!fresh.empty());
  world.time().pass(1h);
  BOOST_TEST(world.sync(Module::orders).counts.created == 1);
  const auto after = held(world);
  BOOST_TEST(after.size() == before.size());
  BOOST_TEST(!after.contains(fresh));
  BOOST_TEST(world.call<Show>({.order_id = before.begin()->first}).size() == 1u);
}

BOOST_AUTO_TEST_CASE(an_order_that_changes_moves_to_its_new_day) {
  SimulatedWorld world({.orders = 200});
  start_with_personal_data(world);
  std::string id;
  for (const auto& [each, record] : held(world)) {
    const auto status = world.marketplace().orders().find(each)->status;
    if (status == sandbox::Status::unshipped) id = each;
  }
  BOOST_REQUIRE(!id.empty());
  const auto before = held(world).at(id);
  const auto person = world.call<Show>({.order_id = id}).front().personal;
  world.time().pass(40h);
  BOOST_REQUIRE(world.marketplace().orders().update(id, world.time().now(), [](sandbox::Order&) {}));
  world.time().pass(1h);
  BOOST_TEST(world.sync(Module::orders).counts.updated == 1);
  const auto after = held(world).at(id);
  BOOST_TEST((after.bucket > before.bucket));
  BOOST_TEST((after.sealed != before.sealed));
  BOOST_TEST((world.call<Show>({.order_id = id}).front().personal == person));
  // Read again it stays as it is, to the byte.
  world.call<api::PullOrder>({.order_id = id});
  BOOST_TEST(held(world).at(id).sealed == after.sealed);
}

BOOST_AUTO_TEST_CASE(a_disconnect_erases_it_and_its_keys) {
  SimulatedWorld world({.orders = 100});
  start_with_personal_data(world);
  const auto before = held(world);
  BOOST_REQUIRE(!before.empty());
  world.call<api::Disconnect>({.name = "amazon-in", .yes = true});
  BOOST_TEST(held(world).empty());
  const store::Vault master({1, 2, 3});
  const auto ring = store::KeyRing::open(world.directory() / "keyring", master);
  BOOST_REQUIRE(ring.has_value());
  for (const auto& [id, record] : before) BOOST_TEST(!ring->find(1, record.bucket)->has_value());
}

BOOST_AUTO_TEST_CASE(a_kill_between_pages_loses_none_of_it) {
  SimulatedWorld whole({.orders = 300});
  start_with_personal_data(whole);
  SimulatedWorld world({.orders = 300});
  world.start();
  world.call<api::SetPreferences>({.interval_minutes = 0, .personal_data = true});
  world.call<api::Connect>(world.connect_request());
  world.time().run_until([&] { return !held(world).empty(); });
  world.crash();
  world.start();
  world.run_until_idle();
  BOOST_TEST(held(world).size() == held(whole).size());
  for (const auto& [id, record] : held(whole)) {
    BOOST_TEST((world.call<Show>({.order_id = id}).front().personal ==
                whole.call<Show>({.order_id = id}).front().personal));
  }
}

BOOST_AUTO_TEST_CASE(a_clock_that_is_set_is_noticed_within_the_hour_and_brings_nothing_back) {
  SimulatedWorld world({.orders = 100});
  start_with_personal_data(world);
  const auto [id, record] = *held(world).begin();
  const auto by = record.bucket - world.time().now();
  world.time().jump(by);
  BOOST_TEST((world.refused<Show>({.order_id = id}).code == ErrorCode::not_found));
  world.time().pass(1h);
  const store::Vault master({1, 2, 3});
  const auto is_key_there = [&] {
    const auto ring = store::KeyRing::open(world.directory() / "keyring", master);
    BOOST_REQUIRE(ring.has_value());
    return ring->find(1, record.bucket)->has_value();
  };
  BOOST_TEST(!is_key_there());
  world.time().jump(-by);
  world.time().pass(1h);
  BOOST_TEST(!is_key_there());
  BOOST_TEST((world.refused<Show>({.order_id = id}).code == ErrorCode::not_found));
  // Its time was not over: it may be fetched again, under another key.
  world.call<api::PullOrder>({.order_id = id});
  BOOST_TEST(world.call<Show>({.order_id = id}).size() == 1u);
  BOOST_TEST((held(world).at(id).bucket == record.bucket));
}

BOOST_AUTO_TEST_CASE(where_no_key_can_be_kept_nothing_of_the_page_is_and_it_comes_later) {
  SimulatedWorld world({.orders = 100});
  world.start();
  world.call<api::SetPreferences>({.personal_data = true});
  const auto obstacle = store::prepared_file(world.directory() / "keyring");
  std::filesystem::create_directory(obstacle);
  world.call<api::Connect>(world.connect_request());
  world.run_until_idle();
  BOOST_TEST((world.last_run(Module::orders).state == RunState::interrupted));
  BOOST_TEST(world.totals().orders == 0);
  BOOST_TEST(held(world).empty());
  std::filesystem::remove(obstacle);
  world.time().pass(1h);
  BOOST_TEST((world.last_run(Module::orders).state == RunState::succeeded));
  BOOST_TEST(!held(world).empty());
  check_books_equal_truth(world);
}

// As a power cut leaves it that comes between the key and the page that needs it.
BOOST_AUTO_TEST_CASE(a_key_without_its_page_is_used_by_the_page_that_comes) {
  SimulatedWorld world({.orders = 100});
  const auto now = world.time().now();
  const store::Vault master({1, 2, 3});
  const auto read_ring = [&] {
    auto ring = store::KeyRing::open(world.directory() / "keyring", master);
    BOOST_REQUIRE(ring.has_value());
    return std::move(*ring);
  };
  std::map<Timestamp, std::string> sealed;
  {
    auto ring = read_ring();
    for (Timestamp day = std::chrono::floor<std::chrono::days>(now) + 24h; day <= now + 720h; day += 24h)
      sealed[day] = *ring.key_for(1, day)->seal("before the cut", "r");
  }
  start_with_personal_data(world);
  const auto records = held(world);
  BOOST_REQUIRE(!records.empty());
  const auto ring = read_ring();
  for (const auto& [id, record] : records) {
    BOOST_TEST(world.call<Show>({.order_id = id}).size() == 1u);
    const auto key = ring.find(1, record.bucket);
    BOOST_REQUIRE((key.has_value() && key->has_value()));
    BOOST_TEST((*key)->open(sealed.at(record.bucket), "r").has_value());
  }
}

BOOST_AUTO_TEST_CASE(a_lost_key_ring_is_said_and_stops_no_order) {
  SimulatedWorld world({.orders = 120});
  start_with_personal_data(world);
  const auto before = held(world);
  const auto id = before.begin()->first;
  world.stop();
  std::filesystem::remove(world.directory() / "keyring");
  world.start();
  const auto error = world.refused<Show>({.order_id = id});
  BOOST_TEST((error.code == ErrorCode::corrupt));
  BOOST_TEST(error.hint.find("keyring") != std::string::npos);
  // The first order of a day makes the day's key anew: for the others it is the wrong one.
  world.call<api::PullOrder>({.order_id = id});
  BOOST_TEST(world.call<Show>({.order_id = id}).size() == 1u);
  world.call<api::StartSync>({.module = Module::orders, .full = true});
  BOOST_TEST((world.last_run(Module::orders).state == RunState::succeeded));
  for (const auto& [each, record] : before) BOOST_TEST(world.call<Show>({.order_id = each}).size() == 1u);
}

BOOST_AUTO_TEST_SUITE_END()
