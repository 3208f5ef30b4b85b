#include "daemon/sync/customer_book.h"

#include <algorithm>
#include <set>

#include "daemon/books/customer.h"
#include "daemon/books/place_of_supply.h"
#include "daemon/store/sweep.h"
#include "daemon/sync/personal_records.h"

namespace sellerd::sync {
namespace {

auto channel_of(Customer& customer, std::uint32_t integration) {
  return std::find_if(
      customer.channels.begin(), customer.channels.end(),
      [integration](const CustomerChannel& channel) { return channel.integration == integration; });
}

void count(Customer& customer, std::uint32_t integration, std::int64_t more) {
  auto found = channel_of(customer, integration);
  if (found == customer.channels.end())
    found = customer.channels.insert(customer.channels.end(), {integration, 0});
  found->orders += more;
  if (found->orders <= 0) customer.channels.erase(found);
}

// What a person has said of a customer waits for its next order.
bool is_over(const Customer& customer) {
  return customer.channels.empty() && !customer.treatment_said;
}

Result<std::string> place_of(const store::Draft& draft, const Order& order) {
  const auto fix = draft.get(store::kPlaceFixes, order.integration, order.order_id);
  if (!fix) return fix.error();
  return *fix ? (*fix)->code : books::place_of(order).code;
}

// By which buyers are known again who are no customers any more.
Result<void> erase_keys_of_nobody(store::Store& store) {
  std::set<std::uint64_t> known;
  auto scanned = store.scan(store::kCustomers, store::under(store::kCustomers), store::Direction::forward,
                            [&known](const Customer& customer, std::string_view) {
                              if (const auto number = books::buyer_number(customer.key))
                                known.insert(*number);
                              return true;
                            });
  if (!scanned) return scanned;
  return store::erase_where(
      store, store::kBuyerKeys, store::under(store::kBuyerKeys),
      [&known](const BuyerKey& key, std::string_view) { return !known.contains(key.number); });
}

}  // namespace

// The number that the buyer is known by, a new one where there is none.
Result<std::uint64_t> CustomerBook::number_of(const BuyerNews& buyer) {
  const auto key = draft_.get(store::kBuyerKeys, buyer.fingerprint);
  if (!key) return key.error();
  BuyerKey known = key->value_or(BuyerKey());
  if (*key && buyer.bucket <= known.bucket) return known.number;
  if (!*key) {
    const auto number = draft_.next_number("buyer");
    if (!number) return number.error();
    known.number = *number;
  }
  known.bucket = buyer.bucket;
  draft_.put(store::kBuyerKeys, known, buyer.fingerprint);
  return known.number;
}

Result<CustomerBook::Touched*> CustomerBook::touch(const std::string& key) {
  if (const auto found = touched_.find(key); found != touched_.end()) return &found->second;
  auto held = draft_.get(store::kCustomers, key);
  if (!held) return held.error();
  auto now = held->value_or(Customer{.key = key});
  return &touched_.emplace(key, Touched{std::move(*held), std::move(now)}).first->second;
}

Result<void> CustomerBook::join(const Order& order, const Customer& fresh, bool is_new) {
  const auto touched = touch(fresh.key);
  if (!touched) return touched.error();
  auto& customer = (*touched)->now;
  const bool is_first = customer.channels.empty() && !(*touched)->held;
  customer.first_order = is_first ? order.created : std::min(customer.first_order, order.created);
  const bool is_newest = is_first || order.created >= customer.last_order;
  if (is_newest) {
    customer.last_order = order.created;
    customer.place = fresh.place;
  }
  // A buyer who was registered once is, until a newer tax report says otherwise.
  if (!fresh.gstin.empty()) customer.gstin = fresh.gstin;
  if (!customer.treatment_said && (is_newest || !fresh.gstin.empty())) {
    customer.treatment = customer.gstin.empty() ? fresh.treatment : GstTreatment::business_gst;
  }
  if (is_new) count(customer, order.integration, 1);
  return {};
}

Result<void> CustomerBook::link(Order& order, const std::optional<Order>& held,
                                const std::optional<BuyerNews>& buyer) {
  const std::string before = held ? held->customer : std::string();
  const auto gstin = draft_.get_or_default(store::kBuyerGstins, order.integration, order.order_id);
  if (!gstin) return gstin.error();
  books::BuyerKnown known{books::buyer_number(before), gstin->gstin};
  if (buyer) {
    const auto number = number_of(*buyer);
    if (!number) return number.error();
    known.number = *number;
  }
  const auto place = place_of(draft_, order);
  if (!place) return place.error();
  const auto customer = books::customer_of(order, *place, known);
  order.customer = customer.key;
  const bool is_new = order.customer != before;
  if (!before.empty() && (is_new || held->created != order.created)) {
    draft_.erase(store::kCustomerOrders, before, held->created, order.integration, order.order_id);
  }
  if (!before.empty() && is_new) {
    const auto left = touch(before);
    if (!left) return left.error();
    count((*left)->now, order.integration, -1);
  }
  if (is_new || held->created != order.created) {
    draft_.put(store::kCustomerOrders, store::IndexEntry(), order.customer, order.created, order.integration,
               order.order_id);
  }
  return join(order, customer, is_new);
}

Result<std::optional<Order>> CustomerBook::link_again(std::uint32_t integration,
                                                      const std::string& order_id) {
  auto held = draft_.get(store::kOrders, integration, order_id);
  if (!held || !*held) return held;
  auto order = **held;
  if (auto linked = link(order, *held); !linked) return linked.error();
  if (order.customer != (*held)->customer) draft_.put(store::kOrders, order, integration, order_id);
  return std::optional(std::move(order));
}

Result<void> CustomerBook::note_gstin(std::uint32_t integration, const std::string& order_id,
                                      const std::string& gstin) {
  if (gstin.empty()) return {};
  const auto held = draft_.get_or_default(store::kBuyerGstins, integration, order_id);
  if (!held) return held.error();
  if (held->gstin == gstin) return {};
  draft_.put(store::kBuyerGstins, BuyerGstin{gstin}, integration, order_id);
  const auto linked = link_again(integration, order_id);
  return linked ? Result<void>() : Result<void>(linked.error());
}

Result<void> CustomerBook::finish() {
  for (const auto& [key, touched] : touched_) {
    if (is_over(touched.now)) {
      draft_.erase(store::kCustomers, key);
    } else if (!touched.held || touched.now != *touched.held) {
      draft_.put(store::kCustomers, touched.now, key);
    }
  }
  touched_.clear();
  return {};
}

Result<std::optional<Customer>> customer_of(const store::Store& store, const Order& order) {
  if (order.customer.empty()) return std::optional<Customer>();
  return store.get(store::kCustomers, order.customer);
}

Result<void> sweep_buyer_keys(store::Store& store, Timestamp now) {
  return store::erase_where(
      store, store::kBuyerKeys, store::under(store::kBuyerKeys),
      [now](const BuyerKey& key, std::string_view) { return is_over(key.bucket, now); });
}

Result<void> erase_customers(store::Store& store, std::uint32_t integration) {
  auto indexed = store::erase_where(store, store::kCustomerOrders, store::under(store::kCustomerOrders),
                                    [integration](store::IndexEntry, std::string_view key) {
                                      const auto parts = store::kCustomerOrders.parse(key);
                                      return parts && std::get<2>(*parts) == integration;
                                    });
  if (!indexed) return indexed;
  if (auto erased = store::erase_all(store, store::kBuyerGstins, integration); !erased) return erased;
  auto swept = store::sweep(store, store::kCustomers, store::under(store::kCustomers),
                            [integration](store::Batch& batch, Customer customer, std::string_view) {
                              const auto channel = channel_of(customer, integration);
                              if (channel == customer.channels.end()) return;
                              customer.channels.erase(channel);
                              if (customer.channels.empty()) {
                                batch.erase(store::kCustomers, customer.key);
                              } else {
                                batch.put(store::kCustomers, customer, customer.key);
                              }
                            });
  if (!swept) return swept;
  return erase_keys_of_nobody(store);
}

}  // namespace sellerd::sync
