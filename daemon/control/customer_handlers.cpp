// Customers: looking, and saying what GST makes of one.
#include "common/api/customers.h"
#include "daemon/books/customer.h"
#include "daemon/books/india_states.h"
#include "daemon/control/handlers.h"
#include "daemon/control/listing.h"
#include "daemon/sync/removal.h"

namespace sellerd::control {
namespace {

constexpr std::int64_t kOrdersShown = 20;
constexpr std::int64_t kMostOrders = 1'000;

Result<Customer> find_customer(const store::Store& store, const std::string& key) {
  auto customer = store.get(store::kCustomers, key);
  if (!customer) return customer.error();
  if (*customer) return std::move(**customer);
  return make_error(ErrorCode::not_found, "there is no customer \"" + key.substr(0, 60) + "\"", "customer",
                    "sellerctl customers");
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

Result<api::GetCustomer::Reply> show(const Services& services, const api::GetCustomer::Request& request) {
  const auto limit = request.limit.value_or(kOrdersShown);
  if (limit < 1 || limit > kMostOrders)
    return make_error(ErrorCode::invalid_argument, "must be 1 to 1000", "limit");
  auto customer = find_customer(services.store, request.customer);
  if (!customer) return customer.error();
  api::GetCustomer::Reply reply{.customer = std::move(*customer)};
  reply.place_name = books::india_state_name(reply.customer.place);
  auto scanned = services.store.scan(
      store::kCustomerOrders, store::under(store::kCustomerOrders, reply.customer.key),
      store::Direction::backward, [&](store::IndexEntry, std::string_view key) -> Result<bool> {
        const auto parts = store::kCustomerOrders.parse(key);
        if (!parts) return parts.error();
        const auto& [name, created, number, id] = *parts;
        const auto integration = services.integrations.find(number);
        reply.orders.push_back({.order_id = id,
                                .integration = integration ? integration->name : std::to_string(number),
                                .created = created});
        return reply.orders.size() < static_cast<std::size_t>(limit);
      });
  if (!scanned) return scanned.error();
  return reply;
}

bool can_be_said(GstTreatment treatment) {
  return treatment != GstTreatment::overseas && treatment != GstTreatment::unresolved;
}

// What follows when nobody says anything: a GSTIN makes a business; else the newest order tells.
Result<GstTreatment> derived_treatment(const store::Store& store, const Customer& customer) {
  if (!customer.gstin.empty()) return GstTreatment::business_gst;
  auto treatment = GstTreatment::unresolved;
  auto scanned =
      store.scan(store::kCustomerOrders, store::under(store::kCustomerOrders, customer.key),
                 store::Direction::backward, [&](store::IndexEntry, std::string_view key) -> Result<bool> {
                   const auto parts = store::kCustomerOrders.parse(key);
                   if (!parts) return parts.error();
                   const auto order = store.get(store::kOrders, std::get<2>(*parts), std::get<3>(*parts));
                   if (!order) return order.error();
                   if (*order) treatment = books::customer_of(**order, customer.place, {}).treatment;
                   return false;
                 });
  if (!scanned) return scanned.error();
  return treatment;
}

Result<api::SetCustomer::Reply> set(store::Store& store, const api::SetCustomer::Request& request,
                                    const std::string& actor, Timestamp now) {
  auto customer = find_customer(store, request.customer);
  if (!customer) return customer.error();
  if (books::is_anonymous(*customer)) {
    return make_error(ErrorCode::conflict,
                      customer->key +
                          " stands for everybody of whom no more is known: what is said of it "
                          "would be said of all",
                      "customer", "sellerctl orders edit changes one order");
  }
  if (request.treatment) {
    customer->treatment = *request.treatment;
  } else {
    const auto derived = derived_treatment(store, *customer);
    if (!derived) return derived.error();
    customer->treatment = *derived;
  }
  customer->treatment_said = request.treatment.has_value();
  store::Batch batch;
  batch.put(store::kCustomers, *customer, customer->key);
  const auto said = request.treatment ? enum_name(*request.treatment) : "as its orders say";
  auto noted = sync::note_audit(store, batch,
                                {0, now, actor, "customer set", customer->key + " " + std::string(said)});
  if (!noted) return noted.error();
  if (auto committed = store.commit(batch); !committed) return committed.error();
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
  co_return co_await services.worker.run(
      [&store = services.store, request = std::move(request), actor = std::move(actor),
       now = services.clock.now()] { return set(store, request, actor, now); });
}

}  // namespace

void add_customer_handlers(Dispatcher& dispatcher, Services& services) {
  dispatcher.add<api::ListCustomers>([&services](api::ListCustomers::Request request, const Caller&,
                                                 ReplyStream<api::ListCustomers::Reply>& stream) {
    return list(services, std::move(request), stream);
  });
  dispatcher.add<api::GetCustomer>(
      [&services](api::GetCustomer::Request request, const Caller&) -> Task<Result<api::GetCustomer::Reply>> {
        co_return show(services, request);
      });
  dispatcher.add<api::SetCustomer>([&services](api::SetCustomer::Request request, const Caller& caller) {
    return set_customer(services, std::move(request), caller.peer.name);
  });
}

}  // namespace sellerd::control
