#include "daemon/http/gzip_body.h"

#include <new>

namespace sellerd::http {
namespace {

constexpr int kGzipOnly = 16 + MAX_WBITS;
constexpr std::size_t kPiece = 32 * 1024;

}  // namespace

GzipBody::GzipBody() {
  if (inflateInit2(&stream_, kGzipOnly) != Z_OK) throw std::bad_alloc();
}

GzipBody::~GzipBody() {
  inflateEnd(&stream_);
}

GzipBody::Outcome GzipBody::feed(std::string_view compressed, std::string& body, std::size_t maximum) {
  begun_ = begun_ || !compressed.empty();
  stream_.next_in =
      reinterpret_cast<Bytef*>(const_cast<char*>(compressed.data()));  // zlib does not write to it
  stream_.avail_in = static_cast<uInt>(compressed.size());
  while (stream_.avail_in > 0) {
    // A gzip file may have several members; their contents follow each other.
    if (at_end_ && inflateReset(&stream_) != Z_OK) return Outcome::broken;
    at_end_ = false;
    char piece[kPiece];
    do {
      stream_.next_out = reinterpret_cast<Bytef*>(piece);
      stream_.avail_out = kPiece;
      const int result = inflate(&stream_, Z_NO_FLUSH);
      if (result != Z_OK && result != Z_STREAM_END && result != Z_BUF_ERROR) return Outcome::broken;
      const std::size_t produced = kPiece - stream_.avail_out;
      if (produced > maximum - body.size()) return Outcome::too_long;
      body.append(piece, produced);
      at_end_ = result == Z_STREAM_END;
    } while (!at_end_ && stream_.avail_out == 0);
  }
  return Outcome::good;
}

}  // namespace sellerd::http
