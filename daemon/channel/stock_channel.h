// What a marketplace can be told, and asked, about stock and shipments. One object per integration, reached
// by Channel::stock(); paces itself and retries as a Channel does. Thread: the event loop's.
//
// A write has no key that would make it safe to repeat. An end in doubt (the connection broke, no answer
// came) is `unavailable`: it may or may not have been carried out, so the caller looks before it sends again.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "daemon/channel/channel.h"

namespace sellerd {

// How many units of a listing buyers may buy, from now on. Never of a listing whose stock the marketplace
// keeps itself.
struct QuantityWrite {
  std::string sku;
  std::int64_t quantity = 0;
};

// The marketplace's answer to one write. Accepted is not applied: read it back.
struct QuantityAnswer {
  std::string sku;
  bool accepted = false;
  std::string reason;         // the marketplace's words when it was not accepted
  std::string submission_id;  // the marketplace's id of the write; may be empty
  std::string request_id;
};

// What buyers see of a listing.
struct LiveListing {
  std::string sku;
  std::optional<std::int64_t> quantity;  // absent where the marketplace keeps the stock itself, or shows none
  std::string problems;                  // errors that the marketplace has with it, in its words; or empty
  std::vector<std::string> variation;    // what tells the listings of its variation family apart, in the
                                         // marketplace's words; empty when it is in none
  std::string unreadable;                // why nothing but the SKU could be understood; else empty
};

// The stock of one SKU in the marketplace's own warehouses.
struct FulfilmentStock {
  std::string sku;
  std::int64_t sellable = 0;
  std::int64_t reserved = 0;  // of units that are still there: held for orders that have not left
  std::int64_t inbound = 0;   // on the way there; what is announced and has not left the seller is not in it
};

// How long writes would take, begun now, until the marketplace has answered all of them: one write, or one
// batch, after the other.
struct WriteEstimate {
  Duration singly{};
  Duration in_batch{};
};

// A package that has been handed to a carrier.
struct ShipmentNotice {
  struct Line {
    std::string line_id;  // the marketplace's
    std::int64_t quantity = 0;
  };
  std::string order_id;
  std::string package;  // a whole number above 0, unique in the order; the same again changes that package
  std::string carrier;  // the marketplace's code where it has one, in any case; else the carrier's name
  std::string method;   // may be empty
  std::string tracking_number;
  Timestamp shipped_at{};
  std::vector<Line> lines;
};

class StockChannel {
 public:
  virtual ~StockChannel() = default;

  // Sets one quantity and leaves everything else of the listing as it is. Errors: those of Channel::verify();
  // unavailable is in doubt. A SKU that the marketplace does not know, and a write that it finds wrong, are
  // answers (not accepted), not errors.
  virtual Task<Result<QuantityAnswer>> write_quantity(QuantityWrite write, CallContext& context) = 0;

  // What buyers see now, of at most most_to_read() listings, each once; those that the marketplace does not
  // know are left out. In no particular order. Errors besides those of verify(): malformed.
  virtual Task<Result<std::vector<LiveListing>>> read_live(std::vector<std::string> skus,
                                                           CallContext& context) = 0;
  virtual std::size_t most_to_read() const = 0;

  // Hands in many writes at once (at most most_in_batch(), each SKU once) and returns the marketplace's id of
  // them. In doubt it looks for them itself; unavailable means that they could not be found, though the
  // marketplace may show them yet. Error besides those of verify(): invalid_argument for none or too many.
  virtual Task<Result<std::string>> send_batch(std::vector<QuantityWrite> writes, CallContext& context) = 0;
  virtual std::size_t most_in_batch() const = 0;
  // The newest batch handed in then or later, with an allowance for clocks, if there is one that send_batch()
  // has not returned: after a restart in the middle of it, or when it left a doubt.
  virtual Task<Result<std::optional<std::string>>> find_batch(Timestamp since, CallContext& context) = 0;
  // Waits until it is processed and returns the answers to the writes that were not accepted; all others
  // were. Errors: refused when the marketplace gave it up, or does not tell which of its writes it did not
  // accept (some, all or none may be applied); not_found when it does not know it; malformed; unavailable
  // when it takes too long: ask again later.
  virtual Task<Result<std::vector<QuantityAnswer>>> await_batch(std::string batch, CallContext& context) = 0;

  virtual WriteEstimate estimate_writes(std::int64_t writes) const = 0;

  // All stock in the marketplace's own warehouses, each SKU once. Errors besides those of verify():
  // malformed.
  virtual Task<Result<std::vector<FulfilmentStock>>> fetch_fulfilment_stock(CallContext& context) = 0;

  // Tells the buyer's marketplace that the package is on its way. Errors besides those of verify():
  // not_found (the order), refused with the marketplace's words, unavailable in doubt; invalid_argument,
  // naming the field, for a notice that cannot be one: no lines, no carrier, no tracking number.
  virtual Task<Result<void>> confirm_shipment(ShipmentNotice notice, CallContext& context) = 0;

  // Why such a notice is no use for this order, and what to do instead; nothing when it is the way. Asks
  // nobody.
  virtual std::optional<Error> why_not_told(const Order& order) const = 0;
};

}  // namespace sellerd
