// Feeds API 2021-06-30: hand in quantities by the thousand, wait, read what was not accepted.
// Source: Amazon's model feeds_2021-06-30.json.
#pragma once

#include <boost/asio/any_io_executor.hpp>
#include <deque>
#include <optional>
#include <string>
#include <vector>

#include "daemon/channel/amazon/client.h"
#include "daemon/channel/amazon/document.h"
#include "daemon/channel/amazon/feeds_codec.h"
#include "daemon/channel/amazon/jobs_codec.h"

namespace sellerd::amazon {

// Thread: the event loop's. The references must outlive it. Errors besides the client's are said at each
// call.
class Feeds {
 public:
  Feeds(std::string marketplace_id, Client& client, Clock& clock, boost::asio::any_io_executor executor);

  // Uploads the text and creates a listings feed of it; the result is the feed's id. createFeed has no
  // idempotency key, so when it is in doubt whether Amazon took it, this looks for a listings feed made since
  // that it did not make before, and takes that one. (Amazon does not tell what a feed holds, so a feed of
  // another program made in the same moments would be taken for ours.)
  Task<Result<std::string>> create(std::string text, CallContext& context);

  // The newest listings feed created since then, with an allowance for Amazon's clock, that is not one of
  // ours already.
  Task<Result<std::optional<std::string>>> find(Timestamp since, CallContext& context);

  // The answers of read_feed_report(), when it is done. Errors besides those of wait_for_job() and of the
  // report: refused when Amazon gave the feed up (FATAL, CANCELLED).
  Task<Result<std::vector<QuantityAnswer>>> wait(std::string feed_id, CallContext& context);

  // How long Amazon takes to process a feed, smoothed over those so far; a guess before the first.
  Duration processing_time() const { return processing_time_; }

 private:
  Task<Result<std::string>> upload(std::string text, CallContext& context);
  Task<Result<std::optional<std::string>>> newest(Timestamp since, CallContext& context);
  Task<Result<json::value>> report(std::string document_id, CallContext& context);
  Task<Error> given_up(const JobStatus& status, CallContext& context);
  void remember(const std::string& feed_id);

  std::string marketplace_id_;
  Client& client_;
  Clock& clock_;
  boost::asio::any_io_executor executor_;
  std::deque<std::string> made_;  // by this object, the newest last
  Duration processing_time_ = std::chrono::minutes(10);
};

}  // namespace sellerd::amazon
