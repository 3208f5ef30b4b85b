// Into which table of GSTR-1 a sale falls, and that every figure is the sum of its entries.
#include "daemon/books/gst_summary.h"

#include <boost/test/unit_test.hpp>

#include "daemon/books/gst_entries.h"
#include "daemon/books/order_tax.h"

namespace sellerd::books {
namespace {

using namespace std::chrono;

constexpr Day kDay = 2026y / October / 5;
const Currency kRupees = Currency::parse("INR").value();

Money rupees(std::int64_t paise) {
  return {paise, kRupees};
}

// A shipment from Haryana at 18 %.
TaxReportRow row(const char* order, const char* to, std::int64_t taxable, std::int64_t tax) {
  const bool within = std::string_view(to) == "06";
  return {.order_id = order,
          .transaction = "Shipment",
          .document = std::string("IN-") + order,
          .document_day = "2026-10-05",
          .seller_gstin = "06AAAAA0000A1Z6",
          .sku = "A",
          .hsn = "3923",
          .quantity = 1,
          .ship_from = "06",
          .place = {.code = to, .found_by = PlaceSource::state},
          .value = rupees(taxable + tax),
          .taxable = rupees(taxable),
          .tax = rupees(tax),
          .rate = 1800,
          .igst = rupees(within ? 0 : tax),
          .cgst = rupees(within ? tax - tax / 2 : 0),
          .sgst = rupees(within ? tax / 2 : 0),
          .cess = rupees(0),
          .tcs_igst = rupees(0),
          .tcs_cgst = rupees(0),
          .tcs_sgst = rupees(0)};
}

std::vector<GstFigure> entries(const TaxReportRow& given) {
  return entries_of(given, given.value.minor, kDay);
}

GstSection section_of(const TaxReportRow& given) {
  return entries(given).at(0).section;
}

Order shipped(const char* id, std::int64_t price, std::int64_t tax) {
  return {.order_id = id,
          .status = OrderStatus::fulfilled,
          .total = rupees(price + tax),
          .destination = {"KOCHI", "KERALA", "IN"},
          .lines = {{.line_id = "1",
                     .sku = "A",
                     .quantity_ordered = 1,
                     .quantity_fulfilled = 1,
                     .charges = {{"ITEM", "", rupees(price)}, {"TAX", "", rupees(tax)}}}}};
}

std::vector<GstFigure> entries(const Order& order, std::string from = "29") {
  return entries_of(order, tax_of_order(order, {.seller_state = std::move(from), .day = kDay}), kDay);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(gst_summary)

BOOST_AUTO_TEST_CASE(a_row_falls_into_one_table_and_into_hsn) {
  BOOST_TEST((section_of(row("1", "29", 83'90, 15'10)) == GstSection::b2c_small));
  BOOST_TEST((section_of(row("1", "29", 100'000'00, 18'000'00)) == GstSection::b2c_large));
  // Within the state it is small, however large.
  BOOST_TEST((section_of(row("1", "06", 100'000'00, 18'000'00)) == GstSection::b2c_small));
  BOOST_TEST((section_of(row("1", "96", 83'90, 15'10)) == GstSection::exports));
  auto business = row("1", "29", 83'90, 15'10);
  business.buyer_gstin = "29AAGCB7383J1Z4";
  BOOST_TEST((section_of(business) == GstSection::b2b));
  BOOST_TEST(entries(business).at(0).document == "IN-1");
  const auto both = entries(row("1", "29", 83'90, 15'10));
  BOOST_REQUIRE(both.size() == 2u);
  BOOST_TEST((both[1].section == GstSection::hsn));
  BOOST_TEST(both[1].hsn == "3923");
  BOOST_TEST(both[0].place == "29-Karnataka");
  BOOST_TEST(both[0].rate == "18");
}

BOOST_AUTO_TEST_CASE(refunds_lower_the_small_ones_and_are_notes_of_the_others) {
  auto refund = row("1", "29", -83'90, -15'10);
  refund.transaction = "Refund";
  const auto small = entries(refund);
  BOOST_TEST((small.at(0).section == GstSection::b2c_small));
  BOOST_TEST(small.at(0).quantity == -1);
  refund.buyer_gstin = "29AAGCB7383J1Z4";
  BOOST_TEST((section_of(refund) == GstSection::credit_notes));
  auto large = row("1", "29", -100'000'00, -18'000'00);
  large.transaction = "Refund";
  BOOST_TEST((section_of(large) == GstSection::credit_notes));
}

BOOST_AUTO_TEST_CASE(rows_of_nothing_are_not_filed) {
  auto cancelled = row("1", "29", 0, 0);
  cancelled.transaction = "Cancel";
  BOOST_TEST(entries(cancelled).empty());
}

BOOST_AUTO_TEST_CASE(tax_collected_at_source_stands_apart) {
  auto collected = row("1", "29", 83'90, 15'10);
  collected.tcs_igst = rupees(42);
  const auto all = entries(collected);
  BOOST_REQUIRE(all.size() == 3u);
  BOOST_TEST((all[2].section == GstSection::tcs));
  BOOST_TEST(all[2].igst.minor == 42);
  BOOST_TEST(all[2].document == "06AAAAA0000A1Z6");
  BOOST_TEST(all[0].igst.minor == 15'10);
}

BOOST_AUTO_TEST_CASE(a_row_without_a_place_is_set_aside_with_the_reason) {
  auto nowhere = row("1", "", 83'90, 15'10);
  nowhere.place = {.found_by = PlaceSource::unresolved, .reason = "no state was sent"};
  const auto all = entries(nowhere);
  BOOST_REQUIRE(all.size() == 1u);
  BOOST_TEST((all[0].section == GstSection::set_aside));
  BOOST_TEST(all[0].reason == "the place of supply is unresolved: no state was sent");
}

BOOST_AUTO_TEST_CASE(an_order_without_a_report_is_inferred) {
  const auto all = entries(shipped("402-1-1", 208'57, 10'43));
  BOOST_REQUIRE(all.size() == 2u);
  BOOST_TEST((all[0].basis == GstBasis::inferred));
  BOOST_TEST((all[0].section == GstSection::b2c_small));
  BOOST_TEST(all[0].place == "32-Kerala");
  BOOST_TEST(all[0].rate == "5");
  BOOST_TEST(all[0].igst.minor == 10'43);
  BOOST_TEST(all[0].value.minor == 219'00);
  BOOST_TEST((entries(shipped("402-1-1", 100'000'00, 5'000'00)).at(0).section == GstSection::b2c_large));
}

BOOST_AUTO_TEST_CASE(what_is_no_supply_yet_is_not_there) {
  auto order = shipped("402-1-1", 208'57, 10'43);
  order.lines[0].quantity_fulfilled = 0;
  for (const auto status : {OrderStatus::pending, OrderStatus::confirmed, OrderStatus::cancelled}) {
    order.status = status;
    BOOST_TEST(entries(order).empty());
  }
}

BOOST_AUTO_TEST_CASE(what_cannot_be_inferred_is_set_aside_with_the_reason) {
  const auto reason = [](const Order& order, std::string from = "29") {
    const auto all = entries(order, std::move(from));
    BOOST_REQUIRE(all.size() == 1u);
    BOOST_TEST((all[0].section == GstSection::set_aside));
    return all[0].reason;
  };
  auto order = shipped("402-1-1", 208'57, 10'43);
  BOOST_TEST(reason(order, "") == "the state that is sold from is not set");
  order.total = rupees(220'00);
  BOOST_TEST(reason(order) == "the amounts make up the total neither with the tax nor without it");
  order = shipped("402-1-1", 208'57, 10'43);
  order.programs = {"AMAZON_BUSINESS"};
  BOOST_TEST(reason(order).starts_with("sold to a business"));
  order = shipped("402-1-1", 208'57, 10'43);
  order.destination.state = "KOCHI";
  BOOST_TEST(reason(order).starts_with("the place of supply is unresolved"));
  order = shipped("402-1-1", 208'57, 10'43);
  order.status = OrderStatus::confirmed;
  BOOST_TEST(reason(order) == "shipped in part");
}

BOOST_AUTO_TEST_CASE(a_figure_is_the_sum_of_its_entries) {
  GstSummarizer summarizer;
  std::vector<GstFigure> all;
  const auto take = [&](const std::vector<GstFigure>& some) {
    for (const auto& entry : some) {
      summarizer.take(entry).value();
      all.push_back(entry);
    }
  };
  take(entries(row("1", "29", 83'90, 15'10)));
  take(entries(row("1", "29", 109'32, 19'68)));
  take(entries(row("2", "29", 83'90, 15'10)));
  take(entries(row("3", "33", 83'90, 15'10)));
  take(entries(row("4", "06", 83'90, 15'10)));
  take(entries(shipped("5", 208'57, 10'43)));
  const auto figures = summarizer.figures();
  std::int64_t taxable_of_figures = 0;
  for (const auto& figure : figures) {
    taxable_of_figures += figure.taxable.minor;
    BOOST_TEST(figure.order_id == "");
    std::int64_t taxable = 0;
    std::int64_t igst = 0;
    for (const auto& entry : all) {
      if (entry.section != figure.section || entry.basis != figure.basis || entry.place != figure.place ||
          entry.rate != figure.rate || entry.hsn != figure.hsn)
        continue;
      taxable += entry.taxable.minor;
      igst += entry.igst.minor;
    }
    BOOST_TEST(figure.taxable.minor == taxable);
    BOOST_TEST(figure.igst.minor == igst);
  }
  std::int64_t taxable_of_entries = 0;
  for (const auto& entry : all) taxable_of_entries += entry.taxable.minor;
  BOOST_TEST(taxable_of_figures == taxable_of_entries);
  BOOST_TEST(figures.at(0).place == "06-Haryana");
  BOOST_TEST(figures.at(1).place == "29-Karnataka");
  BOOST_TEST(figures.at(1).taxable.minor == 83'90 + 109'32 + 83'90);
  BOOST_TEST(figures.at(1).orders == 2);
}

BOOST_AUTO_TEST_CASE(a_sum_beyond_64_bits_is_an_error) {
  GstSummarizer summarizer;
  auto huge = entries(row("1", "29", 83'90, 15'10)).at(0);
  huge.value.minor = INT64_MAX;
  summarizer.take(huge).value();
  BOOST_TEST(!summarizer.take(huge).has_value());
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace sellerd::books
