// The text of a document piece by piece, unpacked on the way: it is never held as a whole.
#pragma once

#include <cstdint>
#include <memory>
#include <string_view>

#include "common/charset.h"
#include "daemon/channel/amazon/document.h"
#include "daemon/channel/amazon/inflate.h"

namespace sellerd::amazon {

// Holds the document as downloaded. Not movable: it points into itself.
class DocumentPieces {
 public:
  explicit DocumentPieces(Document document);
  DocumentPieces(const DocumentPieces&) = delete;
  DocumentPieces& operator=(const DocumentPieces&) = delete;

  // The next piece, valid until the next call; empty at the end. Errors: malformed, refused (inflate.h).
  Result<std::string_view> next();

  // A row has come. More text than this without one is refused by next(): it could be gigabytes, unpacked of
  // a few kilobytes, and nobody else would get the event loop meanwhile.
  static constexpr std::size_t kMostBetweenRows = 8u << 20;
  void row_read() { since_row_ = 0; }

  // Back to the beginning.
  void rewind();

  // As the download said it. Error: malformed (charset.h).
  Result<Charset> charset() const { return charset_of(document_.content_type); }

  // How much of the document has been read, 0 to 1000.
  int progress_permille() const;

 private:
  Result<std::string_view> plain_piece();

  Document document_;
  std::unique_ptr<Inflater> inflater_;  // null for a plain document
  std::size_t plain_read_ = 0;
  std::size_t since_row_ = 0;
};

}  // namespace sellerd::amazon
