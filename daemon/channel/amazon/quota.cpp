#include "daemon/channel/amazon/quota.h"

#include <list>
#include <optional>

#include "daemon/channel/amazon/activity.h"
#include "daemon/channel/amazon/bucket.h"
#include "daemon/channel/amazon/digest.h"
#include "daemon/event.h"

namespace sellerd::amazon {
namespace {

// Within a millisecond a bucket only gets emptier.
bool is_later(const BucketState& left, const BucketState& right) {
  if (left.filled_at != right.filled_at) return left.filled_at > right.filled_at;
  return left.tokens_micro < right.tokens_micro;
}

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
  std::list<int> queue;              // one element a waiter; the values mean nothing
  Event moved;
};

// A place in the queue; leaving it, in whatever way, lets the next one move up.
class Quota::Turn {
 public:
  explicit Turn(std::shared_ptr<Lane> lane)
      : lane_(std::move(lane)), place_(lane_->queue.insert(lane_->queue.end(), 0)) {}
  ~Turn() {
    lane_->queue.erase(place_);
    lane_->moved.notify();
  }
  Turn(const Turn&) = delete;
  Turn& operator=(const Turn&) = delete;

  bool is_first() const { return place_ == lane_->queue.begin(); }

 private:
  std::shared_ptr<Lane> lane_;
  std::list<int>::iterator place_;
};

std::string quota_scope(std::string_view seller_id, std::string_view client_id) {
  return std::string(seller_id) + ":" + short_digest(client_id);
}

Quota::Quota(std::string scope, Clock& clock, QuotaLedger& ledger, boost::asio::any_io_executor executor)
    : scope_(std::move(scope)), clock_(clock), ledger_(ledger), executor_(std::move(executor)) {}

Quota::~Quota() = default;

Task<> Quota::acquire(Operation operation, CallContext& context) {
  const auto lane = this->lane(operation);
  const Turn turn(lane);
  while (!turn.is_first()) co_await lane->moved.wait();
  bool waited = false;
  for (;;) {
    load(*lane);
    if (lane->bucket.take(clock_.steady())) break;
    const Duration wait = lane->bucket.wait(clock_.steady());
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

QuotaView Quota::view(const Operation& operation) const {
  const Timestamp now = clock_.steady();
  Bucket bucket(operation.plan, now);
  const auto found = lanes_.find(operation.name);
  const Lane* lane = found == lanes_.end() ? nullptr : found->second.get();
  if (lane != nullptr) bucket = lane->bucket;
  const std::string name(operation.name);
  const auto stored = ledger_.load(scope_, name);
  if (stored && (lane == nullptr || lane->is_news(*stored))) bucket = Bucket(operation.plan, *stored, now);
  const BucketState state = bucket.state_at(now);
  return QuotaView{name, state.rate_micro, operation.plan.burst, state.tokens_micro, state.throttle_count};
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
}

void Quota::save(Lane& lane) {
  lane.saved = lane.bucket.state();
  ledger_.save(scope_, lane.name, *lane.saved);
}

}  // namespace sellerd::amazon
