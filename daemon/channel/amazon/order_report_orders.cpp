#include "daemon/channel/amazon/order_report_orders.h"

#include <unordered_set>

#include "daemon/channel/amazon/report_opening.h"

namespace sellerd::amazon {
namespace {

Error too_many(const std::string& what, std::size_t most) {
  return make_error(ErrorCode::refused, "the report has more than " + std::to_string(most) + " rows " + what);
}

}  // namespace

Task<Result<std::unique_ptr<OrderReportOrders>>> OrderReportOrders::open(
    std::unique_ptr<ReportRows> rows, std::uint32_t integration, std::uint64_t first_row,
    boost::asio::any_io_executor executor) {
  const auto charset = rows->charset();
  if (!charset) co_return charset.error();
  const auto header = rows->header();
  if (!header) co_return header.error();
  auto decoder = OrderReportDecoder::make(*header, *charset, integration);
  if (!decoder) co_return decoder.error();
  auto orders = std::make_unique<OrderReportOrders>(std::move(rows), std::move(*decoder));
  const auto collected = co_await orders->collect_strays(executor);
  if (!collected) co_return collected.error();
  const auto skipped = co_await skip_rows(*orders->rows_, first_row, executor);
  if (!skipped) co_return skipped.error();
  orders->rows_read_ = first_row;
  const auto begun = orders->read_ahead();
  if (!begun) co_return begun.error();
  co_return orders;
}

Task<Result<void>> OrderReportOrders::collect_strays(boost::asio::any_io_executor executor) {
  std::unordered_set<std::string> seen;
  std::string current;
  bool is_stray = false;
  TsvRow row;
  for (std::uint64_t number = 0;; ++number) {
    const auto got = rows_->next(row);
    if (!got) co_return got.error();
    if (!*got) break;
    std::string id = decoder_.order_id(row);
    if (id != current) is_stray = !id.empty() && !seen.insert(id).second;
    current = std::move(id);
    if (is_stray) {
      if (stray_rows_.size() == kMostApart)
        co_return too_many("that stand apart from their order", kMostApart);
      stray_rows_.insert(number);
      auto order = decoder_.decode(row);
      const auto found = strays_.find(current);
      if (found == strays_.end()) {
        strays_.emplace(current, std::move(order));
      } else {
        add_row(found->second, std::move(order));
      }
    }
    co_await give_way(number + 1, executor);
  }
  rows_->rewind();
  co_return Result<void>();
}

Result<void> OrderReportOrders::read_ahead() {
  ahead_.reset();
  TsvRow row;
  for (;;) {
    const auto got = rows_->next(row);
    if (!got) return got.error();
    if (!*got) return {};
    const std::uint64_t number = rows_read_++;
    if (stray_rows_.contains(number)) continue;
    ahead_ = Row{number, decoder_.order_id(row), decoder_.decode(row), std::string(row.raw) + "\n"};
    return {};
  }
}

Result<Decoded<Order>> OrderReportOrders::next(std::string& raw) {
  const std::string id = ahead_->order_id;
  Decoded<Order> order = std::move(ahead_->order);
  raw += ahead_->raw;
  for (std::size_t rows = 1;; ++rows) {
    if (rows > kMostRowsOfOrder) return too_many("of one order", kMostRowsOfOrder);
    if (auto read = read_ahead(); !read) return read.error();
    if (!goes_on(id)) break;
    raw += ahead_->raw;
    add_row(order, std::move(ahead_->order));
  }
  if (const auto stray = strays_.find(id); stray != strays_.end()) add_row(order, stray->second);
  return order;
}

}  // namespace sellerd::amazon
