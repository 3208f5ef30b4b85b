// How long quantities would take on their way to Amazon, call by call. Pure.
#pragma once

#include <vector>

#include "daemon/channel/amazon/rehearsal.h"
#include "daemon/channel/stock_channel.h"

namespace sellerd::amazon {

// As AmazonStock goes about it: one write after the other; or one batch after the other, each waited for.
// `buckets` holds those of operations::kOfStock; the pace's making time is that of a feed.
WriteEstimate estimate_quantity_writes(std::int64_t writes, const std::vector<QuotaView>& buckets,
                                       const Pace& pace);

}  // namespace sellerd::amazon
