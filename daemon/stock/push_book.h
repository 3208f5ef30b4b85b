// The steps of quantities on their way, each one commit. Thread: the store worker's; those that only read,
// any.
//
// A quantity that is `sent` may or may not have reached the marketplace: it is looked at before it is sent
// again, also by a process that finds it so.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "common/model/push.h"
#include "daemon/channel/stock_channel.h"
#include "daemon/stock/ledger.h"

namespace sellerd::stock {

// The batch of pushes that were claimed for one whose id is not known yet.
inline constexpr std::string_view kUnknownBatch = "?";

// Takes up to `limit` from the front of the queue, those that lower first, and marks them sent, durably.
// `batch`: empty for single writes. Only of one lane when given.
Result<std::vector<Push>> claim(store::Store& store, std::uint32_t integration, std::size_t limit,
                                const std::string& batch, std::optional<PushLane> lane, Timestamp now);

// The marketplace has answered a write. A wish that changed meanwhile is queued at once.
Result<void> note_answer(store::Store& store, std::uint32_t integration, const QuantityAnswer& answer,
                         Timestamp now);

// It could not be written. In doubt it is looked at first; else it is queued again, to be tried from then on.
Result<void> note_trouble(store::Store& store, std::uint32_t integration, const std::string& sku,
                          const Error& error, Timestamp now);

// The id of the batch that was claimed last becomes known.
Result<void> name_batch(store::Store& store, std::uint32_t integration, const std::string& batch);
// Its answers are in: all were accepted but these.
Result<void> note_batch(store::Store& store, std::uint32_t integration, const std::string& batch,
                        const std::vector<QuantityAnswer>& refused, Timestamp now);
// Nobody knows what became of it: all of it is looked at.
Result<void> give_up_batch(store::Store& store, std::uint32_t integration, const std::string& batch,
                           const std::string& reason, Timestamp now);
// Batches under way, by id, and when their first write was claimed.
Result<std::map<std::string, Timestamp>> open_batches(const store::Store& store, std::uint32_t integration);

// The listings to be looked at by now, oldest first, at most `limit`; and when the next one is.
struct DueLook {
  std::string sku;
  Timestamp sent_at{};  // the write that is looked for
};
Result<std::vector<DueLook>> due_looks(const store::Store& store, std::uint32_t integration, Timestamp now,
                                       std::size_t limit);
Result<std::optional<Timestamp>> next_look(const store::Store& store, std::uint32_t integration);

// What was seen of the listings that were asked for; one that is missing is unknown to the marketplace. A
// look says nothing of a write that began after it. Returns how many are queued again.
Result<std::int64_t> note_looks(store::Store& store, std::uint32_t integration,
                                const std::vector<DueLook>& asked, const std::vector<LiveListing>& seen,
                                Timestamp now);
// They could not be looked at: later.
Result<void> put_off_looks(store::Store& store, std::uint32_t integration, const std::vector<DueLook>& asked,
                           Timestamp until);

// Tries rejected ones again at once; returns how many.
Result<std::int64_t> retry_rejected(Work& work, std::uint32_t integration);

}  // namespace sellerd::stock
