// A restore at the start: the books are the old ones or the new ones, wherever it is cut.
#include "daemon/restore.h"

#include <rocksdb/db.h>
#include <rocksdb/utilities/backup_engine.h>

#include <boost/test/unit_test.hpp>
#include <fstream>

#include "daemon/store/rocks.h"
#include "daemon/store/rocks_backup.h"
#include "daemon/store/store.h"
#include "tests/support/backup_files.h"
#include "tests/support/temporary_directory.h"

using namespace sellerd;
using namespace sellerd::store;
using namespace sellerd::test;

namespace {

namespace fs = std::filesystem;
const std::string kMark = "mark";

// A data directory with one backup, marked 1, and books that have gone on since, marked 2.
struct Place {
  Place() {
    mark(books_of(path()), 1);
    mark(books_of(path()), 2);
  }

  // Backs up what is there, then writes.
  void mark(const fs::path& books, std::uint64_t number) {
    auto engine = open_rocks({.directory = books, .backups = path() / "backups"});
    BOOST_REQUIRE_MESSAGE(engine.has_value(), (engine ? "" : engine.error().text()));
    Store store(std::move(*engine));
    BOOST_REQUIRE(store.prepare().has_value());
    if (number > 1) BOOST_REQUIRE(store.backups()->create(Timestamp()).has_value());
    Batch batch;
    batch.put(kCounters, {number}, kMark);
    BOOST_REQUIRE(store.commit(batch).has_value());
  }
  std::uint64_t mark_of(const fs::path& books) const {
    auto engine = open_rocks({.directory = books});
    BOOST_REQUIRE_MESSAGE(engine.has_value(), (engine ? "" : engine.error().text()));
    return Store(std::move(*engine)).get_or_default(kCounters, kMark)->value;
  }
  std::vector<AuditEntry> audit() const {
    auto engine = open_rocks({.directory = books_of(path())});
    BOOST_REQUIRE(engine.has_value());
    return *Store(std::move(*engine)).list(kAudit, {});
  }
  void ask(std::uint32_t backup = 1) {
    const auto asked = ask_for_restore(path(), *rocks_backups(path() / "backups"), backup, "anna");
    BOOST_REQUIRE_MESSAGE(asked.has_value(), (asked ? "" : asked.error().text()));
  }
  bool step() {
    const auto more = restore_step(path(), *rocks_backups(path() / "backups"),
                                   [](const fs::path&, const RestoreRequest&) { return Result<void>(); });
    BOOST_REQUIRE_MESSAGE(more.has_value(), (more ? "" : more.error().text()));
    return *more;
  }
  RestoreOutcome start() const {
    auto outcome = restore_as_asked(path());
    BOOST_REQUIRE_MESSAGE(outcome.has_value(), (outcome ? "" : outcome.error().text()));
    return std::move(*outcome);
  }
  bool is_there(const char* name) const { return fs::exists(path() / name); }
  const fs::path& path() const { return directory.path(); }

  TemporaryDirectory directory;
};

}  // namespace

BOOST_AUTO_TEST_SUITE(restore)

BOOST_AUTO_TEST_CASE(nothing_asked_nothing_done) {
  Place place;
  BOOST_TEST(!place.start().asked);
  BOOST_TEST(place.mark_of(books_of(place.path())) == 2u);
}

BOOST_AUTO_TEST_CASE(the_old_books_are_kept_and_the_new_ones_say_where_they_come_from) {
  Place place;
  place.ask();
  BOOST_TEST(place.mark_of(books_of(place.path())) == 2u);
  const auto outcome = place.start();
  BOOST_TEST(outcome.asked);
  BOOST_TEST(!outcome.failure.has_value());
  BOOST_TEST(place.mark_of(books_of(place.path())) == 1u);
  BOOST_TEST(place.mark_of(books_before_restore(place.path())) == 2u);
  BOOST_TEST(!place.is_there("restore.request"));
  BOOST_TEST(!place.is_there("books.restoring"));
  const auto audit = place.audit();
  BOOST_REQUIRE(audit.size() == 1u);
  BOOST_TEST(audit[0].action == "backup restored");
  BOOST_TEST(audit[0].actor == "anna");
  BOOST_TEST(audit[0].subject == "1");
  BOOST_TEST(!place.start().asked);
}

