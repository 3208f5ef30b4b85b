// Backups of a database: what is in them, what they share, and how it shows that one is broken.
#include <rocksdb/db.h>
#include <rocksdb/utilities/backup_engine.h>
#include <sys/stat.h>

#include <atomic>
#include <boost/test/unit_test.hpp>
#include <thread>

#include "daemon/store/rocks.h"
#include "daemon/store/rocks_backup.h"
#include "tests/support/backup_files.h"
#include "tests/support/temporary_directory.h"

using namespace sellerd;
using namespace sellerd::store;
using namespace sellerd::test;

namespace {

const Timestamp kNow = *parse_time("2026-10-01T06:00:00Z");

std::string numbered(int number) {
  auto text = std::to_string(number);
  return std::string(8 - text.size(), '0') + text;
}

// Text that cannot be compressed, always the same.
std::string noise(std::size_t length, std::uint64_t seed) {
  std::string text;
  while (text.size() < length) {
    seed = seed * 6364136223846793005u + 1442695040888963407u;
    text += static_cast<char>(seed >> 56);
  }
  return text;
}

struct Place {
  Place() { open(); }

  void open() {
    engine.reset();
    auto opened = open_rocks({.directory = path() / "books", .backups = path() / "backups"});
    BOOST_REQUIRE_MESSAGE(opened.has_value(), (opened ? "" : opened.error().text()));
    engine = std::move(*opened);
  }
  void put(const std::string& key, const std::string& value, Durability durability = Durability::synced) {
    const std::vector<Write> writes = {{Family::orders, key, value}};
    BOOST_REQUIRE(engine->write(writes, durability).has_value());
  }
  Backups& backups() { return *engine->backups(); }
  Backup create() {
    auto made = backups().create(kNow);
    BOOST_REQUIRE_MESSAGE(made.has_value(), (made ? "" : made.error().text()));
    return std::move(*made);
  }
  // The keys of the backup's orders, as a database opened from it has them.
  std::vector<std::string> keys_of(std::uint32_t id) {
    const auto target = path() / ("restored" + std::to_string(++restored));
    const auto done = rocks_backups(path() / "backups")->restore(id, target);
    BOOST_REQUIRE_MESSAGE(done.has_value(), (done ? "" : done.error().text()));
    auto opened = open_rocks({.directory = target});
    BOOST_REQUIRE_MESSAGE(opened.has_value(), (opened ? "" : opened.error().text()));
    std::vector<std::string> keys;
    BOOST_REQUIRE((*opened)
                      ->scan(Family::orders, {}, Direction::forward,
                             [&](std::string_view key, std::string_view) -> Result<bool> {
                               keys.emplace_back(key);
                               return true;
                             })
                      .has_value());
    return keys;
  }
  std::vector<std::uint32_t> ids() {
    std::vector<std::uint32_t> ids;
    for (const auto& backup : *backups().list()) ids.push_back(backup.id);
    return ids;
  }
  const std::filesystem::path& path() const { return directory.path(); }

  TemporaryDirectory directory;
  std::unique_ptr<Engine> engine;
  int restored = 0;
};

}  // namespace

BOOST_AUTO_TEST_SUITE(store_backup)

BOOST_AUTO_TEST_CASE(it_holds_what_was_written_before_and_says_what_it_is) {
  Place place;
  BOOST_TEST(place.ids().empty());
  BOOST_TEST(!std::filesystem::exists(place.path() / "backups"));
  place.put("a", "1");
  place.put("b", "2", Durability::buffered);
  const auto backup = place.create();
  place.put("c", "3");
  BOOST_TEST(backup.id == 1u);
  BOOST_TEST((backup.made == kNow));
  BOOST_TEST(backup.version == SELLERD_VERSION);
  BOOST_TEST(backup.files > 3);
  BOOST_TEST(backup.bytes > 0);
  BOOST_TEST(backup.damage == "");
  struct stat about{};
  BOOST_REQUIRE(::stat((place.path() / "backups").c_str(), &about) == 0);
  BOOST_TEST((about.st_mode & 0777) == 0700u);
  BOOST_TEST(place.backups().verify(1).has_value());
  const auto keys = place.keys_of(1);
  BOOST_TEST((keys == std::vector<std::string>{"a", "b"}));
  // The database is not touched, and lists last what is oldest.
  place.create();
  BOOST_TEST((place.ids() == std::vector<std::uint32_t>{2, 1}));
  BOOST_TEST((place.keys_of(2) == std::vector<std::string>{"a", "b", "c"}));
}

