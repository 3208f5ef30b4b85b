// Backups of a living daemon's books, and what a sync makes of restored ones.
#include <boost/asio/co_spawn.hpp>
#include <boost/test/unit_test.hpp>

#include "daemon/restore.h"
#include "daemon/store/backups.h"
#include "tests/support/backup_files.h"
#include "tests/support/book_checks.h"

using namespace sellerd;
using namespace sellerd::test;
using namespace std::chrono_literals;

namespace {

namespace fs = std::filesystem;

std::vector<std::string> audited(SimulatedWorld& world) {
  std::vector<std::string> entries;
  for (const auto& reply : world.call<api::ListAudit>({}))
    entries.push_back(reply.entry.action + ": " + reply.entry.subject);
  return entries;
}

bool holds(const std::vector<std::string>& entries, const std::string& wanted) {
  return std::find(entries.begin(), entries.end(), wanted) != entries.end();
}

// Sells one unit of something that is there.
void sell(SimulatedWorld& world) {
  for (const auto& product : world.marketplace().catalogue().products()) {
    if (world.marketplace().sell({.sku = product.sku}, world.time().now())) return;
  }
  BOOST_FAIL("nothing is left to sell");
}

class LastReply final : public control::ReplySink {
 public:
  Task<bool> send(varlink::Reply reply, bool) override {
    last = std::move(reply);
    co_return true;
  }
  bool gone() const override { return false; }
  void wake_when_gone(Event&) override {}

  std::optional<varlink::Reply> last;
};

}  // namespace

BOOST_AUTO_TEST_SUITE(backup)

BOOST_AUTO_TEST_CASE(books_lost_in_a_sync_and_restored_end_as_the_marketplaces) {
  for (const std::int64_t orders : {100, 300, 700}) {
    BOOST_TEST_CONTEXT("backup at " << orders << " orders") {
      SimulatedWorld world({.orders = 900, .days = 30, .books = Books::rocks});
      world.start();
      world.call<api::Connect>(world.connect_request());
      world.time().run_until([&] { return world.totals().orders >= orders; });
      const auto made = world.call<api::CreateBackup>({}).at(0);
      BOOST_TEST(made.backup.id == 1u);
      BOOST_TEST(made.directory == (world.directory() / "backups").string());
      BOOST_TEST(made.master_key == "/data/master.key");
      world.run_until_idle();
      check_books_equal_truth(world);
      sell(world);
      world.time().pass(1h);
      world.sync(Module::orders);
      world.crash();
      fs::remove_all(world.directory() / "books");
      const auto restored = restore_now(world.directory(), world.directory() / "backups", "latest");
      BOOST_REQUIRE_MESSAGE(restored.has_value(), (restored ? "" : restored.error().text()));
      world.start();
      BOOST_TEST(holds(audited(world), "backup restored: 1"));
      // The run that was under way when the backup was made goes on from its page.
      world.run_until_idle();
      world.sync(Module::items);
      world.sync(Module::orders);
      check_books_are_current(world);
      for (const auto& reply : world.call<api::ListRuns>({})) check_history_adds_up(world, reply.run);
    }
  }
}

BOOST_AUTO_TEST_CASE(a_running_daemon_is_asked_and_its_next_start_does_it) {
  SimulatedWorld world({.orders = 200, .books = Books::rocks});
  world.start();
  world.connect_and_sync();
  world.call<api::CreateBackup>({});
  const auto before = world.call<api::ListOrders>({});
  sell(world);
  world.time().pass(1h);
  world.sync(Module::orders);
  const auto later = world.totals().orders;
  BOOST_TEST(later == static_cast<std::int64_t>(before.size()) + 1);
  bool ends = false;
  world.daemon().on_restore = [&] { ends = true; };
  BOOST_TEST((world.refused<api::RestoreBackup>({.id = 7}).code == ErrorCode::not_found));
  BOOST_TEST(!ends);
  const auto reply = world.call<api::RestoreBackup>({.id = 1}).at(0);
  BOOST_TEST(ends);
  BOOST_TEST(reply.backup.id == 1u);
  BOOST_TEST(world.totals().orders == later);
  BOOST_TEST(holds(audited(world), "backup restore asked: 1"));
  world.stop();
  world.start();
  const auto after = world.call<api::ListOrders>({});
  BOOST_REQUIRE(after.size() == before.size());
  for (std::size_t i = 0; i < after.size(); ++i) BOOST_TEST((after[i].order == before[i].order));
  BOOST_TEST(holds(audited(world), "backup restored: 1"));
  BOOST_TEST(fs::exists(world.directory() / "books.before-restore"));
  world.sync(Module::orders);
  check_books_are_current(world);
}

