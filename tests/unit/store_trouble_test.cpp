// A disk that takes nothing for a while: nothing is lost, and writing goes on by itself.
#include <boost/test/unit_test.hpp>

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

BOOST_AUTO_TEST_SUITE_END()
