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
#include "common/model/quota.h"

namespace sellerd {

// A record that the marketplace sent and that could not be understood. `payload` is redacted: it holds no
// personal data.
struct Undecodable {
  std::string record_id;  // as far as it could be read; else "page N, record M"
  Error error;
  std::string payload;
};

template <class T>
using Decoded = std::variant<T, Undecodable>;

// One page of a marketplace's answer, in the form that one durable commit takes.
template <class T>
struct Page {
  std::vector<Decoded<T>> records;
  std::string next_token;          // empty on the last page; opaque, may be stored and used after a restart
  std::optional<Timestamp> bound;  // the upper bound that the marketplace applied to the window
  std::string request_id;          // the marketplace's id of the answer
  std::string body_hash;           // hex SHA-256 prefix of the raw bytes: recognises a repeated page
  int progress_permille = -1;      // how far through the whole this page ends, where the channel can tell
};

struct OrdersQuery {
  Timestamp updated_from{};
  Timestamp updated_to{};
  std::string page_token;  // empty for the first page
  std::optional<Timestamp> token_issued;
};

struct Account {
  std::string marketplace_id;
  std::string store_name;
  std::string currency;
};

// What a channel does while a caller waits: shown as progress.
struct ChannelActivity {
  std::string doing;               // "waiting for quota of searchOrders", "waiting for the report"
  std::optional<Timestamp> until;  // when it expects to go on
};

// What a caller learns about its own calls while they go on. Two runs of one integration share a channel (its
// token and its buckets) but not this.
struct CallContext {
  std::function<void(const ChannelActivity&)>
      on_activity;         // called with an empty activity when it goes on; may be empty
  bool impatient = false;  // a person waits: give up on trouble early
  std::int64_t calls = 0;  // calls to the marketplace so far, retries included
};

class Channel {
 public:
  virtual ~Channel() = default;

  // Proves that the credentials open an account that sells in this marketplace.
  // Errors: needs_reauth, not_found (no participation), unavailable, throttled, refused.
  virtual Task<Result<Account>> verify(CallContext& context) = 0;

  // Orders updated in [from, to], oldest first, lines inline. Errors besides those of verify():
  //   conflict   the page token is refused or too old: start this window again
  //   malformed  the page as a whole cannot be understood
  virtual Task<Result<Page<Order>>> fetch_orders(OrdersQuery query, CallContext& context) = 0;

  // Orders updated in [from, to], a time span of any length, by way of reports: a few calls for any number of
  // orders. Requires that `to` is not in the future. The window is cut into slices of at most 30 days, oldest
  // first, each with a report of its own. Slices share their bounds, so an order updated right there comes
  // twice, the same. Within a slice the order is the marketplace's.
  //   pages     at most 500 orders, every one whole; an empty page where a report is asked for or a slice has
  //             no orders
  //   token     of any age, also after a restart, for the same window; conflict when its report is gone
  //   bound     updated_to: the reports cover the whole window
  //   records   last_updated to the second, no totals, no packages, and lines without the marketplace's ids:
  //             line_id is the line's number in the order. A page of fetch_orders(), which has ids, must
  //             replace the lines as a set, also where last_updated is the same
  // Errors besides those of fetch_orders(): refused when the marketplace could not make the report,
  // unavailable when it takes too long: the token stays good; invalid_argument when from is after to.
  virtual Task<Result<Page<Order>>> fetch_orders_by_report(OrdersQuery query, CallContext& context) = 0;

  // Every listing of the account, page by page. A token survives a restart; when its source is gone,
  // conflict.
  virtual Task<Result<Page<Listing>>> fetch_listings(std::string page_token, CallContext& context) = 0;

  // The buckets of the operations that runs use, as they are now; those never used are full.
  virtual std::vector<QuotaView> quota() const = 0;
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
