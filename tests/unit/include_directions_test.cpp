// The walls of the house: who may include whom. A new edge is a decision, made here with its reason.
#include <algorithm>
#include <boost/algorithm/string/join.hpp>
#include <boost/test/unit_test.hpp>
#include <filesystem>
#include <fstream>
#include <map>
#include <regex>
#include <set>
#include <sstream>
#include <string>
#include <vector>

namespace {

namespace fs = std::filesystem;

struct Rule {
  std::string part;                  // the longest matching part of a path counts
  std::vector<std::string> allowed;  // besides the part itself
  std::string reason;
};

const std::vector<Rule> kRules = {
    {"common/", {}, "what daemon and ctl share knows neither of them"},
    {"ctl/", {"common/"}, "the client speaks to the daemon over the socket only"},
    {"daemon/books/",
     {"common/"},
     "the rules of the books are pure: no storage, no network, no time of their own"},
    {"daemon/http/", {"common/"}, "the transport carries bytes and knows no marketplace"},
    {"daemon/store/", {"common/"}, "the store keeps records and knows no rule about them"},
    {"daemon/channel/amazon/",
     {"common/", "daemon/channel/", "daemon/http/transport.h", "daemon/http/http_date.h", "daemon/http/url.h",
      "daemon/event.h", "daemon/probe.h", "daemon/random.h", "daemon/books/place_of_supply.h",
      "daemon/books/tax_report_rows.h"},
     "a channel reaches the network through the seam only; the PIN code goes no further than its codec, so "
     "the "
     "place of supply is told there, also that of a row of the tax report"},
    {"daemon/channel/",
     {"common/", "daemon/http/transport.h", "daemon/random.h", "daemon/channel/amazon/amazon_channel.h",
      "daemon/channel/amazon/marketplaces.h"},
     "one registry names the marketplaces; nobody else does"},
    {"daemon/stock/",
     {"common/", "daemon/books/", "daemon/store/store.h", "daemon/store/draft.h", "daemon/store/sweep.h",
      "daemon/store/worker.h", "daemon/channel/channel.h", "daemon/channel/stock_channel.h", "daemon/event.h",
      "daemon/probe.h"},
     "stock follows from orders and moves; it neither schedules nor knows a marketplace"},
    {"daemon/sync/",
     {"common/", "daemon/books/", "daemon/stock/", "daemon/store/draft.h", "daemon/store/sweep.h",
      "daemon/store/key_ring.h", "daemon/store/store.h", "daemon/store/worker.h", "daemon/store/vault.h",
      "daemon/channel/channel.h", "daemon/event.h", "daemon/probe.h", "daemon/random.h"},
     "the engine sees interfaces: any channel, any store engine"},
    {"daemon/control/",
     {"common/", "daemon/sync/", "daemon/stock/", "daemon/books/", "daemon/store/store.h",
      "daemon/store/draft.h", "daemon/store/worker.h", "daemon/store/backups.h", "daemon/store/places.h",
      "daemon/event.h", "daemon/channel/channel_info.h"},
     "handlers ask the engine and the store; they reach no marketplace, but may know facts of one"},
    {"daemon/", {"common/", "daemon/"}, "the composition root knows every part"},
};

// Libraries that only certain files may see, so that they can be replaced there and cost compile time only
// there.
struct Fence {
  std::string include;
  std::vector<std::string> allowed;
  std::string reason;
};

const std::vector<Fence> kFences = {
    {"rocksdb/",
     {"daemon/store/rocks.", "daemon/store/rocks_backup.", "daemon/store/rocks_tail."},
     "another ordered engine must be able to stand in"},
    {"curl/", {"daemon/http/"}, "another HTTP library must be able to stand in"},
    {"cereal/", {"daemon/store/archive.h"}, "the stored form is the store's business"},
    {"boost/log/", {"daemon/log.cpp"}, "library layers do not log"},
    {"boost/beast/", {"tests/sandbox/"}, "only the marketplace model serves HTTP"},
    {"csv.h", {"common/csv.cpp"}, "one place knows how a spreadsheet's cells are written"},
    {"ncurses.h", {"ctl/dashboard/screen.cpp"}, "what the dashboard shows is told without a terminal"},
    {"systemd/", {"daemon/systemd.cpp"}, "the service manager is optional"},
};

struct Include {
  std::string from;
  std::string to;
  bool ours;
};

std::vector<Include> all_includes() {
  const fs::path root = SELLERD_SOURCE_DIR;
  std::vector<Include> found;
  for (const char* top : {"common", "daemon", "ctl", "tests"}) {
    for (const auto& entry : fs::recursive_directory_iterator(root / top)) {
      const auto extension = entry.path().extension();
      if (extension != ".h" && extension != ".cpp") continue;
      std::ifstream file(entry.path());
      for (std::string line; std::getline(file, line);) {
        if (!line.starts_with("#include ") || line.size() < 12) continue;
        const bool ours = line[9] == '"';
        const auto end = line.find(ours ? '"' : '>', 10);
        found.push_back({fs::relative(entry.path(), root).string(), line.substr(10, end - 10), ours});
      }
    }
  }
  return found;
}

const Rule* rule_of(const std::string& path) {
  const Rule* best = nullptr;
  for (const auto& rule : kRules) {
    if (path.starts_with(rule.part) && (best == nullptr || rule.part.size() > best->part.size()))
      best = &rule;
  }
  return best;
}

// An allowed entry that ends in '/' covers the files of that folder, not of the folders below it.
bool covers(const std::string& allowed, const std::string& path) {
  if (allowed.back() != '/') return path == allowed;
  const bool deep = allowed == "common/" || allowed == "daemon/";
  return path.starts_with(allowed) && (deep || path.find('/', allowed.size()) == std::string::npos);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(include_directions)

BOOST_AUTO_TEST_CASE(nobody_includes_against_the_rules) {
  std::size_t checked = 0;
  for (const auto& include : all_includes()) {
    const Rule* rule = rule_of(include.from);
    if (!include.ours || rule == nullptr || include.to.starts_with(rule->part)) continue;
    ++checked;
    bool allowed = false;
    for (const auto& entry : rule->allowed) allowed = allowed || covers(entry, include.to);
    BOOST_TEST(allowed, include.from << " includes " << include.to << ", but " << rule->reason);
  }
  BOOST_TEST(checked > 50u);
}

BOOST_AUTO_TEST_CASE(libraries_stay_behind_their_fences) {
  for (const auto& include : all_includes()) {
    if (include.from.starts_with("tests/") && !include.to.starts_with("boost/beast/")) continue;
    for (const auto& fence : kFences) {
      if (include.ours || !include.to.starts_with(fence.include)) continue;
      bool allowed = false;
      for (const auto& place : fence.allowed) allowed = allowed || include.from.starts_with(place);
      BOOST_TEST(allowed, include.from << " includes <" << include.to << ">, but " << fence.reason);
    }
  }
}

BOOST_AUTO_TEST_CASE(amazon_is_named_in_its_channel_only) {
  const fs::path root = SELLERD_SOURCE_DIR;
  for (const char* top : {"daemon/sync", "daemon/store", "daemon/books", "daemon/control"}) {
    for (const auto& entry : fs::recursive_directory_iterator(root / top)) {
      std::ifstream file(entry.path());
      for (std::string line; std::getline(file, line);) {
        const auto comment = line.find("//");
        const auto code = line.substr(0, comment);
        BOOST_TEST(code.find("amazon") == std::string::npos, entry.path().string() << ": " << line);
      }
    }
  }
}

// Where amounts are read, kept, reckoned with and shown. Elsewhere only an estimate of progress is a
// fraction.
BOOST_AUTO_TEST_CASE(no_amount_is_ever_a_floating_point_number) {
  const fs::path root = SELLERD_SOURCE_DIR;
  const std::vector<std::string> words = {"float",  "double",    "stod",      "stof",
                                          "strtod", "to_double", "as_double", "get_double"};
  const std::regex whole("\\b(" + boost::algorithm::join(words, "|") + ")\\b");
  const std::regex text("\"[^\"]*\"");
  std::size_t files = 0;
  for (const char* top : {"common", "ctl", "daemon/books", "daemon/channel", "daemon/control", "daemon/stock",
                          "daemon/store"}) {
    for (const auto& entry : fs::recursive_directory_iterator(root / top)) {
      const auto kind = entry.path().extension();
      if (kind != ".h" && kind != ".cpp") continue;
      ++files;
      std::ifstream file(entry.path());
      for (std::string line; std::getline(file, line);) {
        // Few lines have any, and std::regex is slow.
        if (std::none_of(words.begin(), words.end(),
                         [&line](const auto& word) { return line.find(word) != std::string::npos; }))
          continue;
        const auto code = std::regex_replace(line.substr(0, line.find("//")), text, "");
        BOOST_TEST(!std::regex_search(code, whole), entry.path().string() << ": " << line);
      }
    }
  }
  BOOST_TEST(files > 200u);
}

BOOST_AUTO_TEST_CASE(there_is_no_circle) {
  std::map<std::string, std::set<std::string>> graph;
  for (const auto& include : all_includes()) {
    if (include.ours) graph[include.from].insert(include.to);
  }
  std::set<std::string> done;
  std::vector<std::string> path;
  const auto visit = [&](const auto& self, const std::string& file) -> void {
    if (done.contains(file)) return;
    const bool circle = std::find(path.begin(), path.end(), file) != path.end();
    BOOST_TEST(!circle, "a circle of includes through " << file);
    if (circle) return;
    path.push_back(file);
    for (const auto& next : graph[file]) self(self, next);
    path.pop_back();
    done.insert(file);
  };
  const auto files = graph;
  for (const auto& [file, includes] : files) visit(visit, file);
}

BOOST_AUTO_TEST_CASE(no_file_is_too_long) {
  constexpr std::size_t longest = 600;
  const fs::path root = SELLERD_SOURCE_DIR;
  for (const char* top : {"common", "daemon", "ctl", "tests"}) {
    for (const auto& entry : fs::recursive_directory_iterator(root / top)) {
      const auto extension = entry.path().extension();
      if (extension != ".h" && extension != ".cpp") continue;
      std::ifstream file(entry.path());
      std::size_t lines = 0;
      for (std::string line; std::getline(file, line);) ++lines;
      BOOST_TEST(lines <= longest, entry.path().string() << " has " << lines << " lines");
    }
  }
}

BOOST_AUTO_TEST_SUITE_END()
