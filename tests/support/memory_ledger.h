// Bucket states in memory; a second Quota on the same ledger is a restarted one.
#pragma once

#include <map>

#include "daemon/channel/channel.h"

namespace sellerd::test {

class MemoryLedger final : public QuotaLedger {
 public:
  std::optional<BucketState> load(const std::string& scope, const std::string& operation) override {
    const auto found = states.find({scope, operation});
    return found == states.end() ? std::nullopt : std::optional(found->second);
  }
  void save(const std::string& scope, const std::string& operation, const BucketState& state) override {
    ++saves;
    if (!lazy) states[{scope, operation}] = state;
  }

  std::map<std::pair<std::string, std::string>, BucketState> states;
  int saves = 0;
  bool lazy = false;  // saves never arrive
};

}  // namespace sellerd::test
