// What every store engine must do. The simulation lives on the engine in memory, the daemon on RocksDB: what
// is proven on the one holds for the other only because both pass here.
#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>
#include <set>
#include <thread>

#include "daemon/store/rocks.h"
#include "tests/support/memory_engine.h"
#include "tests/support/temporary_directory.h"

using namespace sellerd;
using namespace sellerd::store;

namespace {

// A place for books, which can be opened again and again.
class Place {
 public:
  virtual ~Place() = default;
  virtual Result<std::unique_ptr<Engine>> open() = 0;
};

class RocksPlace final : public Place {
 public:
  Result<std::unique_ptr<Engine>> open() override {
    return open_rocks({.directory = directory_.path() / "books"});
  }

 private:
  TemporaryDirectory directory_;
};

class MemoryPlace final : public Place {
 public:
  Result<std::unique_ptr<Engine>> open() override { return test::open_memory(disk_); }

 private:
  std::shared_ptr<test::MemoryDisk> disk_ = std::make_shared<test::MemoryDisk>();
};

const std::vector<std::string> kEngines = {"rocks", "memory"};

struct Books {
  explicit Books(const std::string& engine)
      : place(engine == "rocks" ? std::unique_ptr<Place>(std::make_unique<RocksPlace>())
                                : std::make_unique<MemoryPlace>()) {
    open();
  }
  void open() {
    engine.reset();
    auto opened = place->open();
    BOOST_REQUIRE_MESSAGE(opened.has_value(), (opened ? "" : opened.error().text()));
    engine = std::move(*opened);
  }
  void put(const std::string& key, const std::string& value, Durability durability = Durability::synced) {
    const std::vector<Write> writes = {{Family::orders, key, value}};
    BOOST_REQUIRE(engine->write(writes, durability).has_value());
  }
  std::string get(const std::string& key, Family family = Family::orders) {
    const auto value = engine->get(family, key);
    BOOST_REQUIRE(value.has_value());
    return value->value_or("nothing");
  }
  std::string scan(const Range& range, Direction direction = Direction::forward, std::size_t most = 99) {
    std::string seen;
    std::size_t count = 0;
    const auto visit = [&](std::string_view key, std::string_view value) -> Result<bool> {
      seen.append(key).append("=").append(value).append(" ");
      return ++count < most;
    };
    BOOST_REQUIRE(engine->scan(Family::orders, range, direction, visit).has_value());
    return seen;
  }

  std::unique_ptr<Place> place;
  std::unique_ptr<Engine> engine;
};

}  // namespace

BOOST_AUTO_TEST_SUITE(store_engine_contract)

BOOST_DATA_TEST_CASE(what_is_written_is_read_also_after_opening_again, kEngines, engine) {
  Books books(engine);
  books.put("a", "1");
  books.put("b", "2", Durability::buffered);
  books.put("a", "3", Durability::buffered);
  books.put("", "empty key");
  books.put(std::string("z\0", 2), std::string("\0\xff", 2));
  for (int opened = 0; opened < 2; ++opened) {
    BOOST_TEST(books.get("a") == "3");
    BOOST_TEST(books.get("b") == "2");
    BOOST_TEST(books.get("c") == "nothing");
    BOOST_TEST(books.get("") == "empty key");
    BOOST_TEST(books.get(std::string("z\0", 2)) == std::string("\0\xff", 2));
    BOOST_TEST(books.get("a", Family::listings) == "nothing");
    books.open();
  }
}

BOOST_DATA_TEST_CASE(one_write_touches_many_families_in_its_order, kEngines, engine) {
  Books books(engine);
  books.put("gone", "1");
  const std::vector<Write> writes = {
      {Family::orders, "k", "order"}, {Family::audit, "k", "audit"},        {Family::orders, "gone", {}},
      {Family::orders, "never", {}},  {Family::orders, "k", "order again"}, {Family::meta, "x", "y"},
      {Family::meta, "x", {}}};
  BOOST_REQUIRE(books.engine->write(writes, Durability::synced).has_value());
  BOOST_REQUIRE(books.engine->write({}, Durability::synced).has_value());
  BOOST_TEST(books.get("k") == "order again");
  BOOST_TEST(books.get("k", Family::audit) == "audit");
  BOOST_TEST(books.get("gone") == "nothing");
  BOOST_TEST(books.get("never") == "nothing");
  BOOST_TEST(books.get("x", Family::meta) == "nothing");
}

