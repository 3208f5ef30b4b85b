#include "common/api/orders.h"

#include <boost/asio/post.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "common/charset.h"
#include "daemon/books/customer.h"
#include "daemon/books/place_of_supply.h"
#include "daemon/books/quarantine.h"
#include "daemon/control/handlers.h"
#include "daemon/control/listing.h"
#include "daemon/control/tax_book.h"
#include "daemon/sync/customer_book.h"

namespace sellerd::control {
namespace {

bool is_wanted(const Order& order, const api::ListOrders::Request& request) {
  if (request.status && order.status != *request.status) return false;
  if (request.unbalanced && !books::is_unbalanced(order)) return false;
  return (!request.from || order.created >= *request.from) && (!request.to || order.created < *request.to);
}

// Nobody has said yet where it is taxed, and its address does not.
Result<bool> waits_for_place(const store::Store& store, const Order& order) {
  if (!books::needs_place(order) || !books::bears_gst(order)) return false;
  const auto fix = store.get(store::kPlaceFixes, order.integration, order.order_id);
  if (!fix) return fix.error();
  return !fix->has_value();
}

// Walks an index whose keys end in integration and order id, and sends the orders that are wanted.
template <class Index>
Task<Result<void>> send_orders(Services& services, const Index& index, store::Range range,
                               store::Direction direction, std::optional<std::uint32_t> integration,
                               std::size_t limit, const api::ListOrders::Request& request,
                               ReplyStream<api::ListOrders::Reply>& stream) {
  for (bool more = true; more && limit > 0;) {
    std::vector<std::pair<std::uint32_t, std::string>> piece;
    std::string last;
    Result<void> walked = services.store.scan(
        index, range, direction, [&](store::IndexEntry, std::string_view key) -> Result<bool> {
          auto parts = index.parse(key);
          if (!parts) return parts.error();
          constexpr auto count = std::tuple_size_v<std::decay_t<decltype(*parts)>>;
          piece.emplace_back(std::get<count - 2>(*parts), std::get<count - 1>(*parts));
          last = key;
          return piece.size() < kPiece;
        });
    if (!walked) co_return walked.error();
    more = piece.size() == kPiece;
    // A filter that lets few through would keep the loop for all of the books.
    co_await boost::asio::post(co_await boost::asio::this_coro::executor, boost::asio::use_awaitable);
    if (direction == store::Direction::forward) {
      range.from = last + '\0';
    } else {
      range.to = last;
    }
    for (const auto& [number, id] : piece) {
      if (integration && number != *integration) continue;
      auto order = services.store.get(store::kOrders, number, id);
      if (!order) co_return order.error();
      if (!*order || !is_wanted(**order, request)) continue;
      if (request.unresolved) {
        const auto waits = waits_for_place(services.store, **order);
        if (!waits) co_return waits.error();
        if (!*waits) continue;
      }
      const api::ListOrders::Reply reply{std::move(**order)};
      if (!co_await stream.send(reply)) co_return Result<void>();
      if (--limit == 0) break;
    }
  }
  co_return Result<void>();
}

Task<Result<void>> list_orders(Services& services, api::ListOrders::Request request,
                               ReplyStream<api::ListOrders::Reply>& stream) {
  const auto integration = chosen_integration(services.integrations, request.integration);
  if (!integration) co_return integration.error();
  const auto limit = chosen_limit(request.limit);
  if (!limit) co_return limit.error();
  if (request.frozen) {
    const auto range =
        *integration ? store::under(store::kFrozenOrders, **integration) : store::under(store::kFrozenOrders);
    co_return co_await send_orders(services, store::kFrozenOrders, range, store::Direction::forward,
                                   *integration, *limit, request, stream);
  }
  store::Range range;
  if (request.from) range.from = store::make_key(*request.from);
  if (request.to) range.to = store::make_key(*request.to);
  co_return co_await send_orders(services, store::kOrdersByTime, range, store::Direction::backward,
                                 *integration, *limit, request, stream);
}

// An order that is not held, because it could not be understood or at all.
Error no_order(const Services& services, const std::string& order_id, std::uint32_t highest,
               std::optional<std::uint32_t> integration) {
  for (std::uint32_t number = 1; number <= highest; ++number) {
    if (integration && number != *integration) continue;
    const auto entry = services.store.get(store::kQuarantine, number, Module::orders, order_id);
    if (!entry) return entry.error();
    if (!*entry) continue;
    return make_error(ErrorCode::not_found,
                      "the order " + order_id + " could not be understood and is in quarantine: " +
                          books::quarantine_reason(**entry),
                      "order_id", books::quarantine_advice(Module::orders, order_id));
  }
  const std::string id(cut_utf8(order_id, 60));
  return make_error(ErrorCode::not_found, "there is no order \"" + id + "\"", "order_id",
                    "sellerctl orders; or, if the marketplace has it: sellerctl orders pull " + id);
}

}  // namespace

Result<Order> find_order(const Services& services, const std::string& order_id,
                         const std::optional<std::string>& integration_name) {
  const auto integration = chosen_integration(services.integrations, integration_name);
  if (!integration) return integration.error();
  // Orders outlive their integration: every number ever given is looked at.
  const auto highest = services.store.get_or_default(store::kCounters, "integration");
  if (!highest) return highest.error();
  std::vector<Order> found;
  for (std::uint32_t number = 1; number <= highest->value; ++number) {
    if (*integration && number != **integration) continue;
    auto order = services.store.get(store::kOrders, number, order_id);
    if (!order) return order.error();
    if (*order) found.push_back(std::move(**order));
  }
  if (found.empty())
    return no_order(services, order_id, static_cast<std::uint32_t>(highest->value), *integration);
  if (found.size() > 1) {
    return make_error(ErrorCode::conflict, "several integrations hold an order of this id", "order_id",
                      std::string(kNameTheIntegration));
  }
  return std::move(found.front());
}

namespace {

// An id that no order has is cut for the audit.
constexpr std::size_t kLongestId = 100;

Task<Result<api::ShowPersonal::Reply>> show_personal(Services& services, api::ShowPersonal::Request request,
                                                     std::string actor) {
  auto noted = co_await services.personal.note_look(std::move(actor), request.order_id.substr(0, kLongestId));
  if (!noted) co_return noted.error();
  auto order = find_order(services, request.order_id, request.integration);
  if (!order) co_return order.error();
  auto data = co_await services.personal.find(std::move(*order));
  if (!data) co_return data.error();
  co_return api::ShowPersonal::Reply{std::move(*data)};
}

// An order of that id, or else all orders of a customer of that key.
Result<std::vector<sync::OrderName>> orders_to_forget(const Services& services,
                                                      const api::ForgetPersonal::Request& request) {
  const auto order = find_order(services, request.subject, request.integration);
  if (order) return std::vector{sync::OrderName(order->integration, order->order_id)};
  if (order.error().code != ErrorCode::not_found || request.integration) return order.error();
  const auto customer = services.store.get(store::kCustomers, request.subject);
  if (!customer) return customer.error();
  if (!*customer) {
    return make_error(
        ErrorCode::not_found,
        "there is no order and no customer \"" + std::string(cut_utf8(request.subject, 60)) + "\"", "subject",
        "sellerctl orders; sellerctl customers");
  }
  // Nobody is forgotten by mistake with everybody of a state.
  if (books::is_anonymous(**customer)) {
    return make_error(ErrorCode::invalid_argument, "stands for many buyers, not for one", "subject",
                      "sellerctl forget ORDER_ID");
  }
  return sync::orders_of_customer(services.store, request.subject);
}

Task<Result<api::ForgetPersonal::Reply>> forget(Services& services, api::ForgetPersonal::Request request,
                                                std::string actor) {
  auto orders = orders_to_forget(services, request);
  if (!orders) co_return orders.error();
  const auto count = static_cast<std::int64_t>(orders->size());
  const auto done = co_await services.personal.forget(std::move(*orders), std::move(actor), request.subject);
  if (!done) co_return done.error();
  co_return api::ForgetPersonal::Reply{
      .orders = count,
      .held = done->orders,
      .keys_destroyed = done->keys,
      .sealed_anew = done->others,
      .buyers = done->buyers,
      .stays =
          "orders with their amounts, city and state; a GSTIN that the tax report names, which the tax "
          "return must name, too"};
}

Task<Result<api::GetOrder::Reply>> show_order(Services& services, api::GetOrder::Request request) {
  auto order = find_order(services, request.order_id, request.integration);
  if (!order) co_return order.error();
  auto stock = services.store.get(store::kOrderStocks, order->integration, order->order_id);
  if (!stock) co_return stock.error();
  std::optional<OrderTax> tax;
  if (books::bears_gst(*order)) {
    const auto situation = tax_situation(services.store, *order);
    if (!situation) co_return situation.error();
    tax = books::tax_of_order(*order, *situation);
  }
  auto customer = sync::customer_of(services.store, *order);
  if (!customer) co_return customer.error();
  co_return api::GetOrder::Reply{std::move(*order), std::move(*stock), std::move(tax), std::move(*customer)};
}

}  // namespace

void add_order_handlers(Dispatcher& dispatcher, Services& services) {
  dispatcher.add<api::ListOrders>([&services](api::ListOrders::Request request, const Caller&,
                                              ReplyStream<api::ListOrders::Reply>& stream) {
    return list_orders(services, std::move(request), stream);
  });
  dispatcher.add<api::GetOrder>([&services](api::GetOrder::Request request, const Caller&) {
    return show_order(services, std::move(request));
  });
  dispatcher.add<api::ShowPersonal>([&services](api::ShowPersonal::Request request, const Caller& caller) {
    return show_personal(services, std::move(request), caller.peer.name);
  });
  dispatcher.add<api::ForgetPersonal>(
      [&services](api::ForgetPersonal::Request request, const Caller& caller) {
        return forget(services, std::move(request), caller.peer.name);
      });
}

}  // namespace sellerd::control
