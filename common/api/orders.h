// org.sellerd.Orders: sales orders.
#pragma once

#include <optional>
#include <string>

#include "common/api/method.h"
#include "common/api/run_news.h"
#include "common/fields.h"
#include "common/model/order.h"
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
      return std::tuple{
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
      return std::tuple{SELLERD_FIELD(order, "An order.")};
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
      return std::tuple{
          SELLERD_FIELD(order_id, "The marketplace's order id.", .positional = true),
          SELLERD_FIELD(integration, "The integration, where two hold the same id."),
      };
    }
  };
  struct Reply {
    Order order;
    std::optional<OrderStock> stock;
    std::optional<OrderTax> tax;

    static constexpr std::string_view kTypeName = "GetOrderReply";
    static constexpr auto fields() {
      using Self = Reply;
      return std::tuple{
          SELLERD_FIELD(order, "The order."),
          SELLERD_FIELD(stock, "What it has done to the stock; absent when nothing is booked or waits."),
          SELLERD_FIELD(tax, "What follows for GST; absent for amounts in another currency than rupees."),
      };
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
      return std::tuple{
          SELLERD_FIELD(order_id, "The marketplace's order id.", .positional = true),
          SELLERD_FIELD(integration, "The integration to ask; needed where that is not clear."),
          SELLERD_FIELD(dry_run, "Write nothing; say what would be written."),
      };
    }
  };
  using Reply = RunNews;
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
      return std::tuple{
          SELLERD_FIELD(personal, "What the marketplace showed and is held; fields may be empty.")};
    }
  };
};

struct OrdersInterface {
  static constexpr std::string_view kName = "org.sellerd.Orders";
  static constexpr std::string_view kDoc = "Sales orders.";
  using Methods = MethodList<ListOrders, GetOrder, PullOrder, ShowPersonal>;
};

}  // namespace sellerd::api
