#include "tests/simulation/coverage.h"

namespace sellerd::simulation {

void add_counts(Counts& into, const Counts& more) {
  for (const auto& [name, count] : more) into[name] += count;
}

void print_counts(std::ostream& out, const char* title, const Counts& counts) {
  out << title << ":";
  if (counts.empty()) out << " none";
  for (const auto& [name, count] : counts) out << "  " << name << " " << count;
  out << "\n";
}

Counts counts_of_probes() {
  Counts counts;
  for (const auto& [probe, name] : EnumTable<Probe>::kNames) {
    if (const auto times = times_reached(probe); times > 0) counts[std::string(name)] = times;
  }
  return counts;
}

std::vector<std::string> missing_probes(const Counts& probes, ProbeCourse course) {
  std::vector<std::string> wanted;
  for (const auto& [probe, name] : EnumTable<Probe>::kNames) {
    if (course_of(probe) == course) wanted.emplace_back(name);
  }
  return missing_names("path", wanted, probes);
}

std::vector<std::string> missing_names(const char* kind, const std::vector<std::string>& wanted,
                                       const Counts& counts) {
  std::vector<std::string> missing;
  for (const auto& name : wanted) {
    if (!counts.contains(name)) missing.push_back(kind + (": " + name));
  }
  return missing;
}

void print_missing(std::ostream& out, const std::vector<std::string>& missing) {
  for (const auto& what : missing) out << "never happened: " << what << "\n";
}

}  // namespace sellerd::simulation
