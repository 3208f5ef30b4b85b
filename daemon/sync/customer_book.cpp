#include "daemon/sync/customer_book.h"

#include <algorithm>

#include "daemon/books/customer.h"
#include "daemon/books/place_of_supply.h"
#include "daemon/store/sweep.h"
#include "daemon/sync/personal_records.h"

namespace sellerd::sync {
namespace {

// The number that the buyer is known by, a new one where there is none.
Result<std::uint64_t> number_of(store::Draft& draft, const BuyerNews& buyer) {
  auto key = draft.get(store::kBuyerKeys, buyer.fingerprint);
  if (!key) return key.error();
  BuyerKey known = key->value_or(BuyerKey());
  if (!*key) {
    const auto number = draft.next_number("buyer");
    if (!number) return number.error();
    known.number = *number;
  }
  if (*key && buyer.bucket <= known.bucket) return known.number;
  known.bucket = buyer.bucket;
  draft.put(store::kBuyerKeys, known, buyer.fingerprint);
  return known.number;
}

Result<std::string> place_of(store::Draft& draft, const Order& order) {
  const auto fix = draft.get(store::kPlaceFixes, order.integration, order.order_id);
  if (!fix) return fix.error();
  return *fix ? (*fix)->code : books::place_of(order).code;
}

void count(Customer& customer, std::uint32_t integration, std::int64_t more) {
  auto& channels = customer.channels;
  auto found = std::find_if(channels.begin(), channels.end(), [integration](const CustomerChannel& channel) {
    return channel.integration == integration;
  });
  if (found == channels.end()) found = channels.insert(channels.end(), {integration, 0});
  found->orders += more;
  if (found->orders <= 0) channels.erase(found);
}

Result<void> leave(store::Draft& draft, const Order& order, const CustomerLink& link) {
  draft.erase(store::kCustomerOrders, link.customer, link.created, order.integration, order.order_id);
  auto customer = draft.get(store::kCustomers, link.customer);
  if (!customer) return customer.error();
  if (!*customer) return {};
  count(**customer, order.integration, -1);
  // What a person has said of a customer waits for its next order.
  if ((*customer)->channels.empty() && !(*customer)->treatment_said) {
    draft.erase(store::kCustomers, link.customer);
  } else {
    draft.put(store::kCustomers, **customer, link.customer);
  }
  return {};
}

Result<void> join(store::Draft& draft, const Order& order, Customer fresh, bool counted) {
  const auto held = draft.get(store::kCustomers, fresh.key);
  if (!held) return held.error();
  auto customer = *held ? **held : fresh;
  if (!*held) customer.first_order = customer.last_order = order.created;
  customer.first_order = std::min(customer.first_order, order.created);
  const bool newest = order.created >= customer.last_order;
  if (newest) {
    customer.last_order = order.created;
    customer.place = fresh.place;
  }
  // A buyer who was registered once is, until a newer tax report says otherwise.
  if (!fresh.gstin.empty()) customer.gstin = fresh.gstin;
  if (!customer.treatment_said && (newest || !fresh.gstin.empty())) {
    customer.treatment = customer.gstin.empty() ? fresh.treatment : GstTreatment::business_gst;
  }
  if (!counted) count(customer, order.integration, 1);
  if (!*held || customer != **held) draft.put(store::kCustomers, customer, customer.key);
  return {};
}

}  // namespace

Result<void> link_customer(store::Draft& draft, const Order& order, const std::optional<BuyerNews>& buyer) {
  const auto held = draft.get_or_default(store::kCustomerLinks, order.integration, order.order_id);
  if (!held) return held.error();
  books::BuyerKnown known{books::buyer_number(held->customer), held->gstin};
  if (buyer) {
    const auto number = number_of(draft, *buyer);
    if (!number) return number.error();
    known.number = *number;
  }
  const auto place = place_of(draft, order);
  if (!place) return place.error();
  auto customer = books::customer_of(order, *place, known);
  CustomerLink link{customer.key, order.created, held->gstin};
  const bool same = held->customer == link.customer;
  const bool moved = !same || held->created != link.created;
  if (moved && !held->customer.empty()) {
    if (same) {
      draft.erase(store::kCustomerOrders, held->customer, held->created, order.integration, order.order_id);
    } else if (auto left = leave(draft, order, *held); !left) {
      return left;
    }
  }
  if (auto joined = join(draft, order, std::move(customer), same); !joined) return joined;
  if (!moved) return {};
  draft.put(store::kCustomerLinks, link, order.integration, order.order_id);
  draft.put(store::kCustomerOrders, store::IndexEntry(), link.customer, link.created, order.integration,
            order.order_id);
  return {};
}

Result<void> note_buyer_gstin(store::Draft& draft, std::uint32_t integration, const std::string& order_id,
                              const std::string& gstin) {
  if (gstin.empty()) return {};
  auto link = draft.get_or_default(store::kCustomerLinks, integration, order_id);
  if (!link) return link.error();
  if (link->gstin == gstin) return {};
  link->gstin = gstin;
  draft.put(store::kCustomerLinks, *link, integration, order_id);
  const auto order = draft.get(store::kOrders, integration, order_id);
  if (!order) return order.error();
  return *order ? link_customer(draft, **order) : Result<void>();
}

Result<std::optional<Customer>> customer_of(const store::Store& store, const Order& order) {
  const auto link = store.get(store::kCustomerLinks, order.integration, order.order_id);
  if (!link) return link.error();
  if (!*link || (*link)->customer.empty()) return std::optional<Customer>();
  return store.get(store::kCustomers, (*link)->customer);
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
  if (auto erased = store::erase_all(store, store::kCustomerLinks, integration); !erased) return erased;
  const auto customers = store.list(store::kCustomers, store::under(store::kCustomers));
  if (!customers) return customers.error();
  store::Batch batch;
  for (auto customer : *customers) {
    const auto gone = std::erase_if(customer.channels, [integration](const CustomerChannel& channel) {
      return channel.integration == integration;
    });
    if (gone == 0) continue;
    if (customer.channels.empty()) {
      batch.erase(store::kCustomers, customer.key);
    } else {
      batch.put(store::kCustomers, customer, customer.key);
    }
  }
  return store.commit(batch);
}

}  // namespace sellerd::sync
