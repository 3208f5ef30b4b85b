#include "daemon/channel/amazon/document_pieces.h"

namespace sellerd::amazon {
namespace {

constexpr std::uint64_t kMaximumText = 4ull << 30;
constexpr std::size_t kPlainPiece = 64 * 1024;

}  // namespace

DocumentPieces::DocumentPieces(Document document) : document_(std::move(document)) {
  rewind();
}

void DocumentPieces::rewind() {
  if (is_gzip(document_.body)) inflater_ = std::make_unique<Inflater>(document_.body, kMaximumText);
  plain_read_ = 0;
  since_row_ = 0;
}

Result<std::string_view> DocumentPieces::next() {
  if (since_row_ > kMostBetweenRows) {
    return make_error(ErrorCode::refused, "the document has more than " + std::to_string(kMostBetweenRows) +
                                              " bytes without a row");
  }
  auto piece = inflater_ ? inflater_->next() : plain_piece();
  if (piece) since_row_ += piece->size();
  return piece;
}

Result<std::string_view> DocumentPieces::plain_piece() {
  const auto piece = std::string_view(document_.body).substr(plain_read_, kPlainPiece);
  plain_read_ += piece.size();
  return piece;
}

int DocumentPieces::progress_permille() const {
  const std::uint64_t size = document_.body.size();
  if (size == 0) return 1000;
  const std::uint64_t read = inflater_ ? inflater_->consumed() : plain_read_;
  return static_cast<int>(read * 1000 / size);
}

}  // namespace sellerd::amazon
