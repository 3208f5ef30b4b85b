// Reads the orders of a window from order reports, one for each slice of at most 30 days, page by page,
// resumable at any page.
#pragma once

#include <boost/asio/any_io_executor.hpp>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "daemon/channel/amazon/open_reports.h"
#include "daemon/channel/amazon/order_report_orders.h"
#include "daemon/channel/amazon/order_report_place.h"
#include "daemon/channel/amazon/reports.h"

namespace sellerd::amazon {

struct OrderReportSource {
  std::string marketplace_id;
  std::uint32_t integration = 0;
  // The time, on the query's axis, of the first order that a search finds in its window; nothing when there
  // is none. Costs one call.
  std::function<Task<Result<std::optional<Timestamp>>>(OrdersQuery, CallContext&)> first_order;
};

// Thread: the event loop's. Several runs may read at a time, each a window of its own. Between pages it holds
// the reports as downloaded (compressed).
class OrderReportReader {
 public:
  OrderReportReader(OrderReportSource source, Reports& reports, Clock& clock,
                    boost::asio::any_io_executor executor);
  ~OrderReportReader();

  // How many reports are asked for before they are read, at most.
  static constexpr std::size_t kMostReportsAhead = 14;

  // As Channel::fetch_orders_by_report() has it. Asking for a slice's report gives an empty page whose token
  // holds the report's id: once that is stored, a restart waits for the same report instead of asking for
  // another. As long as the quota allows it without waiting, the reports of later slices are asked for first.
  // A report may be as old as Amazon keeps it: what has been updated since lies after the window.
  Task<Result<Page<Order>>> fetch(OrdersQuery query, CallContext& context);

 private:
  struct Open;

  bool may_ask_ahead(const OrderReportPlace& place, const OrdersQuery& query,
                     const CallContext& context) const;
  Task<Result<Page<Order>>> ask(OrderReportPlace place, const OrdersQuery& query, CallContext& context);
  Task<Result<Page<Order>>> without_data(OrderReportPlace place, const OrdersQuery& query,
                                         CallContext& context);
  // Null without an error when Amazon cancelled the report.
  Task<Result<std::unique_ptr<Open>>> open(const OrderReportPlace& place, CallContext& context);
  Result<Page<Order>> read_page(Open& open, const OrdersQuery& query);

  OrderReportSource source_;
  Reports& reports_;
  Clock& clock_;
  boost::asio::any_io_executor executor_;
  // A span in which a search found no order.
  struct Empty {
    TimeAxis axis = TimeAxis::updated;
    Timestamp from = Timestamp::max();
    Timestamp until = Timestamp::min();
  };

  OpenReports<Open> open_;
  Empty empty_;
  int cancelled_in_a_row_ = 0;
};

}  // namespace sellerd::amazon
