#include "daemon/channel/amazon/feeds.h"

#include <algorithm>

#include "daemon/channel/amazon/answer_json.h"
#include "daemon/channel/amazon/documents.h"
#include "daemon/channel/amazon/jobs.h"
#include "daemon/channel/amazon/query.h"
#include "daemon/probe.h"

namespace sellerd::amazon {
namespace {

constexpr std::string_view kFeeds = "/feeds/2021-06-30/feeds";
constexpr std::string_view kFeedDocuments = "/feeds/2021-06-30/documents";
constexpr int kUploadTries = 2;
constexpr std::size_t kMostRemembered = 100;
constexpr std::uint64_t kMaximumReport = 64ull << 20;

}  // namespace

Feeds::Feeds(std::string marketplace_id, Client& client, Clock& clock, boost::asio::any_io_executor executor)
    : marketplace_id_(std::move(marketplace_id)),
      client_(client),
      clock_(clock),
      executor_(std::move(executor)) {}

Task<Result<std::string>> Feeds::create(std::string text, CallContext& context) {
  const auto document_id = co_await upload(std::move(text), context);
  if (!document_id) co_return document_id.error();
  const Call call{"POST", std::string(kFeeds), create_feed_body(*document_id, marketplace_id_)};
  const Timestamp since = clock_.now();
  for (int tries = 1;; ++tries) {
    auto created = co_await ask_for_job(client_, operations::kCreateFeed, call, kFeedWords, context);
    if (created) remember(*created);
    if (created || created.error().code != ErrorCode::unavailable) co_return created;
    auto found = co_await newest(since, context);
    if (!found) {
      // Still in doubt, whatever kept the search from an answer.
      Error error = found.error();
      error.code = ErrorCode::unavailable;
      co_return error;
    }
    if (*found) {
      reached(Probe::batch_found_again);
      remember(**found);
      co_return std::move(**found);
    }
    if (tries == kCreateTries) co_return created;
  }
}

Task<Result<std::string>> Feeds::upload(std::string text, CallContext& context) {
  const Document document{std::move(text), std::string(kFeedContentType)};
  for (int tries = 0; tries < kUploadTries; ++tries) {
    const Call call{"POST", std::string(kFeedDocuments), create_feed_document_body()};
    const auto answer = co_await client_.call(operations::kCreateFeedDocument, call, context);
    if (!answer) co_return answer.error();
    auto place = read_upload_place(answer->body);
    if (!place) co_return place.error();
    const auto taken = co_await upload_document(client_, std::move(place->address), document, context);
    if (!taken) co_return taken.error();
    if (*taken) co_return std::move(place->document_id);
  }
  co_return make_error(ErrorCode::unavailable, "Amazon's storage refuses the upload");
}

Task<Result<std::optional<std::string>>> Feeds::find(Timestamp since, CallContext& context) {
  auto found = co_await newest(since, context);
  if (found && *found) remember(**found);
  co_return found;
}

Task<Result<std::optional<std::string>>> Feeds::newest(Timestamp since, CallContext& context) {
  Query query;
  query.add("feedTypes", kListingsFeed).add("marketplaceIds", marketplace_id_).add("pageSize", "100");
  query.add("createdSince", format_time(since - kClockDifference));
  const Call call{"GET", std::string(kFeeds) + query.text(), {}};
  const auto answer = co_await client_.call(operations::kGetFeeds, call, context);
  if (!answer) co_return answer.error();
  const auto is_new = [this](const std::string& feed, ObjectReader&) {
    return std::ranges::find(made_, feed) == made_.end();
  };
  auto id = read_newest_job(answer->body, kFeedWords, is_new);
  if (!id) co_return id.error();
  std::optional<std::string> found;
  if (!id->empty()) found = std::move(*id);
  co_return found;
}

Task<Result<std::vector<QuantityAnswer>>> Feeds::wait(std::string feed_id, CallContext& context) {
  JobSource source{operations::kGetFeed, std::string(kFeeds) + "/" + percent_encode(feed_id), kFeedWords,
                   "batch"};
  const auto status = co_await wait_for_job(client_, clock_, std::move(source), context);
  if (!status) co_return status.error();
  if (status->state != JobState::done) co_return co_await given_up(*status, context);
  processing_time_ = smoothed(processing_time_, *status);
  const auto text = co_await report(status->document_id, context);
  if (!text) co_return text.error();
  co_return read_feed_report(*text);
}

Task<Result<json::value>> Feeds::report(std::string document_id, CallContext& context) {
  DocumentSource source{operations::kGetFeedDocument,
                        std::string(kFeedDocuments) + "/" + percent_encode(document_id), "batch's result"};
  const auto document = co_await fetch_document(client_, std::move(source), context);
  if (!document) co_return document.error();
  const auto text = unpacked(*document, kMaximumReport);
  if (!text) co_return text.error();
  co_return parse_answer(*text);
}

// With Amazon's reason, where it leaves one.
Task<Error> Feeds::given_up(const JobStatus& status, CallContext& context) {
  reached(Probe::batch_given_up);
  std::string message = "Amazon gave the batch up (" + status.word + ")";
  if (!status.document_id.empty()) {
    const auto text = co_await report(status.document_id, context);
    const std::string words = text ? read_feed_failure(*text) : std::string();
    if (!words.empty()) message += ": " + words;
  }
  co_return make_error(ErrorCode::refused, std::move(message));
}

void Feeds::remember(const std::string& feed_id) {
  made_.push_back(feed_id);
  if (made_.size() > kMostRemembered) made_.pop_front();
}

}  // namespace sellerd::amazon
