// What an administrator does with the real programs while nothing is served, and how they look after
// themselves.
#include <signal.h>
#include <sys/stat.h>

#include <boost/test/unit_test.hpp>
#include <fstream>

#include "tests/support/installation.h"
#include "tests/support/read_file.h"

using namespace sellerd;
using namespace sellerd::test;

namespace {

Finished offline(const Installation& home, std::vector<std::string> words) {
  words.insert(words.begin(), {SELLERD_PROGRAM, "--config", "/dev/null", "--data-dir", home.path("data"),
                               "--socket", home.path("none")});
  return run_program(words);
}

void connect_and_stop(Installation& home) {
  home.start_daemon();
  BOOST_REQUIRE(home.ctl({"preferences", "set", "--personal-data", "yes"}).exit_code == 0);
  BOOST_REQUIRE(home.connect(home.credentials()).exit_code == 0);
  BOOST_REQUIRE(home.ctl({"sync"}).exit_code == 0);
  BOOST_REQUIRE(home.daemon().end(SIGTERM) == 0);
}

// The newest order of which personal data is held.
std::string shown_order(Installation& home) {
  for (const auto& order : home.lines({"orders", "--limit", "20", "--json"})) {
    const std::string id(std::string_view(order.at("order_id").get_string()));
    if (home.ctl({"personal", "show", id}).exit_code == 0) return id;
  }
  return {};
}

bool says(const Finished& done, std::string_view text) {
  return (done.output + done.errors).find(text) != std::string::npos;
}

// Turns over a byte in the middle of the largest file of that kind.
std::string damage(const std::filesystem::path& directory, const std::string& extension) {
  std::filesystem::path largest;
  for (const auto& entry : std::filesystem::directory_iterator(directory)) {
    if (entry.path().extension() != extension) continue;
    if (largest.empty() || entry.file_size() > std::filesystem::file_size(largest)) largest = entry.path();
  }
  BOOST_REQUIRE(!largest.empty());
  std::fstream file(largest, std::ios::binary | std::ios::in | std::ios::out);
  const auto middle = static_cast<std::streamoff>(std::filesystem::file_size(largest) / 3);
  file.seekg(middle);
  const auto byte = static_cast<char>(file.get() ^ 0x55);
  file.seekp(middle);
  file.put(byte);
  return largest.string();
}

}  // namespace

BOOST_AUTO_TEST_SUITE(without_serving)

BOOST_AUTO_TEST_CASE(the_master_key_is_rotated_and_the_old_one_opens_nothing) {
  Installation home;
  connect_and_stop(home);
  const auto old_key = read_file(home.path("data/master.key"));
  const auto done = offline(home, {"--rotate-master-key", home.path("data/new.key")});
  BOOST_REQUIRE_MESSAGE(done.exit_code == 0, done.output + done.errors);
  BOOST_TEST(says(done, "the credentials of 1 account and "));
  BOOST_TEST(!std::filesystem::exists(home.path("data/new.key")));
  const auto new_key = read_file(home.path("data/master.key"));
  BOOST_TEST(new_key != old_key);
  BOOST_TEST(new_key.size() == 32u);
  BOOST_TEST(offline(home, {"--check-data"}).exit_code == 0);
  home.start_daemon();
  BOOST_TEST(home.ctl({"sync"}).exit_code == 0);
  BOOST_TEST(!shown_order(home).empty());
  BOOST_TEST(home.daemon().end(SIGTERM) == 0);

  std::ofstream(home.path("data/master.key"), std::ios::binary) << old_key;
  const auto refused = offline(home, {});
  BOOST_TEST(refused.exit_code == 1);
  BOOST_TEST(says(refused, "the key ring cannot be used"), refused.errors);
  // What a cut leaves: the key of before, and everything under the next. The same command finishes.
  std::ofstream(home.path("data/next.key"), std::ios::binary) << new_key;
  std::filesystem::permissions(home.path("data/next.key"), std::filesystem::perms(0600));
  BOOST_TEST(offline(home, {"--rotate-master-key", home.path("data/next.key")}).exit_code == 0);
  BOOST_TEST(read_file(home.path("data/master.key")) == new_key);
  BOOST_TEST(offline(home, {"--check-data"}).exit_code == 0);
}

