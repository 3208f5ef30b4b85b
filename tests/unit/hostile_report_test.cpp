// Documents of reports that are made to use up memory or the event loop's time.
#include <boost/test/unit_test.hpp>

#include "common/tax_report.h"
#include "daemon/channel/amazon/order_report_orders.h"
#include "tests/support/gzip_text.h"
#include "tests/support/order_report_text.h"
#include "tests/support/run_task.h"

namespace sellerd::amazon {

using test::Cells;
using test::gzip_text;

namespace {

constexpr const char* kType = "text/plain; charset=UTF-8";

// Reads all orders of the document; what stopped it, if something did.
std::optional<Error> read_all(const std::string& body, std::size_t& most_lines) {
  boost::asio::io_context loop;
  auto rows = std::make_unique<ReportRows>(Document{body, kType});
  auto orders = test::run_task(loop, OrderReportOrders::open(std::move(rows), 7, 0, loop.get_executor()));
  if (!orders) return orders.error();
  while (!(*orders)->at_end()) {
    std::string raw;
    const auto order = (*orders)->next(raw);
    if (!order) return order.error();
    if (const auto* good = std::get_if<Order>(&*order)) most_lines = std::max(most_lines, good->lines.size());
  }
  return std::nullopt;
}

std::optional<Error> read_all(const std::string& body) {
  std::size_t lines = 0;
  return read_all(body, lines);
}

void check_refused(const std::optional<Error>& error, const char* why) {
  BOOST_REQUIRE(error.has_value());
  BOOST_TEST((error->code == ErrorCode::refused));
  BOOST_TEST(error->message.find(why) != std::string::npos, error->message);
}

std::string repeated(const std::string& text, std::size_t times) {
  std::string all;
  for (std::size_t i = 0; i < times; ++i) all += text;
  return all;
}

// So many bytes that are no row, packed.
std::string bomb(const std::string& before, char byte) {
  return gzip_text(before) + repeated(gzip_text(std::string(16u << 20, byte)), 8);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(hostile_report)

BOOST_AUTO_TEST_CASE(text_without_rows_is_not_unpacked_to_its_end) {
  for (const char byte : {'\n', 'x'}) {
    for (const std::string& before : {test::simple_report(3), std::string(test::kHeader)}) {
      ReportRows rows({bomb(before, byte), kType});
      TsvRow row;
      auto got = rows.next(row);
      while (got && *got) got = rows.next(row);
      BOOST_REQUIRE(!got);
      check_refused(got.error(), "bytes without a row");
    }
  }
}

BOOST_AUTO_TEST_CASE(a_document_whose_rows_are_far_apart_is_read) {
  const std::string row = Cells{}.text();
  const std::string gap(DocumentPieces::kMostBetweenRows / 2, '\n');
  std::size_t lines = 0;
  BOOST_TEST(!read_all(test::kHeader + row + gap + row + gap + row, lines).has_value());
  BOOST_TEST(lines == 3u);
}

BOOST_AUTO_TEST_CASE(an_order_has_no_more_rows_than_can_be_put_together) {
  std::size_t lines = 0;
  const auto most = OrderReportOrders::kMostRowsOfOrder;
  BOOST_TEST(!read_all(test::kHeader + repeated(Cells{}.text(), most), lines).has_value());
  BOOST_TEST(lines == most);
  check_refused(read_all(test::kHeader + repeated(Cells{}.text(), most + 1)), "of one order");
}

BOOST_AUTO_TEST_CASE(rows_that_stand_apart_are_held_up_to_a_number) {
  const std::string two = Cells{.id = "408-1"}.text() + Cells{.id = "408-2"}.text();
  const auto apart = OrderReportOrders::kMostApart;
  check_refused(read_all(gzip_text(test::kHeader + repeated(two, apart / 2 + 2))), "apart from their order");
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace sellerd::amazon
