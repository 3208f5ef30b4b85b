// The chain of `sellerctl why`: on terminals of any width, in a pipe, and as JSON.
#include <boost/test/unit_test.hpp>

#include "ctl/text.h"
#include "ctl/why_text.h"
#include "tests/unit/ctl_fake_daemon.h"
#include "tests/unit/ctl_outcome.h"

namespace sellerd::ctl {
namespace {

std::vector<api::Explanation> chain() {
  const auto when = parse_time("2026-08-05T04:31:10Z").value();
  return {{"item", when, "item \"Kurta\", confirmed", ""},
          {"ledger", when, "reserve in main: committed +1, order 402-1 (Unshipped)", "entry 12, request abc"},
          {"ledger", std::nullopt, "older entries: sellerctl stock ledger K", ""},
          {"push", std::nullopt, "rejected: \x1b[2Jno", ""}};
}

std::string written(const Terminal& terminal) {
  WhyWriter writer(terminal);
  std::string text;
  for (const auto& link : chain()) text += writer.add(link);
  return text;
}

Terminal terminal_of(std::size_t width, bool color = false) {
  return {.interactive = true, .color = color, .width = width};
}

}  // namespace

BOOST_AUTO_TEST_SUITE(ctl_why)

BOOST_AUTO_TEST_CASE(a_pipe_gets_a_line_for_each_link) {
  BOOST_TEST(written(Terminal{}) ==
             "item      2026-08-05 04:31  item \"Kurta\", confirmed\n"
             "ledger    2026-08-05 04:31  reserve in main: committed +1, order 402-1 (Unshipped)  "
             "[entry 12, request abc]\n"
             "ledger    -                 older entries: sellerctl stock ledger K\n"
             "push      -                 rejected:  [2Jno\n");
}

BOOST_AUTO_TEST_CASE(a_terminal_gets_wrapped_sentences_and_evidence_below) {
  BOOST_TEST(written(terminal_of(62)) ==
             "item      2026-08-05 04:31  item \"Kurta\", confirmed\n"
             "ledger    2026-08-05 04:31  reserve in main: committed +1,\n"
             "                            order 402-1 (Unshipped)\n"
             "                            entry 12, request abc\n"
             "                            older entries: sellerctl stock\n"
             "                            ledger K\n"
             "push                        rejected:  [2Jno\n");
}

BOOST_AUTO_TEST_CASE(a_narrow_terminal_gives_sentences_their_own_lines) {
  const auto text = written(terminal_of(30));
  BOOST_TEST(text.starts_with("item      2026-08-05 04:31\n    item \"Kurta\", confirmed\n"), text);
  BOOST_TEST(text.find("ledger\n    older entries: sellerctl\n    stock ledger K\n") != std::string::npos,
             text);
}

BOOST_AUTO_TEST_CASE(colour_dims_the_evidence) {
  const auto text = written(terminal_of(100, true));
  BOOST_TEST(
      text.find("\n                            \x1b[2mentry 12, request abc\x1b[0m\n") != std::string::npos,
      text);
  BOOST_TEST(text.starts_with("\x1b[1mitem      \x1b[0m2026-08-05 04:31  "), text);
}

BOOST_AUTO_TEST_CASE(the_command_shows_them_as_they_come) {
  FakeDaemon daemon([](const varlink::Call&) {
    return Answer{{framed_reply(parsed(R"({"explanation":{"stage":"item","says":"item A"}})"), true),
                   framed_reply(parsed(
                       R"({"explanation":{"stage":"stock","says":"3 on hand","evidence":"entry 7"}})"))}};
  });
  const auto text = sellerctl({"why", "A"}, daemon.path());
  BOOST_TEST(text.code == 0);
  BOOST_TEST(text.out ==
             "item      -                 item A\n"
             "stock     -                 3 on hand  [entry 7]\n");
  BOOST_TEST(sellerctl({"why", "A", "--json"}, daemon.path()).out ==
             "{\"stage\":\"item\",\"says\":\"item A\"}\n"
             "{\"stage\":\"stock\",\"says\":\"3 on hand\",\"evidence\":\"entry 7\"}\n");
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace sellerd::ctl
