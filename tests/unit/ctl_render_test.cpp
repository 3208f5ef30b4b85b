// Everything that turns replies into text for people: cells, tables, blocks, the status and an order.
#include <boost/test/unit_test.hpp>

#include "common/api/orders.h"
#include "common/api/sync.h"
#include "ctl/cell.h"
#include "ctl/default_view.h"
#include "ctl/order_text.h"
#include "ctl/record_text.h"
#include "ctl/status_text.h"
#include "ctl/table.h"

// In a namespace with a name: the members of a record that only templates look at would else count as unused.
namespace sellerd::ctl_render_test {

struct Crate {
  std::string label;
  std::int64_t weight = 0;
  std::optional<Money> worth;
  std::vector<Destination> stops;
  std::string code;

  static constexpr std::string_view kTypeName = "Crate";
  static constexpr auto fields() {
    using Self = Crate;
    return Fields{SELLERD_FIELD(label, "Label."), SELLERD_FIELD(weight, "Weight."),
                  SELLERD_FIELD(worth, "Worth."), SELLERD_FIELD(stops, "Stops."),
                  SELLERD_FIELD(code, "Code.", .privacy = Privacy::secret)};
  }
};

}  // namespace sellerd::ctl_render_test

namespace sellerd::ctl {
namespace {

using ctl_render_test::Crate;

json::value parsed(std::string_view text) {
  return parse_json(text).value();
}

Timestamp at(std::string_view text) {
  return parse_time(text).value();
}

Money inr(std::string_view amount) {
  return Money::parse(amount, "INR").value();
}

template <class T>
std::string cell(std::string_view text) {
  return cell_text(shape_of<T>(), parsed(text));
}

Terminal narrow(std::size_t width) {
  Terminal terminal;
  terminal.interactive = true;
  terminal.width = width;
  return terminal;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(ctl_render)

BOOST_AUTO_TEST_CASE(cells_by_kind) {
  BOOST_TEST(cell<std::string>(R"("a\nb")") == "a b");
  BOOST_TEST(cell<std::string>(R"("")") == "-");
  BOOST_TEST(cell<std::optional<std::string>>("null") == "-");
  BOOST_TEST(cell<bool>("true") == "yes");
  BOOST_TEST(cell<std::int64_t>("1234567") == "1234567");
  BOOST_TEST(cell<Timestamp>(R"("2026-08-05T04:31:10Z")") == "2026-08-05 04:31");
  BOOST_TEST(cell<Timestamp>(R"("1970-01-01T00:00:00Z")") == "-");
  BOOST_TEST(cell<Timestamp>(R"("soon")") == "soon");
  BOOST_TEST(cell<Money>(R"({"amount":"561.90","currency":"INR"})") == "561.90 INR");
  BOOST_TEST(cell<Money>(R"({"sum":1})") == R"({"sum":1})");
  BOOST_TEST(cell<RunState>(R"("a_word_of_tomorrow")") == "a_word_of_tomorrow");
  BOOST_TEST(cell<RunCounts>(R"({"created":2000,"updated":0,"failed":1})") == "2,000 created, 1 failed");
  BOOST_TEST(cell<RunCounts>(R"({"created":0})") == "0");
  BOOST_TEST(cell<Destination>(R"({"city":"MUMBAI","state":"","country":"IN"})") == "MUMBAI, IN");
  BOOST_TEST((cell<std::vector<std::string>>(R"(["a","b"])") == "a, b"));
  BOOST_TEST((cell<std::vector<std::string>>("[]") == "-"));
  BOOST_TEST((cell<std::vector<Charge>>("[{},{}]") == "2"));
  BOOST_TEST((cell<std::map<std::string, std::int64_t>>(R"({"a":1})") == "a=1"));
  BOOST_TEST(cell<json::value>(R"({"a":[1]})") == R"({"a":[1]})");
  BOOST_TEST(cell<std::string>("7") == "7");  // not what was declared, shown all the same
}

BOOST_AUTO_TEST_CASE(names_of_fields) {
  BOOST_TEST(label("seller_id") == "Seller id");
  BOOST_TEST(heading("seller_id") == "SELLER ID");
}

BOOST_AUTO_TEST_CASE(a_table_is_aligned) {
  Table table({{"ID", Align::right, true}, {"NAME"}, {"NOTE"}}, Terminal{});
  BOOST_TEST(table.add({"7", "a", ""}).empty());
  BOOST_TEST(table.add({"1000", "longer", "x"}).empty());
  BOOST_TEST(table.finish() ==
             "  ID  NAME    NOTE\n"
             "   7  a\n"
             "1000  longer  x\n");
  BOOST_TEST(table.finish().empty());
}

BOOST_AUTO_TEST_CASE(a_table_without_rows_is_nothing) {
  BOOST_TEST(Table({{"A"}}, Terminal{}).finish().empty());
}

BOOST_AUTO_TEST_CASE(a_table_streams_after_its_sample) {
  Table table({{"A"}, {"B"}}, Terminal{}, 2);
  BOOST_TEST(table.add({"1", "x"}).empty());
  BOOST_TEST(table.add({"22", "y"}) == "A   B\n1   x\n22  y\n");
  // What comes later keeps the widths and is never cut in a pipe.
  BOOST_TEST(table.add({"3", "z"}) == "3   z\n");
  BOOST_TEST(table.add({"44444", "z"}) == "44444  z\n");
  BOOST_TEST(table.finish().empty());
}

BOOST_AUTO_TEST_CASE(a_terminal_cuts_flexible_columns_first) {
  Table table({{"ID"}, {"WHEN", Align::left, true}, {"TITLE"}}, narrow(31));
  table.add({"402-1234567", "2026-08-05", "a very long title indeed"});
  BOOST_TEST(table.finish() ==
             "ID           WHEN        TITLE\n"
             "402-1234567  2026-08-05  a ver~\n");
}

BOOST_AUTO_TEST_CASE(a_single_record_is_labelled_lines) {
  const auto record = parsed(R"({"label":"A","weight":12,"code":"CANARY",
    "stops":[{"city":"PUNE","state":"MH","country":"IN"}]})");
  BOOST_TEST(record_text(shape_of<Crate>(), record.as_object(), Terminal{}) ==
             "Label   A\n"
             "Weight  12\n"
             "Worth   -\n"
             "Stops   1\n"
             "\n"
             "Stops\n"
             "  CITY  STATE  COUNTRY\n"
             "  PUNE  MH     IN\n");
}

BOOST_AUTO_TEST_CASE(json_unwraps_the_only_record) {
  const auto unwrapped =
      reply_value(shape_of<api::ListOrders::Reply>(), parsed(R"({"order":{"a":1}})").as_object());
  BOOST_TEST(json::serialize(unwrapped) == R"({"a":1})");
  const auto whole = reply_value(shape_of<api::GetStatus::Reply>(), parsed(R"({"version":"1"})").as_object());
  BOOST_TEST(json::serialize(whole) == R"({"version":"1"})");
  const auto list = reply_value(shape_of<api::StartSync::Reply>(), parsed(R"({"runs":[]})").as_object());
  BOOST_TEST(json::serialize(list) == R"({"runs":[]})");
}

BOOST_AUTO_TEST_CASE(status_in_full) {
  const auto now = at("2026-08-05T04:31:10Z");
  api::GetStatus::Reply status{.version = "1.0",
                               .started = now - std::chrono::hours(3),
                               .now = now,
                               .data_directory = "/data",
                               .alarms = {"amazon-in holds 40 records in quarantine: sellerctl quarantine"}};
  api::ModuleStatus items{.module = Module::items, .read_to = now - std::chrono::minutes(2)};
  items.last_run = Run{.id = 6, .state = RunState::succeeded, .started = now - std::chrono::minutes(5)};
  items.last_run->counts.created = 150;
  api::ModuleStatus orders{.module = Module::orders};
  orders.running = api::Progress{.run = 8, .pages = 4, .permille = 420, .doing = "waiting for quota"};
  orders.running->waiting_until = now + std::chrono::seconds(12);
  orders.running->counts.created = 840;
  orders.last_run =
      Run{.id = 7, .state = RunState::partial, .ended = now - std::chrono::hours(4), .reason = "40 bad"};
  status.integrations.push_back({.name = "amazon-in", .channel = "amazon-in", .totals = {2000, 3100, 1, 40}});
  status.integrations.back().modules = {items, orders};
  status.integrations.back().push = true;
  status.integrations.back().pushes = {
      .queued = 5, .sent = 1, .accepted = 2, .verified = 1240, .rejected = 2, .corrections = 3};
  status.integrations.push_back({.name = "us",
                                 .channel = "amazon-us",
                                 .state = IntegrationState::needs_reauth,
                                 .state_reason = "invalid_grant",
                                 .modules = {{.module = Module::items}}});
  BOOST_TEST(
      status_text(status, Terminal{}) ==
      "sellerd 1.0, up 3 h, data in /data\n"
      "\n"
      "ALARM\n"
      "  ! amazon-in holds 40 records in quarantine: sellerctl quarantine\n"
      "\n"
      "amazon-in: active\n"
      "  Holds   2,000 orders with 3,100 lines, 1 item, 40 records in quarantine\n"
      "  Stock   99.2 % verified (1,240 of 1,250), 8 on their way, 2 refused, 3 set right since the start\n"
      "  Items   run 6 succeeded 5 min ago (2026-08-05 04:26 UTC): 150 created\n"
      "          read to 2 min ago (2026-08-05 04:29 UTC)\n"
      "  Orders  running 42 %, 4 pages, 840 created, waiting for quota (12 s) (run 8)\n"
      "          run 7 partial 4 h ago (2026-08-05 00:31 UTC): no records: 40 bad\n"
      "\n"
      "us (amazon-us): needs_reauth: invalid_grant\n"
      "  Holds   0 orders with 0 lines, 0 items, nothing in quarantine\n"
      "  Stock   quantities are not sent: sellerctl stock rule us --push yes\n"
      "  Items   has not run yet\n");
}

BOOST_AUTO_TEST_CASE(a_share_is_whole_only_when_nothing_is_missing) {
  api::GetStatus::Reply status{.version = "1.0"};
  status.integrations.push_back({.name = "a", .push = true});
  const auto stock_line = [&](PushTotals pushes) {
    status.integrations.front().pushes = pushes;
    const auto text = status_text(status, Terminal{});
    const auto start = text.find("  Stock   ") + 10;
    return text.substr(start, text.find('\n', start) - start);
  };
  BOOST_TEST(stock_line({}) == "quantities are sent; there is none to send yet");
  BOOST_TEST(stock_line({.verified = 7}) == "100.0 % verified (7 of 7)");
  BOOST_TEST(stock_line({.queued = 1, .verified = 99'999}) ==
             "99.9 % verified (99,999 of 100,000), 1 on their way");
  BOOST_TEST(stock_line({.rejected = 3}) == "0.0 % verified (0 of 3), 3 refused");
  // A single listing may be sent where its integration is not.
  status.integrations.front().push = false;
  BOOST_TEST(stock_line({.verified = 1}) == "100.0 % verified (1 of 1)");
}

BOOST_AUTO_TEST_CASE(status_of_a_new_daemon) {
  const auto now = at("2026-08-05T04:31:10Z");
  BOOST_TEST(
      status_text({.version = "1.0", .started = now, .now = now, .data_directory = "/data"}, Terminal{}) ==
      "sellerd 1.0, up < 1 s, data in /data\n"
      "\n"
      "No account is connected yet. Connect one with: sellerctl connect --help\n");
}

BOOST_AUTO_TEST_CASE(an_order_in_full) {
  Order order{.integration = 1,
              .order_id = "402-1",
              .status = OrderStatus::confirmed,
              .channel_status = "UNSHIPPED",
              .created = at("2026-08-05T04:31:10Z"),
              .last_updated = at("2026-08-05T05:00:00Z"),
              .fulfilled_by = "MERCHANT",
              .total = inr("561.90"),
              .destination = {"MUMBAI", "MAHARASHTRA", "IN"},
              .first_seen = at("2026-08-05T06:00:00Z"),
              .source = "search"};
  order.lines.push_back({.sku = "SET-M", .asin = "B0", .title = "A \x1b[31mset", .quantity_ordered = 1});
  order.lines[0].unit_price = inr("500.00");
  order.lines[0].total = inr("525.00");
  order.lines[0].charges = {{"ITEM", "", inr("500.00")}, {"TAX", "ITEM", inr("25.00")}};
  order.lines.push_back({.quantity_ordered = 2, .quantity_fulfilled = 1, .cancelled_by = "BUYER"});
  order.lines[1].charges = {{"ITEM", "", inr("36.90")}};
  order.packages.push_back({.reference = "1", .carrier = "ATS", .status = "IN_TRANSIT"});
  BOOST_TEST(order_text(order) ==
             "Order 402-1: confirmed (UNSHIPPED)\n"
             "  Integration   number 1\n"
             "  Placed        2026-08-05 04:31 UTC\n"
             "  Last change   2026-08-05 05:00 UTC\n"
             "  Fulfilled by  MERCHANT\n"
             "  Destination   MUMBAI, MAHARASHTRA, IN\n"
             "  First seen    2026-08-05 06:00 UTC, by search\n"
             "\n"
             "2 lines\n"
             "  1. SET-M  x 1, 500.00 INR each\n"
             "     B0  A  [31mset\n"
             "     ITEM                     500.00 INR\n"
             "     TAX on ITEM               25.00 INR\n"
             "     line total               525.00 INR\n"
             "  2. (no SKU)  x 2, 1 shipped\n"
             "     ITEM                      36.90 INR\n"
             "     cancelled: BUYER\n"
             "\n"
             "1 package\n"
             "  1  ATS  IN_TRANSIT\n"
             "\n"
             "Totals\n"
             "  ITEM                        536.90 INR\n"
             "  TAX on ITEM                  25.00 INR\n"
             "  order total, as sent        561.90 INR\n");
}

BOOST_AUTO_TEST_CASE(an_order_with_what_it_did_to_the_stock) {
  const Order order{.order_id = "402-1"};
  OrderStock stock{.order_id = "402-1"};
  stock.lines.push_back(
      {.sku = "SET-M", .item = "SET", .warehouse = "main", .reserved = 2, .issued = 1'000, .returned = 1});
  stock.lines.push_back({.sku = "CUP", .item = "CUP", .warehouse = "main", .reserved = 1});
  stock.lines.push_back({.sku = "OLD", .item = "OLD", .warehouse = "main", .issued = 1, .settled = true});
  stock.lines.push_back({.sku = ""});
  const auto plain = order_text(order, stock);
  BOOST_TEST(
      plain.find(
          "\nStock\n"
          "  SET-M: 2 reserved, 1,000 issued, of which 1 put back, item SET in main\n"
          "  CUP: 1 reserved, 0 issued, item CUP in main\n"
          "  OLD: nothing is booked: it had left before its stock was opened, or the marketplace keeps it\n"
          "  (no SKU): no item is known\n"
          "\nTotals\n") != std::string::npos,
      plain);
  stock.frozen = {"CUP", "NEW\x1b[2J"};
  const auto frozen = order_text(order, stock);
  BOOST_TEST(frozen.find("  CUP: 1 reserved, 0 issued, item CUP in main, frozen\n") != std::string::npos,
             frozen);
  BOOST_TEST(frozen.find("  (no SKU): no item is known\n"
                         "  NEW [2J: frozen\n"
                         "  Why: sellerctl why 402-1\n") != std::string::npos,
             frozen);
  BOOST_TEST(order_text(order).find("Stock") == std::string::npos);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace sellerd::ctl
