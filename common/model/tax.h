// What an order's tax looks like, and what the seller has said about the business that pays it. Rates are in
// hundredths of a percent: 1800 is 18 %.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "common/fields.h"
#include "common/model/order_edit.h"
#include "common/model/place.h"
#include "common/money.h"
#include "common/time_text.h"

namespace sellerd {

// Where a warehouse of the seller's, or of the marketplace's, is registered.
struct GstRegistration {
  std::string gstin;
  std::string state;
  std::string warehouse;

  static constexpr std::string_view kTypeName = "GstRegistration";
  static constexpr auto fields() {
    using Self = GstRegistration;
    return Fields{
        SELLERD_FIELD(gstin, "The GSTIN.", .since = 3, .column = true),
        SELLERD_FIELD(state, "GST code of its state.", .since = 3, .column = true),
        SELLERD_FIELD(warehouse, "The warehouse that sells from this state.", .since = 3, .column = true),
    };
  }
  friend bool operator==(const GstRegistration& left, const GstRegistration& right) {
    return same_fields(left, right);
  }
};

// The business whose books these are. Everything may be unsaid.
struct Organisation {
  std::string base_currency;
  std::string home_state;
  std::string gstin;
  bool unregistered = false;
  std::vector<GstRegistration> registrations;

  static constexpr std::string_view kTypeName = "Organisation";
  static constexpr auto fields() {
    using Self = Organisation;
    return Fields{
        SELLERD_FIELD(base_currency, "Currency of the books; accounts in another one are not connected.",
                      .since = 3, .column = true),
        SELLERD_FIELD(home_state, "GST code of the state that is sold from where no registration says more.",
                      .since = 3, .column = true),
        SELLERD_FIELD(gstin, "The GSTIN of the home state.", .since = 3, .column = true),
        SELLERD_FIELD(unregistered, "Whether the business is not registered for GST.", .since = 3),
        SELLERD_FIELD(registrations, "Warehouses that sell from another state.", .since = 3),
    };
  }
  friend bool operator==(const Organisation& left, const Organisation& right) {
    return same_fields(left, right);
  }
};

// What a person said where an order is taxed.
struct PlaceFix {
  std::string code;
  std::string author;
  Timestamp when{};

  static constexpr std::string_view kTypeName = "PlaceFix";
  static constexpr auto fields() {
    using Self = PlaceFix;
    return Fields{
        SELLERD_FIELD(code, "GST state code.", .since = 3),
        SELLERD_FIELD(author, "The user.", .since = 3),
        SELLERD_FIELD(when, "When.", .since = 3),
    };
  }
};

// Which taxes a supply bears.
enum class SupplyKind {
  unresolved,    // the place of supply or the seller's own state is not known
  intra_state,   // CGST and SGST (in some territories UTGST)
  inter_state,   // IGST
  outside,       // an export: IGST
  unregistered,  // the seller is not registered: no GST
};

template <>
struct EnumTable<SupplyKind> {
  static constexpr std::string_view kTypeName = "SupplyKind";
  static constexpr std::array kNames = {
      std::pair{SupplyKind::unresolved, std::string_view("unresolved")},
      std::pair{SupplyKind::intra_state, std::string_view("intra_state")},
      std::pair{SupplyKind::inter_state, std::string_view("inter_state")},
      std::pair{SupplyKind::outside, std::string_view("outside")},
      std::pair{SupplyKind::unregistered, std::string_view("unregistered")},
  };
};

// How the amounts that the marketplace sent make up the total.
enum class TaxBalance {
  exclusive,  // prices and tax together are the total
  inclusive,  // the prices are the total; the tax is within them
  untaxed,    // there is no tax, and the prices are the total
  set_aside,  // it is not known; the reason tells why
};

template <>
struct EnumTable<TaxBalance> {
  static constexpr std::string_view kTypeName = "TaxBalance";
  static constexpr std::array kNames = {
      std::pair{TaxBalance::exclusive, std::string_view("exclusive")},
      std::pair{TaxBalance::inclusive, std::string_view("inclusive")},
      std::pair{TaxBalance::untaxed, std::string_view("untaxed")},
      std::pair{TaxBalance::set_aside, std::string_view("set_aside")},
  };
};

// The parts of a tax amount.
struct TaxSplit {
  Money igst;
  Money cgst;
  Money sgst;

