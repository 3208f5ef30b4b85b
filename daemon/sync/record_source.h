// Where the pages of a run come from: which call brings the next one, by which route. Nothing here is written
// to the store. Thread: the event loop's.
#pragma once

#include <functional>

#include "common/model/preferences.h"
#include "daemon/channel/channel.h"
#include "daemon/store/store.h"
#include "daemon/sync/live_run.h"

namespace sellerd::sync {

// What all sources work with. All outlive them.
struct SourceTools {
  const store::Store& store;
  Channel& channel;
  LiveRun& live;
  CallContext& context;
  Preferences preferences;
  // Whether the run has already brought this record: what a re-sync need not look up any more.
  std::function<Result<bool>(const std::string& id)> brought;
  // Whether personal data is to come with the orders; may be empty: no.
  std::function<bool()> wants_personal;
};

// The orders of a window, by search or by reports, then one by one those that it should have brought; or one
// order alone.
class OrderSource {
 public:
  using Kind = Order;
  explicit OrderSource(SourceTools tools) : tools_(std::move(tools)) {}

  // The page that the checkpoint stands before. It may change the checkpoint's place (another route, another
  // phase), which the page's commit then makes durable. Errors: the channel's.
  Task<Result<Page<Order>>> next(Checkpoint& checkpoint);

 private:
  Task<Result<void>> plan(Checkpoint& checkpoint);
  Result<void> check_news(const Checkpoint& checkpoint);
  void take_faster_route(Checkpoint& checkpoint);
  std::int64_t orders_left() const;
  Task<Result<Page<Order>>> fetch_window(const Checkpoint& checkpoint);
  Task<Result<Page<Order>>> look_up(const Checkpoint& checkpoint);
  Task<Result<Page<Order>>> pull();
  Result<std::vector<std::string>> ids_to_look_up(std::string& last);
  bool wants_personal() const { return tools_.wants_personal && tools_.wants_personal(); }
  Run& run() { return tools_.live.run; }

  SourceTools tools_;
  std::optional<std::int64_t> expected_;  // orders of the window, where the books know
  std::optional<Timestamp> position_;     // how far in the window the pages have come
  std::int64_t distinct_ = 0;             // records of the run when a page last brought news
  std::int64_t without_news_ = 0;         // pages since
  std::int64_t empty_pages_ = 0;          // in a row
};

// The listings, those of a period where the run is about one.
class ListingSource {
 public:
  using Kind = Listing;
  explicit ListingSource(SourceTools tools) : tools_(std::move(tools)) {}

  Task<Result<Page<Listing>>> next(Checkpoint& checkpoint);

 private:
  Result<bool> within_period(const Listing& listing) const;

  SourceTools tools_;
};

// The rows of the tax report of a month: those of businesses, then those of consumers.
class TaxReportSource {
 public:
  using Kind = TaxReportRow;
  explicit TaxReportSource(SourceTools tools) : tools_(std::move(tools)) {}

  Task<Result<Page<TaxReportRow>>> next(Checkpoint& checkpoint);

 private:
  SourceTools tools_;
};

}  // namespace sellerd::sync
