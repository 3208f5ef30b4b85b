// The paths that a simulation must take (daemon/probe.h): each is marked somewhere, and named in the
// documentation.
#include <boost/test/unit_test.hpp>
#include <filesystem>
#include <set>

#include "daemon/probe.h"
#include "tests/simulation/coverage.h"
#include "tests/support/read_file.h"

using namespace sellerd;

namespace {

const std::filesystem::path kRoot = SELLERD_SOURCE_DIR;

}  // namespace

BOOST_AUTO_TEST_SUITE(probes)

BOOST_AUTO_TEST_CASE(every_path_is_marked_where_it_is_taken) {
  std::size_t marks = 0;
  std::set<std::string> enumerators;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(kRoot / "daemon")) {
    if (entry.path().extension() != ".cpp") continue;
    const auto text = test::read_file(entry.path());
    for (auto at = text.find("reached(Probe::"); at != std::string::npos;
         at = text.find("reached(Probe::", at + 1)) {
      const auto name = at + std::string_view("reached(Probe::").size();
      enumerators.insert(text.substr(name, text.find(')', name) - name));
      ++marks;
    }
  }
  BOOST_TEST(enumerators.size() == kProbes);
  BOOST_TEST(marks >= kProbes);
}

BOOST_AUTO_TEST_CASE(names_are_told_apart_and_documented) {
  const auto document = test::read_file(kRoot / "docs/reliability.md");
  std::set<std::string_view> names;
  for (const auto& [probe, name] : EnumTable<Probe>::kNames) {
    BOOST_TEST(names.insert(name).second, name << " names two paths");
    BOOST_TEST((document.find("- " + std::string(name) + "\n") != std::string::npos),
               name << " is not in docs/reliability.md");
  }
}

BOOST_AUTO_TEST_CASE(what_never_happened_is_named) {
  simulation::Counts counts;
  for (const auto& [probe, name] : EnumTable<Probe>::kNames) counts[std::string(name)] = 1;
  BOOST_TEST(simulation::missing_probes(counts, ProbeCourse::sync).empty());
  counts.erase("a window starts again");
  const auto missing = simulation::missing_probes(counts, ProbeCourse::sync);
  BOOST_REQUIRE(missing.size() == 1u);
  BOOST_TEST(missing.front() == "path: a window starts again");
  BOOST_TEST(simulation::missing_probes(counts, ProbeCourse::stock).empty());
  BOOST_TEST(simulation::missing_names("fault", {"slow"}, {{"slow", 3}}).empty());
  BOOST_TEST(simulation::missing_names("fault", {"slow", "reset"}, {{"slow", 3}}).size() == 1u);
}

BOOST_AUTO_TEST_SUITE_END()
