// org.sellerd.Stock: what there is, how it came to be, and what marketplaces are shown of it.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "common/api/method.h"
#include "common/fields.h"
#include "common/model/push.h"
#include "common/model/stock.h"

namespace sellerd::api {

struct ListStock {
  static constexpr MethodInfo kInfo{.name = "org.sellerd.Stock.List",
                                    .access = Access::read,
                                    .replies = Replies::list,
                                    .command = "stock",
                                    .doc = "Lists what there is of each item in each warehouse."};
  struct Request {
    std::optional<std::string> item;
    std::optional<std::string> warehouse;
    std::optional<std::int64_t> limit;

    static constexpr std::string_view kTypeName = "ListStockRequest";
    static constexpr auto fields() {
      using Self = Request;
      return Fields{
          SELLERD_FIELD(item, "Only this item, by its SKU."),
          SELLERD_FIELD(warehouse, "Only this warehouse."),
          SELLERD_FIELD(limit, "At most so many."),
      };
    }
  };
  struct Reply {
    StockLevel level;

    static constexpr std::string_view kTypeName = "ListStockReply";
    static constexpr auto fields() {
      using Self = Reply;
      return Fields{SELLERD_FIELD(level, "An item in a warehouse.")};
    }
  };
};

struct ListLedger {
  static constexpr MethodInfo kInfo{.name = "org.sellerd.Stock.Ledger",
                                    .access = Access::read,
                                    .replies = Replies::list,
                                    .command = "stock ledger",
                                    .doc = "Lists every move of an item's stock, newest first."};
  struct Request {
    std::string item;
    std::optional<std::int64_t> limit;

    static constexpr std::string_view kTypeName = "ListLedgerRequest";
    static constexpr auto fields() {
      using Self = Request;
      return Fields{
          SELLERD_FIELD(item, "The item's SKU.", .positional = true),
          SELLERD_FIELD(limit, "At most so many."),
      };
    }
  };
  struct Reply {
    StockEntry entry;

    static constexpr std::string_view kTypeName = "ListLedgerReply";
    static constexpr auto fields() {
      using Self = Reply;
      return Fields{SELLERD_FIELD(entry, "An entry of the ledger.")};
    }
  };
};

// A move by hand. The four of them differ in what the units mean.
struct AdjustStock {
  static constexpr MethodInfo kInfo{.name = "org.sellerd.Stock.Adjust",
                                    .access = Access::operate,
                                    .command = "stock adjust",
                                    .doc =
                                        "Changes an item's stock by a difference: found, lost, broken, given "
                                        "away."};
  struct Request {
    std::string item;
    std::int64_t by = 0;
    std::string reason;
    std::optional<std::string> warehouse;
    std::optional<std::string> reference;

    static constexpr std::string_view kTypeName = "AdjustStockRequest";
    static constexpr auto fields() {
      using Self = Request;
      return Fields{
          SELLERD_FIELD(item, "The item's SKU.", .positional = true),
          SELLERD_FIELD(by, "The difference in units, such as --by=-2."),
          SELLERD_FIELD(reason, "Why."),
          SELLERD_FIELD(warehouse, "The warehouse; the primary one when left out."),
          SELLERD_FIELD(reference, "A reference of your own, which is never booked twice."),
      };
    }
  };
  struct Reply {
    StockEntry entry;
    std::int64_t on_hand = 0;
    std::int64_t available = 0;

    static constexpr std::string_view kTypeName = "AdjustStockReply";
    static constexpr auto fields() {
      using Self = Reply;
      return Fields{
          SELLERD_FIELD(entry, "The entry of the ledger."),
          SELLERD_FIELD(on_hand, "What there is in that warehouse now."),
          SELLERD_FIELD(available, "What can be sold of that now."),
      };
    }
  };
};

struct ReceiveStock {
  static constexpr MethodInfo kInfo{.name = "org.sellerd.Stock.Receive",
                                    .access = Access::operate,
                                    .command = "stock receive",
                                    .doc = "Books goods that came in."};
  struct Request {
    std::string item;
    std::int64_t units = 0;
    std::optional<std::string> reason;
    std::optional<std::string> warehouse;
    std::optional<std::string> reference;

