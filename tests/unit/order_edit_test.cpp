// Rates that people give an order, and what they take the place of.
#include "daemon/books/order_edit.h"

#include <boost/test/unit_test.hpp>
#include <random>

#include "common/json.h"
#include "daemon/books/order_tax.h"
#include "tests/support/effort.h"

namespace sellerd::books {
namespace {

using namespace std::chrono;

const Currency kRupees = Currency::parse("INR").value();

Money rupees(std::int64_t paise) {
  return {paise, kRupees};
}

OrderLine line(const char* id, const char* sku, std::int64_t price, std::int64_t tax) {
  return {.line_id = id,
          .sku = sku,
          .quantity_ordered = 1,
          .charges = {{"ITEM", "", rupees(price)}, {"TAX", "", rupees(tax)}}};
}

Order order_of(std::vector<OrderLine> lines) {
  Order order{.order_id = "402-1-1",
              .status = OrderStatus::fulfilled,
              .destination = {"PUNE", "MAHARASHTRA", "IN"},
              .lines = std::move(lines)};
  std::int64_t total = 0;
  for (const auto& each : order.lines) {
    for (const auto& charge : each.charges) total += charge.amount.minor;
  }
  order.total = rupees(total);
  return order;
}

// A kurta at 100.00 with 5.00 of tax and a mug at 200.01 with 36.00.
Order two_lines() {
  return order_of({line("11", "KURTA-M", 100'00, 5'00), line("12", "MUG=1", 200'01, 36'00)});
}

TaxSituation sold_from(const char* state) {
  return {.seller_state = state, .seller_state_from = "home", .day = 2026y / October / 1};
}

Result<std::vector<LineRate>> plan(const Order& order, std::vector<std::string> texts, bool force = false,
                                   const TaxSituation& situation = sold_from("29")) {
  return plan_rates(order, tax_of_order(order, situation), {std::move(texts), force});
}

OrderTax edited(const Order& order, std::vector<LineRate> rates, TaxSituation situation = sold_from("29")) {
  situation.edit = OrderEdit{.rates = std::move(rates), .author = "asha"};
  return tax_of_order(order, situation);
}

std::string text_of(const OrderTax& tax) {
  return json::serialize(to_json(tax));
}

}  // namespace

BOOST_AUTO_TEST_SUITE(order_edit)

BOOST_AUTO_TEST_CASE(one_rate_for_all_lines_takes_the_place_of_the_amounts) {
  const auto order = two_lines();
  const auto rates = plan(order, {"18"}).value();
  const auto tax = edited(order, rates);
  BOOST_TEST(tax.tax->text() == "54.00 INR");
  BOOST_TEST(tax.sent_tax->text() == "41.00 INR");
  BOOST_TEST(tax.taxable->text() == "300.01 INR");
  BOOST_TEST(tax.amounts.at(0).tax_rate == "IGST18");
  BOOST_TEST(tax.amounts.at(0).sent_tax->text() == "5.00 INR");
  BOOST_TEST((tax.split->igst == *tax.tax));
  // What the marketplace says stays to be seen.
  BOOST_TEST(tax.equation == "300.01 + 41.00 = 341.01 INR");
}

BOOST_AUTO_TEST_CASE(within_the_state_both_halves_are_computed_and_equal) {
  const auto tax = edited(two_lines(), plan(two_lines(), {"5"}).value(), sold_from("27"));
  // 2.5 % of 100.00 and of 200.01, each rounded by itself.
  BOOST_TEST(tax.split->cgst.text() == "7.50 INR");
  BOOST_TEST(tax.split->sgst.text() == "7.50 INR");
  BOOST_TEST(tax.tax->text() == "15.00 INR");
  BOOST_TEST(tax.amounts.at(1).tax_rate == "GST5");
}

BOOST_AUTO_TEST_CASE(some_lines_only_are_refused_with_what_the_others_would_lose) {
  const auto error = plan(two_lines(), {"KURTA-M=18"}).error();
  BOOST_TEST((error.code == ErrorCode::conflict));
  BOOST_TEST(error.message == "1 line would lose 36.00 INR of the marketplace's tax: 12 MUG=1 36.00");
  BOOST_TEST(error.hint.find("--force") != std::string::npos);
  const auto tax = edited(two_lines(), plan(two_lines(), {"KURTA-M=18"}, true).value());
  BOOST_TEST(tax.amounts.at(0).tax.text() == "18.00 INR");
  BOOST_TEST(tax.amounts.at(1).tax.text() == "0.00 INR");
  BOOST_TEST(tax.amounts.at(1).sent_tax->text() == "36.00 INR");
  BOOST_TEST(tax.amounts.at(1).tax_rate == "IGST0");
}

BOOST_AUTO_TEST_CASE(lines_without_tax_have_nothing_to_lose) {
  const auto order = order_of({line("11", "KURTA-M", 100'00, 5'00), line("12", "BOOK", 200'00, 0)});
  const auto rates = plan(order, {"11=18"}).value();
  BOOST_TEST(rates.size() == 1u);
  const auto tax = edited(order, rates);
  BOOST_TEST(!tax.amounts.at(1).sent_tax);
}

BOOST_AUTO_TEST_CASE(what_names_a_line_goes_before_what_is_for_all) {
  for (const auto& texts : {std::vector<std::string>{"18", "KURTA-M=5"}, {"KURTA-M=5", "18"}}) {
    const auto tax = edited(two_lines(), plan(two_lines(), texts).value());
    BOOST_TEST(tax.amounts.at(0).rate == "5");
    BOOST_TEST(tax.amounts.at(1).rate == "18");
  }
  // A SKU may hold the sign.
  BOOST_TEST(edited(two_lines(), plan(two_lines(), {"MUG=1=0.25", "11=3%"}).value()).amounts.at(1).rate ==
             "0.25");
}

BOOST_AUTO_TEST_CASE(a_second_edit_leaves_the_rates_of_the_first) {
  auto situation = sold_from("29");
  situation.edit = OrderEdit{.rates = plan(two_lines(), {"18"}).value()};
  const auto rates = plan(two_lines(), {"MUG=1=40"}, false, situation).value();
  const auto tax = edited(two_lines(), rates);
  BOOST_TEST(tax.amounts.at(0).rate == "18");
  BOOST_TEST(tax.amounts.at(1).rate == "40");
}

BOOST_AUTO_TEST_CASE(what_is_no_rate_or_no_line_is_named) {
  for (const char* text : {"", "GST", "-5", "101", "18.005", "1e2", "18 %", "KURTA-M=", "KURTA-M=x"}) {
    const auto error = plan(two_lines(), {text}).error();
    BOOST_TEST((error.code == ErrorCode::invalid_argument), text);
    BOOST_TEST(error.message.find("is no rate") != std::string::npos, text << ": " << error.message);
  }
  const auto error = plan(two_lines(), {"18", "CUP=5"}).error();
  BOOST_TEST(error.message == "the order has no line \"CUP\"");
  BOOST_TEST(error.hint == "its lines: 11 KURTA-M, 12 MUG=1");
}

BOOST_AUTO_TEST_CASE(amounts_that_are_set_aside_have_no_share) {
  auto order = two_lines();
  order.total = rupees(1'00);
  const auto error = plan(order, {"18"}).error();
  BOOST_TEST((error.code == ErrorCode::conflict));
  BOOST_TEST(error.message.find("neither with the tax nor without it") != std::string::npos);
  // An edit from before waits: nothing is computed from what is not known.
  const auto tax = edited(order, plan(two_lines(), {"18"}).value());
  BOOST_TEST(tax.amounts.at(0).tax.text() == "5.00 INR");
  BOOST_TEST(!tax.sent_tax);
  BOOST_TEST(tax.edit.has_value());
}

BOOST_AUTO_TEST_CASE(a_rate_outlasts_lines_that_a_report_numbers_anew) {
  auto order = two_lines();
  const auto rates = plan(order, {"18", "KURTA-M=5"}).value();
  order.lines[0].line_id = "1";
  order.lines[1].line_id = "2";
  const auto tax = edited(order, rates);
  BOOST_TEST(tax.amounts.at(0).rate == "5");
  BOOST_TEST(tax.amounts.at(1).rate == "18");
}

BOOST_AUTO_TEST_CASE(a_rate_that_was_not_in_force_is_a_warning) {
  const auto rates = plan(two_lines(), {"12", "MUG=1=18"}).value();
  const auto warnings = rate_warnings(rates, 2026y / October / 1);
  BOOST_REQUIRE(warnings.size() == 1u);
  BOOST_TEST(warnings[0] ==
             "12 % was no rate of GST on the day of the sale (0, 0.25, 1.5, 3, 5, 18, 40): line 11 KURTA-M");
  BOOST_TEST(rate_warnings(rates, 2025y / August / 1).empty());
}

// Whatever the amounts: the parts sum to the whole, lines that no rate names are as they were, and without
// the edit all is as before it.
BOOST_AUTO_TEST_CASE(edits_leave_alone_what_they_do_not_name_and_can_be_undone) {
  std::mt19937_64 random(20261125);
  const auto draw = [&](std::int64_t from, std::int64_t to) {
    return std::uniform_int_distribution<std::int64_t>(from, to)(random);
  };
  for (int round = 0; round < test::effort(3'000, 300); ++round) {
    std::vector<OrderLine> lines;
    const auto count = draw(1, 5);
    for (std::int64_t i = 0; i < count; ++i) {
      const auto price = draw(0, 5'000'00);
      lines.push_back(line(std::to_string(100 + i).c_str(), ("S" + std::to_string(i)).c_str(), price,
                           draw(0, price / 4)));
      if (draw(0, 2) == 0) lines.back().charges.push_back({"SHIPPING", "", rupees(draw(0, 100'00))});
      if (draw(0, 3) == 0) lines.back().charges.push_back({"DISCOUNT", "", rupees(-draw(0, price))});
    }
    auto order = order_of(std::move(lines));
    if (draw(0, 1) == 0) {
      for (const auto& each : order.lines) {
        for (const auto& charge : each.charges) {
          if (charge.type == "TAX") order.total->minor -= charge.amount.minor;
        }
      }
    }
    const auto situation = sold_from(draw(0, 1) == 0 ? "27" : "29");
    const auto before = tax_of_order(order, situation);
    BOOST_REQUIRE((before.balance != TaxBalance::set_aside));
    const auto named = draw(0, count - 1);
    const auto rates =
        plan(order, {"S" + std::to_string(named) + "=" + std::to_string(draw(0, 100))}, true, situation);
    BOOST_REQUIRE(rates.has_value());
    // Of the forced plan only the one that was named.
    std::vector<LineRate> one;
    for (const auto& rate : *rates) {
      if (rate.line_id == std::to_string(100 + named)) one.push_back(rate);
    }
    const auto after = edited(order, one, situation);
    std::int64_t whole = 0;
    for (std::size_t i = 0; i < after.amounts.size(); ++i) {
      const auto& amount = after.amounts[i];
      whole += amount.tax.minor;
      BOOST_REQUIRE(amount.split->igst.minor + amount.split->cgst.minor + amount.split->sgst.minor ==
                    amount.tax.minor);
      if (amount.line_id == std::to_string(100 + named)) {
        BOOST_REQUIRE(*amount.sent_tax == before.amounts[i].tax);
      } else {
        BOOST_REQUIRE(to_json(amount) == to_json(before.amounts[i]));
      }
    }
    BOOST_REQUIRE(after.tax->minor == whole);
    BOOST_REQUIRE(*after.sent_tax == *before.tax);
    auto undone = situation;
    undone.edit.reset();
    BOOST_REQUIRE(text_of(tax_of_order(order, undone)) == text_of(before));
  }
}

BOOST_AUTO_TEST_CASE(shares_are_rounded_half_away_from_zero_and_stay_within_64_bits) {
  BOOST_TEST(share_of(rupees(10), 500).value().minor == 1);    // 0.5 paise
  BOOST_TEST(share_of(rupees(-10), 500).value().minor == -1);  // a discount undoes it
  BOOST_TEST(share_of(rupees(9), 500).value().minor == 0);
  BOOST_TEST(share_of(rupees(20), 500, 2).value().minor == 1);
  BOOST_TEST(share_of(rupees(INT64_MAX), 100'00).value().minor == INT64_MAX);
  BOOST_TEST(share_of(rupees(INT64_MIN), 100'00).has_value() == false);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace sellerd::books