  static constexpr std::string_view kTypeName = "TaxSplit";
  static constexpr auto fields() {
    using Self = TaxSplit;
    return Fields{
        SELLERD_FIELD(igst, "Of a supply to another state."),
        SELLERD_FIELD(cgst, "Of a supply within the state; an odd paisa is here."),
        SELLERD_FIELD(sgst, "Of a supply within the state; UTGST where the territory has no legislature."),
    };
  }
  friend bool operator==(const TaxSplit& left, const TaxSplit& right) { return same_fields(left, right); }
};

// One kind of amount of one line: the goods, their shipping, their gift wrap, a discount.
struct TaxedAmount {
  std::string line_id;
  std::string sku;
  std::string kind;
  Money price;
  Money tax;
  std::optional<Money> taxable;
  std::optional<TaxSplit> split;
  std::string tax_rate;
  std::string inferred_rate;
  std::string rate;
  std::optional<Money> sent_tax;

  static constexpr std::string_view kTypeName = "TaxedAmount";
  static constexpr auto fields() {
    using Self = TaxedAmount;
    return Fields{
        SELLERD_FIELD(line_id, "The line."),
        SELLERD_FIELD(sku, "The listing's SKU.", .column = true),
        SELLERD_FIELD(kind, "ITEM, SHIPPING, GIFT_WRAP, DISCOUNT, ..., in the marketplace's word.",
                      .column = true),
        SELLERD_FIELD(price, "The amount as sent; a discount is negative.", .column = true),
        SELLERD_FIELD(tax, "The tax on it, as sent; of an edited line the rate's share.", .column = true),
        SELLERD_FIELD(taxable, "The amount without tax; absent where it is not known what contains what.",
                      .column = true),
        SELLERD_FIELD(split, "The tax by its parts; absent where the supply is unresolved."),
        SELLERD_FIELD(
            tax_rate,
            "What it is booked under: IGST0 or GST0, as the marketplace sends amounts and no rates; "
            "a real rate where its tax report or an edit has said it."),
        SELLERD_FIELD(inferred_rate,
                      "The one rate in force that day that fits, in percent; empty where none or several do.",
                      .column = true),
        SELLERD_FIELD(rate, "The rate in percent that the tax report or an edit has said; else empty."),
        SELLERD_FIELD(sent_tax, "Of an edited line: the tax that the marketplace sent."),
    };
  }
};

// What follows for the tax of an order. Computed, not stored.
struct OrderTax {
  PlaceOfSupply place;
  std::string place_name;
  std::string seller_state;
  std::string seller_state_from;
  SupplyKind supply = SupplyKind::unresolved;
  TaxBalance balance = TaxBalance::set_aside;
  std::string equation;
  std::string reason;
  std::vector<TaxedAmount> amounts;
  std::optional<Money> taxable;
  std::optional<Money> tax;
  std::optional<TaxSplit> split;
  std::string territory_tax;
  std::string hint;
  std::optional<OrderEdit> edit;
  std::optional<Money> sent_tax;

  static constexpr std::string_view kTypeName = "OrderTax";
  static constexpr auto fields() {
    using Self = OrderTax;
    return Fields{
        SELLERD_FIELD(place, "The place of supply."),
        SELLERD_FIELD(place_name, "The state's name."),
        SELLERD_FIELD(seller_state, "GST code of the state that it is sold from; empty when not known."),
        SELLERD_FIELD(seller_state_from, "What that follows from: the tax report, a warehouse, or home."),
        SELLERD_FIELD(supply, "intra_state, inter_state, outside, unregistered or unresolved."),
        SELLERD_FIELD(balance, "Whether tax is on top of the prices, within them, none, or set_aside."),
        SELLERD_FIELD(equation, "How the amounts make up the total, or do not."),
        SELLERD_FIELD(reason, "Why it is set aside; empty otherwise."),
        SELLERD_FIELD(amounts, "Line by line and kind by kind."),
        SELLERD_FIELD(taxable, "The sum without tax."),
        SELLERD_FIELD(tax, "The sum of the tax."),
        SELLERD_FIELD(split, "The tax by its parts."),
        SELLERD_FIELD(territory_tax,
                      "SGST or UTGST: what the state's part is called at the place of supply."),
        SELLERD_FIELD(hint, "What to do about what is not resolved; empty otherwise."),
        SELLERD_FIELD(edit, "What a person has changed; absent where nothing."),
        SELLERD_FIELD(sent_tax, "Of an order with edited rates: the sum of the tax that was sent."),
    };
  }
};

// A row of the marketplace's tax report: one invoice or credit note of one shipped item. The figures are the
// marketplace's; of a refund they are negative.
struct TaxReportRow {
  std::uint32_t integration = 0;
  std::string order_id;
  std::string transaction;
  std::string document;
  std::string document_day;
  std::string original_document;
  std::string shipment_item_id;
  std::int64_t occurrence = 0;
  std::string seller_gstin;
  std::string buyer_gstin;
  std::string sku;
  std::string hsn;
  std::int64_t quantity = 0;
  std::string ship_from;
  PlaceOfSupply place;
  Money value;
  Money taxable;
  Money tax;
  std::int64_t rate = 0;
  Money igst;
  Money cgst;
  Money sgst;
  Money cess;
  Money tcs_igst;
  Money tcs_cgst;
  Money tcs_sgst;

