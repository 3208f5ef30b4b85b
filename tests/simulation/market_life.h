// The marketplace's own life: orders come into being, are confirmed, shipped or cancelled, and are touched
// again late. Nothing here depends on the daemon.
#pragma once

#include <functional>
#include <map>

#include "tests/sandbox/market_data.h"
#include "tests/sandbox/marketplace.h"
#include "tests/sandbox/random.h"

namespace sellerd::simulation {

class MarketLife {
 public:
  // Invents orders from some weeks before `start` until `days` after it.
  MarketLife(std::uint64_t seed, Timestamp start, int days);

  // What the marketplace holds at the start. Once.
  sandbox::MarketData take_opening() { return std::move(opening_); }

  Timestamp next() const { return changes_.empty() ? Timestamp::max() : changes_.begin()->first; }
  // Carries out the earliest change.
  void step(sandbox::OrderBook& book);

  // A sale, a carrier's batch: very many orders change within minutes, so that a run has several pages.
  void touch_many(sandbox::OrderBook& book, Timestamp from);

 private:
  using Change = std::function<void(sandbox::OrderBook&, Timestamp)>;
  void plan_life(sandbox::Order order, Timestamp start, Timestamp end);
  void at(Timestamp when, Timestamp end, Change change);
  void plan_update(Timestamp when, Timestamp end, const std::string& id,
                   std::function<void(sandbox::Order&)> change);

  sandbox::Random random_;
  sandbox::MarketData opening_;
  std::multimap<Timestamp, Change> changes_;
};

}  // namespace sellerd::simulation
