// The rows of a downloaded report, one by one.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "daemon/channel/amazon/document_pieces.h"
#include "daemon/channel/amazon/tsv.h"

namespace sellerd::amazon {

// Holds the document as downloaded, never its whole text. Not movable.
class ReportRows {
 public:
  explicit ReportRows(Document document) : pieces_(std::move(document)) {}

  // False at the end. The row's views last until the next call. Errors: malformed, refused (inflate.h,
  // tsv.h).
  Result<bool> next(TsvRow& row);

  // Reads up to the header, which may be all there is. Error: malformed.
  Result<std::vector<std::string>> header();

  // Back to before the first row. Views of rows that were handed out become invalid.
  void rewind();

  Result<Charset> charset() const { return pieces_.charset(); }

  // How much of the document has been read, 0 to 1000.
  int progress_permille() const { return pieces_.progress_permille(); }

 private:
  DocumentPieces pieces_;
  TsvReader table_;
  TsvRow ahead_;  // read on the way to the header
  bool has_ahead_ = false;
};

}  // namespace sellerd::amazon
