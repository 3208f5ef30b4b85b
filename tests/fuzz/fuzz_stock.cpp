// Answers about stock, its writes and feeds: whatever the bytes, what is handed out is whole and safe to
// show, and what was not told is not taken for a number.
#include <cstdint>
#include <cstdlib>
#include <set>

#include "common/charset.h"
#include "daemon/channel/amazon/answer_json.h"
#include "daemon/channel/amazon/document.h"
#include "daemon/channel/amazon/feeds_codec.h"
#include "daemon/channel/amazon/inventory_codec.h"
#include "daemon/channel/amazon/jobs_codec.h"
#include "daemon/channel/amazon/listings_items_codec.h"
#include "daemon/channel/amazon/lwa_codec.h"
#include "daemon/channel/amazon/restricted_token.h"
#include "daemon/channel/amazon/shipment_codec.h"

using namespace sellerd;
using namespace sellerd::amazon;

namespace {

constexpr std::size_t kLongestWords = 1'002;
constexpr std::uint64_t kMaximumText = 1 << 20;

void require(bool condition) {
  if (!condition) std::abort();
}

// Whether there is a value; an error must be of the kinds that are allowed.
template <class T>
bool good(const Result<T>& result, bool may_be_refused = false) {
  if (result) return true;
  const Error& error = result.error();
  require(error.code == ErrorCode::malformed || (may_be_refused && error.code == ErrorCode::refused));
  require(!error.message.empty() && is_valid_utf8(error.text()));
  return false;
}

void check_words(const std::string& words) {
  require(words.size() <= kLongestWords && is_valid_utf8(words));
  for (const char c : words) require(static_cast<unsigned char>(c) >= ' ');
}

void check(const LiveListing& listing) {
  require(!listing.quantity || *listing.quantity >= 0);
  check_words(listing.problems);
}

void check_listings(const json::value& answer) {
  if (const auto submission = read_submission(answer, "S"); good(submission)) {
    require(submission->sku == "S" && submission->accepted == submission->reason.empty());
    check_words(submission->reason);
    check_words(submission->submission_id);
  }
  if (const auto listing = read_live_listing(answer); good(listing)) check(*listing);
  if (const auto page = read_live_page(answer); good(page)) {
    require(page->listings.size() == answer.at("items").as_array().size());
    for (const auto& listing : page->listings) check(listing);
  }
}

void check_feeds(const json::value& answer) {
  check_words(read_feed_failure(answer));
  if (const auto report = read_feed_report(answer); good(report, true)) {
    std::set<std::string> skus;
    for (const auto& refusal : *report) {
      require(!refusal.accepted && !refusal.sku.empty() && skus.insert(refusal.sku).second);
      require(!refusal.reason.empty());
      check_words(refusal.reason);
    }
  }
  if (const auto status = read_job_status(answer, kFeedWords); good(status))
    require(status->state != JobState::done || answer.at("resultFeedDocumentId").is_string());
  if (const auto id = read_created_job(answer, kFeedWords); good(id)) require(!id->empty());
  good(read_newest_job(answer, kFeedWords, [](const std::string& id, ObjectReader&) { return id != "1"; }));
  good(read_upload_place(answer));
  good(read_document_address(answer));
  if (const auto token = read_restricted_token(answer); good(token)) require(is_token(*token));
}

void check_inventory(const json::value& answer) {
  const auto page = read_inventory(answer);
  if (!good(page)) return;
  for (const auto& held : page->stocks) {
    require(!held.stock.sku.empty());
    require(held.stock.sellable >= 0 && held.stock.reserved >= 0 && held.stock.inbound >= 0);
  }
}

// Any text as an SKU, a carrier, a number: what is sent is JSON that says it.
void check_sent(const std::string& text) {
  if (!is_valid_utf8(text)) return;
  FeedText feed(text);
  feed.add({text, 1});
  feed.add({text, 2});
  const auto sent = parse_json(std::move(feed).finish());
  require(sent && sent->at("header").at("sellerId").as_string() == text);
  require(sent->at("messages").as_array().size() == 2 &&
          sent->at("messages").at(1).at("sku").as_string() == text);
  const auto body = confirm_shipment_body({"1", "1", text, text, text, Timestamp{}, {{text, 1}}}, "M");
  require(body.has_value() == !text.empty());
  if (body) require(parse_json(*body)->at("packageDetail").at("trackingNumber").as_string() == text);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string bytes(reinterpret_cast<const char*>(data), size);
  check_sent(bytes);
  const auto text = unpacked({bytes, ""}, kMaximumText);
  if (!good(text, true)) return 0;
  const auto answer = parse_answer(*text);
  if (!answer) return 0;
  check_listings(*answer);
  check_feeds(*answer);
  check_inventory(*answer);
  return 0;
}
