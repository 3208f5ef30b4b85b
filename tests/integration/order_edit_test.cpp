// Rates that people give orders, and customers, through the whole daemon.
#include <boost/test/unit_test.hpp>
#include <set>

#include "tests/support/simulated_world.h"

using namespace sellerd;
using namespace sellerd::test;

namespace {

constexpr const char* kOrder = "402-0000001-0000001";

// One order within the state of the world's business, of two lines.
sandbox::MarketData one_order() {
  sandbox::MarketData data;
  sandbox::Order order{.id = kOrder,
                       .created = kSimulationStart - std::chrono::days(2),
                       .updated = kSimulationStart - std::chrono::days(1),
                       .status = sandbox::Status::shipped,
                       .fulfiller = sandbox::Fulfiller::merchant,
                       .address = {"BENGALURU", "KARNATAKA", "560001"}};
  for (const char* sku : {"MUG-1", "MUG-2"}) {
    sandbox::Line line{.product = data.catalogue.find_or_add(sku)};
    sandbox::split_gst(line, 219'00);
    order.lines.push_back(line);
  }
  data.orders.add(std::move(order)).value();
  return data;
}

struct OneOrder : SimulatedWorld {
  OneOrder() : SimulatedWorld({.rate_multiplier = 20}, one_order()) {
    start();
    connect_and_sync();
  }
  api::GetOrder::Reply order() { return call<api::GetOrder>({.order_id = kOrder}).at(0); }
  std::string tax_json() { return json::serialize(to_json(order().tax.value())); }
  AuditEntry last_audit() { return call<api::ListAudit>({.limit = 1}).at(0).entry; }
  std::size_t audits() { return call<api::ListAudit>({}).size(); }
};

}  // namespace

BOOST_AUTO_TEST_SUITE(order_edits)

BOOST_AUTO_TEST_CASE(an_edit_outlasts_syncs_and_is_undone_to_the_paisa) {
  OneOrder world;
  const auto before = world.tax_json();
  const auto looked = world.audits();
  // A dry run writes nothing.
  const auto tried = world.call<api::EditOrder>({.order_id = kOrder, .tax = {"18"}, .dry_run = true}).at(0);
  BOOST_TEST(tried.tax.tax->text() == "75.08 INR");
  BOOST_TEST(world.tax_json() == before);
  BOOST_TEST(world.audits() == looked);
  const auto done = world.call<api::EditOrder>({.order_id = kOrder, .tax = {"18"}}).at(0).tax;
  BOOST_TEST(done.sent_tax->text() == "20.86 INR");
  BOOST_TEST((done.split->cgst == done.split->sgst));
  BOOST_TEST(world.last_audit().action == "order edited");
  BOOST_TEST(world.last_audit().subject == std::string(kOrder) + " --tax 18");
  world.call<api::StartSync>({.module = Module::orders, .full = true});
  world.run_until_idle();
  BOOST_TEST(world.order().tax->tax->text() == "75.08 INR");
  // The marketplace's own amounts are as they were.
  BOOST_TEST(world.order().order.lines.at(0).charges.at(1).amount.text() == "10.43 INR");
  int edited = 0;
  for (const auto& reply : world.call<api::GstSummary>({.month = "2026-09"})) {
    if (reply.figure.section != GstSection::b2c_small) continue;
    ++edited;
    BOOST_TEST((reply.figure.basis == GstBasis::edited));
    BOOST_TEST(reply.figure.rate == "18");
    BOOST_TEST(reply.figure.cgst.text() == "37.54 INR");
  }
  BOOST_TEST(edited == 1);
  world.call<api::EditOrder>({.order_id = kOrder, .undo = true});
  BOOST_TEST(world.tax_json() == before);
  BOOST_TEST(world.last_audit().subject == std::string(kOrder) + " --undo");
}

BOOST_AUTO_TEST_CASE(what_would_be_lost_is_refused_and_nothing_is_written) {
  OneOrder world;
  const auto before = world.tax_json();
  const auto audits = world.audits();
  auto error = world.refused<api::EditOrder>({.order_id = kOrder, .tax = {"MUG-1=18"}});
  BOOST_TEST((error.code == ErrorCode::conflict));
  BOOST_TEST(error.message.find("1 line would lose 10.43 INR of the marketplace's tax: ") == 0u);
  BOOST_TEST(error.message.find("MUG-2 10.43") != std::string::npos);
  BOOST_TEST(world.refused<api::EditOrder>({.order_id = kOrder}).field == "tax");
  BOOST_TEST(world.refused<api::EditOrder>({.order_id = kOrder, .tax = {"18"}, .undo = true}).field == "tax");
  BOOST_TEST(
      (world.refused<api::EditOrder>({.order_id = "402-9-9", .tax = {"18"}}).code == ErrorCode::not_found));
  BOOST_TEST(world.tax_json() == before);
  BOOST_TEST(world.audits() == audits);
  world.call<api::EditOrder>({.order_id = kOrder, .tax = {"MUG-1=18"}, .force = true});
  BOOST_TEST(world.order().tax->tax->text() == "37.54 INR");
  BOOST_TEST(world.last_audit().subject == std::string(kOrder) + " --tax MUG-1=18 --force");
}

BOOST_AUTO_TEST_CASE(an_edit_that_touches_no_tax_computes_nothing) {
  OneOrder world;
  const auto before = world.order().tax.value();
  const auto noted = world.call<api::EditOrder>({.order_id = kOrder, .note = "call before noon"}).at(0).tax;
  BOOST_TEST(noted.edit->note == "call before noon");
  BOOST_TEST(!noted.sent_tax);
  BOOST_TEST((noted.tax == before.tax && noted.split == before.split));
  BOOST_TEST(noted.amounts.at(0).tax_rate == before.amounts.at(0).tax_rate);
  // What the note says is not told on.
  BOOST_TEST(world.last_audit().subject == std::string(kOrder) + " with a note");
  // It stays when rates come and go.
  world.call<api::EditOrder>({.order_id = kOrder, .tax = {"18"}});
  world.call<api::EditOrder>({.order_id = kOrder, .undo = true});
  BOOST_TEST(world.order().tax->edit->note == "call before noon");
  world.call<api::EditOrder>({.order_id = kOrder, .note = ""});
  BOOST_TEST(!world.order().tax->edit);
}

BOOST_AUTO_TEST_CASE(customers_need_no_personal_data_and_follow_what_is_said) {
  OneOrder world;
  auto rows = world.call<api::ListCustomers>({});
  BOOST_REQUIRE(rows.size() == 1u);
  BOOST_TEST(rows[0].customer.key == "consumer-29");
  BOOST_TEST(rows[0].customer.place_name == "Karnataka");
  BOOST_TEST(rows[0].customer.orders == 1);
  BOOST_TEST(world.order().customer->key == "consumer-29");
  // Everybody of Karnataka is no special economic zone.
  const auto error =
      world.refused<api::SetCustomer>({.customer = "consumer-29", .treatment = GstTreatment::business_sez});
  BOOST_TEST((error.code == ErrorCode::conflict));
  world.call<api::SetPlace>({.order_id = kOrder, .state = "Kerala"});
  const auto shown = world.call<api::GetCustomer>({.customer = "consumer-32"}).at(0);
  BOOST_REQUIRE(shown.orders.size() == 1u);
  BOOST_TEST(shown.orders[0].order_id == kOrder);
  BOOST_TEST(shown.orders[0].integration == "amazon-in");
  BOOST_TEST((world.refused<api::GetCustomer>({.customer = "consumer-29"}).code == ErrorCode::not_found));
}

BOOST_AUTO_TEST_CASE(a_sale_to_an_economic_zone_bears_igst_within_the_state) {
  OneOrder world;
  world.call<api::SetPreferences>({.interval_minutes = 0, .personal_data = true});
  world.call<api::StartSync>({.module = Module::orders, .route = Route::search, .full = true});
  world.run_until_idle();
  const auto key = world.order().customer.value().key;
  BOOST_TEST(key == "buyer-1");
  BOOST_TEST((world.order().tax->supply == SupplyKind::intra_state));
  world.call<api::SetCustomer>({.customer = key, .treatment = GstTreatment::business_sez});
  const auto tax = world.order().tax.value();
  BOOST_TEST((tax.supply == SupplyKind::inter_state));
  BOOST_TEST((tax.split->igst == *tax.tax));
  BOOST_TEST(world.last_audit().subject == key + " business_sez");
  world.call<api::SetCustomer>({.customer = key, .clear = true});
  BOOST_TEST((world.order().customer->treatment == GstTreatment::consumer));
  BOOST_TEST((world.order().tax->supply == SupplyKind::intra_state));
}

BOOST_AUTO_TEST_CASE(buyers_are_one_customer_each_and_nothing_leads_back_to_them) {
  SimulatedWorld world({.orders = 200});
  world.start();
  world.call<api::SetPreferences>({.interval_minutes = 0, .personal_data = true});
  world.connect_and_sync();
  std::int64_t orders = 0;
  std::size_t buyers = 0;
  for (const auto& row : world.call<api::ListCustomers>({.integration = "amazon-in"})) {
    orders += row.customer.orders;
    buyers += row.customer.key.starts_with("buyer-");
  }
  BOOST_TEST(orders == world.totals().orders);
  BOOST_TEST(buyers > 10u);
  // Two months later nobody is known again by what was held of them.
  world.time().pass(std::chrono::days(70));
  const auto& store = world.daemon().store();
  BOOST_TEST(store.list(store::kBuyerKeys, store::under(store::kBuyerKeys)).value().empty());
  world.call<api::Disconnect>({.name = "amazon-in", .yes = true, .erase = true});
  world.run_until_idle();
  BOOST_TEST(world.call<api::ListCustomers>({}).empty());
  BOOST_TEST(store.list(store::kCustomerOrders, store::under(store::kCustomerOrders)).value().empty());
}

BOOST_AUTO_TEST_SUITE_END()
