#include "daemon/channel/amazon/feeds_codec.h"

#include <map>
#include <optional>

#include "daemon/channel/amazon/issues_codec.h"
#include "daemon/channel/amazon/listings_items_codec.h"

namespace sellerd::amazon {
namespace {

struct FeedIssue {
  std::int64_t message_id = 0;  // 0: none
  std::string sku;              // may be empty
  std::string words;
};

struct FeedReport {
  std::vector<FeedIssue> errors;
  std::int64_t invalid = 0;  // messages
};

Result<FeedReport> read_report(const json::value& source) {
  ObjectReader reader(source);
  FeedReport report;
  reader.each("issues", [&](ObjectReader& issue) {
    FeedIssue error;
    issue.count("messageId", error.message_id, false);
    issue.optional("sku", error.sku);
    error.words = read_error_issue(issue);
    if (!error.words.empty()) report.errors.push_back(std::move(error));
  });
  const bool has_summary = reader.take("summary") != nullptr;
  reader.object("summary",
                [&](ObjectReader& summary) { summary.count("messagesInvalid", report.invalid, true); });
  if (!has_summary) reader.fail(json_detail::missing_key("summary"));
  if (reader.failure()) return reader.malformed();
  return report;
}

// The SKUs of the messages that are named with theirs anywhere in the report.
std::map<std::int64_t, std::string> skus_by_message(const FeedReport& report) {
  std::map<std::int64_t, std::string> skus;
  for (const auto& error : report.errors) {
    if (error.message_id != 0 && !error.sku.empty()) skus.emplace(error.message_id, error.sku);
  }
  return skus;
}

Error nothing_known(const std::string& why) {
  return make_error(ErrorCode::refused, why);
}

}  // namespace

FeedText::FeedText(const std::string& seller_id)
    : text_(R"({"header":{"sellerId":)" + json::serialize(json::string(seller_id)) +
            R"(,"version":"2.0"},"messages":[)") {}

void FeedText::add(const QuantityWrite& write) {
  json::object message{{"messageId", ++messages_}, {"sku", write.sku}, {"operationType", "PATCH"}};
  for (auto& [key, value] : quantity_patch(write.quantity)) message[key] = std::move(value);
  if (messages_ > 1) text_ += ',';
  text_ += json::serialize(message);
}

std::string FeedText::finish() && {
  text_ += "]}";
  return std::move(text_);
}

std::string create_feed_document_body() {
  return json::serialize(json::object{{"contentType", kFeedContentType}});
}

std::string create_feed_body(const std::string& document_id, const std::string& marketplace_id) {
  return json::serialize(json::object{{"feedType", kListingsFeed},
                                      {"marketplaceIds", json::array{json::string(marketplace_id)}},
                                      {"inputFeedDocumentId", document_id}});
}

Result<UploadPlace> read_upload_place(const json::value& answer) {
  ObjectReader reader(answer);
  UploadPlace place;
  reader.required("feedDocumentId", place.document_id);
  reader.required("url", place.address);
  if (reader.failure()) return reader.malformed();
  return place;
}

Result<std::vector<QuantityAnswer>> read_feed_report(const json::value& source) {
  const auto report = read_report(source);
  if (!report) return report.error();
  const auto skus = skus_by_message(*report);
  std::vector<QuantityAnswer> answers;
  std::map<std::string, std::size_t> places;
  for (const auto& error : report->errors) {
    std::string sku = error.sku;
    if (const auto found = skus.find(error.message_id); sku.empty() && found != skus.end())
      sku = found->second;
    if (sku.empty())
      return nothing_known("Amazon finds fault with the batch, and not with one SKU: " + error.words);
    const auto [place, is_new] = places.emplace(sku, answers.size());
    if (is_new) answers.push_back({.sku = std::move(sku)});
    add_words(answers[place->second].reason, error.words);
  }
  if (report->invalid > static_cast<std::int64_t>(answers.size())) {
    return nothing_known("Amazon did not accept " + std::to_string(report->invalid) +
                         " of the batch's writes and names " + std::to_string(answers.size()));
  }
  return answers;
}

std::string read_feed_failure(const json::value& source) {
  std::string words;
  const auto report = read_report(source);
  if (!report) return words;
  for (const auto& error : report->errors) add_words(words, error.words);
  return words;
}

}  // namespace sellerd::amazon
