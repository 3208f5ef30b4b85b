// What any marketplace can do for the sync engine. One object per integration; it knows the credentials,
// paces its own calls to the marketplace's quota and retries what is worth retrying, so a caller sees final
// answers only. Thread: the event loop's. It logs nothing: what is worth knowing is in the results.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "common/clock.h"
#include "common/error.h"
#include "common/model/integration.h"
#include "common/model/item.h"
#include "common/model/order.h"
#include "common/model/personal.h"
#include "common/model/plan.h"
#include "common/model/quota.h"
#include "common/model/run.h"
#include "common/model/tax.h"

namespace sellerd {

class StockChannel;

// A record that the marketplace sent and that could not be understood. `payload` is redacted: it holds no
// personal data.
struct Undecodable {
  static constexpr std::size_t kLongestPayload = 4'096;  // bytes

  std::string record_id;  // as far as it could be read; else "page N, record M"
  Error error;
  std::string payload;
};

template <class T>
using Decoded = std::variant<T, Undecodable>;

// The people in an order.
struct PersonalOfOrder {
  std::string order_id;
  PersonalData data;
};

// One page of a marketplace's answer, in the form that one durable commit takes.
template <class T>
struct Page {
  std::vector<Decoded<T>> records;
  std::vector<PersonalOfOrder> personal;  // of orders, only when the query wants it; an order may lack it
  std::vector<std::string> missing;       // ids that were asked for and that the marketplace does not know
  std::string next_token;  // empty on the last page; opaque, may be stored and used after a restart
  // Up to when the marketplace has answered: the upper bound that it applied to the window; of listings, the
  // moment they describe. Of several pages the lowest counts.
  std::optional<Timestamp> bound;
  std::string request_id;      // the marketplace's id of the answer
  std::string body_hash;       // hex SHA-256 prefix of the raw bytes: recognises a repeated page
  int progress_permille = -1;  // how far through the whole this page ends, where the channel can tell
};

struct OrdersQuery {
  Timestamp from{};
  Timestamp to{};
  std::string page_token;  // empty for the first page
  std::optional<Timestamp> token_issued;
  TimeAxis axis = TimeAxis::updated;
  std::optional<std::int64_t> expected =
      std::nullopt;       // about how many orders there are, where somebody knows
  bool personal = false;  // whether Page::personal is wanted; may change between the pages of a window
};

// Of whom a tax report is: the marketplace makes one of each kind.
enum class TaxReportKind { b2b, b2c };

struct TaxReportQuery {
  TaxReportKind kind = TaxReportKind::b2b;
  Timestamp from{};  // both bounds belong to the span, and neither lies in the future
  Timestamp to{};
  std::string page_token;  // empty for the first page
};

struct Account {
  std::string marketplace_id;
  std::string store_name;
  std::string currency;
  std::optional<Timestamp> server_time = std::nullopt;  // the marketplace's clock as it answered
};

// What a channel does while a caller waits: shown as progress.
struct ChannelActivity {
  std::string doing;               // "waiting for quota of searchOrders", "waiting for the report"
  std::optional<Timestamp> until;  // when it expects to go on
};

// Calls of each operation that must be possible at a moment to come: the schedule's next run needs them.
struct Reserve {
  std::int64_t calls = 0;
  Timestamp at{};
};

// One call to the marketplace that has ended; each retry is one of its own. Holds nothing of what was asked
// or answered.
struct CallNews {
  std::string_view operation;  // the marketplace's name of it; lives as long as the program
  int status = 0;              // of HTTP; 0 without an answer
  std::string request_id;      // the marketplace's id of the answer; may be empty
  Duration took{};
  std::optional<ErrorCode> error;  // nothing when it is an answer
};
using CallListener = std::function<void(const CallNews&)>;

// What a caller learns about its own calls while they go on. Two runs of one integration share a channel (its
// token and its buckets) but not this.
struct CallContext {
  std::function<void(const ChannelActivity&)>
      on_activity;         // called with an empty activity when it goes on; may be empty
  bool impatient = false;  // a person waits: give up on trouble early
  std::int64_t calls = 0;  // calls to the marketplace so far, retries included
  // Set by work that can wait: it lets others go first and never spends what the reserve will need. Asked
  // again before each call.
  std::function<Reserve()> reserve;
};

// A window of orders to be read, to be estimated before anything runs.
struct RouteQuestion {
  TimeAxis axis = TimeAxis::updated;
  Timestamp from{};
  Timestamp to{};
  std::optional<std::int64_t> orders;  // how many there are, where that is known
  std::int64_t lookups = 0;            // orders that would be fetched one by one; 0: no such route
  // Of work that can wait: what the schedule's next run takes, and how often it runs.
  std::optional<Reserve> reserve;
  Duration interval{};
};

class Channel {
 public:
  virtual ~Channel() = default;

