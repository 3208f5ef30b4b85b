// Paces the calls of one (selling account, application) pair to Amazon's usage plans: the single place that
// waits for quota. Amazon keeps its buckets per such pair, so that is the scope under which ours are saved.
#pragma once

#include <boost/asio/any_io_executor.hpp>
#include <map>
#include <memory>
#include <string>
#include <string_view>

#include "daemon/channel/amazon/bucket.h"
#include "daemon/channel/amazon/operations.h"
#include "daemon/channel/channel.h"

namespace sellerd::amazon {

// Names the pair without telling the client id.
std::string quota_scope(std::string_view seller_id, std::string_view client_id);

// Thread: the event loop's. Bucket states come from the ledger before each call and go back to it after every
// call and every 429, so a restart does not spend the burst again, and integrations that share a scope share
// its buckets. Buckets fill by Clock::steady(): a wall clock that jumps refills nothing.
class Quota {
 public:
  Quota(std::string scope, Clock& clock, QuotaLedger& ledger, boost::asio::any_io_executor executor);
  ~Quota();

  // Returns when one call of the operation may be made, and takes it from the bucket. Tells the context while
  // it waits. Callers are served in the order they came, those with a reserve behind all others; these take
  // nothing that the reserve will need. Throws operation_aborted when the waiting coroutine is cancelled;
  // nothing is spent then.
  Task<> acquire(Operation operation, CallContext& context);

  // Whether acquire() would return at once. Changes nothing.
  bool ready(const Operation& operation, const CallContext& context) const;

  // The header x-amzn-RateLimit-Limit of an answer; may be empty.
  void learn_rate(const Operation& operation, std::string_view header);

  // Amazon answered 429.
  void throttled(const Operation& operation);

  // The operation's bucket as it is now. Changes nothing.
  QuotaView view(const Operation& operation) const;

 private:
  struct Lane;
  class Turn;

  std::shared_ptr<Lane> lane(const Operation& operation);
  Bucket current(const Operation& operation) const;
  Duration wait_for(const Bucket& bucket, const CallContext& context) const;
  void load(Lane& lane);
  void save(Lane& lane);

  std::string scope_;
  Clock& clock_;
  QuotaLedger& ledger_;
  boost::asio::any_io_executor executor_;
  std::map<std::string, std::shared_ptr<Lane>, std::less<>> lanes_;
};

}  // namespace sellerd::amazon
