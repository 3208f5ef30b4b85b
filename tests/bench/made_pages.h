// The marketplace model's answers to one search over any number of orders, made a hundred pages at a time, so
// that their making can be left out of what is measured and what is held does not grow with the number.
//
// The orders are those of one invented shop of ten thousand, again and again under other ids, evenly over
// seven hundred days; so an order costs the same to read whatever their number.
#pragma once

#include <deque>
#include <memory>
#include <optional>
#include <string>

#include "tests/bench/stopwatch.h"
#include "tests/sandbox/market_data.h"

namespace sellerd::bench {

// What the shop sells and has sold; the catalogue is that of all pages.
sandbox::MarketData bench_shop(std::size_t orders, Timestamp end);

class MadePages {
 public:
  // At least `orders`, up to the next ten thousand, the last placed before `end`.
  MadePages(std::size_t orders, Timestamp end);
  ~MadePages();

  std::size_t orders() const { return orders_; }

  // The next page's body; nothing after the last.
  std::optional<std::string> next();

  // What the making has cost the calling thread.
  const Spent& making() const { return making_; }

 private:
  struct Chunk;
  void make_more();
  void open_chunk();

  std::size_t orders_;
  std::size_t chunks_;
  Timestamp end_;
  std::size_t opened_ = 0;
  std::unique_ptr<Chunk> chunk_;
  std::deque<std::string> made_;
  std::size_t made_ever_ = 0;
  Spent making_;
};

}  // namespace sellerd::bench
