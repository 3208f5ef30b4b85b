#include "daemon/stock/push_book.h"

#include <algorithm>
#include <array>

#include "daemon/probe.h"
#include "daemon/stock/outbox.h"

namespace sellerd::stock {
namespace {

// A single write that nobody answered: its end is looked for.
constexpr Duration kPushDoubtPause = std::chrono::minutes(2);
// What the marketplace refused may be put right there by somebody.
constexpr Duration kRefusedPause = std::chrono::hours(24);
// A fault that showed after acceptance may pass, or be an older one.
constexpr Duration kFaultPause = std::chrono::hours(1);
// After an accepted write buyers see it within seconds or minutes.
constexpr std::array kLookPauses = {Duration(std::chrono::seconds(15)), Duration(std::chrono::seconds(30)),
                                    Duration(std::chrono::seconds(40)), Duration(std::chrono::seconds(45)),
                                    Duration(std::chrono::minutes(1)),  Duration(std::chrono::minutes(2)),
                                    Duration(std::chrono::minutes(5)),  Duration(std::chrono::minutes(15)),
                                    Duration(std::chrono::minutes(60))};
// For so long a write may only be late, and a fault of the listing an older write's.
constexpr Duration kLongestOnItsWay = std::chrono::minutes(5);

Timestamp next_after(std::int32_t looks, Timestamp now) {
  const auto place = std::clamp<std::int32_t>(looks, 0, static_cast<std::int32_t>(kLookPauses.size()) - 1);
  return now + kLookPauses[static_cast<std::size_t>(place)];
}

void queue_again(Push& push) {
  push.state = PushState::queued;
  const auto shown = push.live ? push.live : push.sent;
  push.lane = lane_of(push.desired, shown);
  push.batch.clear();
  push.next_look.reset();
}

void set_right(Push& push) {
  reached(Probe::write_corrected);
  ++push.corrections;
  queue_again(push);
}

void accept(Push& push, Timestamp now) {
  push.reason.clear();
  if (push.desired != push.sent) {
    // What was sent is what buyers will see, until the new wish arrives.
    reached(Probe::wish_changed_on_the_way);
    push.live.reset();
    push.live_at = {};
    queue_again(push);
    return;
  }
  push.state = PushState::accepted;
  push.next_look = next_after(push.looks, now);
}

void refuse(Push& push, std::string reason, Timestamp next_look) {
  push.reason = std::move(reason);
  push.state = PushState::rejected;
  push.next_look = next_look;
}

// What was sent is refused; a wish that changed meanwhile is another question.
void reject(Push& push, std::string reason, Timestamp next_look) {
  reached(Probe::write_refused);
  refuse(push, std::move(reason), next_look);
  if (push.desired != push.sent) queue_again(push);
}

// Changes one record in one commit; nothing when it is gone.
template <class Change>
Result<void> change(store::Draft& draft, std::uint32_t integration, const std::string& sku, Change change) {
  auto held = draft.get(store::kPushes, integration, sku);
  if (!held) return held.error();
  if (!*held) return {};
  Push push = **held;
  change(push);
  return put_push(draft, *held, push);
}

template <class Change>
Result<void> change_one(store::Store& store, std::uint32_t integration, const std::string& sku, Change what) {
  store::Draft draft(store);
  if (auto changed = change(draft, integration, sku, what); !changed) return changed;
  return store.commit(draft.batch());
}

// Every push of the integration that `choose` wants changed; returns how many.
template <class Choose, class Change>
Result<std::int64_t> change_where(store::Draft& draft, std::uint32_t integration, Choose choose,
                                  Change what) {
  std::int64_t changed = 0;
  auto all = draft.view().list(store::kPushes, store::under(store::kPushes, integration));
  if (!all) return all.error();
  for (const auto& push : *all) {
    if (!choose(push)) continue;
    if (auto done = change(draft, integration, push.sku, what); !done) return done.error();
    ++changed;
  }
  return changed;
}

// The same in one commit.
template <class Choose, class Change>
Result<void> change_all(store::Store& store, std::uint32_t integration, Choose choose, Change what) {
  store::Draft draft(store);
  auto changed = change_where(draft, integration, choose, what);
  if (!changed) return changed.error();
  return store.commit(draft.batch());
}

void see(Push& push, const LiveListing& seen, Timestamp read_to, Timestamp now) {
  const std::optional<std::int64_t> before = push.live;
  const Timestamp before_at = push.live_at;
  const std::int64_t wanted = push.sent.value_or(push.desired);
  push.live = seen.quantity;
  push.live_at = now;
  ++push.looks;
  push.next_look.reset();
  if (push.state == PushState::queued) return;
  if (seen.quantity == wanted) {
    push.reason.clear();
    if (push.desired == wanted) {
      push.state = PushState::verified;
      push.looks = 0;
      reached(Probe::write_seen);
    } else {
      queue_again(push);
    }
    return;
  }
  if (push.state == PushState::sent || push.state == PushState::rejected) return queue_again(push);
  const bool should_be_there = now - push.sent_at >= kLongestOnItsWay;
  if (!seen.problems.empty() && should_be_there) reached(Probe::write_refused_late);
  if (!seen.problems.empty() && should_be_there) return reject(push, seen.problems, now + kFaultPause);
  // More than there is to sell: only so long can it be on its way.
  if (!seen.quantity || *seen.quantity > wanted) {
    if (should_be_there) return set_right(push);
  } else if (should_be_there && before == seen.quantity && read_to >= before_at) {
    // Less than there is, and no order that is known of explains it: every order up to the look before this
    // one has been read, and the wish is still the same.
    return set_right(push);
  }
  push.state = PushState::accepted;
  push.next_look = next_after(push.looks, now);
}

}  // namespace

Result<std::vector<Push>> claim(store::Store& store, std::uint32_t integration, std::size_t limit,
                                const std::string& batch, std::optional<PushLane> lane, Timestamp now) {
  const auto range = lane ? store::under(store::kPushQueue, integration, *lane)
                          : store::under(store::kPushQueue, integration);
  auto queued = store.list_keys(store::kPushQueue, range, limit);
  if (!queued) return queued.error();
  std::vector<Push> claimed;
  store::Draft draft(store);
  for (const auto& [same, which, sku] : *queued) {
    auto done = change(draft, integration, sku, [&](Push& push) {
      push.state = PushState::sent;
      // What is sent again because it did not arrive is looked at where the looks before left off: who loses
      // one write after the other is asked less and less.
      if (push.sent != push.desired) push.looks = 0;
      push.sent = push.desired;
      push.sent_at = now;
      push.batch = batch;
      push.submission_id.clear();
      push.request_id.clear();
      push.next_look.reset();
      if (batch.empty()) push.next_look = now + kPushDoubtPause;
      claimed.push_back(push);
    });
    if (!done) return done.error();
  }
  if (auto committed = store.commit(draft.batch()); !committed) return committed.error();
  return claimed;
}

Result<void> note_answer(store::Store& store, std::uint32_t integration, const QuantityAnswer& answer,
                         Timestamp now) {
  return change_one(store, integration, answer.sku, [&](Push& push) {
    if (push.state != PushState::sent) return;
    push.submission_id = answer.submission_id;
    push.request_id = answer.request_id;
    if (answer.accepted) {
      accept(push, now);
    } else {
      reject(push, answer.reason, now + kRefusedPause);
    }
  });
}

Result<void> note_trouble(store::Store& store, std::uint32_t integration, const std::string& sku,
                          const Error& error, Timestamp now) {
  return change_one(store, integration, sku, [&](Push& push) {
    if (push.state != PushState::sent) return;
    push.reason = error.text();
    if (error.code == ErrorCode::unavailable || error.code == ErrorCode::cancelled) {
      reached(Probe::write_in_doubt);
      push.next_look = now + kLookPauses[0];
    } else {
      queue_again(push);
    }
  });
}

Result<void> name_batch(store::Store& store, std::uint32_t integration, const std::string& batch) {
  return change_all(
      store, integration, [](const Push& push) { return push.batch == kUnknownBatch; },
      [&](Push& push) { push.batch = batch; });
}

Result<void> note_batch(store::Store& store, std::uint32_t integration, const std::string& batch,
                        const std::vector<QuantityAnswer>& refused, Timestamp now) {
  std::map<std::string, const QuantityAnswer*> reasons;
  for (const auto& answer : refused) reasons[answer.sku] = &answer;
  return change_all(
      store, integration,
      [&](const Push& push) { return push.state == PushState::sent && push.batch == batch; },
      [&](Push& push) {
        const auto found = reasons.find(push.sku);
        if (found == reasons.end()) {
          accept(push, now);
        } else {
          reject(push, found->second->reason, now + kRefusedPause);
        }
      });
}

Result<void> give_up_batch(store::Store& store, std::uint32_t integration, const std::string& batch,
                           const std::string& reason, Timestamp now) {
  return change_all(
      store, integration,
      [&](const Push& push) { return push.state == PushState::sent && push.batch == batch; },
      [&](Push& push) {
        push.reason = reason;
        push.batch.clear();
        push.next_look = now;
      });
}

Result<std::map<std::string, Timestamp>> open_batches(const store::Store& store, std::uint32_t integration) {
  std::map<std::string, Timestamp> batches;
  auto scanned = store.scan(store::kPushes, store::under(store::kPushes, integration),
                            store::Direction::forward, [&](const Push& push, std::string_view) {
                              if (push.state == PushState::sent && !push.batch.empty()) {
                                auto& since = batches.try_emplace(push.batch, push.sent_at).first->second;
                                since = std::min(since, push.sent_at);
                              }
                              return true;
                            });
  if (!scanned) return scanned.error();
  return batches;
}

Result<std::vector<DueLook>> due_looks(const store::Store& store, std::uint32_t integration, Timestamp now,
                                       std::size_t limit) {
  auto looks = store.list_keys(store::kPushLooks, store::under(store::kPushLooks, integration), limit);
  if (!looks) return looks.error();
  std::vector<DueLook> due;
  for (auto& [same, when, sku] : *looks) {
    if (when > now) break;
    auto push = store.get(store::kPushes, integration, sku);
    if (!push) return push.error();
    if (*push) due.push_back({std::move(sku), (*push)->sent_at});
  }
  return due;
}

Result<std::optional<Timestamp>> next_look(const store::Store& store, std::uint32_t integration) {
  auto looks = store.list_keys(store::kPushLooks, store::under(store::kPushLooks, integration), 1);
  if (!looks) return looks.error();
  return looks->empty() ? std::optional<Timestamp>() : std::optional(std::get<1>(looks->front()));
}

Result<std::int64_t> note_looks(store::Store& store, std::uint32_t integration,
                                const std::vector<DueLook>& asked, const std::vector<LiveListing>& seen,
                                Timestamp now) {
  auto watermark =
      store.get_or_default(store::kWatermarks, integration, Module::orders, store::CursorKind::watermark);
  if (!watermark) return watermark.error();
  std::map<std::string, const LiveListing*> found;
  for (const auto& listing : seen) found[listing.sku] = &listing;
  std::int64_t queued = 0;
  store::Draft draft(store);
  for (const auto& [sku, sent_at] : asked) {
    auto noted = change(draft, integration, sku, [&](Push& push) {
      if (push.sent_at != sent_at) return;
      const auto live = found.find(sku);
      if (live != found.end() && !live->second->unreadable.empty()) {
        push.reason = "what the marketplace shows of it cannot be understood: " + live->second->unreadable;
        push.next_look = now + kFaultPause;
      } else if (live != found.end()) {
        see(push, *live->second, watermark->read_to, now);
      } else if (push.state == PushState::rejected) {
        queue_again(push);
      } else {
        refuse(push, "the marketplace does not know this listing", now + kRefusedPause);
      }
      if (push.state == PushState::queued) ++queued;
    });
    if (!noted) return noted.error();
  }
  if (auto committed = store.commit(draft.batch()); !committed) return committed.error();
  return queued;
}

Result<void> put_off_looks(store::Store& store, std::uint32_t integration, const std::vector<DueLook>& asked,
                           Timestamp until) {
  store::Draft draft(store);
  for (const auto& [sku, sent_at] : asked) {
    auto put_off = change(draft, integration, sku, [&](Push& push) {
      if (push.next_look && push.sent_at == sent_at) push.next_look = until;
    });
    if (!put_off) return put_off;
  }
  return store.commit(draft.batch());
}

Result<std::int64_t> retry_rejected(Work& work, std::uint32_t integration) {
  return change_where(
      work.draft, integration, [](const Push& push) { return push.state == PushState::rejected; },
      [](Push& push) { queue_again(push); });
}

}  // namespace sellerd::stock
