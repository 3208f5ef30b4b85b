// Quantities on their way: the outbox and the steps of a push.
#include <boost/test/unit_test.hpp>

#include "daemon/stock/push_book.h"
#include "tests/support/stock_books.h"

namespace sellerd::stock {
namespace {

constexpr std::uint32_t kShop = 1;

// Three confirmed items with 10 units each, which the marketplace shows as 50, pushed.
struct Pushed : test::StockBooks {
  Pushed() {
    for (const char* sku : {"A", "B", "C"}) {
      list(listing(kShop, sku, 10));
      confirm(sku);
    }
    for (const char* sku : {"A", "B", "C"}) shows(sku, 50);
    set_rule({.push = true});
  }
  void shows(const std::string& sku, std::int64_t quantity) {
    store::Batch batch;
    batch.put(store::kListings, listing(kShop, sku, quantity), kShop, sku);
    books.commit(batch).value();
  }
  std::vector<std::string> claimed(std::size_t limit, std::optional<PushLane> lane = {}) {
    std::vector<std::string> skus;
    for (const auto& each : claim(books, kShop, limit, {}, lane, now).value()) skus.push_back(each.sku);
    return skus;
  }
  void accept(const std::string& sku) {
    note_answer(books, kShop, {.sku = sku, .accepted = true, .submission_id = "s-1", .request_id = "r-1"},
                now)
        .value();
  }
  // A look that finds this.
  void look(const std::string& sku, std::optional<std::int64_t> quantity, const std::string& problems = {},
            Duration later = std::chrono::minutes(30)) {
    now += later;
    note_looks(books, kShop, {{sku, push(sku)->sent_at}},
               {{.sku = sku, .quantity = quantity, .problems = problems}}, now)
        .value();
  }
  void orders_read_to(Timestamp when) {
    store::Batch batch;
    batch.put(store::kWatermarks, Watermark{.read_to = when}, kShop, Module::orders,
              store::CursorKind::watermark);
    books.commit(batch).value();
  }
  PushTotals totals() const { return books.get_or_default(store::kPushTotals, kShop).value(); }
  // Units are found or lost.
  void adjust_by(const std::string& sku, std::int64_t by) {
    change([&](Work& work) { return adjust(work, {.item = sku}, by); }).value();
  }
  // Sent, accepted and seen.
  void verify(const std::string& sku, std::int64_t quantity) {
    claimed(3);
    accept(sku);
    look(sku, quantity);
    BOOST_REQUIRE((push(sku)->state == PushState::verified));
  }
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(stock_push, Pushed)

BOOST_AUTO_TEST_CASE(a_wish_goes_from_queued_to_verified) {
  BOOST_TEST((push("A")->state == PushState::queued));
  BOOST_TEST(push("A")->desired == 10);
  BOOST_TEST(totals().queued == 3);
  BOOST_TEST(claimed(1).front() == "A");
  BOOST_TEST((push("A")->state == PushState::sent));
  BOOST_TEST(push("A")->sent.value() == 10);
  accept("A");
  BOOST_TEST((push("A")->state == PushState::accepted));
  BOOST_TEST(push("A")->submission_id == "s-1");
  BOOST_TEST(push("A")->next_look.has_value());
  look("A", 10);
  BOOST_TEST((push("A")->state == PushState::verified));
  BOOST_TEST(!push("A")->next_look.has_value());
  BOOST_TEST(totals().queued == 2);
  BOOST_TEST(totals().verified == 1);
  BOOST_TEST(totals().listings() == 3);
}

BOOST_AUTO_TEST_CASE(nothing_is_wanted_of_what_is_not_to_be_pushed) {
  set_rule({.push = false}, kShop, "B");
  BOOST_TEST(!push("B").has_value());
  BOOST_TEST(push("A").has_value());
  BOOST_TEST(totals().listings() == 2);
  auto kept = listing(kShop, "C", 0);
  kept.fulfilled_by = "AMAZON";
  kept.quantity.reset();
  list(kept);
  BOOST_TEST(!push("C").has_value());
  list(listing(kShop, "NEW", 4));
  BOOST_TEST(!push("NEW").has_value());
  confirm("NEW");
  BOOST_TEST(push("NEW").has_value());
  set_rule({.push = false});
  BOOST_TEST(totals().listings() == 0);
  BOOST_TEST(claimed(9).empty());
}

BOOST_AUTO_TEST_CASE(what_lowers_goes_first) {
  for (const char* sku : {"A", "B", "C"}) {
    claimed(1);
    accept(sku);
    look(sku, 10);
  }
  adjust_by("A", 5);
  adjust_by("C", -4);
  BOOST_TEST((push("A")->lane == PushLane::raise));
  BOOST_TEST((push("C")->lane == PushLane::lower));
  BOOST_TEST(claimed(9, PushLane::raise).size() == 1u);
  BOOST_TEST(claimed(9).front() == "C");
}

BOOST_AUTO_TEST_CASE(the_newest_wish_wins_and_is_sent_once) {
  adjust_by("A", 1);
  adjust_by("A", 1);
  BOOST_TEST(push("A")->desired == 12);
  BOOST_TEST(claimed(9).size() == 3u);
  BOOST_TEST(push("A")->sent.value() == 12);
  BOOST_TEST(claimed(9).empty());
  // Another wish while it is on its way waits for the answer, then goes at once.
  adjust_by("A", -3);
  BOOST_TEST((push("A")->state == PushState::sent));
  accept("A");
  BOOST_TEST((push("A")->state == PushState::queued));
  // Nobody has seen anything of it since.
  BOOST_TEST(!push("A")->live.has_value());
  BOOST_TEST((push("A")->live_at == Timestamp{}));
  claimed(1);
  BOOST_TEST(push("A")->sent.value() == 9);
}

BOOST_AUTO_TEST_CASE(an_end_in_doubt_is_looked_at_before_it_is_sent_again) {
  claimed(3);
  note_trouble(books, kShop, "A", make_error(ErrorCode::unavailable, "no answer"), now).value();
  BOOST_TEST((push("A")->state == PushState::sent));
  BOOST_TEST(push("A")->next_look.has_value());
  BOOST_TEST(claimed(9).empty());
  look("A", 10);
  BOOST_TEST((push("A")->state == PushState::verified));
  note_trouble(books, kShop, "B", make_error(ErrorCode::unavailable, "no answer"), now).value();
  look("B", 50);
  BOOST_TEST((push("B")->state == PushState::queued));
}

BOOST_AUTO_TEST_CASE(a_process_that_died_leaves_a_doubt) {
  claimed(1);
  // Nothing more of it: the next process finds a look that is due.
  now += std::chrono::minutes(3);
  const auto due = due_looks(books, kShop, now, 20).value();
  BOOST_REQUIRE(due.size() == 1u);
  BOOST_TEST(due.front().sku == "A");
}

BOOST_AUTO_TEST_CASE(what_was_certainly_not_sent_is_queued_again) {
  claimed(3);
  note_trouble(books, kShop, "A", make_error(ErrorCode::throttled, "quota"), now).value();
  BOOST_TEST((push("A")->state == PushState::queued));
}

BOOST_AUTO_TEST_CASE(a_refusal_keeps_the_marketplaces_words_and_is_tried_again_in_a_day) {
  claimed(3);
  note_answer(books, kShop, {.sku = "A", .accepted = false, .reason = "90244: wrong"}, now).value();
  BOOST_TEST((push("A")->state == PushState::rejected));
  BOOST_TEST(push("A")->reason == "90244: wrong");
  BOOST_TEST(totals().rejected == 1);
  BOOST_TEST((*push("A")->next_look == now + std::chrono::hours(24)));
  look("A", 50);
  BOOST_TEST((push("A")->state == PushState::queued));
  // Another wish is another question.
  claimed(3);
  note_answer(books, kShop, {.sku = "A", .accepted = false, .reason = "90244: wrong"}, now).value();
  adjust_by("A", 1);
  BOOST_TEST((push("A")->state == PushState::queued));
  BOOST_TEST(change([](Work& work) { return retry_rejected(work, kShop); }).value() == 0);
}

BOOST_AUTO_TEST_CASE(a_fault_that_shows_after_acceptance_is_a_refusal) {
  claimed(3);
  accept("A");
  // It may be an older write's, while this one is on its way.
  look("A", 50, "18027: late", std::chrono::minutes(1));
  look("A", 50, "18027: late", std::chrono::minutes(3));
  BOOST_TEST((push("A")->state == PushState::accepted));
  look("A", 50, "18027: late", std::chrono::minutes(1));
  BOOST_TEST((push("A")->state == PushState::rejected));
  BOOST_TEST(push("A")->reason == "18027: late");
  // Somebody has put it right.
  look("A", 10);
  BOOST_TEST((push("A")->state == PushState::verified));
}

BOOST_AUTO_TEST_CASE(more_than_there_is_is_set_right_after_some_minutes) {
  claimed(3);
  accept("A");
  look("A", 50, {}, std::chrono::minutes(1));
  look("A", 50, {}, std::chrono::minutes(3));
  BOOST_TEST((push("A")->state == PushState::accepted));
  look("A", 50, {}, std::chrono::minutes(1));
  BOOST_TEST((push("A")->state == PushState::queued));
  BOOST_TEST(push("A")->corrections == 1);
  BOOST_TEST(totals().corrections == 1);
}

BOOST_AUTO_TEST_CASE(what_is_lost_again_and_again_is_sent_less_and_less) {
  claimed(3);
  std::vector<Duration> pauses;
  for (int write = 0; write < 20; ++write) {
    accept("A");
    const auto begun = now;
    while (push("A")->state == PushState::accepted) look("A", 50, {}, *push("A")->next_look - now);
    pauses.push_back(now - begun);
    claimed(1);
  }
  BOOST_TEST((pauses.front() < std::chrono::minutes(6)));
  BOOST_TEST(std::is_sorted(pauses.begin() + 1, pauses.end()));
  BOOST_TEST((pauses.back() == std::chrono::hours(1)));
  // Once it has arrived, the next one is looked at soon again.
  accept("A");
  look("A", 10);
  BOOST_TEST((push("A")->state == PushState::verified));
  adjust_by("A", -1);
  claimed(1);
  accept("A");
  BOOST_TEST((*push("A")->next_look - now < std::chrono::minutes(1)));
}

BOOST_AUTO_TEST_CASE(less_than_there_is_may_be_a_sale_that_is_not_known_yet) {
  claimed(3);
  accept("A");
  for (int looks = 0; looks < 8; ++looks) look("A", 8);
  BOOST_TEST((push("A")->state == PushState::accepted));
  // Orders have been read beyond the last look, and none explains it.
  orders_read_to(now);
  look("A", 8);
  BOOST_TEST((push("A")->state == PushState::queued));
  BOOST_TEST(push("A")->corrections == 1);
}

BOOST_AUTO_TEST_CASE(a_sale_that_becomes_known_explains_it) {
  claimed(3);
  accept("A");
  look("A", 8);
  take(order("1", "UNSHIPPED", {{"A", 2}}));
  orders_read_to(now);
  BOOST_TEST(push("A")->desired == 8);
  claimed(1);
  accept("A");
  look("A", 8);
  BOOST_TEST((push("A")->state == PushState::verified));
  BOOST_TEST(push("A")->corrections == 0);
}

BOOST_AUTO_TEST_CASE(a_listing_that_shows_something_else_is_looked_at) {
  verify("A", 10);
  now += std::chrono::hours(4);
  list(listing(kShop, "A", 13));
  BOOST_TEST((push("A")->state == PushState::accepted));
  BOOST_TEST(due_looks(books, kShop, now, 20).value().size() >= 1u);
  // One that was made before the last write says nothing about it.
  verify("B", 10);
  list(listing(kShop, "B", 13), push("B")->sent_at - std::chrono::minutes(1));
  BOOST_TEST((push("B")->state == PushState::verified));
}

BOOST_AUTO_TEST_CASE(a_listing_that_shows_what_was_lost_before_is_looked_at_at_once) {
  claimed(3);
  for (int write = 0; write < 12; ++write) {
    accept("A");
    while (push("A")->state == PushState::accepted) look("A", 50, {}, *push("A")->next_look - now);
    claimed(1);
  }
  accept("A");
  BOOST_TEST((*push("A")->next_look - now == std::chrono::hours(1)));
  now += std::chrono::minutes(1);
  list(listing(kShop, "A", 10));
  BOOST_TEST((*push("A")->next_look <= now));
  // One that was made before the write says nothing of it.
  accept("B");
  const auto look_after_write = push("B")->next_look;
  list(listing(kShop, "B", push("B")->desired), push("B")->sent_at - std::chrono::minutes(1));
  BOOST_TEST((push("B")->next_look == look_after_write));
}

BOOST_AUTO_TEST_CASE(a_listing_that_shows_the_right_figure_is_not_written) {
  list(listing(kShop, "D", 6));
  confirm("D");
  BOOST_TEST((push("D")->state == PushState::accepted));
  BOOST_TEST(!push("D")->sent.has_value());
  look("D", 6);
  BOOST_TEST((push("D")->state == PushState::verified));
}

BOOST_AUTO_TEST_CASE(a_look_says_nothing_of_a_write_that_began_after_it) {
  verify("A", 10);
  now += std::chrono::hours(4);
  list(listing(kShop, "A", 13));
  const auto due = due_looks(books, kShop, now, 20).value();
  BOOST_REQUIRE(!due.empty());
  // While the marketplace is asked, somebody buys, and the new quantity is on its way.
  adjust_by("A", -3);
  BOOST_TEST(claimed(1).front() == "A");
  note_looks(books, kShop, due, {{.sku = "A", .quantity = 13}}, now).value();
  BOOST_TEST((push("A")->state == PushState::sent));
  BOOST_TEST(push("A")->next_look.has_value());
  BOOST_TEST(claimed(9).empty());
  // Also when the answer is there already, and where the look knew nothing of the listing.
  accept("A");
  note_looks(books, kShop, due, {}, now).value();
  put_off_looks(books, kShop, due, now + std::chrono::hours(5)).value();
  BOOST_TEST((push("A")->state == PushState::accepted));
  BOOST_TEST((*push("A")->next_look < now + std::chrono::hours(1)));
}

BOOST_AUTO_TEST_CASE(an_unknown_listing_is_a_refusal) {
  claimed(3);
  accept("A");
  note_looks(books, kShop, {{"A", push("A")->sent_at}}, {}, now).value();
  BOOST_TEST((push("A")->state == PushState::rejected));
  // It was not sent what it is told to be.
  note_looks(books, kShop, {{"B", push("B")->sent_at}}, {}, now).value();
  list(listing(kShop, "D", 6));
  confirm("D");
  note_looks(books, kShop, {{"D", push("D")->sent_at}}, {}, now).value();
  BOOST_TEST((push("D")->state == PushState::rejected));
  BOOST_TEST(!push("D")->sent.has_value());
  BOOST_TEST(change([](Work& work) { return retry_rejected(work, kShop); }).value() == 3);
  BOOST_TEST((push("D")->state == PushState::queued));
}

BOOST_AUTO_TEST_CASE(a_listing_that_is_not_understood_is_put_off_and_says_why) {
  claimed(3);
  accept("A");
  const auto before = *push("A");
  note_looks(books, kShop, {{"A", before.sent_at}}, {{.sku = "A", .unreadable = "quantity: is no number"}},
             now)
      .value();
  BOOST_TEST((push("A")->state == PushState::accepted));
  BOOST_TEST(push("A")->reason ==
             "what the marketplace shows of it cannot be understood: quantity: is no number");
  BOOST_TEST((push("A")->next_look > now));
  BOOST_TEST((push("A")->live == before.live));
}

BOOST_AUTO_TEST_CASE(a_batch_is_answered_as_a_whole) {
  const auto batch = claim(books, kShop, 9, std::string(kUnknownBatch), {}, now).value();
  BOOST_TEST(batch.size() == 3u);
  BOOST_TEST(open_batches(books, kShop).value().contains(std::string(kUnknownBatch)));
  name_batch(books, kShop, "feed-7").value();
  BOOST_TEST((open_batches(books, kShop).value().at("feed-7") == now));
  note_batch(books, kShop, "feed-7", {{.sku = "B", .accepted = false, .reason = "no"}}, now).value();
  BOOST_TEST((push("A")->state == PushState::accepted));
  BOOST_TEST((push("B")->state == PushState::rejected));
  BOOST_TEST((push("C")->state == PushState::accepted));
  BOOST_TEST(open_batches(books, kShop).value().empty());
}

BOOST_AUTO_TEST_CASE(a_batch_that_was_given_up_is_looked_at) {
  claim(books, kShop, 9, "feed-7", {}, now).value();
  give_up_batch(books, kShop, "feed-7", "FATAL", now).value();
  BOOST_TEST((push("A")->state == PushState::sent));
  BOOST_TEST(push("A")->reason == "FATAL");
  BOOST_TEST(due_looks(books, kShop, now, 20).value().size() == 3u);
  look("A", 50);
  BOOST_TEST((push("A")->state == PushState::queued));
}

BOOST_AUTO_TEST_CASE(a_record_knows_what_it_was_worked_out_from) {
  BOOST_TEST(push("A")->available == 10);
  BOOST_TEST(push("A")->entry == level("A").last_entry);
  set_rule({.buffer = 4, .push = true});
  BOOST_TEST(push("A")->desired == 6);
  BOOST_TEST(push("A")->available == 10);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace sellerd::stock
