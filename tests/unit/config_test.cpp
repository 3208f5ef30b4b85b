#include "daemon/config.h"

#include <unistd.h>

#include <boost/test/unit_test.hpp>
#include <map>

#include "common/paths.h"
#include "daemon/data_directory.h"
#include "tests/support/temporary_directory.h"

using namespace sellerd;

namespace {

std::string failure(std::string_view text) {
  const auto config = parse_config(text, "sellerd.conf", {});
  return config ? "" : config.error().text();
}

Environment environment(std::map<std::string, std::string> variables) {
  return [variables = std::move(variables)](const char* name) -> std::optional<std::string> {
    const auto found = variables.find(name);
    return found == variables.end() ? std::nullopt : std::optional(found->second);
  };
}

}  // namespace

BOOST_AUTO_TEST_SUITE(configuration)

BOOST_AUTO_TEST_CASE(keys_are_set_over_the_defaults) {
  const auto config =
      parse_config("# comment\n\n  socket =  /run/x y.sock \r\nlog_level=debug\nstop_seconds = 5", "f", {});
  BOOST_REQUIRE(config.has_value());
  BOOST_TEST(config->socket == "/run/x y.sock");
  BOOST_TEST((config->log_level == LogLevel::debug));
  BOOST_TEST(config->stop_seconds == 5);
  BOOST_TEST(config->read_group == "");
}

BOOST_AUTO_TEST_CASE(errors_name_line_and_key) {
  BOOST_TEST(failure("socket = x\nsokcet = y") == "sellerd.conf:2: sokcet: there is no such key");
  BOOST_TEST(failure("\nlog_level = loud") ==
             "sellerd.conf:2: log_level: \"loud\" is not one of debug, info, warning, error");
  BOOST_TEST(failure("stop_seconds = ten") == "sellerd.conf:1: stop_seconds: \"ten\" is not a whole number");
  BOOST_TEST(failure("stop_seconds = 0") == "sellerd.conf:1: stop_seconds: must be 1 to 600");
  BOOST_TEST(failure("stop_seconds = 1\nstop_seconds = 2") == "sellerd.conf:2: stop_seconds: is given twice");
  BOOST_TEST(failure("metrics_file = x.prom") == "sellerd.conf:1: metrics_file: must be an absolute path");
  BOOST_TEST(failure("metrics_file = /x.prom\nlog_level=info") == "");
  BOOST_TEST(failure("socket") == "sellerd.conf:1: expected `key = value`");
}

BOOST_AUTO_TEST_CASE(a_running_daemon_keeps_what_only_a_start_can_choose) {
  const Config running{.socket = "/s", .data_dir = "/d", .master_key_file = "/k"};
  const auto [config, kept] = reload(running, Config{.socket = "/other",
                                                     .data_dir = "/d",
                                                     .master_key_file = "/k",
                                                     .log_level = LogLevel::debug,
                                                     .read_group = "accounts",
                                                     .stop_seconds = 5});
  BOOST_TEST(config.socket == "/s");
  BOOST_TEST(config.data_dir == "/d");
  BOOST_TEST((config.log_level == LogLevel::debug));
  BOOST_TEST(config.read_group == "accounts");
  BOOST_TEST(config.stop_seconds == 5);
  BOOST_REQUIRE(kept.size() == 1);
  BOOST_TEST(kept.front() == "socket");
}

BOOST_AUTO_TEST_CASE(every_fixed_key_is_one) {
  for (const auto key : kFixedKeys) {
    bool known = false;
    for_each_field<Config>([&](const auto& field) { known = known || field.name == key; });
    BOOST_TEST(known, key << " is no key of the configuration");
  }
}

BOOST_AUTO_TEST_CASE(a_missing_file_matters_only_when_it_was_named) {
  TemporaryDirectory directory;
  BOOST_TEST(load_config(directory.path() / "none.conf", false, {}).has_value());
  BOOST_TEST(!load_config(directory.path() / "none.conf", true, {}).has_value());
}

BOOST_AUTO_TEST_CASE(places_follow_systemd_or_the_user) {
  const auto unit = environment({{"STATE_DIRECTORY", "/var/lib/sellerd"},
                                 {"RUNTIME_DIRECTORY", "/run/sellerd"},
                                 {"CONFIGURATION_DIRECTORY", "/etc/sellerd"},
                                 {"HOME", "/"}});
  BOOST_TEST(default_config_file(unit) == "/etc/sellerd/sellerd.conf");
  BOOST_TEST(default_data_directory(unit) == "/var/lib/sellerd");
  BOOST_TEST(default_socket(unit) == "/run/sellerd/sellerd.sock");
  const auto user =
      environment({{"HOME", "/home/a"}, {"XDG_RUNTIME_DIR", "/run/user/7"}, {"XDG_CONFIG_HOME", "relative"}});
  BOOST_TEST(default_config_file(user) == "/home/a/.config/sellerd/sellerd.conf");
  BOOST_TEST(default_data_directory(user) == "/home/a/.local/state/sellerd");
  BOOST_TEST(default_socket(user) == "/run/user/7/sellerd/sellerd.sock");
  const auto bare = environment({{"HOME", "/home/a"}});
  BOOST_TEST(default_socket(bare) == "/home/a/.local/state/sellerd/sellerd.sock");
  BOOST_TEST(socket_candidates(bare).front() == default_socket(bare));
  BOOST_TEST(socket_candidates(environment({{"SELLERD_SOCKET", "/x"}})).size() == 1u);
}

BOOST_AUTO_TEST_CASE(a_data_directory_has_one_daemon) {
  TemporaryDirectory directory;
  const auto path = directory.path() / "data";
  {
    const auto first = DataDirectory::open(path);
    BOOST_REQUIRE(first.has_value());
    BOOST_TEST((std::filesystem::status(path).permissions() == std::filesystem::perms::owner_all));
    const auto second = DataDirectory::open(path);
    BOOST_REQUIRE(!second.has_value());
    BOOST_TEST((second.error().code == ErrorCode::conflict));
    BOOST_TEST(second.error().message.find(std::to_string(::getpid())) != std::string::npos);
  }
  BOOST_TEST(DataDirectory::open(path).has_value());
}

BOOST_AUTO_TEST_SUITE_END()
