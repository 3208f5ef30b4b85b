// Compresses text as it is made, so that a report of a million rows never stands in memory as text.
#pragma once

#include <zlib.h>

#include <string>
#include <string_view>

namespace sellerd::sandbox {

class GzipWriter {
 public:
  GzipWriter();
  ~GzipWriter();
  GzipWriter(const GzipWriter&) = delete;
  GzipWriter& operator=(const GzipWriter&) = delete;

  void write(std::string_view text);

  // The whole gzip member, the same bytes for the same text. Nothing may be written afterwards.
  std::string finish();

 private:
  void compress(int flush);

  z_stream stream_{};
  std::string pending_;  // text not yet handed to zlib
  std::string output_;
};

// The text of a whole gzip member; throws for anything else.
std::string gunzipped(std::string_view packed);

}  // namespace sellerd::sandbox
