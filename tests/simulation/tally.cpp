#include "tests/simulation/tally.h"

namespace sellerd::simulation {
namespace {

using Counts = std::map<std::string, std::uint64_t>;

void add_counts(Counts& into, const Counts& more) {
  for (const auto& [name, count] : more) into[name] += count;
}

void print_counts(std::ostream& out, const char* title, const Counts& counts) {
  out << title << ":";
  if (counts.empty()) out << " none";
  for (const auto& [name, count] : counts) out << "  " << name << " " << count;
  out << "\n";
}

}  // namespace

void Tally::add(const Tally& other) {
  seeds += other.seeds;
  days += other.days;
  requests += other.requests;
  orders += other.orders;
  integrations += other.integrations;
  lost_writes += other.lost_writes;
  add_counts(runs, other.runs);
  add_counts(faults, other.faults);
  add_counts(actions, other.actions);
  add_counts(allowed, other.allowed);
}

std::ostream& operator<<(std::ostream& out, const Tally& tally) {
  out << tally.seeds << " seeds, " << tally.days << " simulated days, " << tally.integrations
      << " integrations, " << tally.orders << " orders, " << tally.requests << " requests, "
      << tally.lost_writes << " writes lost in power cuts\n";
  print_counts(out, "runs", tally.runs);
  print_counts(out, "marketplace faults", tally.faults);
  print_counts(out, "script", tally.actions);
  print_counts(out, "allowed", tally.allowed);
  return out;
}

}  // namespace sellerd::simulation
