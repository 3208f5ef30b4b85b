// Order pages: whatever the bytes, an order that is handed out is a usable one, and a page is never half
// read.
#include <cstdint>
#include <cstdlib>
#include <set>

#include "common/charset.h"
#include "daemon/channel/amazon/answer_json.h"
#include "daemon/channel/amazon/orders_codec.h"

using namespace sellerd;

namespace {

void require(bool condition) {
  if (!condition) std::abort();
}

void check_extra(const std::string& extra) {
  if (extra.empty()) return;
  const auto parsed = parse_json(extra);
  require(parsed.has_value() && parsed->is_object() && !parsed->get_object().empty());
}

void check(const Order& order) {
  require(!order.order_id.empty() && order.integration == 7 && order.source == "search");
  check_extra(order.extra);
  std::set<std::string> line_ids;
  for (const auto& line : order.lines) {
    require(!line.line_id.empty() && line_ids.insert(line.line_id).second);
    require(line.quantity_ordered >= 0 && line.quantity_fulfilled >= 0);
    check_extra(line.extra);
  }
  const auto again = from_json<Order>(to_json(order, Reveal::all), Strictness::strict);
  require(again.has_value() && *again == order);
}

void check(const Undecodable& bad) {
  require(!bad.record_id.empty() && !bad.error.message.empty() && !bad.error.field.empty());
  require(bad.error.code == ErrorCode::malformed);
  require(bad.payload.size() <= 4'096 && is_valid_utf8(bad.payload));
}

void check(const Decoded<Order>& decoded) {
  std::visit([](const auto& record) { check(record); }, decoded);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text(reinterpret_cast<const char*>(data), size);
  const auto answer = amazon::parse_answer(text);
  if (!answer) return 0;
  if (const auto page = amazon::decode_orders(*answer, 7)) {
    require(page->records.size() == answer->at("orders").as_array().size());
    for (const auto& record : page->records) check(record);
    // Pretty or not, in an arena or not: the same document gives the same page.
    const auto reread = amazon::parse_answer(json::serialize(*answer));
    require(reread.has_value());
    const auto again = amazon::decode_orders(*reread, 7);
    require(again.has_value() && again->next_token == page->next_token && again->bound == page->bound);
    for (std::size_t i = 0; i < page->records.size(); ++i) {
      require(again->records[i].index() == page->records[i].index());
    }
  }
  if (const auto order = amazon::decode_order(*answer, 7)) check(*order);
  return 0;
}
