// The merchant tax report as a file.
#include "common/tax_report.h"

#include <boost/test/unit_test.hpp>
#include <fstream>
#include <iterator>

#include "common/tax_report_cells.h"
#include "tests/support/shared_data.h"

namespace sellerd {
namespace {

const std::string kHeader =
    "seller gstin,INVOICE NUMBER,Invoice Date,Transaction Type,Order Id,Shipment Item Id,Quantity,Sku,"
    "Ship From State,Ship To State,Ship To Postal Code,Invoice Amount,Tax Exclusive Gross,Total Tax Amount,"
    "Cgst Rate,Sgst Rate,Igst Rate,Cgst Tax,Sgst Tax,Igst Tax,ShippingIgst Tax,Credit Note No,Credit Note "
    "Date,"
    "Buyer Name,Customer Bill To Gstid\n";

std::string row(const std::string& kind, const std::string& day, const std::string& value = "118",
                const std::string& rate = "0.18") {
  return "06AAAAA0000A1Z6,IN-1," + day + "," + kind + ",402-1-1,55,1,MUG-1,HARYANA,KERALA,682001," + value +
         ",100,18,0,0," + rate + ",0,0,17,1,CN-1,2026-02-03 05:00:00,A. Buyer,32AAAAA0000A1ZB\n";
}

std::vector<api::TaxReportLine> read(const std::string& text) {
  std::vector<Error> errors;
  auto lines = read_tax_report(kHeader + text, errors);
  for (const auto& error : errors) BOOST_ERROR(error.text());
  return lines;
}

std::string refused(const std::string& text) {
  std::vector<Error> errors;
  const auto lines = read_tax_report(text, errors);
  BOOST_REQUIRE(errors.size() == 1u);
  return errors.front().text();
}

}  // namespace

BOOST_AUTO_TEST_SUITE(tax_report)

BOOST_AUTO_TEST_CASE(columns_are_known_by_name_whatever_their_case_and_spaces) {
  const auto lines = read(row("Shipment", "2026-01-04 23:26:44"));
  BOOST_REQUIRE(lines.size() == 1u);
  const auto& taken = lines[0].row;
  BOOST_TEST(taken.document == "IN-1");
  BOOST_TEST(taken.document_day == "2026-01-04");
  BOOST_TEST(taken.original_document == "");
  BOOST_TEST(taken.rate == 1800);
  BOOST_TEST(taken.igst.text() == "18.00 INR");
  BOOST_TEST(taken.cess.text() == "0.00 INR");
  BOOST_TEST(taken.buyer_gstin == "32AAAAA0000A1ZB");
  BOOST_TEST(lines[0].ship_to_postal_code == "682001");
}

BOOST_AUTO_TEST_CASE(a_refund_is_of_the_day_of_its_credit_note) {
  const auto lines = read(row("Refund", "2026-01-04 23:26:44", "-118"));
  BOOST_TEST(lines.at(0).row.document == "CN-1");
  BOOST_TEST(lines.at(0).row.original_document == "IN-1");
  BOOST_TEST(lines.at(0).row.document_day == "2026-02-03");
  BOOST_TEST(lines.at(0).row.value.minor == -118'00);
}

BOOST_AUTO_TEST_CASE(rows_that_are_alike_are_told_apart_by_their_number) {
  const auto one = row("Shipment", "2026-01-04");
  const auto lines = read(one + one + row("Refund", "2026-01-04"));
  BOOST_REQUIRE(lines.size() == 3u);
  BOOST_TEST(lines[0].row.occurrence == 0);
  BOOST_TEST(lines[1].row.occurrence == 1);
  BOOST_TEST(lines[2].row.occurrence == 0);
}

BOOST_AUTO_TEST_CASE(what_is_wrong_names_its_line_and_column) {
  BOOST_TEST(refused(kHeader + row("Shipment", "04/01/2026")).find("line 2") != std::string::npos);
  BOOST_TEST(refused(kHeader + row("Shipment", "04/01/2026")).find("Invoice Date") != std::string::npos);
  BOOST_TEST(refused(kHeader + row("Shipment", "2026-01-04", "1,18")).find("line 2") != std::string::npos);
  BOOST_TEST(refused(kHeader + row("Shipment", "2026-01-04", "abc")).find("Invoice Amount") !=
             std::string::npos);
  BOOST_TEST(refused(kHeader + row("Shipment", "2026-01-04", "118", "18")).find("Igst Rate") !=
             std::string::npos);
  BOOST_TEST(refused("Order Id,Sku\n").find("Seller Gstin") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_report_may_come_in_pieces_and_in_another_charset) {
  const std::string text =
      "\xef\xbb\xbf" + kHeader + row("Shipment", "2026-01-04") + row("Refund", "2026-01-04") +
      "06AAAAA0000A1Z6,IN-2,2026-01-05,Shipment,402-1-2,56,1,CAF\xc9,HARYANA,KERALA,682001,118,100,"
      "18,0,0,0.18,0,0,17,1,,,,\n";
  for (const std::size_t piece : {1u, 5u, 1'000u}) {
    TaxReportReader reader;
    std::vector<TaxReportEntry> entries;
    const auto take = [&] {
      for (TaxReportEntry entry; reader.next(entry).value();) entries.push_back(std::move(entry));
    };
    for (std::size_t at = 0; at < text.size(); at += piece) {
      reader.feed(std::string_view(text).substr(at, piece));
      take();
    }
    reader.finish();
    take();
    BOOST_REQUIRE(entries.size() == 3u);
    BOOST_TEST(entries[2].line == 4u);
    BOOST_TEST(!entries[2].error);
    BOOST_TEST(entries[2].content.row.sku == "CAF\xc3\x89");
  }
}

BOOST_AUTO_TEST_CASE(bytes_that_are_no_characters_are_no_sku) {
  std::string text = row("Shipment", "2026-01-04");
  text.replace(text.find("MUG-1"), 5, "MUG\x81");
  BOOST_TEST(refused(kHeader + text) == "line 2: Sku: holds bytes that are no characters");
}

BOOST_AUTO_TEST_CASE(a_row_with_a_fault_still_says_which_it_is_and_not_who_buys) {
  TaxReportReader reader;
  reader.feed(kHeader + row("Shipment", "2026-01-04", "abc"));
  reader.finish();
  TaxReportEntry entry;
  BOOST_TEST(reader.next(entry).value());
  BOOST_TEST(entry.error.has_value());
  BOOST_TEST(entry.identified);
  BOOST_TEST(tax_row_name(entry.content.row) == "Shipment|IN-1|55|0");
  BOOST_TEST(entry.cells.find("\"Invoice Amount\":\"abc\"") != std::string::npos, entry.cells);
  for (const char* personal : {"682001", "32AAAAA0000A1ZB", "Buyer"})
    BOOST_TEST(entry.cells.find(personal) == std::string::npos, entry.cells);
  BOOST_TEST(!reader.next(entry).value());
}

BOOST_AUTO_TEST_CASE(rates_are_whole_numbers_of_hundredths_of_a_percent) {
  BOOST_TEST(read_rate("0.18").value() == 1800);
  BOOST_TEST(read_rate("0.0025").value() == 25);
  BOOST_TEST(read_rate("0.180000").value() == 1800);
  BOOST_TEST(read_rate("0").value() == 0);
  BOOST_TEST(read_rate("").value() == 0);
  BOOST_TEST(read_rate("1").value() == 10'000);
  for (const char* bad : {"18", "0.00025", "1.01", "-0.18", ".18", "0.", "0,18", "0.18x", "x"})
    BOOST_TEST(!read_rate(bad).has_value(), bad);
}

BOOST_AUTO_TEST_CASE(a_recorded_report) {
  const auto path = test::shared_data("recorded/amazon-in/MTR_B2C-JANUARY-2026.csv");
  if (path.empty()) {
    BOOST_TEST_MESSAGE("skipped: the recorded report is not on this machine");
    return;
  }
  std::ifstream file(path, std::ios::binary);
  const std::string text((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
  std::vector<Error> errors;
  const auto lines = read_tax_report(text, errors);
  for (const auto& error : errors) BOOST_ERROR(error.text());
  BOOST_TEST(lines.size() == 14u);
  std::map<std::string, int> kinds;
  std::int64_t taxable = 0;
  std::int64_t tax = 0;
  std::int64_t tcs = 0;
  for (const auto& line : lines) {
    const auto& taken = line.row;
    ++kinds[taken.transaction];
    taxable += taken.taxable.minor;
    tax += taken.tax.minor;
    tcs += taken.tcs_igst.minor;
    // What the report calls the invoice's amount is both together.
    BOOST_TEST(taken.taxable.minor + taken.tax.minor == taken.value.minor);
    BOOST_TEST(taken.igst.minor + taken.cgst.minor + taken.sgst.minor + taken.cess.minor == taken.tax.minor);
  }
  BOOST_TEST(kinds["Shipment"] == 10);
  BOOST_TEST(kinds["Refund"] == 1);
  BOOST_TEST(kinds["Cancel"] == 3);
  // Six at 99.00, three at 129.00, and one at 199.00 that was given back.
  BOOST_TEST(taxable == 6 * 83'90 + 3 * 109'32);
  BOOST_TEST(tax == 6 * 15'10 + 3 * 19'68);
  BOOST_TEST(tcs == 6 * 42 + 3 * 55);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace sellerd
