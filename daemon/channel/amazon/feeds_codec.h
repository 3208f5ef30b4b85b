// The feed JSON_LISTINGS_FEED: what is handed in and what comes of it; and the JSON of the Feeds API beside
// what it has in common with others (jobs_codec.h). Pure. Source: Amazon's model feeds_2021-06-30.json and
// its listings feed schemas, version 2.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "common/json.h"
#include "daemon/channel/stock_channel.h"

namespace sellerd::amazon {

inline constexpr std::string_view kListingsFeed = "JSON_LISTINGS_FEED";
// Named when a document is asked for and repeated, to the letter, when it is uploaded.
inline constexpr std::string_view kFeedContentType = "application/json; charset=UTF-8";
inline constexpr std::size_t kMostInFeed = 25'000;  // messages

// The text of a feed, message by message, so that a long one can be written with pauses.
class FeedText {
 public:
  explicit FeedText(const std::string& seller_id);

  void add(const QuantityWrite& write);
  std::string finish() &&;

 private:
  std::string text_;
  std::size_t messages_ = 0;
};

std::string create_feed_document_body();
std::string create_feed_body(const std::string& document_id, const std::string& marketplace_id);

struct UploadPlace {
  std::string document_id;
  std::string address;  // presigned: never to be shown
};
Result<UploadPlace> read_upload_place(const json::value& answer);

// The messages that the processing report says were not accepted; one answer a SKU, in the report's order.
// Errors: malformed; refused when it finds fault with the feed as a whole, or does not say which messages
// were invalid: then nothing is known of any of them.
Result<std::vector<QuantityAnswer>> read_feed_report(const json::value& report);

// Amazon's words about the feed as a whole; may be empty.
std::string read_feed_failure(const json::value& report);

}  // namespace sellerd::amazon
