// The real programs, as a user runs them: sellerd, sellerctl and sellerd-sandbox as processes of their own.
#include <signal.h>

#include <boost/test/unit_test.hpp>
#include <filesystem>
#include <fstream>

#include "tests/support/installation.h"
#include "tests/support/read_file.h"
#include "tests/support/read_metrics.h"
#include "tests/support/shared_data.h"

using namespace sellerd;
using namespace sellerd::test;

BOOST_AUTO_TEST_SUITE(programs)

BOOST_AUTO_TEST_CASE(a_user_connects_syncs_and_looks) {
  Installation home;
  home.start_daemon();
  auto done = home.connect(home.credentials());
  BOOST_REQUIRE_MESSAGE(done.exit_code == 0, done.errors);
  BOOST_TEST(done.output.find(home.ready("client_secret")) == std::string::npos);
  done = home.ctl({"sync"});
  BOOST_TEST(done.exit_code == 0, done.errors);
  BOOST_TEST(done.output.find("succeeded") != std::string::npos, done.output);
  BOOST_TEST(home.held("orders") == 2'000);
  const auto list = home.ctl({"orders", "--json"}).output;
  BOOST_TEST(std::count(list.begin(), list.end(), '\n') == 2'000);
  const auto first = parse_json(list.substr(0, list.find('\n')))->get_object();
  done = home.ctl({"orders", "show", std::string(std::string_view(first.at("order_id").get_string()))});
  BOOST_TEST(done.exit_code == 0);
  BOOST_TEST(done.output.find(std::string_view(first.at("order_id").get_string())) != std::string::npos);
  done = home.ctl({"sync", "orders"});
  BOOST_TEST(done.exit_code == 0);
  BOOST_TEST(done.output.find(" 0 created, 0 updated") != std::string::npos, done.output);
  BOOST_TEST(home.daemon().end(SIGTERM) == 0, read_file(home.path("daemon.log")));
  BOOST_TEST(read_file(home.path("daemon.log")).find(home.ready("refresh_token")) == std::string::npos);
}

BOOST_AUTO_TEST_CASE(figures_lie_in_a_file_and_calls_in_the_log_while_the_daemon_runs) {
  Installation home;
  const auto file = home.path("sellerd.prom");
  home.start_daemon("metrics_file = " + file + "\nlog_level = debug\n");
  BOOST_REQUIRE(home.connect(home.credentials()).exit_code == 0);
  BOOST_REQUIRE(home.ctl({"sync"}).exit_code == 0);
  const std::string ended = "sellerd_runs_ended_total integration=amazon-in module=orders state=succeeded";
  BOOST_TEST(wait_until([&] {
    const auto runs = MetricsReader::read(read_file(file)).of(ended);
    return runs != "none" && runs != "0";
  }));
  BOOST_TEST(MetricsReader::read(read_file(file)).faults.empty());
  const auto shown = MetricsReader::read(home.ctl({"metrics"}).output);
  BOOST_TEST(shown.faults.empty());
  BOOST_TEST(shown.of("sellerd_connections") == "1");
  BOOST_TEST(std::stoll(shown.of("sellerd_data_disk_free_bytes")) > 0);
  BOOST_TEST(home.daemon().end(SIGTERM) == 0, read_file(home.path("daemon.log")));
  BOOST_TEST(!std::filesystem::exists(file));
  const auto log = read_file(home.path("daemon.log"));
  BOOST_TEST(log.find("debug: call to the marketplace integration=amazon-in operation=searchOrders "
                      "outcome=answered status=200 request_id=") != std::string::npos);
  for (const char* secret : {"refresh_token", "client_secret"})
    BOOST_TEST(log.find(home.ready(secret)) == std::string::npos);
  BOOST_TEST(log.find("http") == std::string::npos);
}

// The marketplace's people carry a mark in every field: it may be seen in one place and nowhere else.
BOOST_AUTO_TEST_CASE(personal_data_is_shown_by_one_command_and_lies_nowhere_in_plain) {
  const std::string mark = "CANARY-PERSONAL";
  Installation home;
  home.start_daemon();
  BOOST_REQUIRE(home.ctl({"preferences", "set", "--personal-data", "yes"}).exit_code == 0);
  BOOST_REQUIRE(home.connect(home.credentials()).exit_code == 0);
  std::string words;
  const auto say = [&](std::vector<std::string> command) {
    const auto done = home.ctl(command);
    words += done.output + done.errors;
    return done.exit_code;
  };
  BOOST_TEST(say({"sync"}) == 0);
  // In the books there are old orders, whose people are not held, and new ones.
  std::string shown;
  std::size_t held = 0;
  for (const auto& order : home.lines({"orders", "--limit", "20", "--json"})) {
    const std::string id(std::string_view(order.at("order_id").get_string()));
    const auto person = home.ctl({"personal", "show", id});
    held += person.exit_code == 0 ? 1 : 0;
    shown += person.output;
    BOOST_TEST(say({"orders", "show", id}) == 0);
  }
  BOOST_TEST(held > 0u);
  BOOST_TEST(shown.find(mark) != std::string::npos, shown);
  BOOST_TEST(say({"personal", "show", "000-0000000-0000000"}) != 0);
  BOOST_TEST(say({"history"}) == 0);
  BOOST_TEST(say({"history", "show", "1"}) == 0);
  BOOST_TEST(say({"history", "show", "2"}) == 0);
  BOOST_TEST(say({"status"}) == 0);
  BOOST_TEST(words.find(mark) == std::string::npos);
  BOOST_TEST(home.daemon().end(SIGTERM) == 0, read_file(home.path("daemon.log")));
  BOOST_TEST(read_file(home.path("daemon.log")).find(mark) == std::string::npos);
  std::size_t files = 0;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(home.path("data"))) {
    if (!entry.is_regular_file()) continue;
    ++files;
    BOOST_TEST(read_file(entry.path().string()).find(mark) == std::string::npos, entry.path().string());
  }
  BOOST_TEST(files > 4u);
}

BOOST_AUTO_TEST_CASE(kill_nine_in_the_middle_loses_nothing) {
  Installation home({"--rate-multiplier", "3000", "--synthetic-orders", "6000"});
  home.start_daemon();
  BOOST_REQUIRE(home.connect(home.credentials()).exit_code == 0);
  for (const std::int64_t mark : {400, 2'000, 4'000}) {
    BOOST_REQUIRE(wait_until([&] { return home.held("orders") >= mark; }));
    BOOST_TEST(home.daemon().end(SIGKILL) == 128 + SIGKILL);
    home.start_daemon();
  }
  const auto done = home.ctl({"sync"});
  BOOST_TEST(done.exit_code == 0, done.errors);
  BOOST_TEST(home.held("orders") == 6'000);
  const auto runs = home.ctl({"history", "--json", "--module", "orders"}).output;
  BOOST_TEST(runs.find("\"resumptions\":3") != std::string::npos, runs);
}

BOOST_AUTO_TEST_CASE(a_backup_is_made_and_restored_by_the_daemon_as_it_starts_again) {
  Installation home;
  home.start_daemon();
  BOOST_REQUIRE(home.connect(home.credentials()).exit_code == 0);
  BOOST_REQUIRE(home.ctl({"sync"}).exit_code == 0);
  auto done = home.ctl({"backup", "create"});
  BOOST_REQUIRE_MESSAGE(done.exit_code == 0, done.errors);
  BOOST_TEST(done.output.starts_with("Made backup 1 of "), done.output);
  BOOST_TEST(done.output.find("keep a copy of " + home.path("data/master.key")) != std::string::npos,
             done.output);
  const auto orders = home.ctl({"orders", "--json"}).output;
  const auto runs = home.lines({"history", "--json"}).size();
  BOOST_REQUIRE(home.ctl({"items", "add", "LATER-1"}).exit_code == 0);
  BOOST_REQUIRE(home.ctl({"sync", "orders"}).exit_code == 0);
  BOOST_TEST(home.lines({"history", "--json"}).size() > runs);
  done = home.ctl({"backup", "create", "--keep", "5"});
  BOOST_TEST(done.exit_code == 0, done.errors);
  BOOST_TEST(home.lines({"backup", "list", "--json"}).size() == 2u);
  done = home.ctl({"backup", "verify"});
  BOOST_TEST(done.exit_code == 0, done.errors);
  BOOST_TEST(done.output == "backup 2: good\nbackup 1: good\n");
  done = home.ctl({"backup", "restore", "9"});
  BOOST_TEST(done.exit_code == 1);
  BOOST_TEST(done.errors.find("only 2, 1") != std::string::npos, done.errors);

  BOOST_TEST(home.restore("1").exit_code == 1);  // a daemon runs
  done = home.ctl({"backup", "restore", "1"});
  BOOST_REQUIRE_MESSAGE(done.exit_code == 0, done.errors);
  BOOST_TEST(done.output.find("books.before-restore") != std::string::npos, done.output);
  BOOST_TEST(home.daemon().end(0) == 75, read_file(home.path("daemon.log")));
  BOOST_TEST(std::filesystem::exists(home.path("data/restore.request")));
  home.start_daemon();
  BOOST_TEST(home.ctl({"orders", "--json"}).output == orders);
  BOOST_TEST(home.lines({"history", "--json"}).size() == runs);
  BOOST_TEST(home.ctl({"items", "--json"}).output.find("LATER-1") == std::string::npos);
  BOOST_TEST(std::filesystem::exists(home.path("data/books.before-restore/CURRENT")));
  BOOST_TEST(!std::filesystem::exists(home.path("data/restore.request")));
  BOOST_TEST(home.lines({"audit", "--json"}).at(0).at("action").as_string() == "backup restored");
  BOOST_TEST(home.ctl({"sync"}).exit_code == 0);

  // The other way, for a daemon that does not start.
  BOOST_TEST(home.daemon().end(SIGTERM) == 0);
  std::ofstream(home.path("data/books/CURRENT")) << "nonsense";
  BOOST_TEST(run_program({SELLERD_PROGRAM, "--config", "/dev/null", "--data-dir", home.path("data"),
                          "--socket", home.path("s")})
                 .exit_code == 1);
  BOOST_TEST(home.restore("7").exit_code == 1);
  done = home.restore("latest");
  BOOST_TEST(done.exit_code == 0, done.errors);
  BOOST_TEST(done.output.starts_with("Restored backup 2 of "), done.output);
  home.start_daemon();
  BOOST_TEST(home.ctl({"items", "--json"}).output.find("LATER-1") != std::string::npos);
  BOOST_TEST(home.held("orders") == 2'000);
}

BOOST_AUTO_TEST_CASE(a_restore_that_is_killed_at_any_moment_ends_all_the_same) {
  Installation home;
  home.start_daemon();
  BOOST_REQUIRE(home.connect(home.credentials()).exit_code == 0);
  BOOST_REQUIRE(home.ctl({"sync"}).exit_code == 0);
  BOOST_REQUIRE(home.ctl({"backup", "create"}).exit_code == 0);
  BOOST_REQUIRE(home.ctl({"items", "add", "LATER-1"}).exit_code == 0);
  BOOST_REQUIRE(home.ctl({"backup", "restore", "1"}).exit_code == 0);
  BOOST_TEST(home.daemon().end(0) == 75);
  // However far each gets, the last one finds what it needs.
  for (int kill = 0; kill < 8; ++kill) {
    Program daemon({SELLERD_PROGRAM, "--config", "/dev/null", "--data-dir", home.path("data"), "--socket",
                    home.path("s")},
                   "/dev/null", home.path("killed.log"));
    for (int pause = 0; pause < kill; ++pause) sleep_shortly();
    daemon.end(SIGKILL);
  }
  home.start_daemon();
  BOOST_TEST(home.held("orders") == 2'000);
  BOOST_TEST(home.ctl({"items", "--json"}).output.find("LATER-1") == std::string::npos);
  std::size_t restored = 0;
  for (const auto& entry : home.lines({"audit", "--json"}))
    restored += entry.at("action").as_string() == "backup restored" ? 1 : 0;
  BOOST_TEST(restored == 1u);
  BOOST_TEST(!std::filesystem::exists(home.path("data/restore.request")));
  BOOST_TEST(!std::filesystem::exists(home.path("data/books.restoring")));
}

BOOST_AUTO_TEST_CASE(exit_codes_and_messages_tell_what_is_wrong) {
  Installation home;
  auto done = home.ctl({"status"});
  BOOST_TEST(done.exit_code == 3);
  BOOST_TEST(done.errors.find("sellerd") != std::string::npos);
  home.start_daemon();
  BOOST_TEST(home.ctl({"statsu"}).exit_code == 2);
  BOOST_TEST(home.ctl({"orders", "show", "404-nothing"}).exit_code == 1);
  BOOST_TEST(home.ctl({"orders", "--status", "lost"}).exit_code == 2);
  auto wrong = home.credentials();
  wrong["refresh_token"] = "Atzr|CANARY-wrong";
  done = home.connect(wrong);
  BOOST_TEST(done.exit_code == 1);
  BOOST_TEST(done.errors.find("refresh token") != std::string::npos, done.errors);
  BOOST_TEST(done.errors.find("CANARY") == std::string::npos);
  done = home.ctl({"connect", "amazon-in", "--seller-id", "A1", "--credentials-file", "-", "--endpoint",
                   "http://127.0.0.1:9", "--token-endpoint", "http://127.0.0.1:9/token"},
                  json::serialize(home.credentials()));
  BOOST_TEST(done.exit_code == 1);
  BOOST_TEST(done.errors.find("refused") != std::string::npos, done.errors);
}

BOOST_AUTO_TEST_CASE(a_second_daemon_is_refused_clearly) {
  Installation home;
  home.start_daemon();
  auto second = run_program({SELLERD_PROGRAM, "--config", "/dev/null", "--data-dir", home.path("data"),
                             "--socket", home.path("other")});
  BOOST_TEST(second.exit_code == 1);
  BOOST_TEST(second.errors.find("another sellerd (process " + std::to_string(home.daemon().process()) +
                                ")") != std::string::npos,
             second.errors);
  second = run_program({SELLERD_PROGRAM, "--config", "/dev/null", "--data-dir", home.path("data2"),
                        "--socket", home.path("s")});
  BOOST_TEST(second.exit_code == 1);
  BOOST_TEST(second.errors.find("already answers") != std::string::npos, second.errors);
  BOOST_TEST(home.ctl({"status"}).exit_code == 0);
}

BOOST_AUTO_TEST_CASE(the_configuration_is_checked) {
  Installation home;
  std::ofstream(home.path("bad.conf")) << "log_level = info\nsokcet = /x\n";
  auto done = run_program({SELLERD_PROGRAM, "--check-config", "--config", home.path("bad.conf")});
  BOOST_TEST(done.exit_code == 2);
  BOOST_TEST(done.errors.find("bad.conf:2: sokcet") != std::string::npos, done.errors);
  std::ofstream(home.path("good.conf")) << "log_level = warning\n";
  BOOST_TEST(run_program({SELLERD_PROGRAM, "--check-config", "--config", home.path("good.conf")}).exit_code ==
             0);
}

BOOST_AUTO_TEST_CASE(the_readmes_python_reads_the_status) {
  Installation home;
  home.start_daemon();
  BOOST_REQUIRE(home.connect(home.credentials()).exit_code == 0);
  BOOST_REQUIRE(home.ctl({"sync"}).exit_code == 0);
  const auto readme = read_file(std::string(SELLERD_SOURCE_DIR) + "/README.md");
  const auto from = readme.find("```python\n") + 10;
  const auto done = run_program({"/usr/bin/env", "python3", "-"}, {{"SELLERD_SOCKET", home.path("s")}},
                                readme.substr(from, readme.find("```", from) - from));
  BOOST_TEST(done.exit_code == 0, done.errors);
  BOOST_TEST(done.output == "amazon-in active 2000 orders\n");
}

BOOST_AUTO_TEST_CASE(real_orders_are_all_held) {
  const std::string orders = shared_data("amazon-in-orders-2022.csv.xz");
  if (orders.empty()) {
    BOOST_TEST_MESSAGE("skipped: the developers' data files are not here");
    return;
  }
  Installation home({"--rate-multiplier", "100000", "--orders", orders});
  home.start_daemon();
  BOOST_REQUIRE(home.connect(home.credentials()).exit_code == 0);
  BOOST_REQUIRE(wait_until([&] { return home.held("orders") > 20'000; }, 120));
  home.daemon().end(SIGKILL);
  home.start_daemon();
  const auto done = home.ctl({"sync"});
  BOOST_TEST(done.exit_code == 0, done.errors);
  BOOST_TEST(home.held("orders") == 60'277);
  BOOST_TEST(home.held("lines") == 64'653);
  const auto again = home.ctl({"sync", "orders", "--full"});
  BOOST_TEST(again.exit_code == 0, again.errors);
  BOOST_TEST(again.output.find("0 created, 0 updated, 60,277 unchanged, 0 failed") != std::string::npos,
             again.output);
  BOOST_TEST(home.held("orders") == 60'277);
  // The plan says what that took.
  BOOST_TEST(home.lines({"plan", "--full", "--json"}).at(0).at("chosen").as_bool());
  BOOST_TEST(home.lines({"plan", "--full", "--json"}).at(0).at("calls") == home.newest_run().at("calls"));
  BOOST_TEST(home.newest_run().at("calls") == 603);
}

// Pause, period, re-sync, dry run, on real orders and with the real programs.
BOOST_AUTO_TEST_CASE(what_a_person_asks_for_on_real_orders) {
  const std::string orders = shared_data("amazon-in-orders-2022.csv.xz");
  if (orders.empty()) {
    BOOST_TEST_MESSAGE("skipped: the developers' data files are not here");
    return;
  }
  Installation home({"--rate-multiplier", "100000", "--orders", orders});
  home.start_daemon();
  BOOST_REQUIRE(home.connect(home.credentials()).exit_code == 0);
  BOOST_REQUIRE(home.ctl({"sync"}).exit_code == 0);

  BOOST_TEST(home.ctl({"disable", "amazon-in"}).exit_code == 0);
  BOOST_TEST(home.ctl({"status"}).output.find("inactive") != std::string::npos);
  const auto calls = home.marketplace_calls();
  BOOST_TEST(home.ctl({"sync", "--integration", "amazon-in"}).exit_code != 0);
  BOOST_TEST(home.marketplace_calls() == calls);
  BOOST_TEST(home.ctl({"enable", "amazon-in"}).exit_code == 0);
  BOOST_TEST(home.ctl({"sync"}).exit_code == 0);

  const auto today = std::chrono::floor<std::chrono::days>(std::chrono::system_clock::now());
  const auto day = [&](int ago) { return format_time(today - std::chrono::days(ago)).substr(0, 10); };
  const auto period = home.ctl({"sync", "orders", "--from", day(20), "--to", day(11)});
  BOOST_TEST(period.exit_code == 0, period.errors);
  const auto run = home.newest_run();
  // The books' own list of the same days, which begin at 18:30 UTC in India.
  const auto placed =
      home.lines({"orders", "--json", "--from", day(21) + "T18:30:00Z", "--to", day(11) + "T18:30:00Z"});
  BOOST_TEST(placed.size() > 1'000u);
  BOOST_TEST(run.at("reported").to_number<std::size_t>() == placed.size());
  BOOST_TEST(run.at("held") == run.at("reported"));

  const auto number = std::to_string(run.at("id").to_number<int>());
  BOOST_TEST(home.ctl({"resync", number}).exit_code == 0);
  BOOST_TEST(home.newest_run().at("reported") == run.at("reported"));
  BOOST_TEST(home.newest_run().at("trigger").as_string() == "resync");
  const auto dry = home.ctl({"resync", number, "--dry-run"});
  BOOST_TEST(dry.exit_code == 0, dry.errors);
  BOOST_TEST(dry.output.find("nothing was written") != std::string::npos, dry.output);
  BOOST_TEST(dry.output.find("would be") == std::string::npos, dry.output);
  BOOST_TEST(home.newest_run().at("trigger").as_string() == "resync");
}

BOOST_AUTO_TEST_SUITE_END()
