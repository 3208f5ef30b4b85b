#include "daemon/channel/amazon/report_rows.h"

namespace sellerd::amazon {

void ReportRows::rewind() {
  pieces_.rewind();
  table_ = TsvReader();
  has_ahead_ = false;
}

Result<bool> ReportRows::next(TsvRow& row) {
  if (has_ahead_) {
    has_ahead_ = false;
    row = std::move(ahead_);
    return true;
  }
  for (;;) {
    auto got = table_.next(row);
    if (got && *got) pieces_.row_read();
    if (!got || *got) return got;
    const auto piece = pieces_.next();
    if (!piece) return piece.error();
    if (!piece->empty()) {
      table_.feed(*piece);
      continue;
    }
    table_.finish();
    return table_.next(row);
  }
}

Result<std::vector<std::string>> ReportRows::header() {
  if (table_.header().empty()) {
    const auto got = next(ahead_);
    if (!got) return got.error();
    has_ahead_ = *got;
  }
  return table_.header();
}

}  // namespace sellerd::amazon
