#include "daemon/channel/amazon/order_report_reader.h"

#include "daemon/channel/amazon/digest.h"
#include "daemon/channel/amazon/report_opening.h"

namespace sellerd::amazon {
namespace {

constexpr std::size_t kOrdersPerReportPage = 500;
constexpr int kMostCancelled = 3;
constexpr Duration kOldestOrderReport = std::chrono::days(30);

constexpr std::string_view order_report_type(TimeAxis axis) {
  return axis == TimeAxis::created ? "GET_FLAT_FILE_ALL_ORDERS_DATA_BY_ORDER_DATE_GENERAL"
                                   : "GET_FLAT_FILE_ALL_ORDERS_DATA_BY_LAST_UPDATE_GENERAL";
}

Result<OrderReportPlace> place_of(const OrdersQuery& query) {
  if (query.from > query.to)
    return make_error(ErrorCode::invalid_argument, "the window ends before it begins", "to");
  if (query.page_token.empty()) return OrderReportPlace::first_of(query.from, query.to, query.expected);
  auto place = OrderReportPlace::parse(query.page_token);
  if (place && (place->from < query.from || place->to > query.to)) {
    return make_error(ErrorCode::conflict, "the place in the orders is of another window: start again",
                      "page_token");
  }
  return place;
}

int progress(const OrdersQuery& query, const OrderReportPlace& place, int slice_permille) {
  const auto whole = (query.to - query.from).count();
  if (whole == 0) return slice_permille;
  const auto before = (place.from - query.from).count();
  const auto within_slice = (place.to - place.from).count() / 1000 * slice_permille;
  return static_cast<int>((before + within_slice) / std::max<std::int64_t>(whole / 1000, 1));
}

// The page that ends the slice.
void end_slice(Page<Order>& page, const OrderReportPlace& place, const OrdersQuery& query) {
  const bool is_last = place.to >= query.to;
  if (!is_last) page.next_token = place.next_slice(query.to).token();
  page.progress_permille = is_last ? 1000 : std::min(progress(query, place, 1000), 999);
}

Page<Order> empty_page(const OrderReportPlace& place, const OrdersQuery& query) {
  Page<Order> page;
  page.request_id = place.report_id;
  page.bound = query.to;
  return page;
}

}  // namespace

struct OrderReportReader::Open {
  OrderReportPlace place;
  std::unique_ptr<OrderReportOrders> orders;
};

OrderReportReader::OrderReportReader(OrderReportSource source, Reports& reports, Clock& clock,
                                     boost::asio::any_io_executor executor)
    : source_(std::move(source)), reports_(reports), clock_(clock), executor_(std::move(executor)) {}

OrderReportReader::~OrderReportReader() = default;

Task<Result<Page<Order>>> OrderReportReader::fetch(OrdersQuery query, CallContext& context) {
  const auto place = place_of(query);
  if (!place) co_return place.error();
  if (place->report_id.empty() || may_ask_ahead(*place, query, context)) {
    co_return co_await ask(*place, query, context);
  }
  Open* reading = open_.find(*place);
  if (reading == nullptr) {
    auto opened = co_await open(*place, context);
    if (!opened) co_return opened.error();
    if (!*opened) co_return co_await without_data(*place, query, context);
    reading = &open_.put(std::move(*opened));
  }
  const std::string report_id = place->report_id;
  auto page = read_page(*reading, query);
  // After an error the document is not trusted any more: the next try downloads it again.
  if (!page || reading->orders->at_end()) open_.drop(report_id);
  co_return page;
}

// Amazon cancels a report that has no data, and also one that somebody cancelled: a search tells which it
// was. One answers for all the slices up to the first order: most accounts are younger than their first
// window.
Task<Result<Page<Order>>> OrderReportReader::without_data(OrderReportPlace place, const OrdersQuery& query,
                                                          CallContext& context) {
  const auto is_empty = [&] {
    return empty_.axis == query.axis && empty_.from <= place.from && place.to < empty_.until;
  };
  if (!is_empty()) {
    OrdersQuery rest;
    rest.from = place.from;
    rest.to = query.to;
    rest.axis = query.axis;
    const auto first = co_await source_.first_order(rest, context);
    if (!first) co_return first.error();
    empty_ = {query.axis, place.from, first->value_or(query.to + Duration(1))};
  }
  Page<Order> page = empty_page(place, query);
  if (is_empty()) {
    cancelled_in_a_row_ = 0;
    end_slice(page, place, query);
    page.body_hash = short_digest("no orders:" + place.token());
    co_return page;
  }
  if (++cancelled_in_a_row_ == kMostCancelled) {
    cancelled_in_a_row_ = 0;
    co_return make_error(ErrorCode::unavailable, "Amazon cancels the report although there are orders");
  }
  page.body_hash = short_digest("cancelled:" + place.token());
  place.report_id.clear();
  place.ahead.clear();
  page.next_token = place.token();
  page.progress_permille = std::min(progress(query, place, 0), 999);
  co_return page;
}

// Amazon makes reports side by side: asked for one after the other they would take their making times each.
// Only what costs no waiting is asked for ahead, and only between slices.
bool OrderReportReader::may_ask_ahead(const OrderReportPlace& place, const OrdersQuery& query,
                                      const CallContext& context) const {
  return place.row == 0 && place.ahead.size() < kMostReportsAhead && reports_.ready(context) &&
         place.first_unasked(query.to).has_value();
}

Task<Result<Page<Order>>> OrderReportReader::ask(OrderReportPlace place, const OrdersQuery& query,
                                                 CallContext& context) {
  const auto slice = place.first_unasked(query.to);
  ReportRequest request{std::string(order_report_type(query.axis)), source_.marketplace_id,
                        ReportRange{slice->from, slice->to}};
  auto id = co_await reports_.create(std::move(request), context);
  if (!id) co_return id.error();
  Page<Order> page = empty_page(place, query);
  page.request_id = *id;
  place.asked(std::move(*id));
  page.next_token = place.token();
  page.body_hash = short_digest(page.next_token);  // each page has one of its own, also this one
  page.progress_permille = std::min(progress(query, place, 0), 999);
  co_return page;
}

Task<Result<std::unique_ptr<OrderReportReader::Open>>> OrderReportReader::open(const OrderReportPlace& place,
                                                                               CallContext& context) {
  auto report = co_await open_report(reports_, clock_, place.report_id, kOldestOrderReport, context);
  if (!report) co_return report.error();
  if (!report->rows) co_return std::unique_ptr<Open>();
  auto orders =
      co_await OrderReportOrders::open(std::move(report->rows), source_.integration, place.row, executor_);
  if (!orders) co_return orders.error();
  co_return std::make_unique<Open>(place, std::move(*orders));
}

Result<Page<Order>> OrderReportReader::read_page(Open& open, const OrdersQuery& query) {
  Page<Order> page = empty_page(open.place, query);
  std::string raw = open.place.token() + "\n";  // slices may hold the same
  while (!open.orders->at_end() && page.records.size() < kOrdersPerReportPage) {
    auto order = open.orders->next(raw);
    if (!order) return order.error();
    page.records.push_back(std::move(*order));
  }
  page.body_hash = short_digest(raw);
  open.place.row = open.orders->row();
  if (open.orders->at_end()) {
    end_slice(page, open.place, query);
  } else {
    page.next_token = open.place.token();
    page.progress_permille = std::min(progress(query, open.place, open.orders->progress_permille()), 999);
  }
  return page;
}

}  // namespace sellerd::amazon