BOOST_AUTO_TEST_CASE(they_are_listed_verified_and_erased) {
  SimulatedWorld world({.orders = 100, .books = Books::rocks});
  world.start();
  BOOST_TEST(world.call<api::ListBackups>({}).empty());
  BOOST_TEST(world.call<api::VerifyBackup>({}).empty());
  BOOST_TEST(world.refused<api::CreateBackup>({.keep = 0}).field == "keep");
  world.call<api::CreateBackup>({});
  world.connect_and_sync();
  BOOST_TEST(world.call<api::CreateBackup>({.keep = 2}).at(0).erased.empty());
  const auto third = world.call<api::CreateBackup>({.keep = 2}).at(0);
  BOOST_TEST((third.erased == std::vector<std::uint32_t>{1}));
  BOOST_TEST((third.backup.made == world.time().now()));
  const auto all = world.call<api::ListBackups>({});
  BOOST_REQUIRE(all.size() == 2u);
  BOOST_TEST(all[0].backup.id == 3u);
  BOOST_TEST(all[1].backup.id == 2u);
  for (const auto& reply : world.call<api::VerifyBackup>({}))
    BOOST_TEST(reply.finding.good, reply.finding.problem);
  flip_a_bit(largest_table(world.directory() / "backups"));
  const auto found = world.call<api::VerifyBackup>({.id = 3}).at(0).finding;
  BOOST_TEST(!found.good);
  BOOST_TEST(found.problem.find(".sst") != std::string::npos, found.problem);
  BOOST_TEST((world.refused<api::VerifyBackup>({.id = 1}).code == ErrorCode::not_found));
  BOOST_TEST((world.refused<api::RestoreBackup>({.id = 3}).code == ErrorCode::corrupt));
  BOOST_TEST(!fs::exists(world.directory() / "restore.request"));
  BOOST_TEST(world.call<api::DeleteBackup>({.id = 3}).at(0).erased == 3u);
  BOOST_TEST((world.refused<api::DeleteBackup>({.id = 3}).code == ErrorCode::not_found));
  const auto entries = audited(world);
  for (const char* wanted : {"backup created: 1", "backup created: 2", "backup created: 3",
                             "backup erased: 1", "backup erased: 3", "backup restore asked: 3"}) {
    BOOST_TEST(holds(entries, wanted), wanted);
  }
}

BOOST_AUTO_TEST_CASE(a_second_one_at_the_same_time_is_refused) {
  SimulatedWorld world({.orders = 100, .books = Books::rocks});
  world.start();
  const control::Peer peer{.user = 0, .groups = {}, .name = "root"};
  LastReply first;
  LastReply second;
  for (auto* sink : {&first, &second}) {
    varlink::Call call{.method = std::string(api::CreateBackup::kInfo.name), .parameters = {}};
    boost::asio::co_spawn(world.loop(), world.daemon().dispatcher().dispatch(std::move(call), peer, *sink),
                          [](std::exception_ptr bug) {
                            if (bug) std::rethrow_exception(bug);
                          });
  }
  world.time().run_until([&] { return first.last && second.last; });
  BOOST_TEST(first.last->error == "");
  BOOST_TEST(second.last->error == api::error_name(ErrorCode::conflict));
  // Afterwards there may be another.
  BOOST_TEST(world.call<api::CreateBackup>({}).at(0).backup.id == 2u);
}

BOOST_AUTO_TEST_CASE(books_in_memory_have_none) {
  SimulatedWorld world({.orders = 10});
  world.start();
  BOOST_TEST((world.refused<api::CreateBackup>({}).code == ErrorCode::refused));
  BOOST_TEST((world.refused<api::ListBackups>({}).code == ErrorCode::refused));
}

BOOST_AUTO_TEST_SUITE_END()
