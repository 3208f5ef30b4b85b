// Which way to fetch the orders of a window, and what it will take: from the channel's estimates and from
// what the books know of the window.
#pragma once

#include <optional>
#include <vector>

#include "daemon/channel/channel.h"
#include "daemon/store/store.h"
#include "daemon/sync/window.h"

namespace sellerd::sync {

// A search brings every detail, a report does not: as long as a search is done within this time, it is taken
// although a report may be faster.
inline constexpr Duration kDetailIsWorth = std::chrono::minutes(15);

// The route to take; null without estimates. Pure.
const RouteEstimate* choose_route(const std::vector<RouteEstimate>& estimates);

// How many orders of the window the books hold, by the time they were placed; nothing when the books do not
// reach back that far, so that the marketplace may have more. Walks in pieces. Errors: storage, corrupt.
// Thread: the event loop's.
Task<Result<std::optional<std::int64_t>>> expected_orders(const store::Store& store,
                                                          std::uint32_t integration, Window window);

// The question that a run's window asks, with the orders the books expect: of a window of orders placed those
// held, of a window of changes as many as were placed in so long a time lately.
Task<Result<RouteQuestion>> question_of(const store::Store& store, const Run& run);

}  // namespace sellerd::sync
