// The orders of one downloaded order report, each whole: the rows of an order are put together.
#pragma once

#include <boost/asio/any_io_executor.hpp>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>

#include "daemon/channel/amazon/order_report_codec.h"
#include "daemon/channel/amazon/report_rows.h"

namespace sellerd::amazon {

// The rows of an order stand together; that is how Amazon writes them, not something it promises. So open()
// reads the whole report once, which also proves that it is whole, and keeps the rows that stand apart from
// the first ones of their order; these are handed out with the first ones.
class OrderReportOrders {
 public:
  // What is put together is held in memory: more rows of an order, or more rows that stand apart, are
  // refused.
  static constexpr std::size_t kMostRowsOfOrder = 10'000;
  static constexpr std::size_t kMostApart = 300'000;

  // Stands before row `first_row` (0-based), which is one that row() has given. Errors: malformed; refused
  // (inflate.h, document_pieces.h); conflict when there are fewer rows.
  static Task<Result<std::unique_ptr<OrderReportOrders>>> open(std::unique_ptr<ReportRows> rows,
                                                               std::uint32_t integration,
                                                               std::uint64_t first_row,
                                                               boost::asio::any_io_executor executor);

  OrderReportOrders(std::unique_ptr<ReportRows> rows, OrderReportDecoder decoder)
      : rows_(std::move(rows)), decoder_(std::move(decoder)) {}

  bool at_end() const { return !ahead_; }

  // The next order; its rows are appended to `raw`. Requires !at_end(). Errors: malformed, refused.
  Result<Decoded<Order>> next(std::string& raw);

  // Where the next order begins: so many rows are before it.
  std::uint64_t row() const { return ahead_ ? ahead_->number : rows_read_; }

  int progress_permille() const { return at_end() ? 1000 : rows_->progress_permille(); }

 private:
  struct Row {
    std::uint64_t number = 0;
    std::string order_id;
    Decoded<Order> order;
    std::string raw;
  };

  Task<Result<void>> collect_strays(boost::asio::any_io_executor executor);
  Result<void> read_ahead();
  bool goes_on(const std::string& order_id) const {
    return ahead_ && !order_id.empty() && ahead_->order_id == order_id;
  }

  std::unique_ptr<ReportRows> rows_;
  OrderReportDecoder decoder_;
  std::uint64_t rows_read_ = 0;
  std::optional<Row> ahead_;
  std::set<std::uint64_t> stray_rows_;            // their numbers
  std::map<std::string, Decoded<Order>> strays_;  // by order id
};

}  // namespace sellerd::amazon