  static constexpr std::string_view kTypeName = "TaxReportRow";
  static constexpr auto fields() {
    using Self = TaxReportRow;
    return Fields{
        SELLERD_FIELD(integration, "Number of the integration.", .since = 3),
        SELLERD_FIELD(order_id, "The marketplace's order id.", .since = 3, .column = true),
        SELLERD_FIELD(transaction, "Shipment, Refund, Cancel, FreeReplacement, in the marketplace's word.",
                      .since = 3, .column = true),
        SELLERD_FIELD(document, "Number of the invoice, of a refund of the credit note; may be empty.",
                      .since = 3, .column = true),
        SELLERD_FIELD(document_day, "Its day as the report says it, such as 2026-01-04.", .since = 3,
                      .column = true),
        SELLERD_FIELD(original_document, "Of a refund: number of the invoice; else empty.", .since = 3),
        SELLERD_FIELD(shipment_item_id, "The marketplace's id of the shipped item.", .since = 3),
        SELLERD_FIELD(occurrence, "Which of the rows that are alike in all of these it is, from 0.",
                      .since = 3),
        SELLERD_FIELD(seller_gstin, "The seller's GSTIN that it is reported under.", .since = 3),
        SELLERD_FIELD(buyer_gstin, "The buyer's GSTIN; empty for a consumer.", .since = 3),
        SELLERD_FIELD(sku, "The listing's SKU.", .since = 3, .column = true),
        SELLERD_FIELD(hsn, "HSN code of the goods; may be empty.", .since = 3),
        SELLERD_FIELD(quantity, "Units.", .since = 3, .column = true),
        SELLERD_FIELD(ship_from, "GST code of the state that it was shipped from.", .since = 3),
        SELLERD_FIELD(place, "The place of supply, from the address in the report.", .since = 3),
        SELLERD_FIELD(value, "The invoice's amount, with tax.", .since = 3, .column = true),
        SELLERD_FIELD(taxable, "The amount without tax.", .since = 3, .column = true),
        SELLERD_FIELD(tax, "The whole tax.", .since = 3, .column = true),
        SELLERD_FIELD(rate, "IGST, or CGST and SGST or UTGST together, in hundredths of a percent.",
                      .since = 3),
        SELLERD_FIELD(igst, "IGST of goods, shipping and gift wrap.", .since = 3),
        SELLERD_FIELD(cgst, "CGST of the same.", .since = 3),
        SELLERD_FIELD(sgst, "SGST or UTGST of the same.", .since = 3),
        SELLERD_FIELD(cess, "Compensation cess of the same.", .since = 3),
        SELLERD_FIELD(tcs_igst, "Tax collected at source by the marketplace; no part of the tax above.",
                      .since = 3),
        SELLERD_FIELD(tcs_cgst, "The same, CGST.", .since = 3),
        SELLERD_FIELD(tcs_sgst, "The same, SGST or UTGST.", .since = 3),
    };
  }
  friend bool operator==(const TaxReportRow& left, const TaxReportRow& right) {
    return same_fields(left, right);
  }
};

// Who says a figure.
enum class GstBasis {
  report,    // the marketplace's tax report
  edited,    // a person, who has said the rate
  inferred,  // we, from the amounts of the order
};

template <>
struct EnumTable<GstBasis> {
  static constexpr std::string_view kTypeName = "GstBasis";
  static constexpr std::array kNames = {
      std::pair{GstBasis::report, std::string_view("report")},
      std::pair{GstBasis::edited, std::string_view("edited")},
      std::pair{GstBasis::inferred, std::string_view("inferred")},
  };
};

// Tables of GSTR-1, and what belongs to none.
enum class GstSection {
  b2b,           // table 4: to registered buyers, by invoice
  b2c_large,     // table 5: to consumers of another state, invoices above the limit
  b2c_small,     // table 7: to consumers, by state and rate
  exports,       // table 6A
  credit_notes,  // table 9B: to registered buyers (CDNR), by credit note; of consumers only large ones
                 // (CDNUR)
  hsn,           // table 12: everything above again, by HSN code
  tcs,           // no table of GSTR-1: what the marketplace has collected at source
  set_aside,     // what cannot be filed before somebody looks at it
};

template <>
struct EnumTable<GstSection> {
  static constexpr std::string_view kTypeName = "GstSection";
  static constexpr std::array kNames = {
      std::pair{GstSection::b2b, std::string_view("b2b")},
      std::pair{GstSection::b2c_large, std::string_view("b2c_large")},
      std::pair{GstSection::b2c_small, std::string_view("b2c_small")},
      std::pair{GstSection::exports, std::string_view("exports")},
      std::pair{GstSection::credit_notes, std::string_view("credit_notes")},
      std::pair{GstSection::hsn, std::string_view("hsn")},
      std::pair{GstSection::tcs, std::string_view("tcs")},
      std::pair{GstSection::set_aside, std::string_view("set_aside")},
  };
};

// A figure of the summary, or, with an order, one of the entries that it is the sum of.
struct GstFigure {
  GstSection section = GstSection::set_aside;
  GstBasis basis = GstBasis::inferred;
  std::string place;
  std::string rate;
  std::string buyer_gstin;
  std::string document;
  std::string document_day;
  std::string hsn;
  std::int64_t quantity = 0;
  Money value;
  Money taxable;
  Money igst;
  Money cgst;
  Money sgst;
  Money cess;
  std::int64_t orders = 0;
  std::string order_id;
  std::string sku;
  std::string reason;

