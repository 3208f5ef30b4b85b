// The amounts of real orders, through the marketplace model and the order codec: each makes up its total, or
// is set aside with the right reason.
#include <boost/test/unit_test.hpp>
#include <map>

#include "daemon/books/order_status.h"
#include "daemon/books/order_tax.h"
#include "daemon/channel/amazon/orders_codec.h"
#include "tests/sandbox/order_file.h"
#include "tests/sandbox/order_json.h"
#include "tests/support/effort.h"
#include "tests/support/shared_data.h"

using namespace sellerd;

namespace {

sandbox::Datasets everything() {
  sandbox::Datasets all;
  for (const auto dataset :
       {sandbox::Dataset::recipient, sandbox::Dataset::proceeds, sandbox::Dataset::fulfillment}) {
    all.add(dataset);
  }
  return all;
}

// As the books hold it.
Order held(const sandbox::Order& sold, const sandbox::Rendering& rendering) {
  const auto page =
      amazon::decode_orders(json::object{{"orders", json::array{sandbox::order_json(sold, rendering)}}}, 1);
  auto order = std::get<Order>(page.value().records.at(0));
  order.status = books::derive_status(order);
  return order;
}

struct Tally {
  std::map<TaxBalance, int> balances;
  std::map<std::string, int> reasons;
  std::map<SupplyKind, int> supplies;
  std::map<std::string, int> rates;
};

void check_parts(const OrderTax& tax) {
  std::int64_t whole = 0;
  std::int64_t taxable = 0;
  for (const auto& amount : tax.amounts) {
    whole += amount.tax.minor;
    if (amount.taxable) taxable += amount.taxable->minor;
    if (!amount.split) continue;
    const auto& split = *amount.split;
    BOOST_REQUIRE(split.igst.minor + split.cgst.minor + split.sgst.minor == amount.tax.minor);
  }
  if (tax.amounts.empty()) return;
  BOOST_REQUIRE(tax.tax->minor == whole);
  if (tax.taxable) BOOST_REQUIRE(tax.taxable->minor == taxable);
  if (tax.split)
    BOOST_REQUIRE(tax.split->igst.minor + tax.split->cgst.minor + tax.split->sgst.minor == whole);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(real_order_tax)

BOOST_AUTO_TEST_CASE(every_order_of_a_real_shop_balances_or_says_why_not) {
  const auto path = test::shared_data("amazon-in-orders-2022.csv.xz");
  if (path.empty()) {
    BOOST_TEST_MESSAGE("skipped: the real orders are not on this machine");
    return;
  }
  const auto data = sandbox::load_orders(path, {}, *parse_time("2026-10-01T06:00:00Z")).value();
  const sandbox::Rendering rendering{data.catalogue, {}, everything(), {}};
  // The rates are those of the days on which it was sold.
  const books::TaxSituation situation{
      .seller_state = "27", .seller_state_from = "home", .day = std::chrono::year(2022) / 5 / 1};
  Tally tally;
  constexpr sandbox::OrderNumber kStep = test::effort(1, 20);
  for (sandbox::OrderNumber number = 0; number < data.orders.size(); number += kStep) {
    const auto& sold = data.orders.at(number);
    const auto order = held(sold, rendering);
    const auto tax = books::tax_of_order(order, situation);
    check_parts(tax);
    ++tally.balances[tax.balance];
    ++tally.supplies[tax.supply];
    if (tax.balance == TaxBalance::set_aside) ++tally.reasons[tax.reason];
    for (const auto& amount : tax.amounts) {
      if (amount.tax.minor != 0 && amount.taxable) ++tally.rates[amount.inferred_rate];
    }
    if (tax.balance == TaxBalance::set_aside) continue;
    // What makes up the total is what the marketplace itself holds.
    std::int64_t total = 0;
    for (const auto& line : sold.lines) total += sandbox::line_total(sold, line);
    BOOST_REQUIRE(tax.taxable->minor + tax.tax->minor == total);
  }
  const auto of = [&](TaxBalance balance) { return tally.balances[balance]; };
  BOOST_TEST_MESSAGE(data.orders.size()
                     << " orders: " << of(TaxBalance::exclusive) << " exclusive, " << of(TaxBalance::untaxed)
                     << " untaxed, " << of(TaxBalance::set_aside) << " set aside");
  if (kStep == 1 && data.orders.size() == 60'277) {
    BOOST_TEST(of(TaxBalance::exclusive) == 50'171);
    BOOST_TEST(of(TaxBalance::untaxed) == 1'133);
    BOOST_TEST(tally.reasons["cancelled: there is no supply"] == 8'611);
    BOOST_TEST(tally.reasons["no amounts were sent"] == 362);
    BOOST_TEST(tally.supplies[SupplyKind::intra_state] == 10'382);
    BOOST_TEST(tally.supplies[SupplyKind::inter_state] == 49'514);
    // Pending ones and those of another channel, which come without an address, and one of the army's.
    BOOST_TEST(tally.supplies[SupplyKind::unresolved] == 381);
  }
  BOOST_TEST(tally.balances[TaxBalance::exclusive] > 0);
  BOOST_TEST(tally.balances[TaxBalance::inclusive] == 0);
  for (const auto& [reason, count] : tally.reasons) {
    BOOST_TEST((reason == "cancelled: there is no supply" || reason == "no amounts were sent"), reason);
  }
  // 5 % or 12 %, as the model splits what buyers paid; of a few paise several rates fit.
  for (const auto& [rate, count] : tally.rates)
    BOOST_TEST((rate == "5" || rate == "12" || rate.empty()), rate);
}

BOOST_AUTO_TEST_SUITE_END()
