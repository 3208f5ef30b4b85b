#include "daemon/channel/amazon/inflate.h"

#include <new>

namespace sellerd::amazon {
namespace {

constexpr int kGzipOnly = 16 + MAX_WBITS;
constexpr std::size_t kPiece = 64 * 1024;

}  // namespace

bool is_gzip(std::string_view bytes) {
  return bytes.starts_with("\x1f\x8b");
}

Inflater::Inflater(std::string_view compressed, std::uint64_t maximum_output)
    : compressed_(compressed), maximum_output_(maximum_output), piece_(kPiece, '\0') {
  if (inflateInit2(&stream_, kGzipOnly) != Z_OK) throw std::bad_alloc();
  stream_.next_in =
      reinterpret_cast<Bytef*>(const_cast<char*>(compressed.data()));  // zlib does not write to it
  stream_.avail_in = static_cast<uInt>(compressed.size());
}

Inflater::~Inflater() {
  inflateEnd(&stream_);
}

Result<std::string_view> Inflater::fail(ErrorCode code, std::string message) {
  failed_ = true;
  failure_ = make_error(code, std::move(message));
  return failure_;
}

Result<std::string_view> Inflater::next() {
  if (failed_) return failure_;
  std::size_t length = 0;
  while (length == 0) {
    if (at_end_) {
      if (stream_.avail_in == 0) return std::string_view();
      inflateReset(&stream_);  // a gzip file may have several members; their contents follow each other
      at_end_ = false;
    }
    stream_.next_out = reinterpret_cast<Bytef*>(piece_.data());
    stream_.avail_out = kPiece;
    const int result = inflate(&stream_, Z_NO_FLUSH);
    length = kPiece - stream_.avail_out;
    at_end_ = result == Z_STREAM_END;
    if (result == Z_BUF_ERROR || (result == Z_OK && length == 0 && stream_.avail_in == 0)) {
      return fail(ErrorCode::malformed, "the compressed document breaks off before its end");
    }
    if (result != Z_OK && !at_end_) return fail(ErrorCode::malformed, "the compressed document is broken");
  }
  produced_ += length;
  if (produced_ > maximum_output_) {
    return fail(ErrorCode::refused,
                "the document unpacks to more than " + std::to_string(maximum_output_) + " bytes");
  }
  return std::string_view(piece_).substr(0, length);
}

}  // namespace sellerd::amazon