BOOST_AUTO_TEST_CASE(a_cut_after_any_step_is_made_good_by_the_next_start) {
  bool ended = false;
  for (int cut = 0; !ended; ++cut) {
    BOOST_TEST_CONTEXT("after " << cut << " steps") {
      Place place;
      fs::create_directory(books_before_restore(place.path()));
      place.mark(books_before_restore(place.path()), 1);  // of an older restore
      place.ask();
      for (int step = 0; step < cut; ++step) BOOST_REQUIRE(place.step());
      ended = !place.is_there("restore.request");
      // Where there are books, they are whole, and the present ones are never away for good.
      if (place.is_there("books")) {
        const auto mark = place.mark_of(books_of(place.path()));
        BOOST_TEST((mark == 1u || mark == 2u));
        if (mark == 1) BOOST_TEST(place.mark_of(books_before_restore(place.path())) == 2u);
      } else {
        BOOST_TEST(place.mark_of(books_before_restore(place.path())) == 2u);
      }
      BOOST_TEST(place.start().asked == !ended);
      BOOST_TEST(place.mark_of(books_of(place.path())) == 1u);
      BOOST_TEST(place.mark_of(books_before_restore(place.path())) == 2u);
      BOOST_TEST(!place.is_there("restore.request"));
      BOOST_TEST(!place.is_there("books.restoring"));
    }
    BOOST_REQUIRE(cut < 20);
  }
}

BOOST_AUTO_TEST_CASE(a_cut_in_the_middle_of_the_files_begins_anew) {
  Place place;
  place.ask();
  fs::create_directory(place.path() / "books.restoring");
  std::ofstream(place.path() / "books.restoring" / "000009.sst") << "half a file";
  std::ofstream(place.path() / "books.restoring" / "CURRENT") << "MANIFEST-999999\n";
  std::ofstream(place.path() / "restore.request.new") << "{";
  BOOST_TEST(!place.start().failure.has_value());
  BOOST_TEST(place.mark_of(books_of(place.path())) == 1u);
}

BOOST_AUTO_TEST_CASE(a_backup_that_breaks_meanwhile_leaves_the_books) {
  Place place;
  place.ask();
  flip_a_bit(largest_table(place.path() / "backups"));
  const auto outcome = place.start();
  BOOST_REQUIRE(outcome.failure.has_value());
  BOOST_TEST((outcome.failure->code == ErrorCode::corrupt));
  BOOST_TEST(place.mark_of(books_of(place.path())) == 2u);
  BOOST_TEST(!place.is_there("books.before-restore"));
  BOOST_TEST(!place.is_there("books.restoring"));
  BOOST_TEST(!place.start().asked);
  const auto audit = place.audit();
  BOOST_REQUIRE(audit.size() == 1u);
  BOOST_TEST(audit[0].action == "backup restore failed");
}

