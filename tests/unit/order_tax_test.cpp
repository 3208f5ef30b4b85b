// What the amounts of an order say about its tax.
#include "daemon/books/order_tax.h"

#include <boost/test/unit_test.hpp>

#include "daemon/books/charge_sums.h"

namespace sellerd::books {
namespace {

using namespace std::chrono;

const Currency kRupees = Currency::parse("INR").value();

Money rupees(std::int64_t paise) {
  return {paise, kRupees};
}

Charge charge(const char* type, std::int64_t paise, const char* subtype = "") {
  return {type, subtype, rupees(paise)};
}

OrderLine line(const char* id, std::vector<Charge> charges) {
  return {
      .line_id = id, .sku = std::string("SKU-") + id, .quantity_ordered = 1, .charges = std::move(charges)};
}

Order order(std::optional<std::int64_t> total, std::vector<OrderLine> lines) {
  Order made{.order_id = "402-1-1",
             .status = OrderStatus::fulfilled,
             .destination = {"PUNE", "MAHARASHTRA", "IN"},
             .lines = std::move(lines)};
  if (total) made.total = rupees(*total);
  return made;
}

const TaxSituation kFromPune{.seller_state = "27", .seller_state_from = "home", .day = 2026y / October / 1};
const TaxSituation kFromBengaluru{
    .seller_state = "29", .seller_state_from = "home", .day = 2026y / October / 1};

// Sums of the parts, on every level.
void check_sums(const OrderTax& tax) {
  std::int64_t whole = 0;
  for (const auto& amount : tax.amounts) {
    whole += amount.tax.minor;
    if (!amount.split) continue;
    BOOST_TEST(amount.split->igst.minor + amount.split->cgst.minor + amount.split->sgst.minor ==
               amount.tax.minor);
  }
  if (tax.tax) BOOST_TEST(tax.tax->minor == whole);
  if (tax.split) {
    BOOST_TEST(tax.split->igst.minor + tax.split->cgst.minor + tax.split->sgst.minor == whole);
  }
}

TaxReportRow report_row(const char* sku, std::int64_t tax, std::int64_t cgst, std::int64_t sgst,
                        std::int64_t igst, std::int64_t rate) {
  return {.transaction = "Shipment",
          .sku = sku,
          .tax = rupees(tax),
          .rate = rate,
          .igst = rupees(igst),
          .cgst = rupees(cgst),
          .sgst = rupees(sgst)};
}

}  // namespace

BOOST_AUTO_TEST_SUITE(order_tax)

// The amounts that a live account of Amazon.in was sent.
BOOST_AUTO_TEST_CASE(prices_without_tax_make_up_the_total_with_it) {
  const auto tax = tax_of_order(order(219'00, {line("1", {charge("ITEM", 208'57), charge("TAX", 10'43)})}),
                                kFromBengaluru);
  BOOST_TEST((tax.balance == TaxBalance::exclusive));
  BOOST_TEST(tax.equation == "208.57 + 10.43 = 219.00 INR");
  BOOST_TEST((tax.supply == SupplyKind::inter_state));
  BOOST_TEST(tax.taxable->minor == 208'57);
  BOOST_TEST(tax.split->igst.minor == 10'43);
  BOOST_REQUIRE(tax.amounts.size() == 1u);
  BOOST_TEST(tax.amounts[0].tax_rate == "IGST0");
  BOOST_TEST(tax.amounts[0].inferred_rate == "5");
  BOOST_TEST(tax.hint == "");
  check_sums(tax);
}

BOOST_AUTO_TEST_CASE(within_the_state_it_is_two_halves) {
  const auto tax =
      tax_of_order(order(219'00, {line("1", {charge("ITEM", 208'57), charge("TAX", 10'43)})}), kFromPune);
  BOOST_TEST((tax.supply == SupplyKind::intra_state));
  BOOST_TEST(tax.amounts.at(0).tax_rate == "GST0");
  BOOST_TEST(tax.split->cgst.minor == 5'22);
  BOOST_TEST(tax.split->sgst.minor == 5'21);
  BOOST_TEST(tax.territory_tax == "SGST");
  check_sums(tax);
}

BOOST_AUTO_TEST_CASE(prices_with_tax_make_up_the_total_alone) {
  const auto tax =
      tax_of_order(order(219'00, {line("1", {charge("ITEM", 219'00), charge("TAX", 10'43)})}), kFromPune);
  BOOST_TEST((tax.balance == TaxBalance::inclusive));
  BOOST_TEST(tax.equation == "219.00 = 219.00 INR, 10.43 of it tax");
  BOOST_TEST(tax.taxable->minor == 208'57);
  BOOST_TEST(tax.amounts.at(0).inferred_rate == "5");
}

BOOST_AUTO_TEST_CASE(what_makes_up_the_total_neither_way_is_set_aside_with_both_sums) {
  const auto tax =
      tax_of_order(order(220'00, {line("1", {charge("ITEM", 208'57), charge("TAX", 10'43)})}), kFromPune);
  BOOST_TEST((tax.balance == TaxBalance::set_aside));
  BOOST_TEST(tax.equation ==
             "208.57 + 10.43 = 219.00 INR, and without the tax 208.57 INR; the total sent is 220.00 INR");
  BOOST_TEST(tax.reason == "the amounts make up the total neither with the tax nor without it");
  BOOST_TEST(!tax.taxable);
  BOOST_TEST(tax.amounts.at(0).inferred_rate == "");
  BOOST_TEST(tax.split->cgst.minor == 5'22);
}

BOOST_AUTO_TEST_CASE(unbalanced_is_what_somebody_must_look_at) {
  auto given = order(219'00, {line("1", {charge("ITEM", 208'57), charge("TAX", 10'43)})});
  BOOST_TEST(!is_unbalanced(given));
  given.total = rupees(220'00);
  BOOST_TEST(is_unbalanced(given));
  given.status = OrderStatus::cancelled;
  BOOST_TEST(!is_unbalanced(given));
  BOOST_TEST(!is_unbalanced(order(std::nullopt, {line("1", {charge("ITEM", 208'57)})})));
  BOOST_TEST(is_unbalanced(order(219'00, {line("1", {})})));
}

BOOST_AUTO_TEST_CASE(every_kind_of_amount_has_its_tax) {
  const auto tax = tax_of_order(
      order(315'00, {line("1", {charge("ITEM", 200'00), charge("SHIPPING", 50'00), charge("GIFT_WRAP", 60'00),
                                charge("DISCOUNT", -10'00), charge("TAX", 15'00),
                                charge("TAX", 10'00, "ITEM"), charge("TAX", 2'50, "SHIPPING"),
                                charge("TAX", 3'00, "GIFT_WRAP"), charge("TAX", 50, "DISCOUNT")})}),
      kFromPune);
  BOOST_TEST((tax.balance == TaxBalance::exclusive));
  BOOST_TEST(tax.equation == "300.00 + 15.00 = 315.00 INR");
  BOOST_REQUIRE(tax.amounts.size() == 4u);
  for (const auto& amount : tax.amounts) BOOST_TEST(amount.inferred_rate == "5", amount.kind);
  BOOST_TEST(tax.amounts[3].kind == "DISCOUNT");
  BOOST_TEST(tax.amounts[3].price.minor == -10'00);
  BOOST_TEST(tax.amounts[3].tax.minor == -50);
  check_sums(tax);
}

BOOST_AUTO_TEST_CASE(a_discount_lowers_the_total_whichever_sign_it_has) {
  for (const int sign : {1, -1}) {
    const auto tax = tax_of_order(
        order(94'50, {line("1", {charge("ITEM", 100'00), charge("DISCOUNT", sign * 10'00),
                                 charge("DISCOUNT", sign * 10'00, "ITEM"), charge("TAX", 4'50)})}),
        kFromPune);
    BOOST_TEST((tax.balance == TaxBalance::exclusive));
  }
}

BOOST_AUTO_TEST_CASE(a_cancelled_line_may_be_left_out_of_the_total) {
  auto two = order(105'00, {line("1", {charge("ITEM", 100'00), charge("TAX", 5'00)}),
                            line("2", {charge("ITEM", 40'00), charge("TAX", 2'00)})});
  BOOST_TEST((tax_of_order(two, kFromPune).balance == TaxBalance::set_aside));
  two.lines[1].cancelled_by = "BUYER";
  const auto tax = tax_of_order(two, kFromPune);
  BOOST_TEST((tax.balance == TaxBalance::exclusive));
  BOOST_TEST(tax.equation == "100.00 + 5.00 = 105.00 INR, without the cancelled lines");
  BOOST_TEST(tax.tax->minor == 5'00);
}

BOOST_AUTO_TEST_CASE(what_cannot_be_weighed_says_why) {
  const auto reason = [](Order given) { return tax_of_order(given, kFromPune).reason; };
  BOOST_TEST(reason(order(std::nullopt, {line("1", {})})) == "no amounts were sent");
  BOOST_TEST(reason(order(100'00, {line("1", {})})) == "a total was sent, and no amounts that make it up");
  BOOST_TEST(
      reason(order(std::nullopt, {line("1", {charge("ITEM", 1'00)})})).starts_with("no total was sent"));
  auto cancelled = order(105'00, {line("1", {charge("ITEM", 100'00), charge("TAX", 5'00)})});
  cancelled.status = OrderStatus::cancelled;
  BOOST_TEST(reason(cancelled) == "cancelled: there is no supply");
  auto mixed = order(105'00, {line("1", {charge("ITEM", 100'00)})});
  mixed.lines[0].charges.push_back({"TAX", "", {5'00, Currency::parse("USD").value()}});
  BOOST_TEST(reason(mixed).find("cannot add") != std::string::npos);
  BOOST_TEST(reason(order(5, {line("1", {charge("ITEM", INT64_MAX), charge("TAX", INT64_MAX)})}))
                 .find("too large") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(nothing_is_taxed_and_balances) {
  const auto tax = tax_of_order(order(0, {line("1", {charge("ITEM", 0)})}), kFromPune);
  BOOST_TEST((tax.balance == TaxBalance::untaxed));
  BOOST_TEST(tax.amounts.at(0).inferred_rate == "");
}

BOOST_AUTO_TEST_CASE(without_a_home_state_the_supply_is_unresolved) {
  const auto tax = tax_of_order(order(219'00, {line("1", {charge("ITEM", 208'57), charge("TAX", 10'43)})}),
                                {.day = 2026y / October / 1});
  BOOST_TEST((tax.supply == SupplyKind::unresolved));
  BOOST_TEST((tax.balance == TaxBalance::exclusive));
  BOOST_TEST(!tax.split);
  BOOST_TEST(tax.amounts.at(0).tax_rate == "");
  BOOST_TEST(tax.hint == "sellerctl organisation set --state ...");
}

BOOST_AUTO_TEST_CASE(a_person_can_say_where_it_is_taxed) {
  auto nowhere = order(219'00, {line("1", {charge("ITEM", 208'57), charge("TAX", 10'43)})});
  nowhere.destination.state = "PUNE";
  auto tax = tax_of_order(nowhere, kFromPune);
  BOOST_TEST((tax.supply == SupplyKind::unresolved));
  BOOST_TEST(tax.hint == "sellerctl orders place 402-1-1 --state ...");
  auto situation = kFromPune;
  situation.fix = PlaceFix{.code = "27"};
  tax = tax_of_order(nowhere, situation);
  BOOST_TEST((tax.supply == SupplyKind::intra_state));
  BOOST_TEST((tax.place.found_by == PlaceSource::hand));
  BOOST_TEST(tax.place_name == "Maharashtra");
}

BOOST_AUTO_TEST_CASE(the_report_gives_the_real_rate_and_split) {
  auto situation = kFromPune;
  situation.report = {report_row("SKU-1", 10'43, 5'21, 5'22, 0, 500)};
  auto tax =
      tax_of_order(order(219'00, {line("1", {charge("ITEM", 208'57), charge("TAX", 10'43)})}), situation);
  BOOST_TEST(tax.amounts.at(0).tax_rate == "GST5");
  BOOST_TEST(tax.split->cgst.minor == 5'21);
  BOOST_TEST(tax.split->sgst.minor == 5'22);
  check_sums(tax);
  // Another amount than was sent is a difference, and what was sent stays.
  situation.report[0].tax = rupees(10'44);
  tax = tax_of_order(order(219'00, {line("1", {charge("ITEM", 208'57), charge("TAX", 10'43)})}), situation);
  BOOST_TEST(tax.amounts.at(0).tax_rate == "GST0");
  BOOST_TEST(tax.split->cgst.minor == 5'22);
}

BOOST_AUTO_TEST_CASE(amounts_in_another_currency_bear_no_gst) {
  auto pounds = order(std::nullopt, {line("1", {})});
  BOOST_TEST(bears_gst(pounds));
  pounds.total = Money{1'00, Currency::parse("GBP").value()};
  BOOST_TEST(!bears_gst(pounds));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace sellerd::books
