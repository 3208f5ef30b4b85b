#include "daemon/sync/housekeeper.h"

#include <algorithm>
#include <boost/asio/experimental/awaitable_operators.hpp>

#include "daemon/probe.h"
#include "daemon/sync/customer_book.h"
#include "daemon/sync/personal_records.h"
#include "daemon/sync/removal.h"

namespace sellerd::sync {
namespace {

// A sleep does not notice that the clock is set; so it looks now and then whether the day is another.
constexpr Duration kLongestSleep = std::chrono::hours(1);

}  // namespace

Task<> Housekeeper::run() {
  using namespace boost::asio::experimental::awaitable_operators;
  std::optional<Timestamp> swept;
  while (!stopping_) {
    const Timestamp today = std::chrono::floor<std::chrono::days>(clock_.now());
    if (swept != today && co_await sweep()) swept = today;
    if (stopping_) break;
    const Duration left = today + std::chrono::days(1) - clock_.now();
    co_await (clock_.sleep(std::clamp(left, Duration(1), kLongestSleep)) || wake_.wait());
  }
}

void Housekeeper::stop() {
  stopping_ = true;
  wake_.notify();
}

Task<Result<void>> Housekeeper::sweep() {
  const Timestamp now = clock_.now();
  // Neither waits for the other's trouble.
  const auto personal = co_await sweep_personal_data(now);
  const auto history = co_await sweep_history_of_runs(now);
  co_return personal ? history : personal;
}

Task<Result<void>> Housekeeper::sweep_personal_data(Timestamp now) {
  // The keys first: with them the data is gone, wherever copies of it lie.
  const auto keys =
      co_await worker_.run([&ring = keys_, now] { return destroy_keys_of_the_past(ring, now); });
  if (!keys) co_return keys.error();
  std::size_t records = 0;
  std::string next;
  do {
    auto piece =
        co_await worker_.run([&store = store_, next, now] { return sync::sweep_personal(store, next, now); });
    if (!piece) co_return piece.error();
    records += piece->records;
    next = piece->next;
  } while (!next.empty() && !stopping_);
  auto swept = co_await worker_.run([&store = store_, now] { return sweep_buyer_keys(store, now); });
  if (!swept) co_return swept;
  if (*keys > 0) reached(Probe::personal_key_destroyed);
  if (records == 0 && *keys == 0) co_return Result<void>();
  co_return co_await note("personal data retention",
                          std::to_string(records) + " records and " + std::to_string(*keys) + " keys", now);
}

Task<Result<void>> Housekeeper::sweep_history_of_runs(Timestamp now) {
  const Preferences preferences = preferences_.of(PreferenceBook::kShared);
  Swept total;
  do {
    auto piece = co_await worker_.run([&store = store_, first = total.next_run, preferences, now] {
      return sweep_history(store, first, preferences, now);
    });
    if (!piece) co_return piece.error();
    total = {total.runs + piece->runs, total.records + piece->records, piece->next_run};
  } while (total.next_run != 0 && !stopping_);
  if (total.records == 0 && total.runs == 0) co_return Result<void>();
  reached(Probe::history_purged);
  co_return co_await note(
      "history retention",
      std::to_string(total.records) + " records and " + std::to_string(total.runs) + " runs", now);
}

Task<Result<void>> Housekeeper::note(std::string action, std::string subject, Timestamp now) {
  co_return co_await worker_.run([&store = store_, &action, &subject, now]() -> Result<void> {
    store::Batch batch;
    if (auto noted = note_audit(store, batch, {0, now, "sellerd", action, subject}); !noted) return noted;
    return store.commit(batch);
  });
}

}  // namespace sellerd::sync
