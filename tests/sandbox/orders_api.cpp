#include "tests/sandbox/orders_api.h"

#include <algorithm>
#include <array>
#include <boost/json/array.hpp>
#include <boost/json/monotonic_resource.hpp>
#include <boost/json/object.hpp>

#include "tests/sandbox/order_json.h"

namespace sellerd::sandbox {
namespace {

namespace json = boost::json;

constexpr Duration kOrderTokenLifetime = std::chrono::hours{24};
constexpr Duration kOrderMemory = std::chrono::days{2 * 365};  // older orders are not given

constexpr Duration kLateWithin = std::chrono::days{1};
constexpr Duration kLateness = std::chrono::hours{6};

// An order as no client can take it: the first item's quantity is a word.
void spoil(json::object& order) {
  order.at("orderItems").at(0).as_object()["quantityOrdered"] = "many";
}

Error bad_token(std::string message) {
  return make_error(ErrorCode::invalid_argument, std::move(message), "paginationToken");
}

}  // namespace

// Fills `token` with where the search stands, and the query's window with what its first page fixed.
Result<> OrdersApi::resume(OrderQuery& query, Timestamp now, PageToken& token) const {
  if (query.page_token.empty()) {
    token.issued = now;
    token.search = query.fingerprint;
    token.bound = query.to;
    return {};
  }
  const auto sent = unseal(query.page_token, seed_);
  if (!sent) return bad_token("is not a token of this marketplace");
  if (sent->search != query.fingerprint) {
    return bad_token(
        "belongs to a search with other parameters; only maxResultsPerPage and includedData may change");
  }
  if (now - sent->issued > kOrderTokenLifetime) return bad_token("is older than 24 hours");
  token = *sent;
  query.to = token.bound;
  return {};
}

OrdersApi::Page OrdersApi::read_page(const OrderQuery& query, const PageToken& begin, Timestamp now) const {
  std::optional<OrderBook::Position> after;
  if (!begin.order_id.empty()) {
    after = OrderBook::Position{begin.time, data_.orders.number_of(begin.order_id).value_or(0)};
  }
  Page page;
  data_.orders.walk(query.axis, query.from, query.to, after,
                    [&](const OrderBook::Position& position, const Order& order) {
                      if (!query.wants(order) || order.created + kOrderMemory < now) return true;
                      if (is_late(order, now)) return true;
                      if (page.orders.size() == query.page_size) {
                        page.next = position.number;
                        return false;
                      }
                      page.orders.push_back(position.number);
                      return true;
                    });
  return page;
}

PageToken OrdersApi::token_after(const OrderQuery& query, const PageToken& begin, OrderNumber last) const {
  const Order& order = data_.orders.at(last);
  PageToken token = begin;
  token.time = query.axis == OrderBook::Axis::updated ? order.updated : order.created;
  token.order_id = order.id;
  return token;
}

std::optional<PageToken> OrdersApi::next_token(const OrderQuery& query, const PageToken& begin,
                                               const Page& page, Fault fault) {
  if (begin.stuck) return begin;
  if (!page.next) return std::nullopt;
  PageToken token = token_after(query, begin, page.orders.back());
  if (fault == Fault::repeat_page || fault == Fault::same_page_forever) {
    token = begin;
    token.stuck = fault == Fault::same_page_forever;
    faults_.happened(fault);
  } else if (fault == Fault::shift_page && page.orders.size() > 1) {
    token = token_after(query, begin, page.orders[(page.orders.size() - 1) * 2 / 3]);
    faults_.happened(fault);
  }
  return token;
}

bool OrdersApi::is_late(const Order& order, Timestamp now) const {
  const auto found = late_.find({order.id, order.updated});
  return found != late_.end() && now < found->second;
}

// The last order stays: the next page begins behind it.
void OrdersApi::withhold(Page& page, Timestamp now, Fault fault) {
  if (fault != Fault::late_order) return;
  for (auto number = page.orders.begin(); number != page.orders.end() && number + 1 != page.orders.end();
       ++number) {
    const Order& order = data_.orders.at(*number);
    if (now - order.updated > kLateWithin) continue;
    late_[{order.id, order.updated}] = now + kLateness;
    page.orders.erase(number);
    return faults_.happened(fault);
  }
}

// After the token was made: the order leaves the place where the next page begins.
void OrdersApi::move_next_order(const Page& page, Timestamp now, Fault fault) {
  if (fault != Fault::move_order || !page.next) return;
  data_.orders.update(std::string(data_.orders.at(*page.next).id), now, [](Order&) {}).value();
  faults_.happened(fault);
}

http::Response OrdersApi::render(const OrderQuery& query, const Page& page,
                                 const std::optional<PageToken>& next, Fault fault) {
  json::monotonic_resource memory(std::size_t{1} << 18);
  const json::storage_ptr storage(&memory);
  const Rendering rendering{data_.catalogue, shop_, query.included, storage};
  json::array orders(storage);
  orders.reserve(page.orders.size());
  for (const OrderNumber number : page.orders) {
    orders.push_back(order_json(data_.orders.at(number), rendering));
  }
  if (fault == Fault::reverse_page && orders.size() > 1) {
    std::reverse(orders.begin(), orders.end());
    faults_.happened(fault);
  }
  if (fault == Fault::bad_order && !orders.empty()) {
    spoil(orders.front().as_object());
    faults_.happened(fault);
  }
  json::object answer(storage);
  answer.emplace("orders", std::move(orders));
  if (next) {
    json::object pagination(storage);
    pagination.emplace("nextToken", seal(*next, seed_));
    answer.emplace("pagination", std::move(pagination));
  }
  answer.emplace(query.axis == OrderBook::Axis::updated ? "lastUpdatedBefore" : "createdBefore",
                 format_time(query.to));
  return json_answer(200, json::value(std::move(answer)));
}

http::Response OrdersApi::search(const Parameters& parameters, Timestamp now, Fault fault) {
  auto query = read_order_query(parameters, shop_.marketplace_id, now);
  if (query.has_error()) return invalid_input(query.error());
  PageToken begin;
  if (auto resumed = resume(*query, now, begin); resumed.has_error()) return invalid_input(resumed.error());
  Page page = read_page(*query, begin, now);
  withhold(page, now, fault);
  auto next = next_token(*query, begin, page, fault);
  if (next && !next->stuck) next->issued = now;
  auto response = render(*query, page, next, fault);
  move_next_order(page, now, fault);
  return response;
}

http::Response OrdersApi::get(std::string_view order_id, const Parameters& parameters, Timestamp now) const {
  const auto included = read_included_data(parameters);
  if (included.has_error()) return invalid_input(included.error());
  const Order* order = data_.orders.find(order_id);
  if (order == nullptr || order->created + kOrderMemory < now || order->created > now) {
    return not_found("The requested order does not exist.");
  }
  json::object answer;
  answer.emplace("order", order_json(*order, Rendering{data_.catalogue, shop_, *included, answer.storage()}));
  return json_answer(200, answer);
}

}  // namespace sellerd::sandbox