    static constexpr std::string_view kTypeName = "ReceiveStockRequest";
    static constexpr auto fields() {
      using Self = Request;
      return Fields{
          SELLERD_FIELD(item, "The item's SKU.", .positional = true),
          SELLERD_FIELD(units, "Units that came in.", .positional = true),
          SELLERD_FIELD(reason, "Why, or from whom."),
          SELLERD_FIELD(warehouse, "The warehouse; the primary one when left out."),
          SELLERD_FIELD(reference,
                        "A reference of your own, such as the delivery note's number, which is never "
                        "booked twice."),
      };
    }
  };
  using Reply = AdjustStock::Reply;
};

struct CountStock {
  static constexpr MethodInfo kInfo{
      .name = "org.sellerd.Stock.Count",
      .access = Access::operate,
      .command = "stock count",
      .doc =
          "Books what a count has found: the units in the warehouse, those that "
          "orders have reserved included."};
  struct Request {
    std::string item;
    std::int64_t found = 0;
    std::optional<std::string> reason;
    std::optional<std::string> warehouse;
    std::optional<std::string> reference;

    static constexpr std::string_view kTypeName = "CountStockRequest";
    static constexpr auto fields() {
      using Self = Request;
      return Fields{
          SELLERD_FIELD(item, "The item's SKU.", .positional = true),
          SELLERD_FIELD(found, "Units that were found.", .positional = true),
          SELLERD_FIELD(reason, "Why, or by whom."),
          SELLERD_FIELD(warehouse, "The warehouse; the primary one when left out."),
          SELLERD_FIELD(reference, "A reference of your own, which is never booked twice."),
      };
    }
  };
  using Reply = AdjustStock::Reply;
};

struct TransferStock {
  static constexpr MethodInfo kInfo{.name = "org.sellerd.Stock.Transfer",
                                    .access = Access::operate,
                                    .command = "stock transfer",
                                    .doc = "Moves units from one warehouse to another."};
  struct Request {
    std::string item;
    std::int64_t units = 0;
    std::string to;
    std::optional<std::string> from;
    std::optional<std::string> reason;
    std::optional<std::string> reference;

    static constexpr std::string_view kTypeName = "TransferStockRequest";
    static constexpr auto fields() {
      using Self = Request;
      return Fields{
          SELLERD_FIELD(item, "The item's SKU.", .positional = true),
          SELLERD_FIELD(units, "Units to be moved.", .positional = true),
          SELLERD_FIELD(to, "The warehouse that gets them."),
          SELLERD_FIELD(from, "The warehouse that gives them; the primary one when left out."),
          SELLERD_FIELD(reason, "Why."),
          SELLERD_FIELD(reference, "A reference of your own, which is never booked twice."),
      };
    }
  };
  using Reply = AdjustStock::Reply;
};

struct ReturnStock {
  static constexpr MethodInfo kInfo{.name = "org.sellerd.Stock.Return",
                                    .access = Access::operate,
                                    .command = "stock return",
                                    .doc =
                                        "Puts units of an order back that came back and can be sold again. "
                                        "Nothing comes back by itself, whatever the marketplace says."};
  struct Request {
    std::string order_id;
    std::string sku;
    std::int64_t units = 0;
    std::optional<std::string> integration;
    std::optional<std::string> warehouse;
    std::optional<std::string> reason;

