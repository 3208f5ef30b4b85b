#include "daemon/channel/amazon/report_rows.h"

#include <algorithm>

namespace sellerd::amazon {
namespace {

constexpr std::uint64_t kMaximumText = 4ull << 30;
constexpr std::size_t kPlainPiece = 64 * 1024;

}  // namespace

ReportRows::ReportRows(Document document) : document_(std::move(document)) {
  rewind();
}

void ReportRows::rewind() {
  if (is_gzip(document_.body)) inflater_ = std::make_unique<Inflater>(document_.body, kMaximumText);
  plain_read_ = 0;
  table_ = TsvReader();
  has_ahead_ = false;
}

Result<std::string_view> ReportRows::next_piece() {
  if (inflater_) return inflater_->next();
  const auto piece = std::string_view(document_.body).substr(plain_read_, kPlainPiece);
  plain_read_ += piece.size();
  return piece;
}

Result<bool> ReportRows::next(TsvRow& row) {
  if (has_ahead_) {
    has_ahead_ = false;
    row = std::move(ahead_);
    return true;
  }
  for (;;) {
    const auto got = table_.next(row);
    if (!got || *got) return got;
    const auto piece = next_piece();
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

int ReportRows::progress_permille() const {
  const std::uint64_t size = document_.body.size();
  if (size == 0) return 1000;
  const std::uint64_t read = inflater_ ? inflater_->consumed() : plain_read_;
  return static_cast<int>(read * 1000 / size);
}

}  // namespace sellerd::amazon
