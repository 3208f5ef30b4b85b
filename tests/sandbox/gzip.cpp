#include "tests/sandbox/gzip.h"

#include <stdexcept>

namespace sellerd::sandbox {
namespace {

constexpr int kGzipFormat = 16;  // added to the window bits: a gzip header instead of a zlib one
// Nobody keeps what is written here, so it need not be small; and most of it is short, so starting must be
// cheap.
constexpr int kWindowBits = 12;
constexpr int kMemoryLevel = 5;
constexpr std::size_t kChunk = 1u << 14;

}  // namespace

GzipWriter::GzipWriter() {
  const int outcome = deflateInit2(&stream_, Z_BEST_SPEED, Z_DEFLATED, kWindowBits + kGzipFormat,
                                   kMemoryLevel, Z_DEFAULT_STRATEGY);
  if (outcome != Z_OK) throw std::runtime_error("zlib cannot start");
}

GzipWriter::~GzipWriter() {
  deflateEnd(&stream_);
}

void GzipWriter::write(std::string_view text) {
  pending_ += text;
  if (pending_.size() >= kChunk) compress(Z_NO_FLUSH);
}

void GzipWriter::compress(int flush) {
  stream_.next_in = reinterpret_cast<Bytef*>(pending_.data());
  stream_.avail_in = static_cast<uInt>(pending_.size());
  do {
    const std::size_t used = output_.size();
    output_.resize(used + kChunk);
    stream_.next_out = reinterpret_cast<Bytef*>(output_.data() + used);
    stream_.avail_out = static_cast<uInt>(kChunk);
    deflate(&stream_, flush);
    output_.resize(output_.size() - stream_.avail_out);
  } while (stream_.avail_out == 0);
  pending_.clear();
}

std::string GzipWriter::finish() {
  compress(Z_FINISH);
  return std::move(output_);
}

std::string gunzipped(std::string_view packed) {
  z_stream stream{};
  if (inflateInit2(&stream, MAX_WBITS + kGzipFormat) != Z_OK) throw std::runtime_error("zlib cannot start");
  std::string input(packed);
  stream.next_in = reinterpret_cast<Bytef*>(input.data());
  stream.avail_in = static_cast<uInt>(input.size());
  std::string text;
  int outcome = Z_OK;
  while (outcome == Z_OK) {
    const std::size_t used = text.size();
    text.resize(used + kChunk);
    stream.next_out = reinterpret_cast<Bytef*>(text.data() + used);
    stream.avail_out = static_cast<uInt>(kChunk);
    outcome = inflate(&stream, Z_NO_FLUSH);
    text.resize(text.size() - stream.avail_out);
  }
  inflateEnd(&stream);
  if (outcome != Z_STREAM_END) throw std::runtime_error("not a whole gzip member");
  return text;
}

}  // namespace sellerd::sandbox
