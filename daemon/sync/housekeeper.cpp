#include "daemon/sync/housekeeper.h"

#include <boost/asio/experimental/awaitable_operators.hpp>

#include "daemon/sync/removal.h"

namespace sellerd::sync {

Task<> Housekeeper::run() {
  using namespace boost::asio::experimental::awaitable_operators;
  while (!stopping_) {
    // What cannot be swept today is tomorrow's; a sick disk shows in the runs.
    [[maybe_unused]] const auto swept = co_await sweep();
    if (stopping_) break;
    co_await (clock_.sleep(std::chrono::days(1)) || wake_.wait());
  }
}

void Housekeeper::stop() {
  stopping_ = true;
  wake_.notify();
}

Task<Result<void>> Housekeeper::sweep() {
  const Preferences preferences = preferences_.of(PreferenceBook::kShared);
  const Timestamp now = clock_.now();
  Swept total;
  do {
    auto piece = co_await worker_.run([&store = store_, first = total.next_run, preferences, now] {
      return sweep_history(store, first, preferences, now);
    });
    if (!piece) co_return piece.error();
    total = {total.runs + piece->runs, total.records + piece->records, piece->next_run};
  } while (total.next_run != 0 && !stopping_);
  if (total.records == 0 && total.runs == 0) co_return Result<void>();
  co_return co_await worker_.run([&store = store_, total, now]() -> Result<void> {
    store::Batch batch;
    const std::string subject =
        std::to_string(total.records) + " records and " + std::to_string(total.runs) + " runs";
    if (auto noted = note_audit(store, batch, {0, now, "sellerd", "history retention", subject}); !noted)
      return noted;
    return store.commit(batch);
  });
}

}  // namespace sellerd::sync
