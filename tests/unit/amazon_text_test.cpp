// Charset, gzip, TSV and the listings report: everything between the bytes of a download and a Listing.
#include <zlib.h>

#include <boost/test/unit_test.hpp>
#include <fstream>
#include <iterator>
#include <random>

#include "common/charset.h"
#include "daemon/channel/amazon/inflate.h"
#include "daemon/channel/amazon/listings_codec.h"
#include "daemon/channel/amazon/report_place.h"
#include "daemon/channel/amazon/report_rows.h"
#include "daemon/channel/amazon/tsv.h"
#include "tests/support/gzip_text.h"
#include "tests/support/read_file.h"
#include "tests/support/shared_data.h"

namespace sellerd::amazon {

using test::gzip_text;
using test::shared_data;

namespace {

// Every row as "line: a|b|c", problems as "line! message".
std::vector<std::string> rows_of(const std::string& text, std::size_t chunk, std::size_t longest = 100) {
  TsvReader reader(longest);
  std::vector<std::string> rows;
  TsvRow row;
  const auto take_rows = [&] {
    for (;;) {
      const auto got = reader.next(row);
      if (!got) {
        rows.push_back("error: " + got.error().text());
        return false;
      }
      if (!*got) return true;
      std::string shown = std::to_string(row.line) + (row.problem ? "! " + row.problem->text() : ": ");
      for (std::size_t i = 0; i < row.fields.size(); ++i)
        shown += (i == 0 ? "" : "|") + std::string(row.fields[i]);
      rows.push_back(shown);
    }
  };
  for (std::size_t at = 0; at < text.size(); at += chunk) {
    reader.feed(std::string_view(text).substr(at, chunk));
    if (!take_rows()) return rows;
  }
  reader.finish();
  take_rows();
  return rows;
}

void check_rows(const std::string& text, const std::vector<std::string>& expected,
                std::size_t longest = 100) {
  for (const std::size_t chunk : {1u, 2u, 3u, 7u, 1'000u}) {
    BOOST_TEST_INFO("chunks of " << chunk);
    BOOST_TEST(rows_of(text, chunk, longest) == expected, boost::test_tools::per_element());
  }
}

std::vector<Decoded<Listing>> decode_report(Document document, const std::string& currency = "INR") {
  ReportRows rows(std::move(document));
  const auto header = rows.header();
  BOOST_REQUIRE_MESSAGE(header.has_value(), (header ? "" : header.error().text()));
  const auto decoder = ListingsDecoder::make(*header, *rows.charset(), currency, 3);
  BOOST_REQUIRE_MESSAGE(decoder.has_value(), (decoder ? "" : decoder.error().text()));
  std::vector<Decoded<Listing>> listings;
  TsvRow row;
  for (;;) {
    const auto got = rows.next(row);
    BOOST_REQUIRE_MESSAGE(got.has_value(), (got ? "" : got.error().text()));
    if (!*got) return listings;
    listings.push_back(decoder->decode(row));
  }
}

const std::string kHeader =
    "item-name\tlisting-id\tseller-sku\tprice\tquantity\tasin1\tfulfillment-channel\tstatus\n";

Decoded<Listing> decode_row(const std::string& row,
                            const std::string& content_type = "text/plain; charset=UTF-8") {
  return decode_report({kHeader + row, content_type}).at(0);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(amazon_charset)

BOOST_AUTO_TEST_CASE(names) {
  BOOST_TEST((*charset_of("") == Charset::utf8));
  BOOST_TEST((*charset_of("text/plain") == Charset::utf8));
  BOOST_TEST((*charset_of("text/plain; charset=UTF-8") == Charset::utf8));
  BOOST_TEST((*charset_of("text/plain;charset=\"utf-8\"; x=y") == Charset::utf8));
  BOOST_TEST((*charset_of("text/plain; charset=Cp1252") == Charset::cp1252));
  BOOST_TEST((*charset_of("text/plain; charset=ISO-8859-1") == Charset::cp1252));
  const auto unknown = charset_of("text/plain; charset=Shift_JIS");
  BOOST_REQUIRE(!unknown);
  BOOST_TEST((unknown.error().code == ErrorCode::malformed));
  BOOST_TEST(unknown.error().message.find("shift_jis") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(conversion) {
  BOOST_TEST(to_utf8(Charset::cp1252, "caf\xe9 \x80 \x93x\x94") ==
             "caf\xc3\xa9 \xe2\x82\xac \xe2\x80\x9cx\xe2\x80\x9d");
  BOOST_TEST(to_utf8(Charset::cp1252, "\x81") == "\xef\xbf\xbd");
  BOOST_TEST(to_utf8(Charset::cp1252, std::string("\0a", 2)) == std::string("\0a", 2));
  BOOST_TEST(to_utf8(Charset::utf8, "\xe0\xa4\x95") == "\xe0\xa4\x95");
  BOOST_TEST(to_utf8(Charset::utf8,
                     "a\xe9"
                     "b") ==
             "a\xef\xbf\xbd"
             "b");
}

BOOST_AUTO_TEST_CASE(what_is_not_utf8) {
  for (const char* good : {"", "a", "\xc2\x80", "\xdf\xbf", "\xe0\xa0\x80", "\xed\x9f\xbf", "\xef\xbf\xbf",
                           "\xf0\x90\x80\x80", "\xf4\x8f\xbf\xbf"}) {
    BOOST_TEST(is_valid_utf8(good));
  }
  for (const char* bad : {"\x80", "\xc0\xaf", "\xc1\xbf", "\xc2", "\xe0\x9f\xbf", "\xed\xa0\x80", "\xe2\x82",
                          "\xf0\x8f\xbf\xbf", "\xf4\x90\x80\x80", "\xf5\x80\x80\x80", "\xff"}) {
    BOOST_TEST(!is_valid_utf8(bad));
    BOOST_TEST(is_valid_utf8(repair_utf8(bad)));
  }
  BOOST_TEST(cut_utf8("a\xe2\x82\xac", 3) == "a");
  BOOST_TEST(cut_utf8("a\xe2\x82\xac", 4) == "a\xe2\x82\xac");
  BOOST_TEST(cut_utf8("abc", 0) == "");
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_SUITE(amazon_inflate)

namespace {

Result<std::string> inflate_all(const std::string& compressed, std::uint64_t maximum = 1 << 30) {
  Inflater inflater(compressed, maximum);
  std::string text;
  for (;;) {
    const auto piece = inflater.next();
    if (!piece) return piece.error();
    if (piece->empty()) {
      BOOST_TEST(inflater.consumed() == compressed.size());
      return text;
    }
    text += *piece;
  }
}

}  // namespace

BOOST_AUTO_TEST_CASE(round_trip) {
  for (const std::size_t size : {0u, 1u, 1'000u, 65'536u, 1'000'000u}) {
    std::mt19937_64 random(size);
    std::string text;
    while (text.size() < size) text += static_cast<char>('a' + random() % 5);
    BOOST_TEST((*inflate_all(gzip_text(text)) == text), size);
  }
  BOOST_TEST(*inflate_all(gzip_text("one ") + gzip_text("two")) == "one two");
}

BOOST_AUTO_TEST_CASE(every_cut_is_an_error) {
  const std::string whole = gzip_text("hello hello hello hello hello");
  for (std::size_t length = 0; length < whole.size(); ++length) {
    const auto text = inflate_all(whole.substr(0, length));
    BOOST_TEST(!text.has_value(), length);
    if (!text) BOOST_TEST((text.error().code == ErrorCode::malformed));
  }
}

BOOST_AUTO_TEST_CASE(broken_streams) {
  const std::string whole = gzip_text(std::string(10'000, 'x') + "y");
  for (std::size_t at = 10; at < whole.size(); ++at) {
    std::string broken = whole;
    broken[at] = static_cast<char>(broken[at] ^ 0x55);
    BOOST_TEST(!inflate_all(broken).has_value(), at);
  }
  BOOST_TEST(!inflate_all(whole + "rubbish").has_value());
  Inflater inflater("\x1f\x8bnonsense and more of it", 100);
  BOOST_TEST(!inflater.next().has_value());
  BOOST_TEST(!inflater.next().has_value());  // stays an error
}

BOOST_AUTO_TEST_CASE(a_bomb_stops_at_the_maximum) {
  const std::string bomb = gzip_text(std::string(50'000'000, '\0'));
  BOOST_TEST(bomb.size() < 100'000u);
  const auto text = inflate_all(bomb, 1'000'000);
  BOOST_REQUIRE(!text);
  BOOST_TEST((text.error().code == ErrorCode::refused));
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_SUITE(amazon_tsv)

BOOST_AUTO_TEST_CASE(plain_tables) {
  check_rows("a\tb\n1\t2\n3\t4\n", {"2: 1|2", "3: 3|4"});
  check_rows("a\tb\r\n1\t2\r\n3\t4", {"2: 1|2", "3: 3|4"});
  check_rows("a\tb\n", {});
  check_rows("a\tb", {});
  check_rows(
      "\xef\xbb\xbf"
      "a\tb\n1\t2\n",
      {"2: 1|2"});
  check_rows("a\n1\n\n\r\n2\n", {"2: 1", "5: 2"});
  check_rows("a\tb\n\t\n", {"2: |"});
}

BOOST_AUTO_TEST_CASE(quotes_are_characters) {
  check_rows("a\tb\nKindle Fire HD 7\", Blacktop\t\"x\n\"\t'\n",
             {"2: Kindle Fire HD 7\", Blacktop|\"x", "3: \"|'"});
  check_rows("a\tb\n1\r2\t3\n", {"2: 1\r2|3"});
}

BOOST_AUTO_TEST_CASE(wrong_column_counts_name_the_line) {
  check_rows("a\tb\n1\n1\t2\n1\t2\t3\n", {"2! line 2: has 1 columns where the header has 2", "3: 1|2",
                                          "4! line 4: has 3 columns where the header has 2"});
}

BOOST_AUTO_TEST_CASE(long_lines) {
  const std::string nine = "123456789";
  check_rows("a\n" + nine + "\n" + nine + "0\n" + nine + "01\nx\n",
             {"2: " + nine, "3: " + nine + "0", "4! line 4: is longer than 10 bytes", "5: x"}, 10);
  check_rows("a\n" + std::string(1'000, 'x'), {"2! line 2: is longer than 10 bytes"}, 10);
  check_rows("a\n" + std::string(1'000, 'x') + "\n\ny", {"2! line 2: is longer than 10 bytes", "4: y"}, 10);
}

BOOST_AUTO_TEST_CASE(without_a_header) {
  check_rows("", {"error: the document is empty: it has no header"});
  check_rows("\n1\t2\n", {"error: the document starts with an empty line, not with a header"});
  check_rows(std::string(1'000, 'x') + "\n1\n", {"error: the header line is too long"}, 10);
}

BOOST_AUTO_TEST_CASE(any_chunking_gives_the_same_rows) {
  std::mt19937_64 random(7);
  for (int round = 0; round < 300; ++round) {
    static constexpr std::string_view alphabet = "ab\t\t\n\n\r\"";
    std::string text = "h\ti\n";
    for (int i = 0; i < 60; ++i) text += alphabet[random() % alphabet.size()];
    const auto whole = rows_of(text, 1'000, 8);
    for (const std::size_t chunk : {1u, 2u, 5u, 13u}) {
      BOOST_TEST(rows_of(text, chunk, 8) == whole, boost::test_tools::per_element());
    }
  }
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_SUITE(amazon_listings_codec)

BOOST_AUTO_TEST_CASE(a_merchant_listing) {
  const auto decoded =
      decode_row("Cotton kurta\t0617VTP4TM9\tKURTA-BLU-M\t295.5\t14\tB0EXAMPL01\tDEFAULT\tActive\n");
  const auto& listing = std::get<Listing>(decoded);
  Listing expected;
  expected.integration = 3;
  expected.sku = "KURTA-BLU-M";
  expected.listing_id = "0617VTP4TM9";
  expected.asin = "B0EXAMPL01";
  expected.title = "Cotton kurta";
  expected.fulfilled_by = "MERCHANT";
  expected.channel_status = "Active";
  expected.quantity = 14;
  expected.price = *Money::parse("295.50", "INR");
  BOOST_TEST((listing == expected));
}

BOOST_AUTO_TEST_CASE(absent_is_not_zero) {
  const auto decoded = decode_row("x\t1\tA\t\t\tB0\tAMAZON_IN\tInactive\n");
  const auto& listing = std::get<Listing>(decoded);
  BOOST_TEST(listing.fulfilled_by == "AMAZON");
  BOOST_TEST(!listing.quantity.has_value());
  BOOST_TEST(!listing.price.has_value());
  const auto other = decode_row("x\t1\tA\t1\t0\tB0\tA_CHANNEL_OF_TOMORROW\t\n");
  BOOST_TEST(std::get<Listing>(other).fulfilled_by == "A_CHANNEL_OF_TOMORROW");
  BOOST_TEST(std::get<Listing>(other).quantity.value() == 0);
}

BOOST_AUTO_TEST_CASE(the_sku_is_kept_byte_for_byte) {
  const auto decoded = decode_row("x\t1\t a/b#c+d%e, \"7\"  \t1\t1\tB0\tDEFAULT\t\n");
  BOOST_TEST(std::get<Listing>(decoded).sku == " a/b#c+d%e, \"7\"  ");
}

BOOST_AUTO_TEST_CASE(bad_rows_are_visible) {
  const auto error_of = [](const std::string& row) {
    const auto decoded = decode_row(row);
    BOOST_REQUIRE(std::holds_alternative<Undecodable>(decoded));
    return std::get<Undecodable>(decoded);
  };
  BOOST_TEST(error_of("x\t1\tA\t1\tmany\tB0\tDEFAULT\t\n").error.text() ==
             "line 2.quantity: \"many\" is not a quantity");
  BOOST_TEST(error_of("x\t1\tA\t1\t-1\tB0\tDEFAULT\t\n").error.text() ==
             "line 2.quantity: \"-1\" is not a quantity");
  BOOST_TEST(error_of("x\t1\tA\t1,5\t1\tB0\tDEFAULT\t\n").error.text() ==
             "line 2.price: \"1,5\" is not a price in INR");
  BOOST_TEST(error_of("x\t1\t\t1\t1\tB0\tDEFAULT\t\n").error.text() == "line 2.seller-sku: is empty");
  BOOST_TEST(error_of("x\t1\tA\n").error.text() == "line 2: has 3 columns where the header has 8");
  BOOST_TEST(error_of("x\t1\tA\n").record_id == "line 2");
  BOOST_TEST(error_of("x\t1\tA\t1\tmany\tB0\tDEFAULT\t\n").record_id == "A");
  BOOST_TEST(error_of("x\t1\tA\t1\tmany\tB0\tDEFAULT\t\n").payload == "x\t1\tA\t1\tmany\tB0\tDEFAULT\t");
  BOOST_TEST(error_of("x\t1\tA\xff\t1\t1\tB0\tDEFAULT\t\n").error.field == "line 2.seller-sku");
  BOOST_TEST(error_of(std::string(9'000, 'x') + "\t1\n").payload.size() == 4'096u);
}

BOOST_AUTO_TEST_CASE(charsets) {
  const auto decoded = decode_row("caf\xe9\t1\tA\xe9\t1\t1\tB0\tDEFAULT\t\n", "text/plain; charset=Cp1252");
  BOOST_TEST(std::get<Listing>(decoded).title == "caf\xc3\xa9");
  BOOST_TEST(std::get<Listing>(decoded).sku == "A\xc3\xa9");
  const auto repaired = decode_row("caf\xe9\t1\tA\t1\t1\tB0\tDEFAULT\t\n");
  BOOST_TEST(std::get<Listing>(repaired).title == "caf\xef\xbf\xbd");
}

BOOST_AUTO_TEST_CASE(columns_by_name_in_any_order) {
  const auto listings = decode_report({"new-column\tSeller-SKU\tITEM-NAME\nx\tA\ttitle\n", ""});
  BOOST_TEST(std::get<Listing>(listings.at(0)).sku == "A");
  BOOST_TEST(std::get<Listing>(listings.at(0)).title == "title");
  BOOST_TEST(std::get<Listing>(listings.at(0)).fulfilled_by == "");
  BOOST_TEST(decode_report({"seller-sku\n", ""}).empty());
}

BOOST_AUTO_TEST_CASE(a_missing_column_is_loud) {
  const auto decoder = ListingsDecoder::make({"Artikelname", "H\xe4ndler-SKU"}, Charset::cp1252, "EUR", 1);
  BOOST_REQUIRE(!decoder);
  BOOST_TEST((decoder.error().code == ErrorCode::malformed));
  BOOST_TEST(decoder.error().message.find("seller-sku") != std::string::npos);
  BOOST_TEST(decoder.error().message.find("Artikelname, H\xc3\xa4ndler-SKU") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(without_a_currency_there_is_no_price) {
  const auto listings = decode_report({kHeader + "x\t1\tA\t295.5\t14\tB0\tDEFAULT\tActive\n", ""}, "");
  BOOST_TEST(!std::get<Listing>(listings.at(0)).price.has_value());
}

BOOST_AUTO_TEST_CASE(gzip_and_plain_read_alike) {
  std::string text = kHeader;
  for (int i = 0; i < 5'000; ++i)
    text += "title\t1\tSKU-" + std::to_string(i) + "\t10\t" + std::to_string(i) + "\tB0\tDEFAULT\tActive\r\n";
  const auto plain = decode_report({text, ""});
  const auto zipped = decode_report({gzip_text(text), ""});
  BOOST_TEST(plain.size() == 5'000u);
  BOOST_TEST(zipped.size() == 5'000u);
  BOOST_TEST(std::get<Listing>(zipped.back()).sku == "SKU-4999");
}

BOOST_AUTO_TEST_CASE(progress) {
  std::string text = kHeader;
  for (int i = 0; i < 20'000; ++i)
    text += "title\t1\tSKU-" + std::to_string(i * 7'919) + "\t10\t1\tB0\tDEFAULT\tActive\n";
  for (const auto& body : {text, gzip_text(text)}) {
    ReportRows rows({body, ""});
    TsvRow row;
    int before = 0;
    while (*rows.next(row)) {
      BOOST_REQUIRE(rows.progress_permille() >= before);
      before = rows.progress_permille();
    }
    BOOST_TEST(before == 1'000);
  }
}

BOOST_AUTO_TEST_CASE(a_recorded_report) {
  const auto path = shared_data("recorded/muffin_man/report_document_contents.txt");
  if (path.empty()) {
    BOOST_TEST_MESSAGE("skipped: the recorded data is not here");
    return;
  }
  const auto listings = decode_report({test::read_file(path), "text/plain; charset=UTF-8"}, "USD");
  BOOST_TEST(listings.size() > 5u);
  for (const auto& decoded : listings) {
    const auto* bad = std::get_if<Undecodable>(&decoded);
    BOOST_TEST(bad == nullptr, (bad == nullptr ? "" : bad->error.text() + " in " + bad->payload));
  }
  const auto& first = std::get<Listing>(listings.at(0));
  BOOST_TEST(first.sku == "packaging_asin_gating");
  BOOST_TEST(first.title ==
             "Belkin Classic Case for Kindle Fire HD 7\", Blacktop (will only fit Kindle Fire HD 7\")");
  BOOST_TEST(std::get<Listing>(listings.at(2)).sku == "ARRIS,SB6141");
  BOOST_TEST((first.price == *Money::parse("15", "USD")));
}

BOOST_AUTO_TEST_CASE(places) {
  const ReportPlace place{"50023:018:001", 1'500};
  BOOST_TEST((*ReportPlace::parse(place.token()) == place));
  for (const char* bad : {"", ":", "5", "5:", "x:1", "-1:1", "1.5:1", "99999999999999999999999:1"}) {
    const auto parsed = ReportPlace::parse(bad);
    BOOST_TEST(!parsed.has_value(), bad);
    if (!parsed) BOOST_TEST((parsed.error().code == ErrorCode::conflict));
  }
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace sellerd::amazon
