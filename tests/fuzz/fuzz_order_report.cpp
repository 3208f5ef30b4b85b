// Order reports: whatever the bytes, an order that is handed out is a usable one, and no row is lost.
#include <boost/asio/io_context.hpp>
#include <cstdint>
#include <cstdlib>

#include "common/json.h"
#include "daemon/channel/amazon/order_report_orders.h"
#include "daemon/channel/amazon/order_report_place.h"
#include "tests/support/run_task.h"

using namespace sellerd;
using namespace sellerd::amazon;

namespace {

void require(bool condition) {
  if (!condition) std::abort();
}

void check(const Order& order) {
  require(!order.order_id.empty() && order.integration == 7 && order.source == "report");
  require(!order.lines.empty() && !order.total && !order.channel_status.empty());
  for (std::size_t i = 0; i < order.lines.size(); ++i) {
    require(order.lines[i].line_id == std::to_string(i + 1) && order.lines[i].quantity_ordered >= 0);
    require(is_valid_utf8(order.lines[i].sku) && is_valid_utf8(order.lines[i].title));
  }
  const auto again = from_json<Order>(to_json(order, Reveal::all), Strictness::strict);
  require(again.has_value() && *again == order);
}

void check(const Undecodable& bad) {
  require(!bad.record_id.empty() && bad.error.code == ErrorCode::malformed && !bad.error.field.empty());
  require(bad.payload.size() <= 4'096 && is_valid_utf8(bad.payload));
}

// The ids or places of the orders from `first_row` on, checked; row() after each goes to `rows`.
std::vector<std::string> read(const std::string& text, const char* content_type, std::uint64_t first_row,
                              std::vector<std::uint64_t>& rows) {
  boost::asio::io_context loop;
  auto document = std::make_unique<ReportRows>(Document{text, content_type});
  auto orders =
      test::run_task(loop, OrderReportOrders::open(std::move(document), 7, first_row, loop.get_executor()));
  std::vector<std::string> ids;
  while (orders && !(*orders)->at_end()) {
    std::string raw;
    const auto order = (*orders)->next(raw);
    if (!order) break;
    require(!raw.empty());
    std::visit([](const auto& record) { check(record); }, *order);
    const auto* good = std::get_if<Order>(&*order);
    ids.push_back(good != nullptr ? good->order_id : std::get<Undecodable>(*order).record_id);
    rows.push_back((*orders)->row());
  }
  return ids;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text(reinterpret_cast<const char*>(data), size);
  if (const auto place = OrderReportPlace::parse(text)) {
    require(*OrderReportPlace::parse(place->token()) == *place);
  }
  for (const char* content_type : {"text/plain; charset=UTF-8", "text/plain; charset=Cp1252"}) {
    std::vector<std::uint64_t> rows;
    const auto whole = read(text, content_type, 0, rows);
    if (whole.empty()) continue;
    // Going on in the middle gives the rest.
    const std::size_t middle = whole.size() / 2;
    std::vector<std::uint64_t> more;
    const auto rest = read(text, content_type, rows[middle], more);
    require(std::equal(rest.begin(), rest.end(), whole.begin() + static_cast<std::ptrdiff_t>(middle) + 1,
                       whole.end()));
  }
  return 0;
}
