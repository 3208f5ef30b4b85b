// Quantities that the seller has written and that are on their way to the buyers. A write takes effect some
// time after it was accepted; of two writes to one listing the one accepted later wins, even when it takes
// effect earlier. Buyers go on buying from the old quantity meanwhile, and the new one takes no notice of it.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "tests/sandbox/catalogue.h"

namespace sellerd::sandbox {

// A write takes effect this long after its acceptance; the seed decides where between the two.
struct WriteTimes {
  Duration shortest{5'000};
  Duration longest{120'000};
};

// What one operation on a listing's availability says.
struct AvailabilityChange {
  enum class Kind {
    replace,  // what it does not name is cleared
    merge,    // what it does not name stays
    remove,   // nothing is offered any more
  };
  Kind kind = Kind::replace;
  std::optional<std::int64_t> quantity;
  std::optional<std::int32_t> handling_days;
  std::optional<std::string> restock_date;
};

class StockWrites {
 public:
  enum class Fate { applies, lost, rejected };

  struct Counts {
    std::uint64_t accepted = 0;
    std::uint64_t applied = 0;
    std::uint64_t superseded = 0;  // by a later one that took effect earlier
    std::uint64_t lost = 0;
    std::uint64_t rejected = 0;
  };

  // Holds on to the catalogue.
  StockWrites(Catalogue& catalogue, WriteTimes times, std::uint64_t seed)
      : catalogue_(catalogue), times_(times), seed_(seed) {}

  // Acceptances must come in the order of their times.
  void accept(ProductId product, std::vector<AvailabilityChange> changes, Timestamp when, Fate fate);

  // Lets everything that is due by then happen, in the order in which it is due.
  void settle(Timestamp now);

  const Counts& counts() const { return counts_; }
  std::size_t pending() const { return pending_.size(); }

 private:
  struct Write {
    ProductId product = 0;
    std::vector<AvailabilityChange> changes;
    Fate fate = Fate::applies;
  };
  using Place = std::pair<Timestamp, std::uint64_t>;  // when due, and the number of the acceptance

  void happen(const Place& place, const Write& write);

  Catalogue& catalogue_;
  WriteTimes times_;
  std::uint64_t seed_;
  std::map<Place, Write> pending_;
  std::unordered_map<ProductId, std::uint64_t> newest_applied_;
  Counts counts_;
};

}  // namespace sellerd::sandbox
