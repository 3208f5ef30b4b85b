#include "daemon/stock/outgoings.h"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <set>

namespace sellerd::stock {

Outgoings::Outgoings(OutgoingTools tools, Event& books, std::function<std::vector<std::uint32_t>()> accounts)
    : executor_(tools.executor), books_(books), tools_(std::move(tools)), accounts_(std::move(accounts)) {
  tools_.books_changed = [this] { wake(); };
}

void Outgoings::start() {
  take_up_new();
  boost::asio::co_spawn(executor_, follow(), boost::asio::detached);
}

Task<> Outgoings::follow() {
  while (!stopping_) {
    co_await books_.wait();
    if (stopping_) co_return;
    take_up_new();
    wake();
  }
}

Result<std::set<std::uint32_t>> Outgoings::waited_for() const {
  std::set<std::uint32_t> accounts;
  const auto add = [&accounts](const Result<std::vector<std::uint32_t>>& found) -> Result<void> {
    if (!found) return found.error();
    accounts.insert(found->begin(), found->end());
    return {};
  };
  const auto& store = tools_.store;
  if (auto added = add(store.list_first_parts(store::kPushQueue)); !added) return added.error();
  if (auto added = add(store.list_first_parts(store::kPushLooks)); !added) return added.error();
  if (auto added = add(store.list_first_parts(store::kShipmentsDue)); !added) return added.error();
  return accounts;
}

// Every page of every run changes the books, and a sale of one account is what the others have to show: with
// many accounts most of the work would be waking those for which there is nothing.
void Outgoings::wake() {
  const auto accounts = waited_for();
  for (auto& [number, outgoing] : outgoing_) {
    // Where the store cannot be read each finds that out, and says so.
    if (!accounts || accounts->contains(number) || outgoing->has_own_work()) outgoing->wake();
  }
}

void Outgoings::take_up_new() {
  for (const auto number : accounts_()) {
    auto& outgoing = outgoing_[number];
    if (outgoing) continue;
    outgoing = std::make_unique<Outgoing>(tools_, number);
    outgoing->start();
  }
}

Task<> Outgoings::stop() {
  stopping_ = true;
  books_.notify();
  for (auto& [number, outgoing] : outgoing_) co_await outgoing->stop();
}

void Outgoings::follow_items(std::uint32_t integration) {
  take_up_new();
  const auto found = outgoing_.find(integration);
  if (found != outgoing_.end()) found->second->follow_items();
}

std::vector<Trouble> Outgoings::troubles(std::uint32_t integration) const {
  const auto found = outgoing_.find(integration);
  return found == outgoing_.end() ? std::vector<Trouble>() : found->second->troubles();
}

std::optional<Error> Outgoings::why_not_told(const Order& order) const {
  const auto channel = tools_.channel(order.integration);
  if (!channel) return std::nullopt;
  return (*channel)->stock().why_not_told(order);
}

}  // namespace sellerd::stock