  static constexpr std::string_view kTypeName = "GstFigure";
  static constexpr auto fields() {
    using Self = GstFigure;
    return Fields{
        SELLERD_FIELD(section, "The table of GSTR-1, or hsn, tcs, set_aside.", .column = true),
        SELLERD_FIELD(basis,
                      "Whose word it is: report (the marketplace's), edited (a person's) or inferred (ours).",
                      .column = true),
        SELLERD_FIELD(place, "Place of supply, code and name.", .column = true),
        SELLERD_FIELD(rate, "Rate in percent; empty where it is not known.", .column = true),
        SELLERD_FIELD(buyer_gstin, "Of b2b and credit_notes: the buyer's GSTIN."),
        SELLERD_FIELD(document, "Of what is filed by document: its number.", .column = true),
        SELLERD_FIELD(document_day, "Its day."),
        SELLERD_FIELD(hsn, "HSN code; empty where it is not known.", .column = true),
        SELLERD_FIELD(quantity, "Units."),
        SELLERD_FIELD(value, "With tax."),
        SELLERD_FIELD(taxable, "Without tax.", .column = true),
        SELLERD_FIELD(igst, "IGST.", .column = true),
        SELLERD_FIELD(cgst, "CGST.", .column = true),
        SELLERD_FIELD(sgst, "SGST or UTGST.", .column = true),
        SELLERD_FIELD(cess, "Compensation cess."),
        SELLERD_FIELD(orders, "How many orders it is the sum of.", .column = true),
        SELLERD_FIELD(order_id, "Of an entry: the order."),
        SELLERD_FIELD(sku, "Of an entry: the listing's SKU."),
        SELLERD_FIELD(reason, "Of set_aside: why.", .column = true),
    };
  }
};

// Where a tax report and the books disagree.
struct TaxDifference {
  std::string order_id;
  std::string sku;
  std::string document;
  std::string says;

  static constexpr std::string_view kTypeName = "TaxDifference";
  static constexpr auto fields() {
    using Self = TaxDifference;
    return Fields{
        SELLERD_FIELD(order_id, "The order.", .column = true),
        SELLERD_FIELD(sku, "The listing's SKU.", .column = true),
        SELLERD_FIELD(document, "The invoice or credit note.", .column = true),
        SELLERD_FIELD(says, "What differs.", .column = true),
    };
  }
};

}  // namespace sellerd
