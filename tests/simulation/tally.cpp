#include "tests/simulation/tally.h"

namespace sellerd::simulation {
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