BOOST_AUTO_TEST_CASE(nothing_is_touched_while_a_daemon_serves) {
  Installation home;
  home.start_daemon();
  for (const auto& words : {std::vector<std::string>{"--check-data"},
                            std::vector<std::string>{"--rotate-master-key", home.path("k")}}) {
    const auto done = offline(home, words);
    BOOST_TEST(done.exit_code == 1);
    BOOST_TEST(says(done, "another sellerd"), done.errors);
  }
  BOOST_TEST(!std::filesystem::exists(home.path("k")));
  BOOST_TEST(home.ctl({"status"}).exit_code == 0);
}

BOOST_AUTO_TEST_CASE(damage_is_found_and_the_way_out_said) {
  Installation home;
  connect_and_stop(home);
  const auto good = offline(home, {"--check-data"});
  BOOST_TEST(good.exit_code == 0);
  BOOST_TEST(says(good, "orders: "), good.output);
  BOOST_TEST(says(good, "Everything can be read."), good.output);

  // The files as they are when the log has been written out.
  home.start_daemon();
  BOOST_REQUIRE(home.daemon().end(SIGTERM) == 0);
  const auto books = std::filesystem::path(home.path("data/books"));
  const auto copy = std::filesystem::path(home.path("copy"));
  std::filesystem::copy(books, copy, std::filesystem::copy_options::recursive);
  const auto restore = [&] {
    std::filesystem::remove_all(books);
    std::filesystem::copy(copy, books, std::filesystem::copy_options::recursive);
  };

  damage(books, ".sst");
  auto done = offline(home, {"--check-data"});
  BOOST_TEST(done.exit_code == 1);
  BOOST_TEST(says(done, "DAMAGED"), done.output + done.errors);
  BOOST_TEST(says(done, "Damaged database"), done.output + done.errors);

  for (const std::string name : {"CURRENT", "MANIFEST"}) {
    restore();
    for (const auto& entry : std::filesystem::directory_iterator(books)) {
      if (entry.path().filename().string().starts_with(name)) std::filesystem::remove(entry.path());
    }
    done = offline(home, {"--check-data"});
    BOOST_TEST(done.exit_code == 1, name);
    BOOST_TEST(says(done, "Damaged database"), name + ": " + done.output + done.errors);
    done = offline(home, {});
    BOOST_TEST(done.exit_code == 1, name);
    BOOST_TEST(says(done, home.path("data/books")), name + ": " + done.errors);
    BOOST_TEST(says(done, "Damaged database"), name + ": " + done.errors);
  }
  restore();
  BOOST_TEST(offline(home, {"--check-data"}).exit_code == 0);
  home.start_daemon();
  BOOST_TEST(home.ctl({"sync"}).exit_code == 0);
}

BOOST_AUTO_TEST_CASE(no_core_is_dumped_and_nobody_of_the_same_user_looks_in) {
  Installation home;
  home.start_daemon();
  const auto process = "/proc/" + std::to_string(home.daemon().process());
  const auto limits = read_file(process + "/limits");
  const auto line = limits.substr(limits.find("Max core file size"));
  BOOST_TEST(line.substr(0, line.find('\n')).find(" 0  ") != std::string::npos, line.substr(0, 80));
#ifndef SELLERD_SANITIZED
  // What is not dumpable belongs to root.
  struct stat information{};
  BOOST_REQUIRE(::stat((process + "/mem").c_str(), &information) == 0);
  BOOST_TEST(information.st_uid == 0u);
#endif
}

