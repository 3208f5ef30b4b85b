// Reports: rows do not depend on how the bytes were cut, and no bytes make more of them than there are.
#include <algorithm>
#include <cstdint>
#include <cstdlib>

#include "common/charset.h"
#include "daemon/channel/amazon/inflate.h"
#include "daemon/channel/amazon/listings_codec.h"
#include "daemon/channel/amazon/report_rows.h"

using namespace sellerd;
using namespace sellerd::amazon;

namespace {

constexpr std::size_t kLongestLine = 64;

void require(bool condition) {
  if (!condition) std::abort();
}

struct Table {
  std::vector<std::string> rows;  // of a row: its line number, fields and problem
  bool failed = false;

  friend bool operator==(const Table&, const Table&) = default;
};

std::string shown(const TsvRow& row) {
  std::string text = std::to_string(row.line) + ":" + std::string(row.raw) + "\n";
  for (const auto field : row.fields) text += std::string(field) + "\t";
  return text + (row.problem ? row.problem->text() : "");
}

Table read(std::string_view text, std::size_t chunk) {
  TsvReader reader(kLongestLine);
  Table table;
  TsvRow row;
  const auto take = [&] {
    for (;;) {
      const auto got = reader.next(row);
      table.failed = table.failed || !got;
      if (!got || !*got) return;
      require(row.problem.has_value() || row.fields.size() == reader.header().size());
      table.rows.push_back(shown(row));
    }
  };
  for (std::size_t at = 0; at < text.size() && !table.failed; at += chunk) {
    reader.feed(text.substr(at, chunk));
    take();
  }
  if (!table.failed) {
    reader.finish();
    take();
  }
  return table;
}

void check_listings(const std::string& body, const char* content_type) {
  ReportRows rows({body, content_type});
  const auto header = rows.header();
  if (!header) return;
  const auto decoder = ListingsDecoder::make(*header, *rows.charset(), "INR", 7);
  if (!decoder) return;
  TsvRow row;
  for (auto got = rows.next(row); got && *got; got = rows.next(row)) {
    const auto decoded = decoder->decode(row);
    if (const auto* listing = std::get_if<Listing>(&decoded)) {
      require(!listing->sku.empty() && is_valid_utf8(listing->sku) && is_valid_utf8(listing->title));
    } else {
      const auto& bad = std::get<Undecodable>(decoded);
      require(!bad.record_id.empty() && bad.payload.size() <= 4'096 && is_valid_utf8(bad.payload));
    }
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const std::string text(reinterpret_cast<const char*>(data) + 1, size - 1);
  const std::size_t chunk = 1 + data[0] % 16;
  require(read(text, chunk) == read(text, std::max<std::size_t>(text.size(), 1)));
  check_listings(text, "text/plain; charset=UTF-8");
  check_listings(text, "text/plain; charset=Cp1252");
  Inflater inflater(text, 1 << 20);
  std::uint64_t produced = 0;
  for (auto piece = inflater.next(); piece && !piece->empty(); piece = inflater.next())
    produced += piece->size();
  require(produced <= 1 << 20);
  require(is_valid_utf8(repair_utf8(text)));
  require(repair_utf8(repair_utf8(text)) == repair_utf8(text));
  return 0;
}
