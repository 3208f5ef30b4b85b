#include "tests/simulation/market_life.h"

#include <algorithm>

#include "tests/sandbox/synthetic.h"

namespace sellerd::simulation {
namespace {

using namespace std::chrono;
using sandbox::Order;
using sandbox::Status;

// As just placed: what the generator decided about its end is still to come.
Order newborn(Order order, bool pending) {
  order.status = pending ? Status::pending : Status::unshipped;
  if (order.package != sandbox::PackageState::none) order.package = sandbox::PackageState::pending_pick_up;
  for (auto& line : order.lines) {
    line.cancelled = false;
    line.quantity = std::max(1, line.quantity);
  }
  order.updated = order.created;
  return order;
}

}  // namespace

MarketLife::MarketLife(std::uint64_t seed, Timestamp start, int lasting)
    : random_(sandbox::mix(seed ^ 0x11fe)) {
  const int before = 30;
  const std::size_t per_day = 3 + random_.below(6);
  const Timestamp end = start + days(lasting);
  auto all = sandbox::make_synthetic({.seed = seed,
                                      .orders = per_day * static_cast<std::size_t>(before + lasting),
                                      .days = before + lasting,
                                      .start = end});
  opening_.catalogue = std::move(all.catalogue);
  for (sandbox::OrderNumber number = 0; number < all.orders.size(); ++number) {
    const Order& order = all.orders.at(number);
    if (order.created < start && order.updated < start) {
      opening_.orders.add(order).value();
    } else {
      plan_life(order, start, end);
    }
  }
}

void MarketLife::plan_life(Order order, Timestamp start, Timestamp end) {
  const bool known = order.created < start;
  const bool pending = !known && random_.chance(0.5);
  Order first = newborn(order, pending);
  const std::string id = order.id;
  if (known) {
    opening_.orders.add(std::move(first)).value();
  } else {
    at(order.created, end,
       [first = std::move(first)](sandbox::OrderBook& book, Timestamp) { book.add(first).value(); });
  }
  Timestamp when = known ? start : order.created;
  if (pending) {
    when += seconds(30 + random_.below(3'000));
    plan_update(when, end, id, [](Order& held) { held.status = Status::unshipped; });
  }
  when += minutes(1 + random_.below(4 * 24 * 60));
  plan_update(when, end, id, [status = order.status, package = order.package](Order& held) {
    held.status = status;
    held.package = package;
  });
  if (random_.chance(0.2)) {
    when += minutes(1 + random_.below(20 * 24 * 60));
    const bool fewer_lines = random_.chance(0.3);
    plan_update(when, end, id, [fewer_lines](Order& held) {
      if (fewer_lines && held.lines.size() > 1) held.lines.pop_back();
    });
  }
}

void MarketLife::at(Timestamp when, Timestamp end, Change change) {
  if (when < end) changes_.emplace(when, std::move(change));
}

void MarketLife::plan_update(Timestamp when, Timestamp end, const std::string& id,
                             std::function<void(Order&)> change) {
  at(when, end, [id, change = std::move(change)](sandbox::OrderBook& book, Timestamp now) {
    book.update(id, now, change).value();
  });
}

void MarketLife::step(sandbox::OrderBook& book) {
  const auto first = changes_.extract(changes_.begin());
  first.mapped()(book, first.key());
}

void MarketLife::touch_many(sandbox::OrderBook& book, Timestamp from) {
  const auto count = std::min<std::size_t>(book.size(), 60 + random_.below(300));
  for (std::size_t i = 0; i < count; ++i) {
    const auto number = static_cast<sandbox::OrderNumber>(random_.below(book.size()));
    changes_.emplace(from + milliseconds(1 + random_.below(400'000)),
                     [id = book.at(number).id](sandbox::OrderBook& held, Timestamp now) {
                       held.update(id, now, [](Order&) {}).value();
                     });
  }
}

}  // namespace sellerd::simulation