BOOST_AUTO_TEST_CASE(limits_of_the_system_are_named) {
  Installation home;
  const auto limited = [&](const std::string& limit) {
    return run_program({"/bin/sh", "-c", "ulimit " + limit + "; exec timeout 20 \"$@\"", "sh",
                        SELLERD_PROGRAM, "--config", "/dev/null", "--data-dir", home.path("data"), "--socket",
                        home.path("none")});
  };
  const auto files = limited("-n 24");
  BOOST_TEST(files.exit_code == 1);
  BOOST_TEST(says(files, home.path("data/books")), files.errors);
  BOOST_TEST(says(files, "Too many open files"), files.errors);
#ifndef SELLERD_SANITIZED  // which takes terabytes of addresses
  const auto memory = limited("-v 120000");
  BOOST_TEST(memory.exit_code != 0);
  BOOST_TEST((says(memory, "the system refuses") || says(memory, "no more memory")), memory.errors);
#endif
}

BOOST_AUTO_TEST_CASE(a_client_secret_in_a_file_counts_and_is_read_again) {
  Installation home;
  const auto file = home.path("client-secret.json");
  const auto write_secret = [&](const std::string& secret, std::filesystem::perms mode) {
    std::ofstream(file) << json::serialize(
        json::object{{"client_id", home.ready("client_id")}, {"client_secret", secret}});
    std::filesystem::permissions(file, mode);
  };
  const auto audited = [&] {
    std::int64_t entries = 0;
    for (const auto& entry : home.lines({"audit", "--json"}))
      entries += entry.at("action") == "client secret";
    return entries;
  };
  write_secret("amzn1.oa2-cs.v1.of-before", std::filesystem::perms(0600));
  home.start_daemon("client_secret_file = " + file + "\n");
  BOOST_REQUIRE(home.connect(home.credentials()).exit_code == 0);
  BOOST_REQUIRE(home.ctl({"sync"}).exit_code == 0);
  BOOST_TEST(audited() == 0);
  // The file is read, and found wanting by the marketplace.
  BOOST_REQUIRE(::kill(home.daemon().process(), SIGHUP) == 0);
  BOOST_REQUIRE(wait_until([&] { return audited() == 1; }));
  BOOST_TEST(home.ctl({"sync"}).exit_code == 1);
  BOOST_TEST(home.status().at("integrations").as_array().at(0).at("state") == "needs_reauth");
  // Nobody else may read it.
  write_secret(home.ready("client_secret"), std::filesystem::perms(0644));
  BOOST_REQUIRE(::kill(home.daemon().process(), SIGHUP) == 0);
  BOOST_REQUIRE(wait_until(
      [&] { return read_file(home.path("daemon.log")).find("others may read") != std::string::npos; }));
  BOOST_TEST(audited() == 1);
  std::filesystem::permissions(file, std::filesystem::perms(0600));
  BOOST_REQUIRE(::kill(home.daemon().process(), SIGHUP) == 0);
  BOOST_REQUIRE(wait_until([&] { return audited() == 2; }));
  BOOST_TEST(home.ctl({"sync"}).exit_code == 0);
  BOOST_TEST(home.daemon().end(SIGTERM) == 0);
  BOOST_TEST(read_file(home.path("daemon.log")).find(home.ready("client_secret")) == std::string::npos);
}

BOOST_AUTO_TEST_CASE(the_doctor_sees_what_is_wrong) {
  Installation home;
  home.start_daemon();
  BOOST_REQUIRE(home.connect(home.credentials()).exit_code == 0);
  BOOST_REQUIRE(home.ctl({"sync"}).exit_code == 0);
  auto done = home.ctl({"doctor"});
  BOOST_TEST(done.exit_code == 0, done.output + done.errors);
  BOOST_TEST(says(done, "ok      account: the marketplace of amazon-in accepts it"), done.output);
  BOOST_TEST(says(done, "ok      clock: agrees"), done.output);
  BOOST_TEST(!says(done, "FAILURE"), done.output);
  std::filesystem::permissions(home.path("data"), std::filesystem::perms(0755));
  done = home.ctl({"doctor"});
  BOOST_TEST(done.exit_code == 1);
  BOOST_TEST(says(done, "FAILURE permissions: others may look into"), done.output);
  BOOST_TEST(says(done, "try: chmod go= " + home.path("data")), done.output);
}

BOOST_AUTO_TEST_SUITE_END()
