// The real programs in a directory of their own: sellerd, sellerctl and sellerd-sandbox as processes.
#pragma once

#include <boost/test/unit_test.hpp>
#include <filesystem>
#include <fstream>
#include <optional>
#include <sstream>
#include <string>
#include <vector>

#include "common/json.h"
#include "tests/support/program.h"
#include "tests/support/read_file.h"
#include "tests/support/temporary_directory.h"

namespace sellerd::test {

class Installation {
 public:
  explicit Installation(std::vector<std::string> marketplace_options = {"--rate-multiplier", "20000"}) {
    std::vector<std::string> words{SANDBOX_PROGRAM};
    words.insert(words.end(), marketplace_options.begin(), marketplace_options.end());
    marketplace_.emplace(words, path("marketplace.json"), path("marketplace.log"));
    BOOST_REQUIRE(wait_until([&] { return read_file(path("marketplace.json")).ends_with("\n"); }));
    ready_ = parse_json(read_file(path("marketplace.json")))->get_object();
  }

  std::string path(const std::string& name) const { return (directory_.path() / name).string(); }
  std::string ready(const char* key) const {
    return std::string(std::string_view(ready_.at(key).get_string()));
  }

  void start_daemon(const std::string& config = {}) {
    std::filesystem::remove(path("s"));
    std::ofstream(path("sellerd.conf")) << config;
    daemon_.emplace(std::vector<std::string>{SELLERD_PROGRAM, "--config", path("sellerd.conf"), "--data-dir",
                                             path("data"), "--socket", path("s")},
                    "/dev/null", path("daemon.log"));
    BOOST_REQUIRE_MESSAGE(wait_until([&] { return std::filesystem::exists(path("s")); }),
                          read_file(path("daemon.log")));
  }
  Program& daemon() { return *daemon_; }
  // As an administrator does whose daemon does not start.
  Finished restore(const std::string& which) {
    return run_program(
        {SELLERD_PROGRAM, "--config", "/dev/null", "--data-dir", path("data"), "--restore-backup", which});
  }

  Finished ctl(std::vector<std::string> words, const std::string& input = {}) {
    words.insert(words.begin(), SELLERCTL_PROGRAM);
    return run_program(words, {{"SELLERD_SOCKET", path("s")}, {"NO_COLOR", "1"}}, input);
  }

  json::object credentials() const {
    return {{"client_id", ready_.at("client_id")},
            {"client_secret", ready_.at("client_secret")},
            {"refresh_token", ready_.at("refresh_token")}};
  }

  // Says the business first, as an account in rupees asks for.
  Finished connect(json::object credentials) {
    auto said = ctl({"organisation", "set", "--gstin", "29AAGCB7383J1Z4"});
    if (said.exit_code != 0) return said;
    return ctl({"connect", "amazon-in", "--seller-id", ready("seller_id"), "--credentials-file", "-",
                "--endpoint", ready("endpoint"), "--token-endpoint", ready("token_endpoint")},
               json::serialize(credentials));
  }

  json::object status() {
    const auto finished = ctl({"status", "--json"});
    BOOST_REQUIRE_MESSAGE(finished.exit_code == 0, finished.errors);
    return parse_json(finished.output.substr(0, finished.output.find('\n')))->get_object();
  }

  // The JSON lines that a command prints.
  std::vector<json::object> lines(std::vector<std::string> words) {
    const auto finished = ctl(std::move(words));
    BOOST_REQUIRE_MESSAGE(finished.exit_code == 0, finished.errors);
    std::vector<json::object> all;
    std::istringstream text(finished.output);
    for (std::string line; std::getline(text, line);) all.push_back(parse_json(line)->get_object());
    return all;
  }

  json::object newest_run() {
    return lines({"history", "--module", "orders", "--limit", "1", "--json"}).at(0);
  }

  // How often which operation was called by runs, as the marketplace counts it: what follows a run of items
  // (stock in its own warehouse, variation families) goes on beside them.
  std::string marketplace_calls() const {
    const auto finished =
        run_program({"/usr/bin/env", "python3", "-c",
                     "import json, sys, urllib.request; "
                     "calls = json.load(urllib.request.urlopen(sys.argv[1] + '/_sandbox/truth'))['calls']; "
                     "print({name: calls[name] for name in calls if name not in "
                     "('getInventorySummaries', 'searchListingsItems')})",
                     ready("endpoint")},
                    {}, {});
    BOOST_REQUIRE_MESSAGE(finished.exit_code == 0, finished.errors);
    return finished.output;
  }

  std::int64_t held(const char* what) {
    const auto now = status();
    const auto& all = now.at("integrations").as_array();
    return all.empty() ? 0 : all.at(0).at("totals").at(what).to_number<std::int64_t>();
  }

 private:
  TemporaryDirectory directory_;
  std::optional<Program> marketplace_;
  std::optional<Program> daemon_;
  json::object ready_;
};

}  // namespace sellerd::test
