// org.sellerd.Tax: the business, and the GST of its orders.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "common/api/method.h"
#include "common/api/run_news.h"
#include "common/fields.h"
#include "common/model/tax.h"

namespace sellerd::api {

struct GetOrganisation {
  static constexpr MethodInfo kInfo{.name = "org.sellerd.Tax.GetOrganisation",
                                    .access = Access::read,
                                    .command = "organisation",
                                    .doc = "Shows the business: currency, state, GSTIN, registrations."};
  struct Request {
    static constexpr std::string_view kTypeName = "GetOrganisationRequest";
    static constexpr auto fields() { return Fields{}; }
  };
  struct Reply {
    Organisation organisation;

    static constexpr std::string_view kTypeName = "GetOrganisationReply";
    static constexpr auto fields() {
      using Self = Reply;
      return Fields{SELLERD_FIELD(organisation, "What is known; what nobody said is empty.")};
    }
  };
};

struct SetOrganisation {
  static constexpr MethodInfo kInfo{.name = "org.sellerd.Tax.SetOrganisation",
                                    .access = Access::operate,
                                    .command = "organisation set",
                                    .doc =
                                        "Says what the business is. What is left out stays. An account in "
                                        "rupees is connected only once state and GSTIN are said, or that the "
                                        "business is not registered; none in another currency than the "
                                        "books', once that is said."};
  struct Request {
    std::optional<std::string> state;
    std::optional<std::string> gstin;
    std::optional<std::string> currency;
    std::optional<bool> registered;

    static constexpr std::string_view kTypeName = "SetOrganisationRequest";
    static constexpr auto fields() {
      using Self = Request;
      return Fields{
          SELLERD_FIELD(state, "The state that is sold from, by name or GST code."),
          SELLERD_FIELD(gstin, "Its GSTIN, which names the state too; empty takes it away."),
          SELLERD_FIELD(currency, "Currency of the books, such as INR."),
          SELLERD_FIELD(registered, "Whether the business is registered for GST; it is unless said."),
      };
    }
  };
  using Reply = GetOrganisation::Reply;
};

struct RegisterState {
  static constexpr MethodInfo kInfo{.name = "org.sellerd.Tax.RegisterState",
                                    .access = Access::operate,
                                    .command = "organisation register",
                                    .doc = "Registers a warehouse that sells from another state."};
  struct Request {
    std::string warehouse;
    std::string gstin;

    static constexpr std::string_view kTypeName = "RegisterStateRequest";
    static constexpr auto fields() {
      using Self = Request;
      return Fields{
          SELLERD_FIELD(warehouse, "The warehouse.", .positional = true),
          SELLERD_FIELD(gstin, "The GSTIN of the state that it lies in.", .positional = true),
      };
    }
  };
  using Reply = GetOrganisation::Reply;
};

struct UnregisterState {
  static constexpr MethodInfo kInfo{.name = "org.sellerd.Tax.UnregisterState",
                                    .access = Access::operate,
                                    .command = "organisation unregister",
                                    .doc = "Lets a warehouse sell from the home state again."};
  struct Request {
    std::string warehouse;

    static constexpr std::string_view kTypeName = "UnregisterStateRequest";
    static constexpr auto fields() {
      using Self = Request;
      return Fields{SELLERD_FIELD(warehouse, "The warehouse.", .positional = true)};
    }
  };
  using Reply = GetOrganisation::Reply;
};

struct SetPlace {
  static constexpr MethodInfo kInfo{
      .name = "org.sellerd.Tax.SetPlace",
      .access = Access::operate,
      .command = "orders place",
      .doc = "Says where an order is taxed, whatever its address; it stays so until it is said anew."};
  struct Request {
    std::string order_id;
    std::optional<std::string> state;
    bool clear = false;
    std::optional<std::string> integration;

    static constexpr std::string_view kTypeName = "SetPlaceRequest";
    static constexpr auto fields() {
      using Self = Request;
      return Fields{
          SELLERD_FIELD(order_id, "The marketplace's order id.", .positional = true),
          SELLERD_FIELD(state, "The state, by name or GST code; 96 is outside India."),
          SELLERD_FIELD(clear, "Take back what was said: the address counts again."),
          SELLERD_FIELD(integration, "The integration, where two hold the same id."),
      };
    }
  };
  struct Reply {
    OrderTax tax;

    static constexpr std::string_view kTypeName = "SetPlaceReply";
    static constexpr auto fields() {
      using Self = Reply;
      return Fields{SELLERD_FIELD(tax, "The order's tax as it then stands.")};
    }
  };
};

// A row with what the daemon makes its states of; the PIN code is not kept.
struct TaxReportLine {
  TaxReportRow row;
  std::string ship_from_state;
  std::string ship_to_state;
  std::string ship_to_postal_code;
  std::string ship_to_country;

  static constexpr std::string_view kTypeName = "TaxReportLine";
  static constexpr auto fields() {
    using Self = TaxReportLine;
    return Fields{
        SELLERD_FIELD(row, "The row; integration, ship_from and place are filled in by the daemon."),
        SELLERD_FIELD(ship_from_state, "State that it was shipped from, in the report's spelling."),
        SELLERD_FIELD(ship_to_state, "State that it goes to, in the report's spelling."),
        SELLERD_FIELD(ship_to_postal_code, "PIN code that it goes to. Not kept."),
        SELLERD_FIELD(ship_to_country, "Country that it goes to."),
    };
  }
};

struct ImportTaxReport {
  static constexpr MethodInfo kInfo{
      .name = "org.sellerd.Tax.ImportReport",
      .access = Access::operate,
      .doc = "Takes rows of the marketplace's tax report. A row that is held already is not doubled."};
  struct Request {
    std::optional<std::string> integration;
    std::vector<TaxReportLine> lines;
    bool dry_run = false;

