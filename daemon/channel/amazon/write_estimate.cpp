#include "daemon/channel/amazon/write_estimate.h"

#include "daemon/channel/amazon/feeds_codec.h"
#include "daemon/channel/amazon/jobs.h"

namespace sellerd::amazon {
namespace {

void rehearse_batch(Rehearsal& rehearsal, const Pace& pace) {
  rehearsal.call(operations::kCreateFeedDocument);
  rehearsal.pass(pace.latency);  // the upload
  rehearsal.call(operations::kCreateFeed);
  const Timestamp done = rehearsal.now() + pace.making_time;
  for (int look = 0; rehearsal.now() < done; ++look) {
    rehearsal.pass(pause_before_look(look));
    rehearsal.call(operations::kGetFeed);
  }
  rehearsal.call(operations::kGetFeedDocument);
  rehearsal.pass(pace.latency);  // the download
}

}  // namespace

WriteEstimate estimate_quantity_writes(std::int64_t writes, const std::vector<QuotaView>& buckets,
                                       const Pace& pace) {
  Rehearsal singly(buckets, pace);
  for (std::int64_t i = 0; i < writes; ++i) singly.call(operations::kPatchListingsItem);
  Rehearsal batches(buckets, pace);
  for (std::int64_t sent = 0; sent < writes; sent += static_cast<std::int64_t>(kMostInFeed))
    rehearse_batch(batches, pace);
  return {singly.elapsed(), batches.elapsed()};
}

}  // namespace sellerd::amazon