BOOST_DATA_TEST_CASE(scans_know_their_bounds_and_both_directions, kEngines, engine) {
  Books books(engine);
  BOOST_TEST(books.scan({}) == "");
  for (const char* key : {"b", "a", "d", "c", "\xff", "\x01"}) books.put(key, "v");
  BOOST_TEST(books.scan({}) == "\x01=v a=v b=v c=v d=v \xff=v ");
  BOOST_TEST(books.scan({}, Direction::backward) == "\xff=v d=v c=v b=v a=v \x01=v ");
  BOOST_TEST(books.scan({"b", "d"}) == "b=v c=v ");
  BOOST_TEST(books.scan({"b", "d"}, Direction::backward) == "c=v b=v ");
  BOOST_TEST(books.scan({"bb", "cc"}) == "c=v ");
  BOOST_TEST(books.scan({"", "b"}) == "\x01=v a=v ");
  BOOST_TEST(books.scan({"c", ""}, Direction::backward) == "\xff=v d=v c=v ");
  BOOST_TEST(books.scan({"b", "b"}) == "");
  BOOST_TEST(books.scan({}, Direction::forward, 2) == "\x01=v a=v ");
  BOOST_TEST(books.scan({}, Direction::backward, 1) == "\xff=v ");
}

BOOST_DATA_TEST_CASE(an_error_of_the_visitor_ends_the_scan, kEngines, engine) {
  Books books(engine);
  books.put("a", "1");
  books.put("b", "2");
  int visits = 0;
  const auto scanned = books.engine->scan(Family::orders, {}, Direction::forward,
                                          [&](std::string_view, std::string_view) -> Result<bool> {
                                            ++visits;
                                            return make_error(ErrorCode::corrupt, "no");
                                          });
  BOOST_TEST(!scanned.has_value());
  BOOST_TEST(visits == 1);
}

BOOST_DATA_TEST_CASE(a_scan_sees_the_range_as_it_stood, kEngines, engine) {
  for (const auto direction : {Direction::forward, Direction::backward}) {
    Books books(engine);
    for (const char* key : {"b", "c", "d"}) books.put(key, "old");
    std::string seen;
    const auto visit = [&](std::string_view key, std::string_view value) -> Result<bool> {
      seen.append(key).append("=").append(value).append(" ");
      // Before, at and behind the place where the scan stands, whichever way it goes.
      const std::vector<Write> writes = {
          {Family::orders, "a", "new"}, {Family::orders, "b", "new"}, {Family::orders, "c", {}},
          {Family::orders, "d", {}},    {Family::orders, "e", "new"},
      };
      if (auto written = books.engine->write(writes, Durability::synced); !written) return written.error();
      return books.get("a") == "new";  // reads beside the scan see what is now
    };
    BOOST_REQUIRE(books.engine->scan(Family::orders, {}, direction, visit).has_value());
    BOOST_TEST(seen == (direction == Direction::forward ? "b=old c=old d=old " : "d=old c=old b=old "));
    BOOST_TEST(books.scan({}) == "a=new b=new e=new ");
  }
}

BOOST_DATA_TEST_CASE(a_second_opening_is_refused, kEngines, engine) {
  Books books(engine);
  const auto second = books.place->open();
  BOOST_REQUIRE(!second.has_value());
  BOOST_TEST((second.error().code == ErrorCode::storage));
}