    static constexpr std::string_view kTypeName = "ImportTaxReportRequest";
    static constexpr auto fields() {
      using Self = Request;
      return Fields{
          SELLERD_FIELD(integration, "The account; needed where there are several."),
          SELLERD_FIELD(lines, "Rows, 1000 at the most."),
          SELLERD_FIELD(dry_run, "Write nothing; say what would be."),
      };
    }
  };
  struct Reply {
    std::int64_t created = 0;
    std::int64_t updated = 0;
    std::int64_t unchanged = 0;
    std::vector<TaxDifference> differences;

    static constexpr std::string_view kTypeName = "ImportTaxReportReply";
    static constexpr auto fields() {
      using Self = Reply;
      return Fields{
          SELLERD_FIELD(created, "Rows that are new."),
          SELLERD_FIELD(updated, "Rows that say something else than before."),
          SELLERD_FIELD(unchanged, "Rows that were held already."),
          SELLERD_FIELD(differences, "Where they and the books disagree."),
      };
    }
  };
};

struct FetchTaxReport {
  static constexpr MethodInfo kInfo{.name = "org.sellerd.Tax.FetchReport",
                                    .access = Access::operate,
                                    .replies = Replies::stream,
                                    .command = "gst fetch",
                                    .doc =
                                        "Fetches a month's tax report from the marketplace, or joins the run "
                                        "that does, and streams progress "
                                        "until it has ended. Rows that are held already are not doubled."};
  struct Request {
    std::string month;
    std::optional<std::string> integration;
    bool dry_run = false;

    static constexpr std::string_view kTypeName = "FetchTaxReportRequest";
    static constexpr auto fields() {
      using Self = Request;
      return Fields{
          SELLERD_FIELD(month, "The month, such as 2026-10, of the marketplace's calendar."),
          SELLERD_FIELD(integration, "The account; needed where there are several."),
          SELLERD_FIELD(dry_run, "Write nothing; say what would be written."),
      };
    }
  };
  using Reply = RunNews;
};

struct GstSummary {
  static constexpr MethodInfo kInfo{
      .name = "org.sellerd.Tax.Summary",
      .access = Access::read,
      .replies = Replies::list,
      .command = "gst summary",
      .doc =
          "Sums a month's sales by the tables of GSTR-1. Figures of basis report are the marketplace's word; "
          "edited ones have a rate that a person has said; inferred ones are made from the amounts of "
          "shipped orders that no imported report has."};
  struct Request {
    std::string month;
    std::optional<std::string> integration;

    static constexpr std::string_view kTypeName = "GstSummaryRequest";
    static constexpr auto fields() {
      using Self = Request;
      return Fields{
          SELLERD_FIELD(month, "The month, such as 2026-10, of the marketplace's calendar."),
          SELLERD_FIELD(integration, "Only this integration."),
      };
    }
  };
  struct Reply {
    GstFigure figure;

    static constexpr std::string_view kTypeName = "GstSummaryReply";
    static constexpr auto fields() {
      using Self = Reply;
      return Fields{SELLERD_FIELD(figure, "A figure.")};
    }
  };
};

struct GstEntries {
  static constexpr MethodInfo kInfo{
      .name = "org.sellerd.Tax.Entries",
      .access = Access::read,
      .replies = Replies::list,
      .command = "gst entries",
      .doc = "Lists what the figures of a month's summary are the sums of, with orders and SKUs."};
  struct Request {
    std::string month;
    std::optional<std::string> integration;
    std::optional<GstSection> section;
    std::optional<std::string> place;
    std::optional<std::string> rate;
    std::optional<std::string> order_id;

    static constexpr std::string_view kTypeName = "GstEntriesRequest";
    static constexpr auto fields() {
      using Self = Request;
      return Fields{
          SELLERD_FIELD(month, "The month, such as 2026-10, of the marketplace's calendar."),
          SELLERD_FIELD(integration, "Only this integration."),
          SELLERD_FIELD(section, "Only this table."),
          SELLERD_FIELD(place, "Only this place of supply, by name or GST code."),
          SELLERD_FIELD(rate, "Only this rate, such as 18."),
          SELLERD_FIELD(order_id, "Only this order."),
      };
    }
  };
  using Reply = GstSummary::Reply;
};

struct GstDifferences {
  static constexpr MethodInfo kInfo{
      .name = "org.sellerd.Tax.Differences",
      .access = Access::read,
      .replies = Replies::list,
      .command = "gst differences",
      .doc = "Lists where a month's imported tax report and the books disagree."};
  using Request = GstSummary::Request;
  struct Reply {
    TaxDifference difference;

    static constexpr std::string_view kTypeName = "GstDifferencesReply";
    static constexpr auto fields() {
      using Self = Reply;
      return Fields{SELLERD_FIELD(difference, "A difference.")};
    }
  };
};

struct TaxInterface {
  static constexpr std::string_view kName = "org.sellerd.Tax";
  static constexpr std::string_view kDoc = "The business, and the GST of its orders.";
  using Methods = MethodList<GetOrganisation, SetOrganisation, RegisterState, UnregisterState, SetPlace,
                             ImportTaxReport, FetchTaxReport, GstSummary, GstEntries, GstDifferences>;
};

}  // namespace sellerd::api
