#include "tests/sandbox/stock_writes.h"

#include "tests/sandbox/random.h"

namespace sellerd::sandbox {
namespace {

void apply(const AvailabilityChange& change, Product& product) {
  using Kind = AvailabilityChange::Kind;
  if (change.kind != Kind::merge) {
    product.offered = false;
    product.stock = 0;
    product.submitted.reset();
    product.handling_days.reset();
    product.restock_date.clear();
  }
  if (change.kind == Kind::remove) return;
  if (change.quantity) {
    product.offered = true;
    product.stock = *change.quantity;
    product.submitted = change.quantity;
  }
  if (change.handling_days) product.handling_days = change.handling_days;
  if (change.restock_date) product.restock_date = *change.restock_date;
}

ListingIssue late_issue() {
  return {"8566", "The quantity was accepted, but could not be applied to the listing. Submit it again.",
          "fulfillment_availability", "INVALID_ATTRIBUTE"};
}

}  // namespace

void StockWrites::accept(ProductId product, std::vector<AvailabilityChange> changes, Timestamp when,
                         Fate fate) {
  const std::uint64_t number = ++counts_.accepted;
  const auto width = static_cast<std::uint64_t>((times_.longest - times_.shortest).count());
  const Duration delay =
      times_.shortest + Duration{static_cast<std::int64_t>(mix(seed_ ^ mix(number)) % (width + 1))};
  pending_.emplace(Place{when + delay, number}, Write{product, std::move(changes), fate});
}

void StockWrites::settle(Timestamp now) {
  while (!pending_.empty() && pending_.begin()->first.first <= now) {
    const auto due = pending_.extract(pending_.begin());
    happen(due.key(), due.mapped());
  }
}

void StockWrites::happen(const Place& place, const Write& write) {
  if (write.fate == Fate::lost) {
    ++counts_.lost;
    return;
  }
  Product& product = catalogue_.at(write.product);
  if (write.fate == Fate::rejected) {
    ++counts_.rejected;
    product.issues.push_back(late_issue());
    return;
  }
  std::uint64_t& newest = newest_applied_[write.product];
  if (newest > place.second) {
    ++counts_.superseded;
    return;
  }
  newest = place.second;
  ++counts_.applied;
  for (const AvailabilityChange& change : write.changes) apply(change, product);
  product.written = place.first;
  product.issues.clear();
}

}  // namespace sellerd::sandbox
