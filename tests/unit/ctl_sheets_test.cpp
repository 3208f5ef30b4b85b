// Count sheets and links as CSV files, through sellerctl, against a daemon of a few lines.
#include <unistd.h>

#include <boost/test/unit_test.hpp>
#include <fstream>
#include <iterator>

#include "tests/support/read_file.h"
#include "tests/support/temporary_directory.h"
#include "tests/unit/ctl_fake_daemon.h"
#include "tests/unit/ctl_outcome.h"

namespace sellerd::ctl {
namespace {

// A list of the replies; of none, the end of an empty one.
Answer list_of(const std::vector<std::string>& replies) {
  if (replies.empty()) return {{framed_reply({})}};
  Answer answer;
  for (std::size_t i = 0; i < replies.size(); ++i) {
    answer.pieces.push_back(framed_reply(parsed(replies[i]), i + 1 < replies.size()));
  }
  return answer;
}

Answer refusal(ErrorCode code, const char* message, const char* field, const char* hint = "") {
  return {{framed_error(make_error(code, message, field, hint))}};
}

std::string text_at(const json::object& parameters, std::string_view key) {
  const auto* value = parameters.if_contains(key);
  return value != nullptr && value->is_string() ? std::string(value->get_string().c_str()) : "";
}

// Books that hold MUG-1 (5 in main), CUP (0 in main, 2 in shop) and nothing else.
Answer warehouse_answer(const varlink::Call& call) {
  const auto item = text_at(call.parameters, "item");
  if (call.method == "org.sellerd.Warehouses.List") {
    return list_of({R"({"warehouse":{"name":"main","primary":true}})", R"({"warehouse":{"name":"shop"}})"});
  }
  const bool known = item == "MUG-1" || item == "CUP" || item == "=5";
  if (!known) return refusal(ErrorCode::not_found, "there is no item", "item", "sellerctl items");
  if (call.method == "org.sellerd.Stock.List") {
    if (item == "MUG-1") return list_of({R"({"level":{"item":"MUG-1","warehouse":"main","on_hand":5}})"});
    if (text_at(call.parameters, "warehouse") != "shop") return list_of({});
    return list_of({R"({"level":{"item":"CUP","warehouse":"shop","on_hand":2}})"});
  }
  if (text_at(call.parameters, "reference") == "C-1") {
    return refusal(ErrorCode::already_exists, "\"C-1\" is booked already", "reference");
  }
  return {{framed_reply(parsed(R"({"entry":{"sequence":1},"on_hand":1,"available":1})"))}};
}

std::vector<std::string> counts_in(const FakeDaemon& daemon) {
  std::vector<std::string> counts;
  for (const auto& call : daemon.calls()) {
    if (call.method == "org.sellerd.Stock.Count") counts.push_back(json::serialize(call.parameters));
  }
  return counts;
}

Outcome import_counts(const FakeDaemon& daemon, const std::string& text, std::vector<std::string> more = {}) {
  more.insert(more.begin(), {"stock", "import", "-"});
  return sellerctl(more, daemon.path(), text);
}

// Two integrations; a listing of an account that is gone has no name any more.
Answer link_answer(const varlink::Call& call) {
  if (call.method == "org.sellerd.Integrations.List") {
    return list_of(
        {R"({"integration":{"number":1,"name":"in"}})", R"({"integration":{"number":2,"name":"us"}})"});
  }
  if (call.method == "org.sellerd.Listings.List") {
    return list_of({R"({"listing":{"integration":1,"sku":"=A","title":"Mug, \"blue\""}})",
                    R"({"listing":{"integration":2,"sku":"B","title":"@Cup"}})"});
  }
  if (call.method == "org.sellerd.Listings.Links") {
    return list_of(
        {R"({"link":{"integration":1,"sku":"=A","item":"-MUG","reason":"sku","fulfilled_by":"MERCHANT"}})",
         R"({"link":{"integration":2,"sku":"B","item":"","reason":"ignored","fulfilled_by":"AMAZON"}})",
         R"({"link":{"integration":2,"sku":"=A","item":"CUP","reason":"hand"}})",
         R"({"link":{"integration":7,"sku":"OLD","item":"OLD","reason":"sku"}})"});
  }
  if (text_at(call.parameters, "item") == "NONE") {
    return refusal(ErrorCode::not_found, "there is no item \"NONE\"", "item");
  }
  return {{framed_reply(parsed(R"({"link":{}})"))}};
}

constexpr const char* kExport =
    "integration,listing,item,reason,fulfilled_by,title\n"
    "in,'=A,'-MUG,sku,MERCHANT,\"Mug, \"\"blue\"\"\"\n"
    "us,B,,ignored,AMAZON,'@Cup\n"
    "us,'=A,CUP,hand,,\n";

