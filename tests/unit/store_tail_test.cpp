// What a power cut leaves behind the last sync is dropped; what was synced is never dropped in silence.
#include <rocksdb/env.h>

#include <boost/test/unit_test.hpp>
#include <fstream>
#include <functional>

#include "daemon/store/backups.h"
#include "daemon/store/rocks.h"
#include "daemon/store/rocks_tail.h"
#include "daemon/store/store.h"
#include "tests/support/effort.h"
#include "tests/support/read_file.h"
#include "tests/support/temporary_directory.h"

using namespace sellerd;
using namespace sellerd::store;
namespace fs = std::filesystem;

namespace {

constexpr std::uint64_t kSynced = 40;
constexpr std::uint64_t kUnsynced = 40;
constexpr std::size_t kPage = 4'096;
// Of RocksDB's log: a piece, which begins with so many bytes, does not cross the end of a block.
constexpr std::size_t kBlock = 32'768;
constexpr std::size_t kPieceHeader = 7;

std::string name_of(std::uint64_t number) {
  return "number " + std::to_string(number);
}

Result<void> put(Engine& engine, std::uint64_t number, Durability durability, std::size_t size = 300) {
  const Write write{Family::meta, name_of(number), std::string(size, 'v')};
  return engine.write({&write, 1}, durability);
}

// Notes how long the log is, and gives it.
using Mark = std::function<std::size_t()>;

// Books as a kill leaves them after that work, and how long their log was as mark() was called last.
struct Killed {
  explicit Killed(const std::function<void(Engine&, const Mark& mark)>& work) {
    const TemporaryDirectory running;
    const auto books = running.path() / "books";
    auto engine = open_rocks({.directory = books});
    BOOST_REQUIRE(engine.has_value());
    work(**engine, [&] { return synced = fs::file_size(newest_log(books)); });
    fs::copy(books, place.path() / "books", fs::copy_options::recursive);
    whole = test::read_file(log());
  }

  static std::string newest_log(const fs::path& books) {
    std::string newest;
    for (const auto& entry : fs::directory_iterator(books)) {
      if (entry.path().extension() == ".log") newest = std::max(newest, entry.path().string());
    }
    return newest;
  }
  std::string log() const { return newest_log(place.path() / "books"); }

