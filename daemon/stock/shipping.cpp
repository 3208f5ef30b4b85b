#include "daemon/stock/shipping.h"

#include <algorithm>
#include <charconv>
#include <map>

#include "daemon/books/order_demand.h"
#include "daemon/stock/order_booking.h"

namespace sellerd::stock {
namespace {

constexpr Duration kShipmentDoubtPause = std::chrono::minutes(5);
constexpr Duration kLongestPause = std::chrono::hours(4);

Error wrong(std::string_view field, std::string message, std::string hint = {}) {
  return make_error(ErrorCode::invalid_argument, std::move(message), std::string(field), std::move(hint));
}

// Why an order cannot be shipped by the seller now.
Result<void> check_order(const store::Store& store, const Order& order) {
  const auto no = [&order](std::string why, std::string hint = {}) {
    return make_error(ErrorCode::conflict, std::move(why), order.order_id, std::move(hint));
  };
  if (books::is_fulfilled_by_marketplace(order.fulfilled_by)) {
    return no("the marketplace ships this order from its own warehouse");
  }
  if (order.status == OrderStatus::cancelled) return no("the order is cancelled");
  if (order.status == OrderStatus::pending) {
    return no("the order is pending: the marketplace has not released it for shipping yet",
              "sellerctl orders pull " + order.order_id);
  }
  auto stock = store.get(store::kOrderStocks, order.integration, order.order_id);
  if (!stock) return stock.error();
  if (*stock && !(*stock)->frozen.empty()) {
    return no("the order is frozen: " + shown_sku((*stock)->frozen.front()) +
                  " has no item, or one that is unconfirmed",
              "sellerctl why " + order.order_id);
  }
  const bool has_ids = std::none_of(order.lines.begin(), order.lines.end(),
                                    [](const OrderLine& line) { return line.line_id.empty(); });
  if (order.source == "report" || !has_ids) {
    return no("its lines came by a report and lack the marketplace's ids",
              "sellerctl orders pull " + order.order_id);
  }
  return {};
}

std::map<std::string, std::int64_t> packed_by_line(const std::vector<Shipment>& shipments) {
  std::map<std::string, std::int64_t> packed;
  for (const auto& shipment : shipments) {
    for (const auto& line : shipment.lines) packed[line.line_id] += line.quantity;
  }
  return packed;
}

// Units of the line that neither the marketplace nor we know to have left.
std::int64_t left_of(const OrderLine& line, const std::map<std::string, std::int64_t>& packed) {
  if (!line.cancelled_by.empty()) return 0;
  const auto found = packed.find(line.line_id);
  const std::int64_t ours = found == packed.end() ? 0 : found->second;
  return std::max<std::int64_t>(line.quantity_ordered - std::max(ours, line.quantity_fulfilled), 0);
}

Result<const OrderLine*> find_line(const Order& order, const std::string& name) {
  const OrderLine* found = nullptr;
  for (const auto& line : order.lines) {
    if (line.line_id == name) return &line;
    if (line.sku != name) continue;
    if (found != nullptr) {
      return wrong("line", "several lines of the order sell " + name + ": name one by its id",
                   "sellerctl orders show " + order.order_id);
    }
    found = &line;
  }
  if (found == nullptr) {
    return wrong("line", "the order has no line \"" + name + "\"", "sellerctl orders show " + order.order_id);
  }
  return found;
}

Result<std::vector<ShipmentLine>> choose_lines(const Order& order, const ShipOrder& request,
                                               const std::vector<Shipment>& shipments) {
  auto packed = packed_by_line(shipments);
  std::vector<ShipmentLine> lines;
  for (const auto& wanted : request.lines) {
    auto line = find_line(order, wanted.line);
    if (!line) return line.error();
    const std::int64_t left = left_of(**line, packed);
    if (wanted.units < 1 || wanted.units > left) {
      return wrong("line", "of " + wanted.line + " " + std::to_string(left) + " are left to ship");
    }
    lines.push_back({(*line)->line_id, (*line)->sku, wanted.units});
    packed[(*line)->line_id] += wanted.units;
  }
  if (request.lines.empty()) {
    for (const auto& line : order.lines) {
      const std::int64_t left = left_of(line, packed);
      if (left > 0) lines.push_back({line.line_id, line.sku, left});
    }
  }
  if (!lines.empty()) return lines;
  return make_error(ErrorCode::conflict, "everything of the order has left already", order.order_id,
                    "sellerctl why " + order.order_id);
}

std::uint32_t next_package(const Order& order, const std::vector<Shipment>& shipments) {
  std::uint32_t last = 0;
  for (const auto& shipment : shipments) last = std::max(last, shipment.package);
  for (const auto& package : order.packages) {
    std::uint32_t number = 0;
    const auto& text = package.reference;
    std::from_chars(text.data(), text.data() + text.size(), number);
    last = std::max(last, number);
  }
  return last + 1;
}

void put_shipment(store::Draft& draft, const std::optional<Shipment>& before, const Shipment& shipment) {
  if (before && before->next_try) {
    draft.erase(store::kShipmentsDue, before->integration, *before->next_try, before->order_id,
                before->package);
  }
  if (shipment.next_try) {
    draft.put(store::kShipmentsDue, store::IndexEntry{}, shipment.integration, *shipment.next_try,
              shipment.order_id, shipment.package);
  }
  draft.put(store::kShipments, shipment, shipment.integration, shipment.order_id, shipment.package);
}

Result<void> issue(Work& work, const Order& order, const Shipment& shipment) {
  std::map<std::string, std::int64_t> units;
  for (const auto& line : shipment.lines) units[line.sku] += line.quantity;
  for (const auto& [sku, count] : units) {
    auto stock = work.draft.get_or_default(store::kOrderStocks, order.integration, order.order_id);
    if (!stock) return stock.error();
    const auto line = std::find_if(stock->lines.begin(), stock->lines.end(),
                                   [&](const OrderStockLine& each) { return each.sku == sku; });
    if (line == stock->lines.end() || line->item.empty()) {
      return make_error(ErrorCode::conflict, "no item is known for " + shown_sku(sku), order.order_id,
                        "sellerctl why " + order.order_id);
    }
    const std::int64_t here = std::min(count, line->reserved);
    if (here == 0) continue;
    // With the revision: packages are numbered anew where they were erased.
    const std::string cause = "shipment/" + std::to_string(order.integration) + "/" + order.order_id + "/" +
                              std::to_string(++stock->revision) + "/" + std::to_string(shipment.package) +
                              "/" + sku;
    if (auto issued = issue_by_hand(work, *stock, sku, here, cause, shipment.author); !issued) return issued;
  }
  return {};
}

// Notes an answer, unless what it answers is not the newest any more: the package was corrected meanwhile.
Result<void> answer(store::Store& store, const Shipment& shipment, auto what) {
  store::Draft draft(store);
  auto held = draft.get(store::kShipments, shipment.integration, shipment.order_id, shipment.package);
  if (!held) return held.error();
  if (!*held) return {};
  const bool is_answered = (*held)->state == ShipmentState::sent && (*held)->tries == shipment.tries &&
                           (*held)->tracking_number == shipment.tracking_number;
  if (!is_answered) return {};
  Shipment changed = **held;
  what(changed);
  put_shipment(draft, *held, changed);
  return store.commit(draft.batch());
}

}  // namespace

Result<std::vector<Shipment>> shipments_of(const store::Store& store, std::uint32_t integration,
                                           const std::string& order_id) {
  return store.list(store::kShipments, store::under(store::kShipments, integration, order_id));
}

Result<Shipment> ship(Work& work, const Order& order, const ShipOrder& request) {
  if (request.tracking_number.empty()) {
    return wrong("tracking", "must not be empty: the marketplace takes no shipment without it");
  }
  if (request.carrier.empty()) return wrong("carrier", "must not be empty");
  if (auto good = check_order(work.draft.view(), order); !good) return good.error();
  auto shipments = shipments_of(work.draft.view(), order.integration, order.order_id);
  if (!shipments) return shipments.error();
  Shipment shipment{.integration = order.integration,
                    .order_id = order.order_id,
                    .package = request.package,
                    .created = work.now,
                    .author = request.author};
  std::optional<Shipment> before;
  if (request.package != 0) {
    const auto held = std::find_if(shipments->begin(), shipments->end(),
                                   [&](const Shipment& each) { return each.package == request.package; });
    if (held == shipments->end()) {
      return wrong("package", "the order has no package " + std::to_string(request.package),
                   "sellerctl shipments");
    }
    if (!request.lines.empty()) return wrong("line", "what is in a package that has left does not change");
    before = *held;
    shipment = *held;
  } else {
    auto lines = choose_lines(order, request, *shipments);
    if (!lines) return lines.error();
    shipment.package = next_package(order, *shipments);
    shipment.lines = std::move(*lines);
  }
  shipment.carrier = request.carrier;
  shipment.method = request.method;
  shipment.tracking_number = request.tracking_number;
  if (!before || request.shipped_at) shipment.shipped_at = request.shipped_at.value_or(work.now);
  if (shipment.shipped_at > work.now) return wrong("shipped_at", "lies in the future");
  shipment.state = ShipmentState::queued;
  shipment.reason.clear();
  shipment.tries = 0;
  shipment.next_try = work.now;
  put_shipment(work.draft, before, shipment);
  if (!before) {
    if (auto issued = issue(work, order, shipment); !issued) return issued.error();
  }
  return shipment;
}

Result<std::optional<ClaimedShipment>> claim_shipment(store::Store& store, std::uint32_t integration,
                                                      Timestamp now) {
  auto due = store.list_keys(store::kShipmentsDue, store::under(store::kShipmentsDue, integration), 1);
  if (!due) return due.error();
  if (due->empty() || std::get<1>(due->front()) > now) return std::optional<ClaimedShipment>{};
  const auto& [same, when, order_id, package] = due->front();
  auto held = store.get(store::kShipments, integration, order_id, package);
  if (!held) return held.error();
  if (!*held) return std::optional<ClaimedShipment>{};
  ClaimedShipment claimed{**held, (*held)->state == ShipmentState::sent};
  claimed.shipment.state = ShipmentState::sent;
  ++claimed.shipment.tries;
  claimed.shipment.next_try = now + kShipmentDoubtPause;
  store::Draft draft(store);
  put_shipment(draft, *held, claimed.shipment);
  if (auto committed = store.commit(draft.batch()); !committed) return committed.error();
  return std::optional(std::move(claimed));
}

Result<std::optional<Timestamp>> next_shipment(const store::Store& store, std::uint32_t integration) {
  auto due = store.list_keys(store::kShipmentsDue, store::under(store::kShipmentsDue, integration), 1);
  if (!due) return due.error();
  return due->empty() ? std::optional<Timestamp>() : std::optional(std::get<1>(due->front()));
}

Result<void> note_told(store::Store& store, const Shipment& shipment) {
  return answer(store, shipment, [](Shipment& held) {
    held.state = ShipmentState::confirmed;
    held.reason.clear();
    held.next_try.reset();
  });
}

Result<void> note_not_told(store::Store& store, const Shipment& shipment, const Error& error, Timestamp now) {
  return answer(store, shipment, [&](Shipment& held) {
    held.reason = error.text();
    const bool is_final = error.code == ErrorCode::refused || error.code == ErrorCode::not_found ||
                          error.code == ErrorCode::invalid_argument || error.code == ErrorCode::conflict;
    if (is_final) {
      held.state = ShipmentState::rejected;
      held.next_try.reset();
      return;
    }
    // In doubt it stays sent. Later and later.
    if (error.code != ErrorCode::unavailable && error.code != ErrorCode::cancelled) {
      held.state = ShipmentState::queued;
    }
    const Duration pause = std::chrono::minutes(1) * (1 << std::min(held.tries, 8));
    held.next_try = now + std::min<Duration>(pause, kLongestPause);
  });
}

}  // namespace sellerd::stock
