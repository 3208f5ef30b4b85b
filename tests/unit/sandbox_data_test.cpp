#include <boost/test/unit_test.hpp>
#include <filesystem>
#include <fstream>
#include <map>
#include <set>

#include "tests/sandbox/csv.h"
#include "tests/sandbox/order_file.h"
#include "tests/sandbox/stock_file.h"
#include "tests/sandbox/synthetic.h"
#include "tests/support/shared_data.h"

using namespace sellerd;
using namespace sellerd::sandbox;
using sellerd::test::shared_data;

namespace {

const Timestamp kStart = *parse_time("2026-08-05T00:00:10Z");
constexpr const char* kHeader =
    "index,Order ID,Date,Status,Fulfilment,Sales Channel "
    ",ship-service-level,Style,SKU,Category,Size,ASIN,Courier Status,"
    "Qty,currency,Amount,ship-city,ship-state,ship-postal-code,ship-country,promotion-ids,B2B,fulfilled-by,"
    "Unnamed: 22\n";

// A file of this name and content, gone at the end.
class TemporaryFile {
 public:
  TemporaryFile(const std::string& name, const std::string& content)
      : path_(std::filesystem::temp_directory_path() / (std::to_string(::getpid()) + name)) {
    std::ofstream(path_) << content;
  }
  ~TemporaryFile() { std::filesystem::remove(path_); }
  std::string path() const { return path_.string(); }

 private:
  std::filesystem::path path_;
};

MarketData load(const std::string& rows) {
  const TemporaryFile file("orders.csv", kHeader + rows);
  auto data = load_orders(file.path(), "", kStart);
  BOOST_REQUIRE(data.has_value());
  return std::move(data.value());
}

}  // namespace

BOOST_AUTO_TEST_SUITE(sandbox_data)

BOOST_AUTO_TEST_CASE(csv_fields_may_be_quoted) {
  const TemporaryFile file("quoted.csv", "a, b ,c\r\n1,\"x, \"\"y\"\"\",3\r\n\r\n\"two\nlines\",,\n4\n");
  auto table = CsvTable::open(file.path(), {"c", "b", "a"});
  BOOST_REQUIRE(table.has_value());
  BOOST_REQUIRE(table->next());
  BOOST_TEST(table->field(1) == "x, \"y\"");
  BOOST_TEST(table->field(0) == "3");
  BOOST_REQUIRE(table->next());
  BOOST_TEST(table->field(2) == "two\nlines");
  BOOST_REQUIRE(table->next());
  BOOST_TEST(table->field(2) == "4");
  BOOST_TEST(table->field(0) == "");
  BOOST_TEST(!table->next());
  BOOST_TEST(table->finish().has_value());
}

BOOST_AUTO_TEST_CASE(files_that_cannot_be_read_say_so) {
  BOOST_TEST((load_orders("/nonexistent/orders.csv", "", kStart).error().code == ErrorCode::not_found));
  const TemporaryFile other("other.csv", "a,b\n1,2\n");
  const auto lacking = load_orders(other.path(), "", kStart);
  BOOST_TEST((lacking.error().code == ErrorCode::malformed));
  BOOST_TEST(lacking.error().message.find("Order ID") != std::string::npos);
  const TemporaryFile broken("broken.csv.xz", "this is not xz");
  BOOST_TEST((load_orders(broken.path(), "", kStart).error().code == ErrorCode::malformed));
}

