// Answers searchOrders and getOrder of Orders 2026-01-01.
//
// A search is over a moving set. The order of the answer is that of the window's axis: the last update, or
// the creation where createdAfter is given. The upper bound of the window is fixed by the first page; an
// order that is updated while its search is paged moves behind that bound and is left to the next search. The
// fault late-order keeps an order from searches although its time lies in their windows; getOrder and reports
// show it.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <utility>

#include "tests/sandbox/answers.h"
#include "tests/sandbox/faults.h"
#include "tests/sandbox/market_data.h"
#include "tests/sandbox/order_query.h"
#include "tests/sandbox/page_token.h"
#include "tests/sandbox/shop.h"

namespace sellerd::sandbox {

class OrdersApi {
 public:
  // Holds on to all references.
  OrdersApi(MarketData& data, const Shop& shop, FaultInjector& faults, std::uint64_t seed)
      : data_(data), shop_(shop), faults_(faults), seed_(seed) {}

  // `fault`: one of the faults of a search, or anything else for none.
  http::Response search(const Parameters& parameters, Timestamp now, Fault fault);

  http::Response get(std::string_view order_id, const Parameters& parameters, Timestamp now) const;

  // Whether the version of the order that was changed then was ever kept from a search.
  bool was_late(const std::string& order_id, Timestamp updated) const {
    return late_.contains({order_id, updated});
  }

 private:
  struct Page {
    std::vector<OrderNumber> orders;
    std::optional<OrderNumber> next;  // the first one of the page after it
  };

  Result<> resume(OrderQuery& query, Timestamp now, PageToken& token) const;
  Page read_page(const OrderQuery& query, const PageToken& begin, Timestamp now) const;
  std::optional<PageToken> next_token(const OrderQuery& query, const PageToken& begin, const Page& page,
                                      Fault fault);
  http::Response render(const OrderQuery& query, const Page& page, const std::optional<PageToken>& next,
                        Fault fault);
  bool is_late(const Order& order, Timestamp now) const;
  void withhold(Page& page, Timestamp now, Fault fault);
  void move_next_order(const Page& page, Timestamp now, Fault fault);
  PageToken token_after(const OrderQuery& query, const PageToken& begin, OrderNumber last) const;

  MarketData& data_;
  const Shop& shop_;
  FaultInjector& faults_;
  std::uint64_t seed_;
  std::map<std::pair<std::string, Timestamp>, Timestamp> late_;  // until when, by version
};

}  // namespace sellerd::sandbox
