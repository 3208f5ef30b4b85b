// How a reading of orders would go, call by call, against the buckets as they are: a rehearsal on time that
// does not pass. Pure.
#pragma once

#include <vector>

#include "daemon/channel/amazon/rehearsal.h"

namespace sellerd::amazon {

// One estimate a route that answers the question: search when the number of orders is known, report always,
// lookup when there is something to look up. `buckets` holds those of the operations the routes call.
std::vector<RouteEstimate> estimate_routes(const RouteQuestion& question,
                                           const std::vector<QuotaView>& buckets, const Pace& pace);

}  // namespace sellerd::amazon
