// The books as files: whole, and what they say is what the daemon says.
#include <boost/test/unit_test.hpp>

#include "common/csv.h"
#include "tests/support/installation.h"
#include "tests/support/read_file.h"

using namespace sellerd;
using namespace sellerd::test;

namespace {

std::vector<CsvRow> rows_of(const std::string& path) {
  auto rows = read_csv(read_file(path));
  BOOST_REQUIRE_MESSAGE(rows.has_value(), path);
  return std::move(*rows);
}

std::size_t column(const CsvRow& header, std::string_view name) {
  const auto found = std::find(header.cells.begin(), header.cells.end(), name);
  BOOST_REQUIRE_MESSAGE(found != header.cells.end(), name);
  return static_cast<std::size_t>(found - header.cells.begin());
}

}  // namespace

BOOST_AUTO_TEST_SUITE(books_export)

BOOST_AUTO_TEST_CASE(every_order_and_line_is_in_it) {
  Installation home({"--rate-multiplier", "20000", "--synthetic-orders", "150"});
  home.start_daemon();
  BOOST_REQUIRE(home.ctl({"preferences", "set", "--personal-data", "yes"}).exit_code == 0);
  BOOST_REQUIRE(home.connect(home.credentials()).exit_code == 0);
  BOOST_REQUIRE(home.ctl({"sync"}).exit_code == 0);
  const auto done = home.ctl({"export", home.path("out")});
  BOOST_REQUIRE_MESSAGE(done.exit_code == 0, done.errors);
  BOOST_TEST(done.output.find("  orders: 150\n") != std::string::npos, done.output);
  BOOST_TEST(home.ctl({"export", home.path("json"), "--format", "json"}).exit_code == 0);

  std::map<std::string, std::pair<std::string, std::size_t>> told;  // total and lines, by order
  std::size_t lines = 0;
  for (const auto& order : home.lines({"orders", "--json"})) {
    const auto* total = order.if_contains("total");
    const auto count = order.at("lines").as_array().size();
    told[std::string(std::string_view(order.at("order_id").get_string()))] = {
        total != nullptr && total->is_object()
            ? std::string(std::string_view(total->at("amount").get_string()))
            : "",
        count};
    lines += count;
  }
  const auto orders = rows_of(home.path("out/orders.csv"));
  BOOST_REQUIRE(orders.size() == told.size() + 1);
  const auto id = column(orders[0], "order_id");
  const auto total = column(orders[0], "total");
  column(orders[0], "total_currency");
  column(orders[0], "destination_state");
  for (std::size_t row = 1; row < orders.size(); ++row) {
    BOOST_TEST(orders[row].cells.size() == orders[0].cells.size());
    BOOST_TEST(orders[row].cells[total] == told.at(orders[row].cells[id]).first);
  }
  const auto order_lines = rows_of(home.path("out/order-lines.csv"));
  BOOST_TEST(order_lines.size() == lines + 1);
  std::map<std::string, std::size_t> of_order;
  for (std::size_t row = 1; row < order_lines.size(); ++row)
    ++of_order[order_lines[row].cells[column(order_lines[0], "order_id")]];
  for (const auto& [order, what] : told) BOOST_TEST(of_order[order] == what.second, order);
  // The ledger explains the stock.
  const auto ledger = rows_of(home.path("out/ledger.csv"));
  const auto stock = rows_of(home.path("out/stock.csv"));
  std::int64_t moved = 0;
  std::int64_t there = 0;
  for (std::size_t row = 1; row < ledger.size(); ++row)
    moved += std::stoll(ledger[row].cells[column(ledger[0], "on_hand")]);
  for (std::size_t row = 1; row < stock.size(); ++row)
    there += std::stoll(stock[row].cells[column(stock[0], "on_hand")]);
  BOOST_TEST(moved == there);

  std::size_t json_lines = 0;
  std::istringstream text(read_file(home.path("json/orders.jsonl")));
  for (std::string line; std::getline(text, line); ++json_lines) BOOST_TEST(parse_json(line).has_value());
  BOOST_TEST(json_lines == told.size());
  for (const auto* directory : {"out", "json"}) {
    for (const auto& entry : std::filesystem::directory_iterator(home.path(directory)))
      BOOST_TEST(read_file(entry.path().string()).find("CANARY") == std::string::npos, entry.path().string());
  }
}

BOOST_AUTO_TEST_CASE(nothing_is_overwritten_and_half_an_export_is_none) {
  Installation home;
  std::filesystem::create_directory(home.path("there"));
  auto done = home.ctl({"export", home.path("there")});
  BOOST_TEST(done.exit_code == 2);
  BOOST_TEST(done.errors.find("exists") != std::string::npos, done.errors);
  done = home.ctl({"export", home.path("out")});  // no daemon answers
  BOOST_TEST(done.exit_code == 3);
  BOOST_TEST(!std::filesystem::exists(home.path("out")));
  BOOST_TEST(!std::filesystem::exists(home.path("out.part")));
}

BOOST_AUTO_TEST_SUITE_END()