  // Opens books whose log has that content, and gives the numbers that they hold.
  Result<std::vector<std::uint64_t>> open_with(const std::string& content) const {
    const TemporaryDirectory copy;
    fs::copy(place.path() / "books", copy.path() / "books", fs::copy_options::recursive);
    std::ofstream(copy.path() / "books" / fs::path(log()).filename(), std::ios::binary) << content;
    auto engine = open_rocks({.directory = copy.path() / "books"});
    if (!engine) return engine.error();
    std::vector<std::uint64_t> held;
    for (std::uint64_t number = 0; number < kSynced + kUnsynced + 1; ++number) {
      const auto value = (*engine)->get(Family::meta, name_of(number));
      if (!value) return value.error();
      if (*value) held.push_back(number);
    }
    // It goes on from there.
    if (auto written = put(**engine, 7'000, Durability::synced); !written) return written.error();
    return held;
  }

  TemporaryDirectory place;
  std::string whole;
  std::size_t synced = 0;
};

void check_prefix(const Result<std::vector<std::uint64_t>>& held, const std::string& what) {
  BOOST_REQUIRE_MESSAGE(held.has_value(), what + ": " + (held ? "" : held.error().text()));
  BOOST_TEST(held->size() >= kSynced, what);
  for (std::uint64_t number = 0; number < held->size(); ++number) BOOST_TEST((*held)[number] == number, what);
}

void write_all(Engine& engine, const Mark& mark) {
  for (std::uint64_t number = 0; number < kSynced; ++number) (void)put(engine, number, Durability::synced);
  mark();
  for (std::uint64_t number = kSynced; number < kSynced + kUnsynced; ++number)
    (void)put(engine, number, Durability::buffered);
  // A large one, over several blocks, is on its way as the power goes.
  (void)put(engine, kSynced + kUnsynced, Durability::synced, 100'000);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(store_tail)

BOOST_AUTO_TEST_CASE(whatever_stands_behind_the_last_sync_the_books_open_with_all_that_was_synced) {
  const Killed killed(write_all);
  const auto& whole = killed.whole;
  BOOST_REQUIRE(whole.size() > killed.synced + 100'000);
  for (std::size_t at = killed.synced; at < whole.size(); at += 20'011) {
    const auto where = " from byte " + std::to_string(at);
    check_prefix(killed.open_with(whole.substr(0, at)), "nothing" + where);
    auto zeros = whole;
    std::fill(zeros.begin() + static_cast<std::ptrdiff_t>(at), zeros.end(), '\0');
    check_prefix(killed.open_with(zeros), "zeros" + where);
    auto hole = whole;
    hole.replace(at, std::min(kPage, whole.size() - at), std::min(kPage, whole.size() - at), '\0');
    check_prefix(killed.open_with(hole), "a hole" + where);
    auto garbage = whole;
    for (std::size_t byte = at; byte < garbage.size(); ++byte)
      garbage[byte] = static_cast<char>(byte * 7919 >> 3);
    check_prefix(killed.open_with(garbage), "garbage" + where);
  }
}

BOOST_AUTO_TEST_CASE(damage_among_what_was_synced_is_told_and_nothing_is_dropped) {
  const Killed killed(write_all);
  // The last synced one may be damaged unnoticed where nothing behind it is left; here something is.
  for (std::size_t at = 0; at < killed.synced; at += 499) {
    auto damaged = killed.whole;
    damaged[at] = static_cast<char>(damaged[at] ^ 0x10);
    const auto opened = killed.open_with(damaged);
    BOOST_REQUIRE_MESSAGE(!opened.has_value(), "a flipped bit in byte " << at << " is not noticed");
    BOOST_TEST((opened.error().code == ErrorCode::corrupt));
  }
}

// A batch of which so much stands at the end of a block, where it begins.
BOOST_AUTO_TEST_CASE(a_batch_may_begin_in_the_last_bytes_of_a_block) {
  for (std::size_t overhang = 0; overhang <= 40; overhang += test::effort(1, 3)) {
    const Killed killed([overhang](Engine& engine, const Mark& mark) {
      const auto before = mark();
      (void)put(engine, 0, Durability::synced);
      const auto besides = mark() - before - 300;
      (void)put(engine, 1, Durability::synced, 16'000);
      const auto end = kBlock - kPieceHeader - overhang;
      (void)put(engine, 2, Durability::synced, end - mark() - besides);
      BOOST_REQUIRE(mark() == end);
      (void)put(engine, 3, Durability::synced);
      mark();
      (void)put(engine, 4, Durability::buffered);
    });
    auto zeros = killed.whole;
    std::fill(zeros.begin() + static_cast<std::ptrdiff_t>(killed.synced) + 10, zeros.end(), '\0');
    const auto held = killed.open_with(zeros);
    BOOST_REQUIRE_MESSAGE(held.has_value(), overhang << " bytes: " << (held ? "" : held.error().text()));
    BOOST_TEST((*held == std::vector<std::uint64_t>{0, 1, 2, 3}), overhang);
  }
}

namespace {

// Books as a kill leaves them that has come right after their log was written into tables.
class KilledAfterTables {
 public:
  KilledAfterTables() : engine_(open_rocks({.directory = books(), .backups = place_.path() / "backups"})) {
    BOOST_REQUIRE(engine_.has_value());
    for (std::uint64_t number = 0; number < kInTables; ++number)
      BOOST_REQUIRE(put(**engine_, number, Durability::synced).has_value());
    // A backup empties the log.
    BOOST_REQUIRE((*engine_)->backups()->create(Timestamp(std::chrono::seconds(1'800'000'000))).has_value());
    BOOST_REQUIRE(put(**engine_, kInTables, Durability::synced).has_value());
    manifest_ = test::read_file(books() / "CURRENT");
    manifest_.pop_back();
  }

  static constexpr std::uint64_t kInTables = 10;

  std::string manifest() const { return test::read_file(books() / manifest_); }

  // How many records the books hold with this MANIFEST.
  Result<std::size_t> open_with(const std::string& manifest, bool only_when_shortened = false) const {
    const TemporaryDirectory copy;
    fs::copy(books(), copy.path() / "books", fs::copy_options::recursive);
    std::ofstream(copy.path() / "books" / manifest_, std::ios::binary) << manifest;
    if (only_when_shortened && !shorten_manifest(*rocksdb::Env::Default(), copy.path() / "books"))
      return make_error(ErrorCode::corrupt, "left to RocksDB");
    auto again = open_rocks({.directory = copy.path() / "books"});
    if (!again) return again.error();
    std::size_t held = 0;
    for (std::uint64_t number = 0; number <= kInTables; ++number) {
      const auto value = (*again)->get(Family::meta, name_of(number));
      if (!value) return value.error();
      held += *value ? 1 : 0;
    }
    return held;
  }

 private:
  fs::path books() const { return place_.path() / "books"; }

  TemporaryDirectory place_;
  Result<std::unique_ptr<Engine>> engine_;
  std::string manifest_;  // the name of the file
};

}  // namespace

BOOST_AUTO_TEST_CASE(an_entry_of_the_manifest_that_was_never_synced_is_dropped) {
  const KilledAfterTables killed;
  for (const std::size_t size : {3, 7, 120, 40'000}) {
    for (const bool zeros : {true, false}) {
      auto manifest = killed.manifest();
      for (std::size_t byte = 0; byte < size; ++byte)
        manifest += zeros ? '\0' : static_cast<char>((byte + 1) * 7919 >> 3);
      const auto held = killed.open_with(manifest);
      BOOST_REQUIRE_MESSAGE(held.has_value(), size << ": " << (held ? "" : held.error().text()));
      BOOST_TEST(*held == 11u);
    }
  }
}

// By one of the last entries ten records are in a table and no longer in the log.
BOOST_AUTO_TEST_CASE(an_entry_that_counts_is_not_dropped) {
  const KilledAfterTables killed;
  const auto whole = killed.manifest();
  BOOST_TEST(killed.open_with(whole).value() == 11u);
  std::size_t tried = 0, left = 0;
  for (std::size_t at = 20; at < whole.size(); at += whole.size() / 30 + 1) {
    for (const bool only_a_part : {true, false}) {
      auto manifest = whole;
      const auto until = only_a_part ? at + (whole.size() - at) / 2 : whole.size();
      for (std::size_t byte = at; byte < until; ++byte)
        manifest[byte] = static_cast<char>(manifest[byte] ^ 0x55);
      const auto held = killed.open_with(manifest, /*only_when_shortened=*/true);
      ++tried;
      left += held ? 0 : 1;
      BOOST_TEST((held ? *held : 11) == 11u, "byte " << at << " of " << whole.size());
    }
  }
  BOOST_TEST(left > tried * 2 / 3);
}

BOOST_AUTO_TEST_SUITE_END()
