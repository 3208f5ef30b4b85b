#include "daemon/sync/business_day.h"
#include "daemon/sync/record_source.h"

namespace sellerd::sync {

Task<Result<Page<Listing>>> ListingSource::next(Checkpoint& checkpoint) {
  auto page = co_await tools_.channel.fetch_listings(checkpoint.page_token, tools_.context);
  if (!page || !tools_.live.run.window_from) co_return page;
  std::vector<Decoded<Listing>> wanted;
  for (auto& record : page->records) {
    const auto* listing = std::get_if<Listing>(&record);
    const auto within = listing != nullptr ? within_period(*listing) : Result<bool>(true);
    if (!within) co_return within.error();
    if (*within) wanted.push_back(std::move(record));
  }
  page->records = std::move(wanted);
  co_return page;
}

// A listing that does not say when it was opened may be of the period: it is taken.
Result<bool> ListingSource::within_period(const Listing& listing) const {
  const auto day = parse_day(listing.opened);
  if (!day) return true;
  const auto opened = day_begins(*day, tools_.channel.time_zone());
  if (!opened) return opened.error();
  return *opened >= *tools_.live.run.window_from && *opened <= *tools_.live.run.window_to;
}

}  // namespace sellerd::sync
