// The document of a JSON_LISTINGS_FEED: read, judged message by message, and reported on. Fields that the
// schema does not name and the header's wish for items in the report are passed over. Pure.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "tests/sandbox/catalogue.h"
#include "tests/sandbox/shop.h"
#include "tests/sandbox/stock_writes.h"

namespace sellerd::sandbox {

struct FeedIssue {
  std::optional<std::int64_t> message_id;  // none: about the feed as a whole
  std::string sku;                         // may be blank
  ListingIssue issue;
};

struct FeedOutcome {
  struct Write {
    ProductId product = 0;
    std::vector<AvailabilityChange> changes;
  };
  bool fatal = false;  // the document is no feed of this seller: nothing of it was processed
  std::vector<FeedIssue> issues;
  std::vector<Write> writes;  // of the accepted messages, in their order
  std::size_t processed = 0;
  std::size_t invalid = 0;
};

// `refuse_some`: every second message that is good is refused nevertheless.
FeedOutcome judge_feed(const std::string& document, const Catalogue& catalogue, const Shop& shop,
                       bool refuse_some);

// The processing report, as JSON text.
std::string feed_report(const FeedOutcome& outcome, const std::string& feed_id, const Shop& shop);

}  // namespace sellerd::sandbox