BOOST_AUTO_TEST_CASE(while_writes_go_on_nothing_acknowledged_is_missing_and_there_is_no_hole) {
  Place place;
  std::atomic<int> acknowledged = 0;
  std::atomic<bool> enough = false;
  std::atomic<bool> failed = false;
  std::thread writer([&] {
    const auto value = noise(4'000, 1);
    for (int number = 0; !enough; ++number) {
      const std::vector<Write> writes = {{Family::orders, numbered(number), value},
                                         {Family::history, numbered(number), "x"}};
      if (!place.engine->write(writes, number % 64 == 0 ? Durability::synced : Durability::buffered)) {
        failed = true;
        break;
      }
      acknowledged = number + 1;
    }
  });
  std::vector<std::pair<std::uint32_t, int>> made;
  for (int i = 0; i < 4; ++i) {
    while (acknowledged < (i + 1) * 200 && !failed) std::this_thread::yield();
    const int before = acknowledged;
    const auto backup = place.backups().create(kNow);
    if (!backup) {
      BOOST_ERROR(backup.error().text());
      break;
    }
    made.emplace_back(backup->id, before);
  }
  enough = true;
  writer.join();
  BOOST_TEST(!failed);
  BOOST_TEST(made.size() == 4u);
  for (const auto& [id, before] : made) {
    const auto keys = place.keys_of(id);
    BOOST_TEST(keys.size() >= static_cast<std::size_t>(before));
    BOOST_REQUIRE(!keys.empty());
    BOOST_TEST(keys.back() == numbered(static_cast<int>(keys.size()) - 1));
  }
}

BOOST_AUTO_TEST_CASE(what_did_not_change_is_there_once) {
  Place place;
  for (int number = 0; number < 250; ++number)
    place.put(numbered(number), noise(4'000, static_cast<std::uint64_t>(number)));
  const auto first = place.create();
  BOOST_TEST(first.bytes > 900'000);
  const auto before = sizes_under(place.path() / "backups");
  place.put(numbered(999), "little");
  const auto second = place.create();
  BOOST_TEST(second.bytes > 900'000);
  std::uintmax_t added = 0;
  for (const auto& [name, size] : sizes_under(place.path() / "backups")) {
    if (!before.contains(name)) added += size;
  }
  BOOST_TEST(added > 0u);
  BOOST_TEST(added < 100'000u);
  BOOST_TEST(place.keys_of(first.id).size() == 250u);
  BOOST_TEST(place.keys_of(second.id).size() == 251u);
}

BOOST_AUTO_TEST_CASE(a_flipped_bit_is_found_and_its_file_named) {
  Place place;
  place.put("a", noise(50'000, 1));
  place.create();
  const auto damaged = largest_table(place.path() / "backups");
  BOOST_TEST(place.backups().verify(1).has_value());
  flip_a_bit(damaged);
  const auto found = place.backups().verify(1);
  BOOST_REQUIRE(!found.has_value());
  BOOST_TEST((found.error().code == ErrorCode::corrupt));
  BOOST_TEST(found.error().message.find(damaged.filename().string()) != std::string::npos,
             found.error().text());
  // It is not restored either: nothing is put there.
  const auto restored = place.backups().restore(1, place.path() / "target");
  BOOST_TEST((restored.error().code == ErrorCode::corrupt));
  BOOST_TEST(!std::filesystem::exists(place.path() / "target"));
}

// RocksDB neither copies nor looks at a file that an older backup has.
BOOST_AUTO_TEST_CASE(a_new_one_does_not_take_over_what_is_damaged_and_heals_it) {
  Place place;
  place.put("a", noise(50'000, 1));
  place.create();
  flip_a_bit(largest_table(place.path() / "backups"));
  BOOST_TEST(!place.backups().verify(1).has_value());
  const auto next = place.create();
  BOOST_TEST(place.backups().verify(next.id).has_value());
  BOOST_TEST(place.backups().verify(1).has_value());
  BOOST_TEST(place.keys_of(next.id).size() == 1u);
  BOOST_TEST(place.ids().size() == 2u);
}

BOOST_AUTO_TEST_CASE(a_file_that_was_cut_is_named_and_stops_the_next_one) {
  Place place;
  place.put("a", noise(50'000, 1));
  place.create();
  const auto cut = largest_table(place.path() / "backups");
  std::filesystem::resize_file(cut, 100);
  BOOST_TEST((place.backups().verify(1).error().code == ErrorCode::corrupt));
  const auto refused = place.backups().create(kNow).error();
  BOOST_TEST((refused.code == ErrorCode::corrupt));
  BOOST_TEST(refused.message.find(cut.filename().string()) != std::string::npos, refused.message);
  std::filesystem::remove(cut);
  const auto next = place.create();
  BOOST_TEST(place.backups().verify(next.id).has_value());
}

BOOST_AUTO_TEST_CASE(a_file_that_is_gone_shows_in_the_list) {
  Place place;
  place.put("a", noise(50'000, 1));
  place.create();
  place.put("b", noise(60'000, 2));
  place.create();
  std::filesystem::remove(largest_table(place.path() / "backups"));
  const auto all = *place.backups().list();
  BOOST_REQUIRE(all.size() == 2u);
  BOOST_TEST(all[0].id == 2u);
  BOOST_TEST(!all[0].damage.empty());
  BOOST_TEST(all[1].damage == "");
  BOOST_TEST((place.backups().verify(2).error().code == ErrorCode::corrupt));
  BOOST_TEST(place.backups().verify(1).has_value());
  // A damaged one can go, and is not counted among those that are kept.
  BOOST_TEST((*place.backups().keep(1) == std::vector<std::uint32_t>{}));
  place.create();
  BOOST_TEST((*place.backups().keep(1) == std::vector<std::uint32_t>{2, 1}));
  BOOST_TEST(place.keys_of(3).size() == 2u);
}

BOOST_AUTO_TEST_CASE(keep_erases_the_oldest_with_their_files) {
  Place place;
  for (std::uint64_t i = 0; i < 4; ++i) {
    place.put("the one", noise(100'000, i));
    place.create();
  }
  BOOST_TEST((*place.backups().keep(4) == std::vector<std::uint32_t>{}));
  const auto before = sizes_under(place.path() / "backups").size();
  BOOST_TEST((*place.backups().keep(2) == std::vector<std::uint32_t>{2, 1}));
  BOOST_TEST((place.ids() == std::vector<std::uint32_t>{4, 3}));
  BOOST_TEST(sizes_under(place.path() / "backups").size() < before);
  BOOST_TEST(place.keys_of(3).size() == 1u);
  BOOST_TEST(place.keys_of(4).size() == 1u);
  BOOST_TEST((place.backups().erase(1).error().code == ErrorCode::not_found));
  BOOST_TEST(place.backups().erase(3).has_value());
  BOOST_TEST((place.ids() == std::vector<std::uint32_t>{4}));
  BOOST_TEST(place.keys_of(4).size() == 1u);
  // Numbers are not given twice while a newer one is there.
  BOOST_TEST(place.create().id == 5u);
}

BOOST_AUTO_TEST_CASE(errors_say_what_to_do) {
  Place place;
  BOOST_TEST((place.backups().verify(7).error().code == ErrorCode::not_found));
  place.create();
  place.create();
  const auto unknown = place.backups().verify(7).error();
  BOOST_TEST((unknown.code == ErrorCode::not_found));
  BOOST_TEST(unknown.message == "there is no backup 7, only 2, 1");
  BOOST_TEST((place.backups().restore(7, place.path() / "x").error().code == ErrorCode::not_found));
  BOOST_TEST((rocks_backups(place.path() / "backups")->create(kNow).error().code == ErrorCode::conflict));

  std::ofstream(place.path() / "file") << "in the way";
  auto engine =
      open_rocks({.directory = place.path() / "other", .backups = place.path() / "file" / "backups"});
  BOOST_REQUIRE(engine.has_value());
  const auto refused = (*engine)->backups()->create(kNow).error();
  BOOST_TEST((refused.code == ErrorCode::storage));
  BOOST_TEST(refused.field == (place.path() / "file" / "backups").string());
  BOOST_TEST(refused.hint.find("backup_dir") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(where_a_cut_left_an_empty_directory_there_is_none_yet) {
  Place place;
  std::filesystem::create_directory(place.path() / "backups");
  BOOST_TEST(place.backups().list().value().empty());
  BOOST_TEST((place.backups().verify(1).error().code == ErrorCode::not_found));
  BOOST_TEST((place.backups().erase(1).error().code == ErrorCode::not_found));
  place.create();
  BOOST_TEST(place.backups().list().value().size() == 1u);
}

BOOST_AUTO_TEST_CASE(after_a_stop_none_is_made) {
  Place place;
  place.put("a", "1");
  place.backups().stop();
  BOOST_TEST((place.backups().create(kNow).error().code == ErrorCode::cancelled));
  BOOST_TEST(place.ids().empty());
}

BOOST_AUTO_TEST_CASE(one_of_a_newer_sellerd_is_refused) {
  Place place;
  place.put("a", "1");
  place.create();
  place.engine.reset();
  rocksdb::Options options;
  options.create_if_missing = true;
  rocksdb::DB* opened = nullptr;
  BOOST_REQUIRE(rocksdb::DB::Open(options, (place.path() / "later").string(), &opened).ok());
  const std::unique_ptr<rocksdb::DB> later(opened);
  rocksdb::BackupEngine* made = nullptr;
  const rocksdb::BackupEngineOptions where((place.path() / "backups").string());
  BOOST_REQUIRE(rocksdb::BackupEngine::Open(where, rocksdb::Env::Default(), &made).ok());
  const std::unique_ptr<rocksdb::BackupEngine> shelf(made);
  for (
      const char* label :
      {R"({"version":"9.0.0","made":"2030-01-01T00:00:00Z","schema":99,"records":3,"families":["orders"]})",
       R"({"version":"9.0.0","made":"2030-01-01T00:00:00Z","schema":1,"records":99,"families":["orders"]})",
       R"({"version":"9.0.0","made":"2030-01-01T00:00:00Z","schema":1,"records":3,"families":["invoices"]})"}) {
    BOOST_REQUIRE(shelf->CreateNewBackupWithMetadata(later.get(), label).ok());
  }
  const auto backups = rocks_backups(place.path() / "backups");
  BOOST_TEST(backups->list()->front().version == "9.0.0");
  for (const std::uint32_t id : {2u, 3u, 4u}) {
    const auto refused = backups->verify(id);
    BOOST_REQUIRE(!refused.has_value());
    BOOST_TEST((refused.error().code == ErrorCode::conflict));
    BOOST_TEST(refused.error().message.find("9.0.0") != std::string::npos);
    BOOST_TEST((backups->restore(id, place.path() / "target").error().code == ErrorCode::conflict));
  }
  BOOST_TEST(backups->verify(1).has_value());
}

BOOST_AUTO_TEST_SUITE_END()
