#include <boost/asio/io_context.hpp>
#include <boost/test/unit_test.hpp>

#include "daemon/sync/quota_ledger.h"
#include "tests/support/memory_engine.h"

namespace sellerd::sync {

BOOST_AUTO_TEST_SUITE(quota_ledger)

// Two accounts of one seller and application that wake in the same turn must not spend one token twice.
BOOST_AUTO_TEST_CASE(it_answers_what_was_saved_before_the_worker_has_written_it) {
  boost::asio::io_context loop;
  const auto disk = std::make_shared<test::MemoryDisk>();
  store::Store books(test::open_memory(disk).value());
  store::Worker worker(loop.get_executor());
  StoreQuotaLedger ledger(books, worker);
  const BucketState spent{.rate_micro = 5'600, .tokens_micro = 19'000'000};
  ledger.save("seller", "searchOrders", spent);
  BOOST_TEST(
      !books.get(store::kBuckets, std::string("seller"), std::string("searchOrders")).value().has_value());
  BOOST_TEST((ledger.load("seller", "searchOrders") == spent));
  BOOST_TEST(!ledger.load("seller", "getOrder").has_value());
  loop.run();
  StoreQuotaLedger restarted(books, worker);
  BOOST_TEST((restarted.load("seller", "searchOrders") == spent));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace sellerd::sync
