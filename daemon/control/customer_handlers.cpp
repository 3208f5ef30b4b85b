// Customers: looking, and saying what GST makes of one.
#include "common/api/customers.h"
#include "common/charset.h"
#include "daemon/books/customer.h"
#include "daemon/books/india_states.h"
#include "daemon/control/change.h"
#include "daemon/control/listing.h"

namespace sellerd::control {
namespace {

constexpr std::int64_t kOrdersShown = 20;
constexpr std::int64_t kMostOrders = 1'000;

Result<Customer> find_customer(const store::Store& store, const std::string& key) {
  auto customer = store.get(store::kCustomers, key);
  if (!customer) return customer.error();
  if (*customer) return std::move(**customer);
  return make_error(ErrorCode::not_found, "there is no customer \"" + std::string(cut_utf8(key, 60)) + "\"",
                    "customer", "sellerctl customers");
}

// Of that integration, or of all.
std::int64_t orders_of(const Customer& customer, std::optional<std::uint32_t> integration) {
  std::int64_t orders = 0;
  for (const auto& channel : customer.channels) {
    if (!integration || channel.integration == *integration) orders += channel.orders;
  }
  return orders;
}

Task<Result<void>> list(Services& services, api::ListCustomers::Request request,
                        ReplyStream<api::ListCustomers::Reply>& stream) {
  const auto integration = chosen_integration(services.integrations, request.integration);
  if (!integration) co_return integration.error();
  const auto limit = chosen_limit(request.limit);
  if (!limit) co_return limit.error();
  co_return co_await send_table(
      services.store, store::kCustomers, store::under(store::kCustomers), store::Direction::forward, *limit,
      stream, [&](const Customer& customer) -> Result<std::optional<api::ListCustomers::Reply>> {
        const auto orders = orders_of(customer, *integration);
        const bool wanted =
            (!*integration || orders > 0) && (!request.treatment || customer.treatment == *request.treatment);
        if (!wanted) return std::optional<api::ListCustomers::Reply>();
        return std::optional(
            api::ListCustomers::Reply{{.key = customer.key,
                                       .treatment = customer.treatment,
                                       .place_name = std::string(books::india_state_name(customer.place)),
                                       .gstin = customer.gstin,
                                       .orders = orders,
                                       .last_order = customer.last_order}});
      });
}

struct PlacedOrder {
  std::uint32_t integration = 0;
  std::string order_id;
  Timestamp created{};
};

Result<std::vector<PlacedOrder>> newest_orders(const store::Store& store, const std::string& customer,
                                               std::size_t limit) {
  std::vector<PlacedOrder> orders;
  auto scanned =
      store.scan(store::kCustomerOrders, store::under(store::kCustomerOrders, customer),
                 store::Direction::backward, [&](store::IndexEntry, std::string_view key) -> Result<bool> {
                   const auto parts = store::kCustomerOrders.parse(key);
                   if (!parts) return parts.error();
                   const auto& [name, created, integration, id] = *parts;
                   orders.push_back({integration, id, created});
                   return orders.size() < limit;
                 });
  if (!scanned) return scanned.error();
  return orders;
}

Result<api::GetCustomer::Reply> show(const Services& services, const api::GetCustomer::Request& request) {
  const auto limit = request.limit.value_or(kOrdersShown);
  if (limit < 1 || limit > kMostOrders)
    return make_error(ErrorCode::invalid_argument, "must be 1 to 1000", "limit");
  auto customer = find_customer(services.store, request.customer);
  if (!customer) return customer.error();
  const auto orders = newest_orders(services.store, customer->key, static_cast<std::size_t>(limit));
  if (!orders) return orders.error();
  api::GetCustomer::Reply reply{.customer = std::move(*customer)};
  reply.place_name = books::india_state_name(reply.customer.place);
  for (const auto& order : *orders) {
    const auto integration = services.integrations.find(order.integration);
    reply.orders.push_back(
        {.order_id = order.order_id,
         .integration = integration ? integration->name : std::to_string(order.integration),
         .created = order.created});
  }
  return reply;
}

bool can_be_said(GstTreatment treatment) {
  return treatment != GstTreatment::overseas && treatment != GstTreatment::unresolved;
}

// What follows when nobody says anything: a GSTIN makes a business; else the newest order tells.
Result<GstTreatment> derived_treatment(const store::Store& store, const Customer& customer) {
  if (!customer.gstin.empty()) return GstTreatment::business_gst;
  const auto newest = newest_orders(store, customer.key, 1);
  if (!newest) return newest.error();
  if (newest->empty()) return GstTreatment::unresolved;
  const auto order = store.get(store::kOrders, newest->front().integration, newest->front().order_id);
  if (!order) return order.error();
  return *order ? books::customer_of(**order, customer.place, {}).treatment : GstTreatment::unresolved;
}

Result<api::SetCustomer::Reply> set(store::Draft& draft, const api::SetCustomer::Request& request) {
  auto customer = find_customer(draft.view(), request.customer);
  if (!customer) return customer.error();
  if (books::is_anonymous(*customer)) {
    return make_error(ErrorCode::conflict,
                      customer->key +
                          " stands for everybody of whom no more is known: what is said of it would be said "
                          "of all",
                      "customer", "a customer whose key begins with buyer- or gstin-");
  }
  customer->treatment_said = request.treatment.has_value();
  const auto treatment = request.treatment ? Result<GstTreatment>(*request.treatment)
                                           : derived_treatment(draft.view(), *customer);
  if (!treatment) return treatment.error();
  customer->treatment = *treatment;
  draft.put(store::kCustomers, *customer, customer->key);
  return api::SetCustomer::Reply{std::move(*customer)};
}

Task<Result<api::SetCustomer::Reply>> set_customer(Services& services, api::SetCustomer::Request request,
                                                   std::string actor) {
  if (request.treatment.has_value() == request.clear) {
    co_return make_error(ErrorCode::invalid_argument, "either a treatment or --clear", "treatment");
  }
  if (request.treatment && !can_be_said(*request.treatment)) {
    co_return make_error(ErrorCode::invalid_argument,
                         "that follows from where its orders go and cannot be said", "treatment",
                         "sellerctl orders place ORDER --state ...");
  }
  const auto said = request.treatment ? enum_name(*request.treatment) : "as its orders say";
  Deed deed{std::move(actor), "customer set", request.customer + " " + std::string(said)};
  co_return co_await change_books(
      services, std::move(deed),
      [request = std::move(request)](store::Draft& draft, Timestamp) { return set(draft, request); });
}

Task<Result<api::GetCustomer::Reply>> show_customer(Services& services, api::GetCustomer::Request request) {
  co_return show(services, request);
}

}  // namespace

void add_customer_handlers(Dispatcher& dispatcher, Services& services) {
  dispatcher.add<api::ListCustomers>([&services](api::ListCustomers::Request request, const Caller&,
                                                 ReplyStream<api::ListCustomers::Reply>& stream) {
    return list(services, std::move(request), stream);
  });
  dispatcher.add<api::GetCustomer>([&services](api::GetCustomer::Request request, const Caller&) {
    return show_customer(services, std::move(request));
  });
  dispatcher.add<api::SetCustomer>([&services](api::SetCustomer::Request request, const Caller& caller) {
    return set_customer(services, std::move(request), caller.peer.name);
  });
}

}  // namespace sellerd::control
