// How a reading of orders would go, call by call, against the buckets as they are: a rehearsal on time that
// does not pass. Pure.
#pragma once

#include <vector>

#include "daemon/channel/amazon/operations.h"
#include "daemon/channel/channel.h"

namespace sellerd::amazon {

// What a rehearsal needs to know of the world.
struct Pace {
  Timestamp now{};
  Duration latency{};      // of a call
  Duration making_time{};  // of a report
};

// One estimate a route that answers the question: search when the number of orders is known, report always,
// lookup when there is something to look up. `buckets` holds those of the operations the routes call.
std::vector<RouteEstimate> estimate_routes(const RouteQuestion& question,
                                           const std::vector<QuotaView>& buckets, const Pace& pace);

}  // namespace sellerd::amazon
