#include "daemon/channel/amazon/quota.h"

#include <algorithm>
#include <list>
#include <optional>

#include "daemon/channel/amazon/activity.h"
#include "daemon/channel/amazon/digest.h"
#include "daemon/event.h"
#include "daemon/probe.h"

namespace sellerd::amazon {
namespace {

// Within a millisecond a bucket only gets emptier.
bool is_later(const BucketState& left, const BucketState& right) {
  if (left.filled_at != right.filled_at) return left.filled_at > right.filled_at;
  return left.tokens_micro < right.tokens_micro;
}

enum class Patience { none, waits_for_others };

}  // namespace

// One operation's bucket, and those who wait for it. Shared with the waiting coroutines, which may be torn
// down after the Quota.
struct Quota::Lane {
  Lane(const Operation& operation, Timestamp now, boost::asio::any_io_executor executor)
      : name(operation.name), plan(operation.plan), bucket(plan, now), moved(std::move(executor)) {}

  // What an earlier process stored while its clock was ahead looks later than all that we save: it is taken
  // up once.
  bool is_news(const BucketState& stored) const {
    return stored != taken && (!saved || is_later(stored, *saved));
  }

  std::string name;
  UsagePlan plan;
  Bucket bucket;
  std::optional<BucketState> saved;
  std::optional<BucketState> taken;  // from the ledger, last
  std::list<Patience> queue;         // one element a waiter: those in a hurry first, else as they came
  Event moved;
};

// A place in the queue; leaving it, in whatever way, lets the next one move up.
class Quota::Turn {
 public:
  Turn(std::shared_ptr<Lane> lane, Patience patience)
      : lane_(std::move(lane)),
        place_(lane_->queue.insert(std::upper_bound(lane_->queue.begin(), lane_->queue.end(), patience),
                                   patience)) {}
  ~Turn() {
    lane_->queue.erase(place_);
    lane_->moved.notify();
  }
  Turn(const Turn&) = delete;
  Turn& operator=(const Turn&) = delete;

  bool is_first() const { return place_ == lane_->queue.begin(); }

 private:
  std::shared_ptr<Lane> lane_;
  std::list<Patience>::iterator place_;
};

std::string quota_scope(std::string_view seller_id, std::string_view client_id) {
  return std::string(seller_id) + ":" + short_digest(client_id);
}

Quota::Quota(std::string scope, Clock& clock, QuotaLedger& ledger, boost::asio::any_io_executor executor)
    : scope_(std::move(scope)), clock_(clock), ledger_(ledger), executor_(std::move(executor)) {}

Quota::~Quota() = default;

Task<> Quota::acquire(Operation operation, CallContext& context) {
  const auto lane = this->lane(operation);
  const Turn turn(lane, context.reserve ? Patience::waits_for_others : Patience::none);
  bool waited = false;
  for (;;) {
    while (!turn.is_first()) co_await lane->moved.wait();
    load(*lane);
    const Duration wait = wait_for(lane->bucket, context);
    if (wait == Duration::zero() && lane->bucket.take(clock_.steady())) break;
    tell_waiting(context, "waiting for the quota of " + lane->name, clock_.now() + wait);
    waited = true;
    co_await clock_.sleep(wait);
  }
  save(*lane);
  if (waited) tell_going_on(context);
}

void Quota::learn_rate(const Operation& operation, std::string_view header) {
  if (header.empty()) return;
  const auto lane = this->lane(operation);
  load(*lane);
  lane->bucket.learn_rate(header, clock_.steady());
  if (!lane->saved || lane->bucket.state().rate_micro != lane->saved->rate_micro) save(*lane);
}

void Quota::throttled(const Operation& operation) {
  const auto lane = this->lane(operation);
  load(*lane);
  lane->bucket.throttled(clock_.steady());
  save(*lane);
}

// The lane's bucket, or what the ledger knows that the lane does not.
Bucket Quota::current(const Operation& operation) const {
  const Timestamp now = clock_.steady();
  const auto found = lanes_.find(operation.name);
  const Lane* lane = found == lanes_.end() ? nullptr : found->second.get();
  const auto stored = ledger_.load(scope_, std::string(operation.name));
  if (stored && (lane == nullptr || lane->is_news(*stored))) return Bucket(operation.plan, *stored, now);
  return lane == nullptr ? Bucket(operation.plan, now) : lane->bucket;
}

bool Quota::ready(const Operation& operation, const CallContext& context) const {
  const auto found = lanes_.find(operation.name);
  if (found != lanes_.end() && !found->second->queue.empty()) return false;
  return wait_for(current(operation), context) == Duration::zero();
}

// The reserve's moment is the wall clock's; the buckets go by a clock that does not jump.
Duration Quota::wait_for(const Bucket& bucket, const CallContext& context) const {
  const Timestamp steady = clock_.steady();
  if (!context.reserve) return bucket.wait(steady);
  Reserve reserve = context.reserve();
  reserve.at = steady + (reserve.at - clock_.now());
  return bucket.wait(steady, reserve);
}

QuotaView Quota::view(const Operation& operation) const {
  const BucketState state = current(operation).state_at(clock_.steady());
  return QuotaView{std::string(operation.name), state.rate_micro, operation.plan.burst, state.tokens_micro,
                   state.throttle_count};
}

std::shared_ptr<Quota::Lane> Quota::lane(const Operation& operation) {
  const auto found = lanes_.find(operation.name);
  if (found != lanes_.end()) return found->second;
  const auto made = std::make_shared<Lane>(operation, clock_.steady(), executor_);
  lanes_.emplace(operation.name, made);
  return made;
}

// The ledger may know more than we do: another integration of the same seller and application draws on the
// same bucket. It may also know less, when our last save is still on its way: only a later state is taken
// over.
void Quota::load(Lane& lane) {
  const auto stored = ledger_.load(scope_, lane.name);
  if (!stored || !lane.is_news(*stored)) return;
  lane.bucket = Bucket(lane.plan, *stored, clock_.steady());
  lane.saved = lane.bucket.state();
  lane.taken = stored;
  reached(Probe::quota_taken_from_ledger);
}

void Quota::save(Lane& lane) {
  lane.saved = lane.bucket.state();
  ledger_.save(scope_, lane.name, *lane.saved);
}

}  // namespace sellerd::amazon