    static constexpr std::string_view kTypeName = "ReturnStockRequest";
    static constexpr auto fields() {
      using Self = Request;
      return Fields{
          SELLERD_FIELD(order_id, "The marketplace's order id.", .positional = true),
          SELLERD_FIELD(sku, "The listing's SKU, as the order has it.", .positional = true),
          SELLERD_FIELD(units, "Units that can be sold again.", .positional = true),
          SELLERD_FIELD(integration, "The integration, where two hold the same order id."),
          SELLERD_FIELD(warehouse, "Where they are now; where they left from when left out."),
          SELLERD_FIELD(reason, "Why they came back."),
      };
    }
  };
  using Reply = AdjustStock::Reply;
};

struct VerifyStock {
  static constexpr MethodInfo kInfo{.name = "org.sellerd.Stock.Verify",
                                    .access = Access::operate,
                                    .command = "stock verify",
                                    .doc =
                                        "Adds the whole ledger up anew and compares it with what the books "
                                        "hold."};
  struct Request {
    bool rebuild = false;

    static constexpr std::string_view kTypeName = "VerifyStockRequest";
    static constexpr auto fields() {
      using Self = Request;
      return Fields{SELLERD_FIELD(rebuild, "Put what is wrong right, from the ledger.")};
    }
  };
  struct Reply {
    std::int64_t entries = 0;
    std::int64_t levels = 0;
    std::int64_t orders = 0;
    std::int64_t rebuilt = 0;
    std::vector<std::string> differences;

    static constexpr std::string_view kTypeName = "VerifyStockReply";
    static constexpr auto fields() {
      using Self = Reply;
      return Fields{
          SELLERD_FIELD(entries, "Entries of the ledger."),
          SELLERD_FIELD(levels, "Items in warehouses that were compared."),
          SELLERD_FIELD(orders, "Orders whose reservations were compared."),
          SELLERD_FIELD(rebuilt, "Levels that were put right."),
          SELLERD_FIELD(differences, "What does not agree; none when all is well."),
      };
    }
  };
};

// A rule with whose it is.
struct RuleRow {
  std::string integration;
  std::string listing;
  std::optional<std::int64_t> buffer;
  std::optional<std::int32_t> percent;
  std::optional<std::int64_t> cap;
  std::optional<std::int64_t> stop_at;
  std::optional<bool> push;

  static constexpr std::string_view kTypeName = "RuleRow";
  static constexpr auto fields() {
    using Self = RuleRow;
    return joined(
        Fields{
            SELLERD_FIELD(integration, "The integration."),
            SELLERD_FIELD(listing, "The listing's SKU; empty for the whole integration."),
        },
        stock_rule_fields<Self>());
  }
};

struct SetStockRule {
  static constexpr MethodInfo kInfo{
      .name = "org.sellerd.Stock.SetRule",
      .access = Access::operate,
      .command = "stock rule",
      .doc =
          "Says what buyers are shown of what is available, for an integration or "
          "for one listing, and whether quantities are sent. Without options it "
          "shows what is said."};
  struct Request {
    std::string integration;
    std::optional<std::string> listing;
    std::optional<std::int64_t> buffer;
    std::optional<std::int32_t> percent;
    std::optional<std::int64_t> cap;
    std::optional<std::int64_t> stop_at;
    std::optional<bool> push;
    bool clear = false;

    static constexpr std::string_view kTypeName = "SetStockRuleRequest";
    static constexpr auto fields() {
      using Self = Request;
      return joined(
          Fields{
              SELLERD_FIELD(integration, "The integration.", .positional = true),
              SELLERD_FIELD(listing, "Only this listing, by its SKU."),
              SELLERD_FIELD(clear, "Forget what was said before."),
          },
          stock_rule_fields<Self>());
    }
  };
  struct Reply {
    RuleRow rule;

    static constexpr std::string_view kTypeName = "SetStockRuleReply";
    static constexpr auto fields() {
      using Self = Reply;
      return Fields{SELLERD_FIELD(rule, "What is said now.")};
    }
  };
};

struct ListPushes {
  static constexpr MethodInfo kInfo{
      .name = "org.sellerd.Stock.Pushes",
      .access = Access::read,
      .replies = Replies::list,
      .command = "pushes",
      .doc =
          "Lists the quantities that marketplaces are to show, and how far each "
          "has come."};
  struct Request {
    std::optional<std::string> integration;
    std::optional<PushState> state;
    std::optional<std::int64_t> limit;