BOOST_DATA_TEST_CASE(readers_run_beside_a_writer, kEngines, engine) {
  Books books(engine);
  for (int i = 0; i < 50; ++i) books.put("k" + std::to_string(i), "0");
  // Every write sets all values; a scan must never see two of them.
  std::thread writer([&] {
    for (int round = 1; round <= 200; ++round) {
      std::vector<Write> writes;
      for (int i = 0; i < 50; ++i)
        writes.push_back({Family::orders, "k" + std::to_string(i), std::to_string(round)});
      if (!books.engine->write(writes, Durability::buffered)) std::abort();
    }
  });
  bool consistent = true;
  for (int scans = 0; scans < 200; ++scans) {
    std::string first;
    const auto visit = [&](std::string_view, std::string_view value) -> Result<bool> {
      if (first.empty()) first = value;
      consistent = consistent && value == first;
      return true;
    };
    consistent = consistent && books.engine->scan(Family::orders, {}, Direction::forward, visit).has_value();
  }
  writer.join();
  BOOST_TEST(consistent);
  BOOST_TEST(books.get("k7") == "200");
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_SUITE(memory_disk)

namespace {

// Keys 0 to 9; 0 to 3 are made durable by the synced write of 3.
std::string left_after_power_cut(std::uint64_t seed, std::size_t& lost) {
  const auto disk = std::make_shared<test::MemoryDisk>();
  {
    auto engine = test::open_memory(disk).value();
    for (int i = 0; i < 10; ++i) {
      const std::vector<Write> writes = {{Family::orders, std::to_string(i), "v"},
                                         {Family::orders, "last", "before " + std::to_string(i)},
                                         {Family::orders, "last", std::to_string(i)},
                                         {Family::audit, std::to_string(i - 1), {}},
                                         {Family::audit, std::to_string(i), "v"}};
      engine->write(writes, i == 3 ? Durability::synced : Durability::buffered).value();
    }
  }
  BOOST_TEST(disk->unsynced() == 6u);
  sandbox::Random random(seed);
  lost = disk->lose_unsynced(random);
  BOOST_TEST(disk->unsynced() == 0u);
  auto engine = test::open_memory(disk).value();
  std::string left;
  for (const auto family : {Family::orders, Family::audit}) {
    engine
        ->scan(family, {}, Direction::forward,
               [&](std::string_view key, std::string_view value) -> Result<bool> {
                 left.append(key == "last" ? value : key).append(" ");
                 return true;
               })
        .value();
  }
  return left;
}

}  // namespace

BOOST_AUTO_TEST_CASE(a_power_cut_takes_a_suffix_of_what_was_not_synced) {
  std::set<std::size_t> seen;
  for (std::uint64_t seed = 0; seed < 60; ++seed) {
    std::size_t lost = 0;
    const auto left = left_after_power_cut(seed, lost);
    std::string expected;
    for (std::size_t i = 0; i < 10 - lost; ++i) expected += std::to_string(i) + " ";
    const auto last = std::to_string(9 - lost) + " ";
    BOOST_TEST(left == expected + last + last);
    seen.insert(lost);
  }
  BOOST_TEST(seen == (std::set<std::size_t>{0, 1, 2, 3, 4, 5, 6}), boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(a_kill_takes_nothing_and_a_power_cut_later_still_can) {
  const auto disk = std::make_shared<test::MemoryDisk>();
  const std::vector<Write> writes = {{Family::quota, "k", "v"}};
  test::open_memory(disk).value()->write(writes, Durability::buffered).value();
  auto engine = test::open_memory(disk).value();
  BOOST_TEST(engine->get(Family::quota, "k").value().value_or("nothing") == "v");
  sandbox::Random random(1);
  BOOST_CHECK_THROW(disk->lose_unsynced(random), std::logic_error);
  engine.reset();
  std::size_t lost = 0;
  while (disk->unsynced() > 0) lost = disk->lose_unsynced(random);
  const auto kept = test::open_memory(disk).value()->get(Family::quota, "k").value();
  BOOST_TEST(kept.has_value() == (lost == 0));
}

BOOST_DATA_TEST_CASE(the_room_that_is_left_is_told, kEngines) {
  Books books(sample);
  BOOST_TEST(books.engine->free_bytes().value() > 0u);
}

BOOST_DATA_TEST_CASE(what_is_written_takes_room_in_its_family, kEngines) {
  Books books(sample);
  const auto size_of = [&](Family family) {
    const auto sizes = books.engine->sizes();
    BOOST_REQUIRE(sizes.has_value());
    return sizes->at(static_cast<std::size_t>(family));
  };
  const auto orders = size_of(Family::orders);
  const auto items = size_of(Family::items);
  std::uint32_t state = 1;  // what comes of it cannot be packed
  for (std::size_t i = 0; i < 200; ++i) {
    std::string value;
    while (value.size() < 1'000)
      value += static_cast<char>((state = state * 1'664'525 + 1'013'904'223) >> 24);
    books.put(std::to_string(i), value);
  }
  BOOST_TEST(size_of(Family::orders) >= orders + 200'000);
  BOOST_TEST(size_of(Family::items) == items);
  books.open();
  BOOST_TEST(size_of(Family::orders) >= 200'000u);
}

BOOST_AUTO_TEST_CASE(what_is_written_waits_in_memory_until_it_is_in_a_table) {
  Books books(kEngines[0]);
  const auto waiting = [&books] { return books.engine->memory().value().write_buffers; };
  const auto before = waiting();
  for (std::size_t i = 0; i < 2'000; ++i) books.put(std::to_string(i), std::string(1'000, 'v'));
  BOOST_TEST(waiting() >= before + 1'000'000);
  books.open();
  BOOST_TEST(waiting() < before + 1'000'000);
  BOOST_TEST(books.engine->memory().value().cache > 0u);
}

BOOST_AUTO_TEST_SUITE_END()