// One that says nothing of itself is found out when its books are opened, beside the present ones.
BOOST_AUTO_TEST_CASE(books_that_this_sellerd_does_not_know_do_not_become_the_books) {
  Place place;
  rocksdb::DBOptions options;
  options.create_if_missing = true;
  options.create_missing_column_families = true;
  rocksdb::DB* opened = nullptr;
  std::vector<rocksdb::ColumnFamilyHandle*> handles;
  BOOST_REQUIRE(rocksdb::DB::Open(options, (place.path() / "later").string(),
                                  {{rocksdb::kDefaultColumnFamilyName, {}}, {"invoices", {}}}, &handles,
                                  &opened)
                    .ok());
  const std::unique_ptr<rocksdb::DB> later(opened);
  rocksdb::BackupEngine* made = nullptr;
  const rocksdb::BackupEngineOptions where((place.path() / "backups").string());
  BOOST_REQUIRE(rocksdb::BackupEngine::Open(where, rocksdb::Env::Default(), &made).ok());
  const std::unique_ptr<rocksdb::BackupEngine> shelf(made);
  BOOST_REQUIRE(shelf->CreateNewBackup(later.get()).ok());
  for (auto* handle : handles) later->DestroyColumnFamilyHandle(handle);
  place.ask(2);
  const auto outcome = place.start();
  BOOST_REQUIRE(outcome.failure.has_value());
  BOOST_TEST((outcome.failure->code == ErrorCode::conflict));
  BOOST_TEST(outcome.failure->message.find("invoices") != std::string::npos);
  BOOST_TEST(place.mark_of(books_of(place.path())) == 2u);
  BOOST_TEST(!place.is_there("restore.request"));
  BOOST_TEST(!place.is_there("books.restoring"));
}

BOOST_AUTO_TEST_CASE(books_that_are_gone_or_damaged_are_no_hindrance) {
  Place gone;
  fs::remove_all(books_of(gone.path()));
  BOOST_TEST(restore_now(gone.path(), gone.path() / "backups", "latest").has_value());
  BOOST_TEST(gone.mark_of(books_of(gone.path())) == 1u);
  BOOST_TEST(!gone.is_there("books.before-restore"));

  Place damaged;
  std::ofstream(books_of(damaged.path()) / "CURRENT") << "nonsense";
  BOOST_TEST(!open_rocks({.directory = books_of(damaged.path())}).has_value());
  BOOST_TEST(restore_now(damaged.path(), damaged.path() / "backups", "1").has_value());
  BOOST_TEST(damaged.mark_of(books_of(damaged.path())) == 1u);
  BOOST_TEST(damaged.is_there("books.before-restore"));
}

BOOST_AUTO_TEST_CASE(by_hand_it_says_what_is_wrong) {
  Place place;
  const auto backups = place.path() / "backups";
  BOOST_TEST((restore_now(place.path(), backups, "first").error().code == ErrorCode::invalid_argument));
  const auto unknown = restore_now(place.path(), backups, "7").error();
  BOOST_TEST((unknown.code == ErrorCode::not_found));
  BOOST_TEST(unknown.message == "there is no backup 7, only 1");
  BOOST_TEST(
      (restore_now(place.path(), place.path() / "nowhere", "latest").error().code == ErrorCode::not_found));
  flip_a_bit(largest_table(backups));
  BOOST_TEST((restore_now(place.path(), backups, "latest").error().code == ErrorCode::corrupt));
  BOOST_TEST(place.mark_of(books_of(place.path())) == 2u);
  BOOST_TEST(!place.is_there("restore.request"));
}

BOOST_AUTO_TEST_CASE(what_a_cut_left_half_done_is_finished_before_another_restore) {
  Place place;
  place.mark(books_of(place.path()), 3);  // backup 2 has mark 2
  place.ask(2);
  while (place.is_there("books")) BOOST_REQUIRE(place.step());
  BOOST_TEST(restore_now(place.path(), place.path() / "backups", "1").has_value());
  BOOST_TEST(place.mark_of(books_of(place.path())) == 1u);
  BOOST_TEST(place.mark_of(books_before_restore(place.path())) == 2u);
}

BOOST_AUTO_TEST_CASE(a_request_that_is_not_understood_opens_no_books) {
  Place place;
  store::ask_restore(place.path(), {.backup = 1});
  std::ofstream(place.path() / "restore.request") << "{\"backup\":";
  const auto outcome = restore_as_asked(place.path());
  BOOST_REQUIRE(!outcome.has_value());
  BOOST_TEST((outcome.error().code == ErrorCode::corrupt));
  BOOST_TEST(outcome.error().field == (place.path() / "restore.request").string());
}

BOOST_AUTO_TEST_SUITE_END()
