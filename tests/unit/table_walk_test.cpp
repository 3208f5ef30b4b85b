// Lists that are streamed to a client.
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/test/unit_test.hpp>

#include "daemon/control/listing.h"
#include "tests/support/memory_engine.h"

namespace sellerd::control {

BOOST_AUTO_TEST_SUITE(table_walk)

BOOST_AUTO_TEST_CASE(a_filter_that_lets_nothing_through_leaves_the_loop_to_others) {
  constexpr std::size_t kPieces = 10;
  store::Store books(test::open_memory(std::make_shared<test::MemoryDisk>()).value());
  store::Batch batch;
  for (std::size_t number = 0; number < kPieces * kPiece; ++number) {
    const auto sku = std::to_string(number);
    batch.put(store::kItems, Item{.sku = sku}, sku);
  }
  books.commit(batch).value();
  boost::asio::io_context loop;
  std::size_t visited = 0;
  std::size_t turns = 0;
  bool done = false;
  const auto visit = [&](const Item&) -> Result<bool> {
    ++visited;
    return true;
  };
  boost::asio::co_spawn(
      loop, walk_table(books, store::kItems, store::under(store::kItems), store::Direction::forward, visit),
      [&](std::exception_ptr failure, Result<void> walked) { done = !failure && walked.has_value(); });
  // Somebody else who wants a turn, again and again.
  std::function<void()> other = [&] {
    ++turns;
    if (!done) boost::asio::post(loop, other);
  };
  boost::asio::post(loop, other);
  loop.run();
  BOOST_TEST(visited == kPieces * kPiece);
  BOOST_TEST(turns >= kPieces);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace sellerd::control
