// org.sellerd.Orders: sales orders.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "common/api/method.h"
#include "common/api/run_news.h"
#include "common/fields.h"
#include "common/model/customer.h"
#include "common/model/order.h"
#include "common/model/order_summary.h"
#include "common/model/personal.h"
#include "common/model/stock.h"
#include "common/model/tax.h"

namespace sellerd::api {

struct ListOrders {
  static constexpr MethodInfo kInfo{.name = "org.sellerd.Orders.List",
                                    .access = Access::read,
                                    .replies = Replies::list,
                                    .command = "orders",
                                    .doc = "Lists orders, newest first."};
  struct Request {
    std::optional<std::string> integration;
    std::optional<OrderStatus> status;
    std::optional<Timestamp> from;
    std::optional<Timestamp> to;
    bool frozen = false;
    bool unresolved = false;
    bool unbalanced = false;
    std::optional<std::int64_t> limit;

    static constexpr std::string_view kTypeName = "ListOrdersRequest";
    static constexpr auto fields() {
      using Self = Request;
      return Fields{
          SELLERD_FIELD(integration, "Only this integration."),
          SELLERD_FIELD(status, "Only this status: pending, confirmed, fulfilled, cancelled or attention."),
          SELLERD_FIELD(from, "Only orders placed at or after this time, such as 2026-08-05T00:00:00Z."),
          SELLERD_FIELD(to, "Only orders placed before this time."),
          SELLERD_FIELD(frozen,
                        "Only orders that are frozen, by id: an item of theirs is unknown or unconfirmed."),
          SELLERD_FIELD(unresolved,
                        "Only orders of which it is not known where they are taxed; not cancelled and "
                        "pending ones."),
          SELLERD_FIELD(
              unbalanced,
              "Only orders whose amounts make up the total neither with the tax nor without it; not "
              "cancelled ones."),
          SELLERD_FIELD(limit, "At most so many."),
      };
    }
  };
  struct Reply {
    Order order;

    static constexpr std::string_view kTypeName = "ListOrdersReply";
    static constexpr auto fields() {
      using Self = Reply;
      return Fields{SELLERD_FIELD(order, "An order.")};
    }
  };
};

struct GetOrder {
  static constexpr MethodInfo kInfo{
      .name = "org.sellerd.Orders.Get",
      .access = Access::read,
      .command = "orders show",
      .doc =
          "Shows one order with its lines, every amount as the marketplace sent it, "
          "what it has done to the stock, and its tax."};
  struct Request {
    std::string order_id;
    std::optional<std::string> integration;

    static constexpr std::string_view kTypeName = "GetOrderRequest";
    static constexpr auto fields() {
      using Self = Request;
      return Fields{
          SELLERD_FIELD(order_id, "The marketplace's order id.", .positional = true),
          SELLERD_FIELD(integration, "The integration, where two hold the same id."),
      };
    }
  };
  struct Reply {
    Order order;
    std::optional<OrderStock> stock;
    std::optional<OrderTax> tax;
    std::optional<Customer> customer;

    static constexpr std::string_view kTypeName = "GetOrderReply";
    static constexpr auto fields() {
      using Self = Reply;
      return Fields{
          SELLERD_FIELD(order, "The order."),
          SELLERD_FIELD(stock, "What it has done to the stock; absent when nothing is booked or waits."),
          SELLERD_FIELD(tax, "What follows for GST; absent for amounts in another currency than rupees."),
          SELLERD_FIELD(customer, "Whose it is."),
      };
    }
  };
};

struct SummarizeOrders {
  static constexpr MethodInfo kInfo{
      .name = "org.sellerd.Orders.Summarize",
      .access = Access::read,
      .command = "orders summary",
      .doc =
          "Counts the orders placed on some days, by day, place of supply and who ships, as they stand now."};
  struct Request {
    std::optional<std::string> integration;
    std::optional<std::string> from;
    std::optional<std::string> to;

    static constexpr std::string_view kTypeName = "SummarizeOrdersRequest";
    static constexpr auto fields() {
      using Self = Request;
      return Fields{
          SELLERD_FIELD(integration, "Only this integration."),
          SELLERD_FIELD(from,
                        "First day, in the marketplace's calendar, such as 2026-10-01; 30 days in all when "
                        "left out."),
          SELLERD_FIELD(to, "Last day; today when left out."),
      };
    }
  };
  struct Reply {
    OrderSummary summary;

    static constexpr std::string_view kTypeName = "SummarizeOrdersReply";
    static constexpr auto fields() {
      using Self = Reply;
      return Fields{SELLERD_FIELD(summary, "The counts.")};
    }
  };
};

struct PullOrder {
  static constexpr MethodInfo kInfo{
      .name = "org.sellerd.Orders.Pull",
      .access = Access::operate,
      .replies = Replies::stream,
      .command = "orders pull",
      .doc = "Fetches one order from the marketplace now, whatever the schedule."};
  struct Request {
    std::string order_id;
    std::optional<std::string> integration;
    bool dry_run = false;

