// Every decoder of foreign bytes is fuzzed: a function whose name says that it reads, parses, decodes or
// unpacks is called by a target in tests/fuzz, or stands here with the reason why not.
#include <boost/test/unit_test.hpp>
#include <filesystem>
#include <fstream>
#include <map>
#include <regex>
#include <set>
#include <sstream>
#include <string>

#include "tests/support/read_file.h"

namespace {

namespace fs = std::filesystem;

const fs::path kRoot = SELLERD_SOURCE_DIR;

// Not called by their names.
const std::map<std::string, std::string> kElsewhere = {
    {"read_integer", "part of from_json(), which fuzz_message and fuzz_reply call for every record"},
    {"read_string", "part of from_json()"},
    {"read_bool", "part of from_json()"},
    {"read_money", "part of from_json()"},
    {"read_timestamp", "part of from_json()"},
    {"read_json", "part of from_json()"},
    {"read_fields", "part of from_json()"},
    {"read_day", "parse_day(), which fuzz_text calls, with the field's name"},
    {"read_tax_report", "TaxReportReader, which fuzz_tax_report calls"},
    {"read_tax_row_identity", "part of TaxReportReader"},
    {"read_tax_row_rest", "part of TaxReportReader"},
    {"read_rate", "part of TaxReportReader"},
    {"read_error_issue", "part of read_feed_report()"},
    {"read_error_issues", "part of read_submission() and read_live_listing()"},
    {"read_header", "part of TsvReader, which fuzz_tsv calls"},
    {"read_line", "part of OrderReportDecoder, which fuzz_order_report calls"},
    {"read_charges", "part of OrderReportDecoder"},
    {"read_ahead", "part of OrderReportOrders, which fuzz_order_report calls"},
    {"read_order_item", "part of decode_orders()"},
    {"read_answer", "the client's call of parse_answer() and read_fault(), which are called"},
    {"read_body", "the transport's call of GzipBody, which fuzz_account calls"},
    {"read_page_token", "part of decode_orders(), read_inventory() and read_live_page()"},
    {"read_page", "a page of rows that the decoders above give"},
    {"read_private_file", "bytes of files; fuzz_files calls those who decode them"},
    {"read_input", "bytes of a file or of standard input; no decoder"},
    {"read_more", "bytes of the socket, for FrameReader"},
    {"read_sheet_file", "a file for read_sheet(), which fuzz_csv calls"},
    {"read_peer", "what the kernel says of a socket"},
    {"parse_command_line", "words of the user who runs the client"},
    {"read_option", "words of the user who runs the client"},
    {"read_config", "a file for parse_config(), which fuzz_files calls"},
};

std::string all_targets() {
  std::string text;
  for (const auto& entry : fs::directory_iterator(kRoot / "tests/fuzz")) {
    if (entry.path().extension() == ".cpp") text += sellerd::test::read_file(entry.path());
  }
  return text;
}

template <class Visit>
void each_header(Visit visit) {
  for (const char* top : {"common", "daemon", "ctl"}) {
    for (const auto& entry : fs::recursive_directory_iterator(kRoot / top)) {
      if (entry.path().extension() == ".h") visit(entry.path());
    }
  }
}

// The decoders that headers declare, a static parse() with its class, each with the header.
std::map<std::string, std::string> declared() {
  const std::regex declaration(
      R"(^\s*(?:inline |static )*(?:Result<|std::optional<|std::vector<|std::string |Fault |Decoded<|bool |void ).*?\b((?:parse|read|decode|unpacked)(?:_\w+)?)\()");
  const std::regex of_class(R"((?:Result|optional)<(\w+)> parse\()");
  std::map<std::string, std::string> found;
  each_header([&](const fs::path& header) {
    std::istringstream lines(sellerd::test::read_file(header));
    for (std::string line; std::getline(lines, line);) {
      const std::string code = line.substr(0, line.find("//"));
      std::smatch match;
      if (!std::regex_search(code, match, declaration)) continue;
      std::string name = match[1];
      if (std::smatch maker; name == "parse" && std::regex_search(code, maker, of_class))
        name = maker[1].str() + "::parse";
      found[name] = fs::relative(header, kRoot).string();
    }
  });
  return found;
}

bool is_called(const std::string& name, const std::string& targets) {
  return std::regex_search(targets, std::regex("\\b" + name + "\\b"));
}

}  // namespace

BOOST_AUTO_TEST_SUITE(fuzz_targets)

BOOST_AUTO_TEST_CASE(every_decoder_has_one) {
  const auto targets = all_targets();
  const auto decoders = declared();
  for (const auto& [name, header] : decoders) {
    BOOST_TEST((is_called(name, targets) || kElsewhere.contains(name)),
               name << " of " << header << " is in no target of tests/fuzz");
  }
  BOOST_TEST(decoders.size() > 60u);
}

BOOST_AUTO_TEST_CASE(every_codec_of_a_marketplace_has_one) {
  const auto targets = all_targets();
  std::size_t codecs = 0;
  for (const auto& entry : fs::directory_iterator(kRoot / "daemon/channel/amazon")) {
    const auto file = fs::relative(entry.path(), kRoot).string();
    if (!file.ends_with("_codec.h")) continue;
    ++codecs;
    const auto name = entry.path().stem().string();
    // Parts of other codecs, which have targets of their own.
    const bool is_part = name == "issues_codec" || name == "order_item_codec" || name == "order_report_codec";
    BOOST_TEST((is_part || targets.find("\"" + file + "\"") != std::string::npos),
               file << " is in no target of tests/fuzz");
  }
  BOOST_TEST(codecs > 8u);
}

BOOST_AUTO_TEST_CASE(every_exception_is_one) {
  const auto targets = all_targets();
  for (const auto& [name, reason] : kElsewhere)
    BOOST_TEST(!is_called(name, targets), name << " is called by a target: strike it from the list");
}

BOOST_AUTO_TEST_CASE(every_target_has_seeds) {
  for (const auto& entry : fs::directory_iterator(kRoot / "tests/fuzz")) {
    const auto name = entry.path().stem().string();
    if (entry.path().extension() != ".cpp" || !name.starts_with("fuzz_")) continue;
    const auto seeds = kRoot / "tests/fuzz/seeds" / name.substr(5);
    BOOST_TEST((fs::is_directory(seeds) && !fs::is_empty(seeds)), name << " has no seeds");
  }
}

BOOST_AUTO_TEST_SUITE_END()
