// A disk that takes nothing for a while: nothing is lost, and writing goes on by itself.
#include <boost/test/unit_test.hpp>
#include <future>

#include "daemon/store/rocks.h"
#include "daemon/store/store.h"
#include "tests/support/failing_disk.h"
#include "tests/support/temporary_directory.h"

using namespace sellerd;
using namespace sellerd::store;
using test::FailingDisk;

namespace {

Result<void> put(Store& store, std::uint64_t number) {
  Batch batch;
  batch.put(kCounters, Counter{number}, "number " + std::to_string(number));
  return store.commit(batch);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(store_trouble)

BOOST_AUTO_TEST_CASE(a_disk_without_room_stops_the_writes_and_no_read) {
  for (const auto trouble : {FailingDisk::Trouble::full, FailingDisk::Trouble::read_only}) {
    TemporaryDirectory directory;
    const auto disk = std::make_shared<FailingDisk>();
    const auto environment = rocksdb::NewCompositeEnv(disk);
    const auto open = [&] {
      auto engine = open_rocks({.directory = directory.path() / "books", .environment = environment.get()});
      BOOST_REQUIRE_MESSAGE(engine.has_value(), (engine ? "" : engine.error().text()));
      return Store(std::move(*engine));
    };
    {
      auto store = open();
      BOOST_TEST(put(store, 1).has_value());
      disk->trouble = trouble;
      for (int attempt = 0; attempt < 3; ++attempt) {
        const auto refused = put(store, 2);
        BOOST_REQUIRE(!refused.has_value());
        BOOST_TEST((refused.error().code == ErrorCode::storage));
        if (trouble == FailingDisk::Trouble::full)
          BOOST_TEST(refused.error().hint.find("disk space") != std::string::npos, refused.error().text());
        BOOST_TEST(store.get(kCounters, "number 1")->value().value == 1u);
        BOOST_TEST(!store.get(kCounters, "number 2")->has_value());
      }
      disk->trouble = FailingDisk::Trouble::none;
      BOOST_TEST(put(store, 3).has_value());
      BOOST_TEST(put(store, 4).has_value());
    }
    auto store = open();
    for (const std::uint64_t number : {1, 3, 4})
      BOOST_TEST(store.get(kCounters, "number " + std::to_string(number))->value().value == number);
    BOOST_TEST(!store.get(kCounters, "number 2")->has_value());
  }
}

// A look that is under way ends as it began; the database is opened anew after it.
BOOST_AUTO_TEST_CASE(a_scan_outlasts_the_opening_anew) {
  TemporaryDirectory directory;
  const auto disk = std::make_shared<FailingDisk>();
  const auto environment = rocksdb::NewCompositeEnv(disk);
  auto engine = open_rocks({.directory = directory.path() / "books", .environment = environment.get()});
  BOOST_REQUIRE(engine.has_value());
  Store store(std::move(*engine));
  for (std::uint64_t number = 0; number < 100; ++number) BOOST_REQUIRE(put(store, number).has_value());
  disk->trouble = FailingDisk::Trouble::full;
  BOOST_TEST(!put(store, 100).has_value());
  disk->trouble = FailingDisk::Trouble::none;
  std::promise<void> begun;
  std::promise<void> go_on;
  auto scan = std::async(std::launch::async, [&] {
    std::size_t seen = 0;
    const auto scanned = store.scan(kCounters, {}, Direction::forward, [&](Counter, std::string_view) {
      if (seen++ == 0) {
        begun.set_value();
        go_on.get_future().wait();
        // A look within a look.
        if (!store.get(kCounters, "number 7")) return false;
      }
      return true;
    });
    return scanned ? seen : 0;
  });
  begun.get_future().wait();
  auto write = std::async(std::launch::async, [&] { return put(store, 101).has_value(); });
  go_on.set_value();
  BOOST_TEST(write.get());
  // The inner look may have come while the database was closed, and then said so; the outer one is whole.
  const auto seen = scan.get();
  BOOST_TEST((seen == 100u || seen == 1u), seen);
  BOOST_TEST(store.get(kCounters, "number 101")->value().value == 101u);
}

BOOST_AUTO_TEST_SUITE_END()