std::vector<std::string> link_changes_in(const FakeDaemon& daemon) {
  std::vector<std::string> changes;
  for (const auto& call : daemon.calls()) {
    if (call.method.ends_with("ink")) changes.push_back(call.method + json::serialize(call.parameters));
  }
  return changes;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(ctl_sheets)

BOOST_AUTO_TEST_CASE(each_row_of_a_count_sheet_is_a_count) {
  FakeDaemon daemon(warehouse_answer);
  const auto outcome = import_counts(daemon,
                                     "\xef\xbb\xbfsku,found,warehouse,reason,reference\r\n"
                                     "MUG-1,12,,\"shelf, by Ann\",C-2\r\n"
                                     "CUP,0,shop,,\r\n"
                                     "'=5,7,,,\r\n");
  BOOST_TEST(outcome.code == 0);
  BOOST_TEST(outcome.out == "3 counted, 0 failed\n");
  BOOST_TEST(outcome.err.empty());
  const auto counts = counts_in(daemon);
  BOOST_REQUIRE(counts.size() == 3u);
  const auto first = parsed(counts[0]);
  BOOST_TEST(text_at(first, "item") == "MUG-1");
  BOOST_TEST(first.at("found").to_number<std::int64_t>() == 12);
  BOOST_TEST(text_at(first, "reason") == "shelf, by Ann");
  BOOST_TEST(text_at(first, "reference") == "C-2");
  BOOST_TEST(!first.contains("warehouse"));
  BOOST_TEST(text_at(parsed(counts[1]), "warehouse") == "shop");
  BOOST_TEST(!parsed(counts[1]).contains("reference"));
  BOOST_TEST(text_at(parsed(counts[2]), "item") == "=5");
}

BOOST_AUTO_TEST_CASE(failed_rows_are_named_and_known_references_are_no_failures) {
  FakeDaemon daemon(warehouse_answer);
  const std::string sheet = "sku,found,reference\nMUG-1,12,C-1\n\nTEAPOT,1,\nCUP,3,C-3\n";
  const auto outcome = import_counts(daemon, sheet);
  BOOST_TEST(outcome.code == 1);
  BOOST_TEST(outcome.out == "line 2: MUG-1: already booked\n1 counted, 1 failed, 1 already booked\n");
  BOOST_TEST(outcome.err == "sellerctl: line 4: item: there is no item\n  try: sellerctl items\n");
  const auto lines = import_counts(daemon, sheet, {"--json"});
  BOOST_TEST(lines.code == 1);
  BOOST_TEST(lines.out == R"({"line":2,"sku":"MUG-1","outcome":"already booked","message":""})"
                          "\n"
                          R"({"line":4,"sku":"TEAPOT","outcome":"failed","message":"item: there is no item"})"
                          "\n"
                          R"({"line":5,"sku":"CUP","outcome":"counted","message":""})"
                          "\n");
  BOOST_TEST(import_counts(daemon, "sku,found,reference\nMUG-1,12,C-1\n").code == 0);
}

BOOST_AUTO_TEST_CASE(nothing_is_booked_of_a_sheet_with_a_wrong_row) {
  FakeDaemon daemon(warehouse_answer);
  const auto outcome = import_counts(daemon,
                                     "sku,found,warehouse,reference\n"
                                     "MUG-1,12,,\n"
                                     ",1,,\n"
                                     "CUP,1.5,,\n"
                                     "CUP,-1,,\n"
                                     "CUP,,,\n"
                                     "CUP,99999999999999999999,,\n");
  BOOST_TEST(outcome.code == 2);
  BOOST_TEST(outcome.out.empty());
  BOOST_TEST(outcome.err ==
             "sellerctl: line 3: sku: is empty\n"
             "sellerctl: line 4: found: \"1.5\" is not a whole number\n"
             "sellerctl: line 5: found: must be 0 or more\n"
             "sellerctl: line 6: found: \"\" is not a whole number\n"
             "sellerctl: line 7: found: \"99999999999999999999\" is out of range (-9223372036854775808 to "
             "9223372036854775807)\n"
             "sellerctl: nothing was done\n");
  BOOST_TEST(daemon.calls().empty());
  BOOST_TEST(import_counts(daemon, "sku,found,qty\nMUG-1,1,1\n")
                 .err.starts_with("sellerctl: line 1: there is no column \"qty\"\n"));
  BOOST_TEST(import_counts(daemon, "sku,found\n\"MUG-1,1\n").code == 2);
  BOOST_TEST(sellerctl({"stock", "import", "/nonexistent"}, daemon.path()).err ==
             "sellerctl: FILE: cannot read /nonexistent: no such file or directory\n  try: sellerctl stock "
             "import --help\n");
  BOOST_TEST(daemon.calls().empty());
}

BOOST_AUTO_TEST_CASE(a_place_is_counted_once_and_a_reference_stands_for_one_row) {
  FakeDaemon daemon(warehouse_answer);
  // Where no warehouse is named it is the primary one.
  const auto outcome = import_counts(daemon,
                                     "sku,found,warehouse,reference\n"
                                     "MUG-1,12,,R\n"
                                     "MUG-1,3,shop,R\n"
                                     "MUG-1,12,main,\n");
  BOOST_TEST(outcome.code == 2);
  BOOST_TEST(outcome.err ==
             "sellerctl: line 3: reference: \"R\" stands in line 2 already\n"
             "sellerctl: line 4: sku: \"MUG-1\" stands in line 2 already\n"
             "sellerctl: nothing was done\n");
  BOOST_TEST(counts_in(daemon).empty());
}

BOOST_AUTO_TEST_CASE(a_dry_run_shows_the_change_and_books_nothing) {
  FakeDaemon daemon(warehouse_answer);
  const std::string sheet = "sku,found,warehouse\nMUG-1,12,\nCUP,2,shop\nTEAPOT,1,\nMUG-1,1,cellar\n";
  const auto outcome = import_counts(daemon, sheet, {"--dry-run"});
  BOOST_TEST(outcome.code == 1);
  BOOST_TEST(outcome.out ==
             "LINE  SKU    WAREHOUSE  ON HAND  FOUND  CHANGE\n"
             "   2  MUG-1  main             5     12       7\n"
             "   3  CUP    shop             2      2       0\n"
             "1 row would change something, 2 would fail\n");
  BOOST_TEST(outcome.err ==
             "sellerctl: line 4: item: there is no item\n  try: sellerctl items\n"
             "sellerctl: line 5: warehouse: there is no warehouse \"cellar\"\n  try: sellerctl warehouses\n");
  BOOST_TEST(counts_in(daemon).empty());
  const auto lines = import_counts(daemon, "sku,found\nCUP,4\n", {"--dry-run", "--json"});
  BOOST_TEST(lines.code == 0);
  BOOST_TEST(lines.out == R"({"line":2,"sku":"CUP","warehouse":"main","on_hand":0,"found":4,"change":4})"
                          "\n");
}

BOOST_AUTO_TEST_CASE(an_import_ends_where_every_row_would_fail) {
  FakeDaemon reader([](const varlink::Call& call) {
    if (call.method != "org.sellerd.Stock.Count") return warehouse_answer(call);
    return refusal(ErrorCode::not_permitted, "this needs the right to operate", "");
  });
  const auto refused = import_counts(reader, "sku,found\nMUG-1,1\nCUP,2\n");
  BOOST_TEST(refused.code == 4);
  BOOST_TEST(refused.out == "0 counted, 1 failed\n");
  BOOST_TEST(refused.err.ends_with("sellerctl: stopped at line 2: the rows below it were not tried\n"));
  BOOST_TEST(counts_in(reader).size() == 1u);
  FakeDaemon dying([](const varlink::Call& call) {
    auto answer = warehouse_answer(call);
    answer.hang_up = text_at(call.parameters, "item") == "MUG-1";
    return answer;
  });
  const auto lost = import_counts(dying, "sku,found\nMUG-1,1\nCUP,2\n=5,3\n");
  BOOST_TEST(lost.code == 3);
  BOOST_TEST(lost.out == "1 counted, 1 failed\n");
  BOOST_TEST(lost.err.ends_with("sellerctl: stopped at line 3: the rows below it were not tried\n"));
}

BOOST_AUTO_TEST_CASE(links_are_exported_without_formulas) {
  FakeDaemon daemon(link_answer);
  const auto outcome = sellerctl({"listings", "export"}, daemon.path());
  BOOST_TEST(outcome.code == 0);
  BOOST_TEST(outcome.out == kExport);
  BOOST_TEST(outcome.err == "sellerctl: left out: 1 listing of accounts that are not connected\n");
  BOOST_TEST(sellerctl({"listings", "export", "--json"}, daemon.path()).code == 2);
}

BOOST_AUTO_TEST_CASE(an_export_overwrites_only_what_it_is_told_to) {
  FakeDaemon daemon(link_answer);
  const TemporaryDirectory directory;
  const std::string path = directory.path() / "links.csv";
  const auto outcome = sellerctl({"listings", "export", path}, daemon.path());
  BOOST_TEST(outcome.code == 0);
  BOOST_TEST(outcome.out == "Wrote 3 listings to " + path + ".\n");
  BOOST_TEST(test::read_file(path) == kExport);
  std::ofstream(path) << std::string(4'000, 'x');
  const auto calls = daemon.calls().size();
  const auto refused = sellerctl({"listings", "export", path}, daemon.path());
  BOOST_TEST(refused.code == 2);
  BOOST_TEST(refused.err == "sellerctl: FILE: " + path + " exists\n  try: add --force\n");
  BOOST_TEST(daemon.calls().size() == calls);
  BOOST_TEST(test::read_file(path).size() == 4'000u);
  BOOST_TEST(sellerctl({"listings", "export", path, "--force"}, daemon.path()).code == 0);
  BOOST_TEST(test::read_file(path) == kExport);
  // What cannot be written whole costs nothing that is there, nor does the name of what is not whole yet.
  std::ofstream(path + ".part") << "mine";
  BOOST_TEST(sellerctl({"listings", "export", path, "--force"}, daemon.path()).code == 0);
  BOOST_TEST(test::read_file(path + ".part") == "mine");
  const auto part = path + "." + std::to_string(::getpid()) + ".part";
  std::ofstream(part) << "another's";
  BOOST_TEST(sellerctl({"listings", "export", path, "--force"}, daemon.path()).code == 2);
  BOOST_TEST(test::read_file(part) == "another's");
  BOOST_TEST(test::read_file(path) == kExport);
  BOOST_TEST(sellerctl({"listings", "export", "/dev/full", "--force"}, daemon.path()).code == 1);
  BOOST_TEST(sellerctl({"listings", "export", directory.path() / "none" / "x"}, daemon.path()).code == 2);
}

BOOST_AUTO_TEST_CASE(what_was_exported_imports_without_a_change) {
  FakeDaemon daemon(link_answer);
  const auto outcome = sellerctl({"listings", "import", "-"}, daemon.path(), kExport);
  BOOST_TEST(outcome.code == 0);
  BOOST_TEST(outcome.out == "0 linked, 0 failed, 3 unchanged\n");
  BOOST_TEST(link_changes_in(daemon).empty());
}

BOOST_AUTO_TEST_CASE(only_what_differs_is_linked) {
  FakeDaemon daemon(link_answer);
  const std::string sheet =
      "item,note,listing,integration\n"
      ",x,=A,in\n"
      "CUP,,B,us\n"
      "CUP,,=A,us\n"
      "NONE,,C,us\n";
  const auto preview = sellerctl({"listings", "import", "-", "--dry-run"}, daemon.path(), sheet);
  BOOST_TEST(preview.code == 1);
  BOOST_TEST(preview.out ==
             "LINE  INTEGRATION  LISTING  NOW   THEN\n"
             "   2  in           =A       -MUG  -\n"
             "   3  us           B        -     CUP\n"
             "2 rows would change something, 1 would fail\n");
  BOOST_TEST(preview.err ==
             "sellerctl: line 5: listing: us has no listing \"C\"\n  try: sellerctl listings links\n");
  BOOST_TEST(link_changes_in(daemon).empty());
  const auto outcome = sellerctl({"listings", "import", "-"}, daemon.path(), sheet);
  BOOST_TEST(outcome.code == 1);
  BOOST_TEST(outcome.out == "1 linked, 1 failed, 1 unlinked, 1 unchanged\n");
  BOOST_TEST(outcome.err == "sellerctl: line 5: item: there is no item \"NONE\"\n");
  const auto changes = link_changes_in(daemon);
  BOOST_REQUIRE(changes.size() == 3u);
  BOOST_TEST(changes[0] ==
             R"(org.sellerd.Listings.Unlink{"listing":"=A","integration":"in","ignore":false})");
  BOOST_TEST(changes[1] == R"(org.sellerd.Listings.Link{"listing":"B","item":"CUP","integration":"us"})");
}

BOOST_AUTO_TEST_CASE(a_wrong_row_of_links_changes_nothing) {
  FakeDaemon daemon(link_answer);
  const auto outcome = sellerctl({"listings", "import", "-"}, daemon.path(),
                                 "integration,listing,item\nin,=A,X\n,B,X\nus,,X\nin,=A,Y\n");
  BOOST_TEST(outcome.code == 2);
  BOOST_TEST(outcome.err ==
             "sellerctl: line 3: integration: is empty\n"
             "sellerctl: line 4: listing: is empty\n"
             "sellerctl: line 5: listing: \"=A\" stands in line 2 already\n"
             "sellerctl: nothing was done\n");
  // Without its column an item would look as if it were to be taken away.
  BOOST_TEST(sellerctl({"listings", "import", "-"}, daemon.path(), "integration,listing\nin,=A\n")
                 .err.starts_with("sellerctl: line 1: the column \"item\" is missing\n"));
  BOOST_TEST(daemon.calls().empty());
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace sellerd::ctl
