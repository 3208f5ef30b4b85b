#include "daemon/channel/amazon/document.h"

#include "daemon/channel/amazon/inflate.h"

namespace sellerd::amazon {

Result<std::string> unpacked(const Document& document, std::uint64_t maximum) {
  if (!is_gzip(document.body)) return document.body;
  Inflater inflater(document.body, maximum);
  std::string text;
  for (;;) {
    const auto piece = inflater.next();
    if (!piece) return piece.error();
    if (piece->empty()) return text;
    text += *piece;
  }
}

}  // namespace sellerd::amazon
