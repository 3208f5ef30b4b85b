// The rows of a downloaded report, one by one.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "daemon/channel/amazon/charset.h"
#include "daemon/channel/amazon/document.h"
#include "daemon/channel/amazon/inflate.h"
#include "daemon/channel/amazon/tsv.h"

namespace sellerd::amazon {

// Holds the document as downloaded, never its whole text. Not movable: it points into itself.
class ReportRows {
 public:
  explicit ReportRows(Document document);

  // False at the end. The row's views last until the next call. Errors: malformed, refused (inflate.h,
  // tsv.h).
  Result<bool> next(TsvRow& row);

  // Reads up to the header, which may be all there is. Error: malformed.
  Result<std::vector<std::string>> header();

  // Back to before the first row. Views of rows that were handed out become invalid.
  void rewind();

  Result<Charset> charset() const { return charset_of(document_.content_type); }

  // How much of the document has been read, 0 to 1000.
  int progress_permille() const;

 private:
  Result<std::string_view> next_piece();

  Document document_;
  std::unique_ptr<Inflater> inflater_;  // null for a plain document
  std::size_t plain_read_ = 0;
  TsvReader table_;
  TsvRow ahead_;  // read on the way to the header
  bool has_ahead_ = false;
};

}  // namespace sellerd::amazon
