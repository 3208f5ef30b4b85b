#include "daemon/metrics_file.h"

#include <sys/stat.h>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/test/unit_test.hpp>
#include <fstream>
#include <sstream>

#include "tests/support/simulated_clock.h"
#include "tests/support/temporary_directory.h"

using namespace sellerd;
using namespace std::chrono_literals;

namespace {

namespace fs = std::filesystem;

struct Fixture {
  Fixture() : mask(::umask(0077)) {
    file.on_change = [this](const std::optional<Error>& trouble) {
      told.push_back(trouble ? trouble->text() : "good");
    };
  }
  ~Fixture() { ::umask(mask); }

  Task<Result<std::string>> text() {
    ++texts;
    if (failure) co_return *failure;
    if (bug) throw std::logic_error("a bug");
    co_return "text " + std::to_string(texts) + "\n";
  }

  static std::string content(const fs::path& of) {
    std::ifstream source(of);
    std::ostringstream all;
    all << source.rdbuf();
    return all.str();
  }
  std::size_t files() {
    return static_cast<std::size_t>(std::distance(fs::directory_iterator(directory.path()), {}));
  }
  void stop() {
    bool stopped = false;
    boost::asio::co_spawn(loop, file.stop(), [&stopped](std::exception_ptr) { stopped = true; });
    clock.run_until([&] { return stopped; });
  }

  mode_t mask;
  TemporaryDirectory directory;
  fs::path path = directory.path() / "sellerd.prom";
  boost::asio::io_context loop;
  test::SimulatedClock clock{loop, *parse_time("2026-10-01T06:00:00Z")};
  store::Worker reader{loop.get_executor()};
  int texts = 0;
  std::optional<Error> failure;
  bool bug = false;
  std::vector<std::string> told;
  MetricsFile file{loop.get_executor(), clock, reader, [this] { return text(); }};
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(metrics_file, Fixture)

BOOST_AUTO_TEST_CASE(it_is_written_each_minute_and_at_news) {
  file.set_path(path);
  file.start();
  clock.pass(1s);
  BOOST_TEST(content(path) == "text 1\n");
  clock.pass(60s);
  BOOST_TEST(content(path) == "text 2\n");
  file.wake();
  clock.pass(1s);
  BOOST_TEST(content(path) == "text 3\n");
  clock.pass(10min);
  BOOST_TEST(content(path) == "text 13\n");
  BOOST_TEST(files() == 1u);
  stop();
}

BOOST_AUTO_TEST_CASE(others_may_read_it_whatever_the_mask) {
  std::ofstream(path.string() + ".new") << "left behind";
  file.set_path(path);
  file.start();
  clock.pass(1s);
  struct stat information{};
  BOOST_REQUIRE(::stat(path.c_str(), &information) == 0);
  BOOST_TEST((information.st_mode & 07777) == 0644u);
  BOOST_TEST(content(path) == "text 1\n");
  stop();
}

BOOST_AUTO_TEST_CASE(it_goes_with_the_daemon) {
  file.set_path(path);
  file.start();
  clock.pass(1s);
  BOOST_TEST(files() == 1u);
  stop();
  BOOST_TEST(files() == 0u);
  const int before = texts;
  file.wake();
  clock.pass(5min);
  BOOST_TEST(texts == before);
  BOOST_TEST(files() == 0u);
}

BOOST_AUTO_TEST_CASE(a_reload_moves_it) {
  const auto other = directory.path() / "other.prom";
  file.start();
  clock.pass(5min);
  BOOST_TEST(texts == 0);
  file.set_path(path);
  clock.pass(1s);
  BOOST_TEST(fs::exists(path));
  file.set_path(other);
  clock.pass(1s);
  BOOST_TEST(!fs::exists(path));
  BOOST_TEST(fs::exists(other));
  file.set_path({});
  clock.pass(5min);
  BOOST_TEST(files() == 0u);
  stop();
}

BOOST_AUTO_TEST_CASE(trouble_is_told_once_for_each_reason) {
  file.set_path(directory.path() / "missing" / "sellerd.prom");
  file.start();
  clock.pass(10min);
  BOOST_REQUIRE(told.size() == 1u);
  BOOST_TEST(told[0].find("No such file or directory") != std::string::npos, told[0]);
  failure = make_error(ErrorCode::storage, "the disk is gone");
  clock.pass(10min);
  BOOST_REQUIRE(told.size() == 2u);
  BOOST_TEST(told[1] == "the disk is gone");
  failure.reset();
  bug = true;
  clock.pass(10min);
  BOOST_REQUIRE(told.size() == 3u);
  BOOST_TEST(told[2] == "a bug in sellerd: a bug");
  bug = false;
  fs::create_directory(directory.path() / "missing");
  clock.pass(10min);
  BOOST_REQUIRE(told.size() == 4u);
  BOOST_TEST(told[3] == "good");
  stop();
}

BOOST_AUTO_TEST_CASE(a_file_that_nobody_wants_any_more_is_no_trouble) {
  file.set_path(directory.path() / "missing" / "sellerd.prom");
  file.start();
  clock.pass(1min);
  file.set_path({});
  clock.pass(1min);
  BOOST_TEST(told.size() == 1u);
  stop();
}

BOOST_AUTO_TEST_SUITE_END()