BOOST_AUTO_TEST_CASE(a_row_that_is_not_understood_is_named) {
  const TemporaryFile file("bad.csv",
                           std::string(kHeader) +
                               "0,405-1,04-30-22,Vanished,Merchant,Amazon.in,Standard,S,K-1,Set,S,B0,,1,INR,"
                               "647.0,MUMBAI,MAHARASHTRA,400081.0,IN,,False,Easy Ship,\n");
  const auto data = load_orders(file.path(), "", kStart);
  BOOST_REQUIRE(data.has_error());
  BOOST_TEST(data.error().text().find("record 1") != std::string::npos);
  BOOST_TEST(data.error().text().find("Status") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(rows_become_orders) {
  const MarketData data = load(
      "0,405-1,04-30-22,Shipped - Delivered to "
      "Buyer,Merchant,Amazon.in,Standard,S,K-1,Set,S,B0A,Shipped,1,INR,647.0,MUMBAI,MAHARASHTRA,400081.0,IN,,"
      "False,Easy Ship,\n"
      "1,405-2,04-29-22,Cancelled,Merchant,Amazon.in,Standard,S,K-2,Set,S,B0B,,0,INR,734.29,Pune,MAHARASHTRA,"
      "411001.0,IN,,True,Easy Ship,\n"
      "2,405-1,04-30-22,Shipped - Delivered to "
      "Buyer,Merchant,Amazon.in,Standard,S,K-2,Set,S,B0B,Cancelled,0,,,MUMBAI,MAHARASHTRA,400081.0,IN,\"P "
      "1,P 2\",False,Easy Ship,\n"
      "3,S02-3,04-28-22,Shipped,Amazon,Non-Amazon,Standard,S,K-1,Set,S,B0A,Unshipped,15,,,Surat,Gujarat,"
      "394210.0,IN,,False,,\n");
  BOOST_TEST(data.orders.size() == 3u);
  BOOST_TEST(data.orders.line_count() == 4u);
  BOOST_TEST(data.catalogue.size() == 2u);
  const sandbox::Order& delivered = *data.orders.find("405-1");
  BOOST_REQUIRE(delivered.lines.size() == 2u);
  BOOST_TEST((delivered.status == Status::shipped));
  BOOST_TEST((delivered.package == PackageState::delivered));
  BOOST_TEST(delivered.address.postal_code == "400081");
  BOOST_TEST(delivered.lines[0].item_paise + delivered.lines[0].tax_paise == 647'00);
  BOOST_TEST(delivered.lines[0].tax_paise == 30'81);
  BOOST_TEST(delivered.lines[1].cancelled);
  BOOST_TEST(!delivered.lines[1].has_money);
  BOOST_TEST(delivered.lines[1].promotions->size() == 2u);
  BOOST_TEST(delivered.lines[0].id != delivered.lines[1].id);
  const Line& cancelled = data.orders.find("405-2")->lines[0];
  BOOST_TEST(cancelled.cancelled);
  BOOST_TEST(cancelled.item_paise == 734'29);
  BOOST_TEST(cancelled.tax_paise == 0);
  BOOST_TEST(data.orders.find("S02-3")->non_amazon);
}

BOOST_AUTO_TEST_CASE(the_last_day_of_the_file_becomes_yesterday) {
  const MarketData data = load(
      "0,405-1,04-30-22,Shipped,Amazon,Amazon.in,Expedited,S,K-1,Set,S,B0A,Shipped,1,INR,647.0,MUMBAI,"
      "MAHARASHTRA,400081.0,IN,,False,,\n"
      "1,405-2,03-31-22,Shipped,Amazon,Amazon.in,Expedited,S,K-1,Set,S,B0A,Shipped,1,INR,647.0,MUMBAI,"
      "MAHARASHTRA,400081.0,IN,,False,,\n");
  BOOST_TEST(format_time(data.orders.find("405-1")->created).substr(0, 10) == "2026-08-04");
  BOOST_TEST(format_time(data.orders.find("405-2")->created).substr(0, 10) == "2026-07-05");
  BOOST_TEST(data.note.find("2026-08-04") != std::string::npos);
  for (OrderNumber number = 0; number < 2; ++number) {
    const sandbox::Order& order = data.orders.at(number);
    BOOST_TEST((order.updated >= order.created));
    BOOST_TEST((order.updated <= kStart - std::chrono::minutes{5}));
  }
}

BOOST_AUTO_TEST_CASE(stock_keeps_odd_skus_and_merges_doubles) {
  const TemporaryFile file("stock.csv",
                           "index,SKU Code,Design "
                           "No.,Stock,Category,Size,Color\n0,A-1,D,5.0,KURTA,M,Red\n1,#REF!,D,1.0,SET,M,Red\n"
                           "2,,D,7.0,SET,M,Red\n3,A  -1,D,,SET,M,Red\n4,A-1,D,2.0,KURTA,M,Red\n");
  Catalogue catalogue;
  BOOST_REQUIRE(load_stock(file.path(), catalogue).has_value());
  BOOST_TEST(catalogue.size() == 3u);
  BOOST_TEST(catalogue.find("A-1")->stock == 7);
  BOOST_TEST(catalogue.find("A  -1")->stock == 0);
  BOOST_TEST(catalogue.find("#REF!") != nullptr);
}

BOOST_AUTO_TEST_CASE(gst_parts_sum_to_the_amount) {
  for (std::int64_t gross = 0; gross < 2'500'00; gross += 1'37) {
    Line line;
    split_gst(line, gross);
    BOOST_REQUIRE(line.item_paise + line.tax_paise == gross);
    const std::int64_t percent = gross <= 1'000'00 ? 5 : 12;
    BOOST_REQUIRE(std::abs(line.item_paise * percent - line.tax_paise * 100) <= 56);
  }
  Line two;
  two.quantity = 2;
  split_gst(two, 1'998'00);
  BOOST_TEST(two.tax_paise == 95'14);
}

BOOST_AUTO_TEST_CASE(the_real_file_is_read_completely) {
  const std::string orders = shared_data("amazon-in-orders-2022.csv.xz");
  const std::string stock = shared_data("amazon-in-stock-per-sku.csv.xz");
  if (orders.empty() || stock.empty()) {
    BOOST_TEST_MESSAGE(
        "skipped: the developers' data files are not here; SELLERD_SHARED_DATA may name their folder");
    return;
  }
  const auto data = load_orders(orders, stock, kStart);
  BOOST_REQUIRE(data.has_value());
  BOOST_TEST(data->orders.size() == 60'277u);
  BOOST_TEST(data->orders.line_count() == 64'653u);
  BOOST_TEST(data->catalogue.size() == 9'651u);
  std::map<std::string_view, int> statuses;
  std::set<std::uint64_t> line_ids;
  int blank_amounts = 0;
  for (OrderNumber number = 0; number < data->orders.size(); ++number) {
    const sandbox::Order& order = data->orders.at(number);
    ++statuses[report_status(order)];
    for (const Line& line : order.lines) {
      line_ids.insert(line.id);
      blank_amounts += !line.has_money;
    }
  }
  BOOST_TEST(statuses["Shipped"] == 36'472);
  BOOST_TEST(statuses["Cancelled"] == 8'611);
  BOOST_TEST(statuses["Pending"] == 292);
  BOOST_TEST(statuses["Pending - Waiting for Pick Up"] == 137);
  BOOST_TEST(blank_amounts == 3'922);
  BOOST_TEST(line_ids.size() == 64'653u);
  BOOST_TEST((*line_ids.begin() >= 10'000'000'000'000u && *line_ids.rbegin() < 100'000'000'000'000u));
}

BOOST_AUTO_TEST_CASE(invented_orders_have_the_real_proportions) {
  const MarketData data = make_synthetic({.seed = 1, .orders = 20'000, .days = 90, .start = kStart});
  std::map<std::string_view, int> statuses;
  int merchant = 0;
  int several_lines = 0;
  int non_amazon = 0;
  int replacements = 0;
  for (OrderNumber number = 0; number < data.orders.size(); ++number) {
    const sandbox::Order& order = data.orders.at(number);
    ++statuses[status_name(order.status)];
    merchant += order.fulfiller == Fulfiller::merchant;
    several_lines += order.lines.size() > 1;
    non_amazon += order.non_amazon;
    if (order.rarities && !order.rarities->replaces.empty()) {
      ++replacements;
      BOOST_TEST((data.orders.find(order.rarities->replaces)->created <= order.created));
      BOOST_TEST((order.lines.size() == 1u && order.lines[0].item_paise == 0));
    }
    BOOST_REQUIRE((order.updated >= order.created && order.updated <= kStart - std::chrono::minutes{5}));
  }
  BOOST_TEST(data.orders.size() == 20'000u);
  BOOST_TEST(std::abs(statuses["CANCELLED"] - 2'856) < 250);
  BOOST_TEST(std::abs(statuses["PENDING"] + statuses["UNSHIPPED"] - 140) < 60);
  BOOST_TEST(std::abs(merchant - 6'040) < 300);
  BOOST_TEST(std::abs(several_lines - 1'138) < 150);
  BOOST_TEST(non_amazon > 5);
  BOOST_TEST(std::abs(replacements - 350) < 80);
}

BOOST_AUTO_TEST_CASE(the_same_seed_invents_the_same_orders) {
  const MarketData left = make_synthetic({.seed = 7, .orders = 300, .days = 30, .start = kStart});
  const MarketData right = make_synthetic({.seed = 7, .orders = 300, .days = 30, .start = kStart});
  const MarketData other = make_synthetic({.seed = 8, .orders = 300, .days = 30, .start = kStart});
  int different = 0;
  for (OrderNumber number = 0; number < 300; ++number) {
    BOOST_TEST(left.orders.at(number).id == right.orders.at(number).id);
    BOOST_TEST((left.orders.at(number).updated == right.orders.at(number).updated));
    different += left.orders.at(number).id != other.orders.at(number).id;
  }
  BOOST_TEST(different > 290);
}

BOOST_AUTO_TEST_CASE(changes_move_an_order_and_keep_the_count_of_lines) {
  MarketData data = make_synthetic({.seed = 1, .orders = 50, .days = 30, .start = kStart});
  const std::string id = data.orders.at(10).id;
  const std::size_t lines = data.orders.line_count();
  BOOST_REQUIRE(data.orders
                    .update(id, kStart,
                            [](sandbox::Order& order) {
                              order.status = Status::cancelled;
                              order.lines.push_back(order.lines.front());
                              order.lines.back().id = 0;
                            })
                    .has_value());
  BOOST_TEST(data.orders.line_count() == lines + 1);
  const sandbox::Order& order = *data.orders.find(id);
  BOOST_TEST((order.updated == kStart));
  BOOST_TEST(order.lines.back().cancelled);
  BOOST_TEST(order.lines.back().id != order.lines.front().id);
  BOOST_TEST(
      (data.orders.update("none", kStart, [](sandbox::Order&) {}).error().code == ErrorCode::not_found));
}

BOOST_AUTO_TEST_SUITE_END()
