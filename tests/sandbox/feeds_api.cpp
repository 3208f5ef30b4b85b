#include "tests/sandbox/feeds_api.h"

#include <algorithm>
#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include "tests/sandbox/body_fields.h"
#include "tests/sandbox/feed_messages.h"
#include "tests/sandbox/gzip.h"
#include "tests/sandbox/job_filter.h"
#include "tests/sandbox/listings_api.h"
#include "tests/sandbox/parameter_checks.h"

namespace sellerd::sandbox {
namespace {

namespace json = boost::json;

constexpr std::uint64_t kFirstFeedId = 23'492'000;
constexpr std::string_view kListingsFeed = "JSON_LISTINGS_FEED";
constexpr std::string_view kReportType = "application/json; charset=UTF-8";
constexpr std::size_t kMostInWindow = 5;
constexpr Duration kWindow = std::chrono::minutes{5};
constexpr Duration kUploadLifetime = std::chrono::days{2};

// Amazon still takes them and ends them as FATAL.
constexpr std::string_view kEndedFeeds[] = {"POST_INVENTORY_AVAILABILITY_DATA", "POST_PRODUCT_PRICING_DATA",
                                            "POST_PRODUCT_DATA", "POST_FLAT_FILE_INVLOADER_DATA",
                                            "POST_FLAT_FILE_PRICEANDQUANTITYONLY_UPDATE_DATA"};

bool is_feed_type(std::string_view type) {
  return type == kListingsFeed || std::ranges::find(kEndedFeeds, type) != std::end(kEndedFeeds);
}

JobFilterRules feed_filter_rules(const Shop& shop) {
  return {"feedTypes", is_feed_type, shop.marketplace_id};
}

Result<> check_options(const json::object& body) {
  const json::value* options = body.if_contains("feedOptions");
  if (options == nullptr) return {};
  if (!options->is_object()) return invalid("feedOptions", "must be a map of texts");
  for (const auto& option : options->get_object()) {
    if (!option.value().is_string()) return invalid("feedOptions", "must be a map of texts");
  }
  return {};
}

struct FeedRequest {
  std::string type;
  std::string document_id;
};

Result<FeedRequest> read_feed_request(const std::string& body, const Shop& shop) {
  const auto fields = read_body(body);
  if (fields.has_error()) return fields.error();
  if (auto known =
          refuse_unknown(*fields, {"feedType", "marketplaceIds", "inputFeedDocumentId", "feedOptions"});
      known.has_error())
    return known.error();
  auto type = required_text(*fields, "feedType");
  if (type.has_error()) return type.error();
  if (!is_feed_type(*type)) return invalid("feedType", "this marketplace has no such feed");
  if (auto ours = check_marketplace_list(*fields, shop.marketplace_id); ours.has_error()) return ours.error();
  auto document = required_text(*fields, "inputFeedDocumentId");
  if (document.has_error()) return document.error();
  if (auto options = check_options(*fields); options.has_error()) return options.error();
  return FeedRequest{*std::move(type), *std::move(document)};
}

}  // namespace

FeedsApi::FeedsApi(const MarketData& data, StockWrites& writes, const Shop& shop, Documents& documents,
                   FaultInjector& faults, FeedTimes times, double rate_multiplier)
    : data_(data),
      writes_(writes),
      shop_(shop),
      documents_(documents),
      faults_(faults),
      times_(times),
      window_(static_cast<std::int64_t>(static_cast<double>(kWindow.count()) / rate_multiplier)) {}

http::Response FeedsApi::create_document(const std::string& body, Timestamp now) {
  const auto fields = read_body(body);
  if (fields.has_error()) return invalid_input(fields.error());
  if (auto known = refuse_unknown(*fields, {"contentType"}); known.has_error())
    return invalid_input(known.error());
  const auto type = required_text(*fields, "contentType");
  if (type.has_error()) return invalid_input(type.error());
  std::erase_if(uploads_, [&](const auto& upload) {
    const bool old = upload.second + kUploadLifetime < now;
    if (old) documents_.remove(upload.first);
    return old;
  });
  const std::string id = documents_.await(*type);
  uploads_.emplace(id, now);
  return json_answer(201, json::object{{"feedDocumentId", id}, {"url", documents_.upload_address(id, now)}});
}

bool FeedsApi::takes_another(Timestamp now) {
  while (!recent_.empty() && recent_.front() + window_ <= now) recent_.pop_front();
  if (recent_.size() == kMostInWindow) return false;
  recent_.push_back(now);
  return true;
}

http::Response FeedsApi::create(const std::string& body, Timestamp now, Fault fault) {
  const auto request = read_feed_request(body, shop_);
  if (request.has_error()) return invalid_input(request.error());
  const auto upload = uploads_.find(request->document_id);
  const std::string* document = documents_.read(request->document_id);
  if (upload == uploads_.end() || document == nullptr || upload->second + kUploadLifetime < now)
    return invalid_input(invalid("inputFeedDocumentId", "is not a document that was uploaded in two days"));
  if (request->type == kListingsFeed && !takes_another(now)) return quota_exceeded();
  Feed feed;
  feed.id = std::to_string(kFirstFeedId + ++created_);
  feed.type = request->type;
  feed.input = *document;
  feed.created = now;
  feed.ended = now + times_.queue + times_.progress;
  feed.fault = fault;
  feeds_.push_back(std::move(feed));
  return json_answer(202, json::object{{"feedId", feeds_.back().id}});
}

void FeedsApi::settle(Timestamp now) {
  for (; settled_ < feeds_.size(); ++settled_) {
    Feed& feed = feeds_[settled_];
    if (feed.fate != Fate::open) continue;
    if (feed.ended > now) return;
    process(feed);
  }
}

void FeedsApi::process(Feed& feed) {
  const std::string document = std::move(feed.input);
  feed.input.clear();
  if (feed.fault == Fault::feed_fatal || feed.fault == Fault::feed_cancelled) {
    feed.fate = feed.fault == Fault::feed_fatal ? Fate::fatal : Fate::cancelled;
    faults_.happened(feed.fault);
    return;
  }
  if (feed.type != kListingsFeed) {
    feed.fate = Fate::fatal;
    return;
  }
  const bool partial = feed.fault == Fault::feed_partial;
  FeedOutcome outcome = judge_feed(document, data_.catalogue, shop_, partial);
  if (partial) faults_.happened(feed.fault);
  feed.fate = outcome.fatal ? Fate::fatal : Fate::done;
  GzipWriter gzip;
  gzip.write(feed_report(outcome, feed.id, shop_));
  feed.result_id = documents_.add(gzip.finish(), kReportType);
  if (outcome.writes.empty()) return;
  const StockWrites::Fate fate = fate_of_write(feed.fault, faults_);
  for (FeedOutcome::Write& write : outcome.writes)
    writes_.accept(write.product, std::move(write.changes), feed.ended, fate);
}

const FeedsApi::Feed* FeedsApi::find(std::string_view feed_id, Timestamp now) const {
  const auto found = std::ranges::find(feeds_, feed_id, &Feed::id);
  return found == feeds_.end() || found->created + kJobRetention < now ? nullptr : &*found;
}

std::string_view FeedsApi::status(const Feed& feed, Timestamp now) const {
  switch (feed.fate) {
    case Fate::done:
      return "DONE";
    case Fate::cancelled:
      return "CANCELLED";
    case Fate::fatal:
      return "FATAL";
    case Fate::open:
      break;
  }
  return now < feed.created + times_.queue ? "IN_QUEUE" : "IN_PROGRESS";
}

json::object FeedsApi::render(const Feed& feed, Timestamp now) const {
  const Timestamp started = std::min(feed.created + times_.queue, feed.ended);
  const bool ended = feed.fate != Fate::open;
  json::object out{{"feedId", feed.id},
                   {"feedType", feed.type},
                   {"marketplaceIds", json::array{shop_.marketplace_id}},
                   {"createdTime", format_time(feed.created)},
                   {"processingStatus", status(feed, now)}};
  if (now >= started) out["processingStartTime"] = format_time(started);
  if (ended) out["processingEndTime"] = format_time(feed.ended);
  if (!feed.result_id.empty()) out["resultFeedDocumentId"] = feed.result_id;
  return out;
}

http::Response FeedsApi::get(std::string_view feed_id, Timestamp now) const {
  const Feed* feed = find(feed_id, now);
  if (feed == nullptr) return not_found("There is no feed with this id.");
  return json_answer(200, render(*feed, now));
}

// Newest first.
http::Response FeedsApi::list(const Parameters& parameters, Timestamp now) const {
  const auto filter = read_job_filter(parameters, feed_filter_rules(shop_), now);
  if (filter.has_error()) return invalid_input(filter.error());
  json::array page;
  json::object answer;
  std::size_t seen = 0;
  for (auto feed = feeds_.rbegin(); feed != feeds_.rend(); ++feed) {
    const bool wanted =
        find(feed->id, now) != nullptr && filter->wants(feed->type, status(*feed, now), feed->created);
    if (!wanted || ++seen <= filter->skip) continue;
    if (page.size() == filter->page_size) {
      answer["nextToken"] =
          job_page_token(*filter, feed_filter_rules(shop_), filter->skip + filter->page_size);
      break;
    }
    page.push_back(render(*feed, now));
  }
  answer["feeds"] = std::move(page);
  return json_answer(200, answer);
}

// Only a feed that has not been begun can be cancelled.
http::Response FeedsApi::cancel(std::string_view feed_id, Timestamp now) {
  const auto feed = std::ranges::find(feeds_, feed_id, &Feed::id);
  if (feed == feeds_.end() || find(feed_id, now) == nullptr)
    return not_found("There is no feed with this id.");
  if (status(*feed, now) != "IN_QUEUE")
    return invalid_input(invalid("feedId", "the feed is no longer in the queue"));
  feed->fate = Fate::cancelled;
  feed->ended = now;
  feed->input.clear();
  return text_answer(200, "application/json", "");
}

http::Response FeedsApi::document(std::string_view document_id, Timestamp now) const {
  const auto feed = std::ranges::find(feeds_, document_id, &Feed::result_id);
  if (document_id.empty() || feed == feeds_.end() || find(feed->id, now) == nullptr)
    return not_found("There is no document with this id.");
  return json_answer(200, json::object{{"feedDocumentId", document_id},
                                       {"url", documents_.address(document_id, now)},
                                       {"compressionAlgorithm", "GZIP"}});
}

std::map<std::string_view, std::uint64_t> FeedsApi::statuses(Timestamp now) const {
  std::map<std::string_view, std::uint64_t> statuses;
  for (const Feed& feed : feeds_) ++statuses[status(feed, now)];
  return statuses;
}

}  // namespace sellerd::sandbox
