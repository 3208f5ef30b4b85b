// Answers the operations of Feeds 2021-06-30.
//
// A feed is processed when its time has come, counted by the `now` of the calls, with the document as it was
// when the feed was created; what it writes is accepted then. Feeds and their documents are kept 90 days.
#pragma once

#include <cstdint>
#include <deque>
#include <map>
#include <string>
#include <string_view>

#include "tests/sandbox/documents.h"
#include "tests/sandbox/faults.h"
#include "tests/sandbox/market_data.h"
#include "tests/sandbox/shop.h"
#include "tests/sandbox/stock_writes.h"

namespace sellerd::sandbox {

struct FeedTimes {
  Duration queue{10'000};
  Duration progress{20'000};
};

class FeedsApi {
 public:
  // Holds on to all references. The rate of listings feeds is multiplied like the other rates.
  FeedsApi(const MarketData& data, StockWrites& writes, const Shop& shop, Documents& documents,
           FaultInjector& faults, FeedTimes times, double rate_multiplier);

  http::Response create_document(const std::string& body, Timestamp now);
  http::Response create(const std::string& body, Timestamp now, Fault fault);
  http::Response get(std::string_view feed_id, Timestamp now) const;
  http::Response list(const Parameters& parameters, Timestamp now) const;
  http::Response cancel(std::string_view feed_id, Timestamp now);
  http::Response document(std::string_view document_id, Timestamp now) const;

  // Processes the feeds that are due by then, in their order.
  void settle(Timestamp now);

  std::map<std::string_view, std::uint64_t> statuses(Timestamp now) const;

 private:
  enum class Fate { open, done, cancelled, fatal };
  struct Feed {
    std::string id;
    std::string type;
    std::string input;  // the document, until it is processed
    Timestamp created;
    Timestamp ended;  // when it leaves the queue for good
    Fate fate = Fate::open;
    Fault fault = Fault::none;
    std::string result_id;  // of the report; may be blank
  };

  bool takes_another(Timestamp now);
  void process(Feed& feed);
  const Feed* find(std::string_view feed_id, Timestamp now) const;
  std::string_view status(const Feed& feed, Timestamp now) const;
  boost::json::object render(const Feed& feed, Timestamp now) const;

  const MarketData& data_;
  StockWrites& writes_;
  const Shop& shop_;
  Documents& documents_;
  FaultInjector& faults_;
  FeedTimes times_;
  Duration window_;                                        // in which so many listings feeds may be created
  std::deque<Timestamp> recent_;                           // creations of listings feeds in it
  std::map<std::string, Timestamp, std::less<>> uploads_;  // input documents, and when they were made
  std::deque<Feed> feeds_;                                 // oldest first
  std::size_t settled_ = 0;                                // so many of them are over
  std::uint64_t created_ = 0;
};

}  // namespace sellerd::sandbox