    static constexpr std::string_view kTypeName = "ListPushesRequest";
    static constexpr auto fields() {
      using Self = Request;
      return Fields{
          SELLERD_FIELD(integration, "Only this integration."),
          SELLERD_FIELD(state, "Only this state: queued, sent, accepted, verified or rejected."),
          SELLERD_FIELD(limit, "At most so many."),
      };
    }
  };
  struct Reply {
    Push push;

    static constexpr std::string_view kTypeName = "ListPushesReply";
    static constexpr auto fields() {
      using Self = Reply;
      return Fields{SELLERD_FIELD(push, "A listing's quantity.")};
    }
  };
};

struct RetryPushes {
  static constexpr MethodInfo kInfo{.name = "org.sellerd.Stock.RetryPushes",
                                    .access = Access::operate,
                                    .command = "pushes retry",
                                    .doc =
                                        "Sends quantities again that the marketplace has refused, without "
                                        "waiting a day."};
  struct Request {
    std::string integration;

    static constexpr std::string_view kTypeName = "RetryPushesRequest";
    static constexpr auto fields() {
      using Self = Request;
      return Fields{SELLERD_FIELD(integration, "The integration.", .positional = true)};
    }
  };
  struct Reply {
    std::int64_t queued = 0;

    static constexpr std::string_view kTypeName = "RetryPushesReply";
    static constexpr auto fields() {
      using Self = Reply;
      return Fields{SELLERD_FIELD(queued, "How many are tried again.")};
    }
  };
};

// One link of the chain from the marketplace's words to what it shows.
struct Explanation {
  std::string stage;
  std::optional<Timestamp> when;
  std::string says;
  std::string evidence;

  static constexpr std::string_view kTypeName = "Explanation";
  static constexpr auto fields() {
    using Self = Explanation;
    return Fields{
        SELLERD_FIELD(stage, "Which part of the chain.", .column = true),
        SELLERD_FIELD(when, "When it happened, or will.", .column = true),
        SELLERD_FIELD(says, "What is so, or what was done.", .column = true),
        SELLERD_FIELD(evidence,
                      "The marketplace's id of the answer and the digest of its bytes, or the ledger "
                      "entry.",
                      .column = true),
    };
  }
};

struct Explain {
  static constexpr MethodInfo kInfo{.name = "org.sellerd.Stock.Explain",
                                    .access = Access::read,
                                    .replies = Replies::list,
                                    .command = "why",
                                    .doc =
                                        "Explains an item's stock or what an order did to it: from the "
                                        "marketplace's words through ledger and rule to the last quantity "
                                        "sent, its answer and the next try."};
  struct Request {
    std::string subject;
    std::optional<std::string> integration;

    static constexpr std::string_view kTypeName = "ExplainRequest";
    static constexpr auto fields() {
      using Self = Request;
      return Fields{
          SELLERD_FIELD(subject, "The SKU of an item or listing, or an order id.", .positional = true),
          SELLERD_FIELD(integration, "The integration, where two hold the same order id."),
      };
    }
  };
  struct Reply {
    Explanation explanation;

    static constexpr std::string_view kTypeName = "ExplainReply";
    static constexpr auto fields() {
      using Self = Reply;
      return Fields{SELLERD_FIELD(explanation, "A link of the chain.")};
    }
  };
};

struct StockInterface {
  static constexpr std::string_view kName = "org.sellerd.Stock";
  static constexpr std::string_view kDoc =
      "What there is, how it came to be, and what marketplaces are shown of it.";
  using Methods = MethodList<ListStock, ListLedger, AdjustStock, ReceiveStock, CountStock, TransferStock,
                             ReturnStock, VerifyStock, SetStockRule, ListPushes, RetryPushes, Explain>;
};

}  // namespace sellerd::api