    static constexpr std::string_view kTypeName = "PullOrderRequest";
    static constexpr auto fields() {
      using Self = Request;
      return Fields{
          SELLERD_FIELD(order_id, "The marketplace's order id.", .positional = true),
          SELLERD_FIELD(integration, "The integration to ask; needed where that is not clear."),
          SELLERD_FIELD(dry_run, "Write nothing; say what would be written."),
      };
    }
  };
  using Reply = RunNews;
};

struct EditOrder {
  static constexpr MethodInfo kInfo{
      .name = "org.sellerd.Orders.Edit",
      .access = Access::operate,
      .command = "orders edit",
      .doc =
          "Gives lines of an order a rate of GST in place of the amounts of tax that the marketplace sent, "
          "and notes of your own. What is sent later changes neither; --undo goes back to the amounts."};
  struct Request {
    std::string order_id;
    std::vector<std::string> tax;
    std::optional<std::string> note;
    bool undo = false;
    bool force = false;
    bool dry_run = false;
    std::optional<std::string> integration;

    static constexpr std::string_view kTypeName = "EditOrderRequest";
    static constexpr auto fields() {
      using Self = Request;
      return Fields{
          SELLERD_FIELD(order_id, "The marketplace's order id.", .positional = true),
          SELLERD_FIELD(tax,
                        "A rate in percent for every line, such as 18, or LINE=RATE for one, by its id or "
                        "SKU; may be given again. What names a line goes before what is for all."),
          SELLERD_FIELD(note, "A note of yours; empty takes it away."),
          SELLERD_FIELD(undo, "Take the rates back: the marketplace's amounts count again."),
          SELLERD_FIELD(force,
                        "Book lines without a rate at 0 %, although the tax that the marketplace sent for "
                        "them is lost."),
          SELLERD_FIELD(dry_run, "Write nothing; show what the tax would be."),
          SELLERD_FIELD(integration, "The integration, where two hold the same id."),
      };
    }
  };
  struct Reply {
    OrderTax tax;
    std::vector<std::string> warnings;

    static constexpr std::string_view kTypeName = "EditOrderReply";
    static constexpr auto fields() {
      using Self = Reply;
      return Fields{
          SELLERD_FIELD(tax, "The order's tax as it then stands."),
          SELLERD_FIELD(warnings, "What looks wrong, and counts all the same."),
      };
    }
  };
};

struct ShowPersonal {
  static constexpr MethodInfo kInfo{
      .name = "org.sellerd.Orders.ShowPersonal",
      .access = Access::personal,
      .command = "personal show",
      .doc = "Shows the personal data that is held of an order. Every call is audited."};
  using Request = GetOrder::Request;
  struct Reply {
    PersonalData personal;

    static constexpr std::string_view kTypeName = "ShowPersonalReply";
    static constexpr auto fields() {
      using Self = Reply;
      return Fields{SELLERD_FIELD(personal, "What the marketplace showed and is held; fields may be empty.")};
    }
  };
};

struct ForgetPersonal {
  static constexpr MethodInfo kInfo{.name = "org.sellerd.Orders.ForgetPersonal",
                                    .access = Access::operate,
                                    .command = "forget",
                                    .doc =
                                        "Erases the personal data of an order, or of all orders of a "
                                        "customer, at once and in every copy of "
                                        "the database, and lets none come in again. The order itself stays."};
  struct Request {
    std::string subject;
    std::optional<std::string> integration;

    static constexpr std::string_view kTypeName = "ForgetPersonalRequest";
    static constexpr auto fields() {
      using Self = Request;
      return Fields{
          SELLERD_FIELD(subject, "An order's id, or a customer's key such as buyer-17.", .positional = true),
          SELLERD_FIELD(integration, "The integration, where two hold an order of that id."),
      };
    }
  };
  struct Reply {
    std::int64_t orders = 0;
    std::int64_t held = 0;
    std::int64_t keys_destroyed = 0;
    std::int64_t sealed_anew = 0;
    std::int64_t buyers = 0;
    std::string stays;

    static constexpr std::string_view kTypeName = "ForgetPersonalReply";
    static constexpr auto fields() {
      using Self = Reply;
      return Fields{
          SELLERD_FIELD(orders, "Orders of which no personal data comes in again."),
          SELLERD_FIELD(held, "How many of them had some, which is erased."),
          SELLERD_FIELD(keys_destroyed,
                        "Data keys destroyed: what they sealed opens in no copy of the database."),
          SELLERD_FIELD(sealed_anew, "Records of other orders that had shared those keys."),
          SELLERD_FIELD(buyers, "Buyers who are not known again by their e-mail address."),
          SELLERD_FIELD(stays, "What is kept all the same, and why."),
      };
    }
  };
};

struct OrdersInterface {
  static constexpr std::string_view kName = "org.sellerd.Orders";
  static constexpr std::string_view kDoc = "Sales orders.";
  using Methods =
      MethodList<ListOrders, GetOrder, SummarizeOrders, EditOrder, PullOrder, ShowPersonal, ForgetPersonal>;
};

}  // namespace sellerd::api
