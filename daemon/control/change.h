// How handlers change what the store holds: one commit, audited, on the store's worker.
#pragma once

#include <string>

#include "daemon/control/handlers.h"
#include "daemon/stock/ledger.h"
#include "daemon/stock/outbox.h"
#include "daemon/store/draft.h"
#include "daemon/sync/removal.h"

namespace sellerd::control {

// What is noted in the audit.
struct Deed {
  std::string actor;
  std::string action;
  std::string subject;
};

// Changes the books in one commit with its note in the audit, on the store's worker. `change(draft, now)`
// gives a Result; after an error nothing is written.
template <class Change>
Task<std::invoke_result_t<Change, store::Draft&, Timestamp>> change_books(Services& services, Deed deed,
                                                                          Change change) {
  using Outcome = std::invoke_result_t<Change, store::Draft&, Timestamp>;
  co_return co_await services.worker.run([&store = services.store, deed = std::move(deed),
                                          change = std::move(change),
                                          now = services.clock.now()]() mutable -> Outcome {
    store::Draft draft(store);
    auto outcome = change(draft, now);
    if (!outcome) return outcome;
    auto noted =
        sync::note_audit(draft.view(), draft.batch(), {0, now, deed.actor, deed.action, deed.subject});
    if (!noted) return noted.error();
    if (auto committed = store.commit(draft.batch()); !committed) return committed.error();
    return outcome;
  });
}

// Notes what changes no books.
inline Task<Result<void>> note_deed(Services& services, Deed deed) {
  return change_books(services, std::move(deed), [](store::Draft&, Timestamp) { return Result<void>(); });
}

// The same as change_books() for the stock, by `change(stock::Work&)`; then whatever goes out is looked at
// anew.
template <class Change>
Task<std::invoke_result_t<Change, stock::Work&>> change_stock(Services& services, Deed deed, Change change) {
  using Outcome = std::invoke_result_t<Change, stock::Work&>;
  auto done = co_await change_books(
      services, std::move(deed),
      [change = std::move(change)](store::Draft& draft, Timestamp now) mutable -> Outcome {
        stock::Work work{draft, now, {}};
        auto outcome = change(work);
        if (!outcome) return outcome;
        if (auto refreshed = stock::refresh_touched(work); !refreshed) return refreshed.error();
        return outcome;
      });
  services.outgoings.wake();
  co_return done;
}

}  // namespace sellerd::control