  // Proves that the credentials open an account that sells in this marketplace.
  // Errors: needs_reauth, not_found (no participation), unavailable, throttled, refused.
  virtual Task<Result<Account>> verify(CallContext& context) = 0;

  // Orders whose time of the query's axis lies in [from, to], oldest first, lines inline. Errors besides
  // those of verify():
  //   conflict   the page token is refused or too old: start this window again
  //   malformed  the page as a whole cannot be understood
  virtual Task<Result<Page<Order>>> fetch_orders(OrdersQuery query, CallContext& context) = 0;

  // The same orders, of a time span of any length, by way of reports: a few calls for any number of orders.
  // Requires that `to` is not in the future. The window is cut into slices of at most 30 days, oldest first,
  // shorter ones where very many orders are expected, so that no report is large; each has a report of its
  // own, several asked for ahead. Slices share their bounds, so an order right
  // there comes twice, the same. Within a slice the order is the marketplace's.
  //   pages     at most 500 orders, every one whole; an empty page where a report is asked for or a slice has
  //             no orders
  //   token     of any age, also after a restart, for the same window; conflict when its report is gone
  //   bound     the window's end: the reports cover it whole
  //   records   last_updated to the second, no totals, no packages, and lines without the marketplace's ids:
  //             line_id is the line's number in the order. A page of fetch_orders(), which has ids, must
  //             replace the lines as a set, also where last_updated is the same
  //   personal  none
  // Errors besides those of fetch_orders(): refused when the marketplace could not make the report,
  // unavailable when it takes too long: the token stays good; invalid_argument when from is after to.
  virtual Task<Result<Page<Order>>> fetch_orders_by_report(OrdersQuery query, CallContext& context) = 0;

  // One order by its id, as a page of one record; `personal` as in a query. Errors besides those of verify():
  // not_found when the marketplace does not know it (or keeps it no longer), invalid_argument when it cannot
  // be an id.
  virtual Task<Result<Page<Order>>> fetch_order(std::string order_id, CallContext& context,
                                                bool personal = false) = 0;

  // Every listing of the account, page by page. A token survives a restart; when its source is gone,
  // conflict. What is told is no older than the lowest bound of the pages: the bound of the first is when it
  // was asked for, that of the others when the marketplace says that it began.
  virtual Task<Result<Page<Listing>>> fetch_listings(std::string page_token, CallContext& context) = 0;

  // The rows of the marketplace's tax report whose documents are of the span, page by page, in the report's
  // order; every buyer's name and address stays in the channel, but for the state. A token survives a
  // restart; when its report is gone, conflict. An empty page where the report is asked for, and where there
  // are no rows. Errors besides those of verify(): refused where the marketplace has no such report, where it
  // could not make it, and where the application may not have it: the hint then names the role that it lacks;
  // malformed for what is no such report.
  virtual Task<Result<Page<TaxReportRow>>> fetch_tax_report(TaxReportQuery query, CallContext& context) = 0;

  // What the marketplace can be told about stock and shipments (stock_channel.h). Lives as long as the
  // channel, with which it shares the quota.
  virtual StockChannel& stock() = 0;

  // The buckets of the operations that the channel calls, as they are now; those never used are full.
  virtual std::vector<QuotaView> quota() const = 0;

  // What each route would need for the window, begun now with the buckets as they are. Makes no call. A route
  // whose calls depend on the number of orders is left out when that is not known.
  virtual std::vector<RouteEstimate> estimate(const RouteQuestion& question) const = 0;

  // IANA name of the time zone of its business days.
  virtual std::string time_zone() const = 0;
};

// Where a channel keeps its bucket states, so that a restart does not spend the burst again.
// Thread: the event loop's. save() need not be synced to disk: it must survive a kill, not a power cut.
class QuotaLedger {
 public:
  virtual ~QuotaLedger() = default;
  virtual std::optional<BucketState> load(const std::string& scope, const std::string& operation) = 0;
  virtual void save(const std::string& scope, const std::string& operation, const BucketState& state) = 0;
};

}  // namespace sellerd
