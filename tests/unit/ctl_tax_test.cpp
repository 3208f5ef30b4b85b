// What the client shows of tax, and how it imports a report, against a daemon of a few lines.
#include <boost/test/unit_test.hpp>

#include "common/api/tax.h"
#include "ctl/tax_text.h"
#include "tests/unit/ctl_fake_daemon.h"
#include "tests/unit/ctl_outcome.h"

namespace sellerd::ctl {
namespace {

Money inr(std::string_view amount) {
  return Money::parse(amount, "INR").value();
}

OrderTax to_kerala() {
  const TaxSplit split{inr("10.43"), inr("0"), inr("0")};
  OrderTax tax{.place = {.code = "32", .found_by = PlaceSource::state, .postal_code_says = "34"},
               .place_name = "Kerala",
               .seller_state = "29",
               .seller_state_from = "home",
               .supply = SupplyKind::inter_state,
               .balance = TaxBalance::exclusive,
               .equation = "208.57 + 10.43 = 219.00 INR"};
  tax.amounts.push_back({.sku = "MUG-1",
                         .kind = "ITEM",
                         .price = inr("208.57"),
                         .tax = inr("10.43"),
                         .taxable = inr("208.57"),
                         .split = split,
                         .tax_rate = "IGST0",
                         .inferred_rate = "5"});
  tax.tax = inr("10.43");
  tax.split = split;
  return tax;
}

json::object figure(const char* taxable) {
  GstFigure figure{.section = GstSection::b2c_small,
                   .basis = GstBasis::report,
                   .place = "29-Karnataka",
                   .rate = "18",
                   .quantity = 1,
                   .orders = 1};
  for (const auto part :
       {&GstFigure::value, &GstFigure::igst, &GstFigure::cgst, &GstFigure::sgst, &GstFigure::cess}) {
    figure.*part = inr("0");
  }
  figure.taxable = inr(taxable);
  return {{"figure", to_json(figure)}};
}

Answer two_figures(const varlink::Call&) {
  return {{framed_reply(figure("83.90"), true), framed_reply(figure("-9.48"))}};
}

// A report of `orders` orders of two rows each, the rows of one order apart.
std::string report_of(int orders) {
  std::string text =
      "Seller Gstin,Invoice Number,Invoice Date,Transaction Type,Order Id,Shipment Item Id,Quantity,Sku,Ship "
      "From State,Ship To State,Invoice Amount,Tax Exclusive Gross,Total Tax Amount,Cgst Rate,Sgst Rate,Igst "
      "Rate,Cgst Tax,Sgst Tax,Igst Tax\n";
  for (const char* item : {"1", "2"}) {
    for (int i = 0; i < orders; ++i) {
      text += "06AAAAA0000A1Z6,IN-1,2026-01-04,Shipment,402-" + std::to_string(1'000 + i) + "," + item +
              ",1,A,HARYANA,KERALA,118,100,18,0,0,0.18,0,0,18\n";
    }
  }
  return text;
}

Answer taken(const varlink::Call& call) {
  const auto lines = static_cast<std::int64_t>(call.parameters.at("lines").as_array().size());
  api::ImportTaxReport::Reply reply{.created = lines};
  reply.differences.push_back({"402-1000", "A", "IN-1", "the books hold no such order"});
  return {{framed_reply(to_json(reply).as_object())}};
}

}  // namespace

BOOST_AUTO_TEST_SUITE(ctl_tax)

BOOST_AUTO_TEST_CASE(the_tax_of_an_order) {
  BOOST_TEST(tax_text(to_kerala()) ==
             "\nTax\n"
             "  Place of supply  32 Kerala (warning: the PIN code lies in state 34)\n"
             "  Sold from        state 29, by home\n"
             "  Supply           to another state: IGST\n"
             "  Balance          exclusive: 208.57 + 10.43 = 219.00 INR\n"
             "  Tax              10.43 INR: IGST 10.43\n"
             "  MUG-1 ITEM: 208.57 without tax, tax 10.43, IGST 10.43, booked under IGST0, 5 % fits\n");
}

BOOST_AUTO_TEST_CASE(what_is_not_resolved_says_what_to_do) {
  OrderTax tax{.place = {.found_by = PlaceSource::unresolved, .reason = "no state was sent"},
               .reason = "no amounts were sent",
               .hint = "sellerctl orders place 402-1-1 --state ..."};
  const auto text = tax_text(tax);
  BOOST_TEST(text.find("unresolved: no state was sent\n") != std::string::npos);
  BOOST_TEST(text.find("set aside: no amounts were sent\n") != std::string::npos);
  BOOST_TEST(text.find("sellerctl orders place 402-1-1 --state ...\n") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(within_the_state_the_parts_have_their_names) {
  auto tax = to_kerala();
  tax.supply = SupplyKind::intra_state;
  tax.territory_tax = "UTGST";
  tax.split = TaxSplit{inr("0"), inr("5.22"), inr("5.21")};
  BOOST_TEST(tax_text(tax).find("10.43 INR: CGST 5.22 UTGST 5.21\n") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(figures_as_csv_can_be_calculated_with) {
  FakeDaemon daemon(two_figures);
  const auto done = sellerctl({"gst", "summary", "--month", "2026-10", "--csv"}, daemon.path());
  BOOST_TEST(done.code == 0);
  BOOST_TEST(
      done.out ==
      "section,basis,place,rate,buyer_gstin,document,document_day,hsn,quantity,value,taxable,igst,cgst,"
      "sgst,cess,orders,order_id,sku,reason\n"
      "b2c_small,report,29-Karnataka,18,,,,,1,0.00,83.90,0.00,0.00,0.00,0.00,1,,,\n"
      "b2c_small,report,29-Karnataka,18,,,,,1,0.00,-9.48,0.00,0.00,0.00,0.00,1,,,\n");
  BOOST_TEST(sellerctl({"gst", "summary", "--month", "2026-10", "--csv", "--json"}, daemon.path()).code == 2);
}

BOOST_AUTO_TEST_CASE(the_table_says_whose_word_its_figures_are) {
  FakeDaemon daemon(two_figures);
  const auto table = sellerctl({"gst", "summary", "--month", "2026-10"}, daemon.path());
  BOOST_TEST(table.out.find("b2c_small  report") != std::string::npos);
  BOOST_TEST(table.out.find("report: the marketplace's own tax report. inferred:") != std::string::npos);
  const auto lines = sellerctl({"gst", "summary", "--month", "2026-10", "--json"}, daemon.path());
  BOOST_TEST(lines.out.find("report:") == std::string::npos);
  BOOST_TEST(parsed(lines.out.substr(0, lines.out.find('\n'))).at("basis").as_string() == "report");
}

BOOST_AUTO_TEST_CASE(a_report_goes_in_pieces_of_whole_orders) {
  FakeDaemon daemon(taken);
  const auto done = sellerctl({"gst", "import", "-"}, daemon.path(), report_of(501));
  BOOST_TEST(done.code == 0, done.err);
  BOOST_TEST(done.out.find("1,002 new, 0 changed, 0 held already; 3 differences\n") != std::string::npos,
             done.out);
  std::string last;
  std::size_t rows = 0;
  for (const auto& call : daemon.calls()) {
    const auto& lines = call.parameters.at("lines").as_array();
    BOOST_TEST(lines.size() <= 400u);
    rows += lines.size();
    const auto id = [](const json::value& line) {
      return std::string(line.at("row").at("order_id").as_string().c_str());
    };
    BOOST_TEST(id(lines.front()) != last);
    last = id(lines.back());
  }
  BOOST_TEST(rows == 1'002u);
}

BOOST_AUTO_TEST_CASE(a_report_with_a_mistake_is_refused_as_a_whole) {
  FakeDaemon daemon(taken);
  auto text = report_of(2);
  text.replace(text.find("2026-01-04"), 10, "04-01-2026");
  const auto done = sellerctl({"gst", "import", "-"}, daemon.path(), text);
  BOOST_TEST(done.code == 2);
  BOOST_TEST(done.err.find("line 2") != std::string::npos, done.err);
  BOOST_TEST(daemon.calls().empty());
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace sellerd::ctl
