// CSV as spreadsheets write it, strictly read; and what is written reads back the same.
#include <array>
#include <boost/test/unit_test.hpp>

#include "common/csv.h"
#include "common/sheet.h"

namespace sellerd {
namespace {

using Cells = std::vector<std::string>;

Cells cells_of(std::string_view text) {
  const auto rows = read_csv(text).value();
  BOOST_REQUIRE(rows.size() == 1u);
  return rows.front().cells;
}

std::string wrong(std::string_view text) {
  const auto rows = read_csv(text);
  BOOST_REQUIRE(!rows);
  BOOST_TEST((rows.error().code == ErrorCode::invalid_argument));
  return rows.error().text();
}

constexpr std::array kColumns = {SheetColumn{"sku"}, SheetColumn{"found"}, SheetColumn{"note", false}};

std::string wrong_sheet(std::string_view text, OtherColumns others = OtherColumns::refused) {
  const auto rows = read_sheet(text, kColumns, others);
  BOOST_REQUIRE(!rows);
  return rows.error().text();
}

}  // namespace

BOOST_AUTO_TEST_SUITE(csv)

BOOST_AUTO_TEST_CASE(cells_are_taken_byte_for_byte) {
  BOOST_TEST((cells_of("a,b\n") == Cells{"a", "b"}));
  BOOST_TEST((cells_of(" a , b\t") == Cells{" a ", " b\t"}));
  BOOST_TEST((cells_of("\"a,b\",\"say \"\"hi\"\"\",\"\"") == Cells{"a,b", "say \"hi\"", ""}));
  BOOST_TEST((cells_of(",") == Cells{"", ""}));
  BOOST_TEST((cells_of("\"\"\n") == Cells{""}));
  BOOST_TEST((cells_of("\xef\xbb\xbf\"a\"\r\n") == Cells{"a"}));
  BOOST_TEST((cells_of("\xe0\xa4\x95,x") == Cells{"\xe0\xa4\x95", "x"}));
  BOOST_TEST(read_csv("")->empty());
  BOOST_TEST(read_csv("\xef\xbb\xbf\r\n\n")->empty());
}

BOOST_AUTO_TEST_CASE(rows_know_their_lines) {
  for (const std::string end : {"\n", "\r\n", "\r"}) {
    const auto rows =
        read_csv("a" + end + end + "\"two" + end + end + "lines\",x" + end + "b" + end + "c").value();
    BOOST_REQUIRE(rows.size() == 4u);
    BOOST_TEST(rows[0].line == 1u);
    BOOST_TEST(rows[1].line == 3u);
    BOOST_TEST(rows[1].cells[0] == "two" + end + end + "lines");
    BOOST_TEST(rows[2].line == 6u);
    BOOST_TEST(rows[3].line == 7u);
  }
}

BOOST_AUTO_TEST_CASE(what_is_no_csv_is_refused_with_its_line) {
  BOOST_TEST(wrong("a\nb,\"open\nand\non") == "line 2: a quote is opened and never closed");
  BOOST_TEST(wrong("a\n\nb\"c\n") == "line 3: a quote stands where none can be");
  BOOST_TEST(wrong("\"a\" ,b\n") == "line 1: a quote stands where none can be");
  BOOST_TEST(wrong("a\n\xff\n") == "line 2: is not UTF-8 text");
  BOOST_TEST(wrong("a\n\"x\ny\xc3\"\n") == "line 3: is not UTF-8 text");
  BOOST_TEST(wrong(std::string("\xff\xfes\0k\0", 6)) == "line 1: is not UTF-8 text");
}

BOOST_AUTO_TEST_CASE(what_is_written_is_no_formula_and_reads_back) {
  BOOST_TEST(csv_line({"a", "", "b c"}) == "a,,b c\n");
  BOOST_TEST(csv_line({"", "a"}) == ",a\n");
  BOOST_TEST(csv_line({""}) == "\"\"\n");
  BOOST_TEST(csv_line({"=1+1", "+1", "-1", "@x", "'=x", "'x", "a=b"}) == "'=1+1,'+1,'-1,'@x,''=x,'x,a=b\n");
  BOOST_TEST(csv_line({"=\"x\"", "a,b", "a\nb"}) == "\"'=\"\"x\"\"\",\"a,b\",\"a\nb\"\n");
  for (const Cells& cells :
       {Cells{"=1", "+1", "-1", "@x", "'=x", "''=x", "'x", "''", "'"}, Cells{""}, Cells{"", ""},
        Cells{"\"", "a\"b,\r\n"}, Cells{"\t=x", "\r=x", " =x", "-"}, Cells{"\xe0\xa4\x95", "\xef\xbc\x9d"}}) {
    BOOST_TEST((cells_of(csv_line(cells)) == cells), csv_line(cells));
  }
  // What a person typed needs no apostrophe.
  BOOST_TEST((cells_of("=SKU,-5") == Cells{"=SKU", "-5"}));
}

BOOST_AUTO_TEST_CASE(columns_are_found_by_name) {
  const auto rows = read_sheet("found,sku\n3,A\n,\n\n4,B\n", kColumns, OtherColumns::refused).value();
  BOOST_REQUIRE(rows.size() == 2u);
  BOOST_TEST((rows[0].cells == Cells{"A", "3", ""}));
  BOOST_TEST(rows[1].line == 5u);
  BOOST_TEST((rows[1].cells == Cells{"B", "4", ""}));
  const auto wider = read_sheet("x,sku,y,found\n1,A,2,3\n", kColumns, OtherColumns::ignored).value();
  BOOST_TEST((wider.at(0).cells == Cells{"A", "3", ""}));
  BOOST_TEST(read_sheet("sku,found\n", kColumns, OtherColumns::refused)->empty());
}

BOOST_AUTO_TEST_CASE(a_sheet_that_does_not_fit_is_refused) {
  BOOST_TEST(wrong_sheet("") == "line 1: there is nothing");
  BOOST_TEST(wrong_sheet("\nsku,found,qty\nA,1,2\n") == "line 2: there is no column \"qty\"");
  BOOST_TEST(wrong_sheet("sku;found\n") == "line 1: there is no column \"sku;found\"");
  BOOST_TEST(wrong_sheet("sku,note\n") == "line 1: the column \"found\" is missing");
  BOOST_TEST(wrong_sheet("sku,found,sku\n") == "line 1: names the column \"sku\" twice");
  BOOST_TEST(wrong_sheet("sku,found\nA,1\nB\n") == "line 3: has 1 cell where the first line has 2");
  BOOST_TEST(wrong_sheet("sku,found,x\nA,1\n", OtherColumns::ignored) ==
             "line 2: has 2 cells where the first line has 3");
}

BOOST_AUTO_TEST_CASE(rows_do_not_depend_on_how_the_bytes_come) {
  const std::string text =
      "\xef\xbb\xbf"
      "a,b\r\n\r\n\"x\r\ny\",\xe0\xa4\x95\r\nlast,";
  const auto whole = read_csv(text).value();
  BOOST_REQUIRE(whole.size() == 3u);
  for (const std::size_t piece : {1u, 2u, 3u, 7u}) {
    CsvReader reader;
    std::vector<CsvRow> rows;
    const auto take = [&] {
      for (CsvRow row; reader.next(row).value();) rows.push_back(std::move(row));
    };
    for (std::size_t at = 0; at < text.size(); at += piece) {
      reader.feed(std::string_view(text).substr(at, piece));
      take();
    }
    reader.finish();
    take();
    BOOST_REQUIRE(rows.size() == whole.size());
    for (std::size_t i = 0; i < rows.size(); ++i) {
      BOOST_TEST(rows[i].line == whole[i].line);
      BOOST_TEST((rows[i].cells == whole[i].cells));
    }
  }
}

BOOST_AUTO_TEST_CASE(lines_that_are_no_utf8_may_be_windows_1252) {
  const std::string text = "caf\xe9,\x80\n\xe2\x82\xac,x\n";
  BOOST_TEST(!read_csv(text).has_value());
  const auto guessed = read_csv(text, CsvBytes::guessed).value();
  BOOST_TEST((guessed.at(0).cells == Cells{"caf\xc3\xa9", "\xe2\x82\xac"}));
  BOOST_TEST((guessed.at(1).cells == Cells{"\xe2\x82\xac", "x"}));
  const auto told = read_csv(text, CsvBytes::cp1252).value();
  BOOST_TEST((told.at(1).cells == Cells{"\xc3\xa2\xe2\x80\x9a\xc2\xac", "x"}));
  BOOST_TEST((read_csv("\x81,a\n", CsvBytes::guessed)->at(0).cells == Cells{"\xef\xbf\xbd", "a"}));
}

BOOST_AUTO_TEST_CASE(a_row_without_end_is_refused_before_it_fills_the_memory) {
  CsvReader reader;
  const std::string line(100'000, 'x');
  reader.feed("a\n\"");
  CsvRow row;
  Result<bool> got = false;
  for (int i = 0; i < 20 && got; ++i) {
    reader.feed(line + "\n");
    do got = reader.next(row);
    while (got && *got);
  }
  BOOST_REQUIRE(!got);
  BOOST_TEST(got.error().text() == "line 2: is too long");
}

BOOST_AUTO_TEST_CASE(negative_figures_can_be_calculated_with) {
  BOOST_TEST(csv_line({"-83.90", "-1", "=1", "-A", "-1.", "-.5", "--1"}, Negatives::figures) ==
             "-83.90,-1,'=1,'-A,'-1.,'-.5,'--1\n");
  BOOST_TEST(csv_line({"-83.90"}) == "'-83.90\n");
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace sellerd
