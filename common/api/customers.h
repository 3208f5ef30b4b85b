// org.sellerd.Customers: who the orders are of.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "common/api/method.h"
#include "common/fields.h"
#include "common/model/customer.h"

namespace sellerd::api {

// One line of the list.
struct CustomerRow {
  std::string key;
  GstTreatment treatment = GstTreatment::unresolved;
  std::string place_name;
  std::string gstin;
  std::int64_t orders = 0;
  Timestamp last_order{};

  static constexpr std::string_view kTypeName = "CustomerRow";
  static constexpr auto fields() {
    using Self = CustomerRow;
    return Fields{
        SELLERD_FIELD(key, "Its key.", .column = true),
        SELLERD_FIELD(treatment, "What GST makes of it.", .column = true),
        SELLERD_FIELD(place_name, "Where its newest order is taxed.", .column = true),
        SELLERD_FIELD(gstin, "Its GSTIN, where it is known.", .column = true),
        SELLERD_FIELD(orders, "Its orders; of the chosen integration where one was chosen.", .column = true),
        SELLERD_FIELD(last_order, "When the newest was placed.", .column = true),
    };
  }
};

struct ListCustomers {
  static constexpr MethodInfo kInfo{
      .name = "org.sellerd.Customers.List",
      .access = Access::read,
      .replies = Replies::list,
      .command = "customers",
      .doc =
          "Lists customers: buyers who can be told, and for all others one for each state. No personal "
          "data is in it."};
  struct Request {
    std::optional<std::string> integration;
    std::optional<GstTreatment> treatment;
    std::optional<std::int64_t> limit;

    static constexpr std::string_view kTypeName = "ListCustomersRequest";
    static constexpr auto fields() {
      using Self = Request;
      return Fields{
          SELLERD_FIELD(integration, "Only who bought through this integration."),
          SELLERD_FIELD(treatment, "Only this treatment."),
          SELLERD_FIELD(limit, "At most so many."),
      };
    }
  };
  struct Reply {
    CustomerRow customer;

    static constexpr std::string_view kTypeName = "ListCustomersReply";
    static constexpr auto fields() {
      using Self = Reply;
      return Fields{SELLERD_FIELD(customer, "A customer.")};
    }
  };
};

// An order of a customer.
struct CustomerOrder {
  std::string order_id;
  std::string integration;
  Timestamp created{};

  static constexpr std::string_view kTypeName = "CustomerOrder";
  static constexpr auto fields() {
    using Self = CustomerOrder;
    return Fields{
        SELLERD_FIELD(order_id, "The marketplace's order id.", .column = true),
        SELLERD_FIELD(integration, "The integration; its number where it is gone.", .column = true),
        SELLERD_FIELD(created, "When it was placed.", .column = true),
    };
  }
};

struct GetCustomer {
  static constexpr MethodInfo kInfo{.name = "org.sellerd.Customers.Get",
                                    .access = Access::read,
                                    .command = "customers show",
                                    .doc = "Shows one customer and its newest orders."};
  struct Request {
    std::string customer;
    std::optional<std::int64_t> limit;

    static constexpr std::string_view kTypeName = "GetCustomerRequest";
    static constexpr auto fields() {
      using Self = Request;
      return Fields{
          SELLERD_FIELD(customer, "Its key.", .positional = true),
          SELLERD_FIELD(limit, "At most so many orders; 20 unless said, 1000 at the most."),
      };
    }
  };
  struct Reply {
    Customer customer;
    std::string place_name;
    std::vector<CustomerOrder> orders;

    static constexpr std::string_view kTypeName = "GetCustomerReply";
    static constexpr auto fields() {
      using Self = Reply;
      return Fields{
          SELLERD_FIELD(customer, "The customer."),
          SELLERD_FIELD(place_name, "Name of the state where its newest order is taxed."),
          SELLERD_FIELD(orders, "Its orders, newest first."),
      };
    }
  };
};

struct SetCustomer {
  static constexpr MethodInfo kInfo{
      .name = "org.sellerd.Customers.Set",
      .access = Access::operate,
      .command = "customers set",
      .doc =
          "Says what GST makes of a customer; it stays so whatever its orders say. Sales to a special "
          "economic zone bear IGST, also within the state."};
  struct Request {
    std::string customer;
    std::optional<GstTreatment> treatment;
    bool clear = false;

    static constexpr std::string_view kTypeName = "SetCustomerRequest";
    static constexpr auto fields() {
      using Self = Request;
      return Fields{
          SELLERD_FIELD(customer, "Its key: buyer-NUMBER or gstin-GSTIN.", .positional = true),
          SELLERD_FIELD(treatment,
                        "consumer, business_gst, business_none, business_composition or business_sez."),
          SELLERD_FIELD(clear, "Take back what was said: its orders tell again."),
      };
    }
  };
  struct Reply {
    Customer customer;

    static constexpr std::string_view kTypeName = "SetCustomerReply";
    static constexpr auto fields() {
      using Self = Reply;
      return Fields{SELLERD_FIELD(customer, "The customer as it then is.")};
    }
  };
};

struct CustomersInterface {
  static constexpr std::string_view kName = "org.sellerd.Customers";
  static constexpr std::string_view kDoc = "Who the orders are of.";
  using Methods = MethodList<ListCustomers, GetCustomer, SetCustomer>;
};

}  // namespace sellerd::api
