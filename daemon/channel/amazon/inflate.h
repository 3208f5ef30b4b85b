// Unpacks gzip piece by piece, so that a report is never held as a whole in its unpacked form.
#pragma once

#include <zlib.h>

#include <cstdint>
#include <string>
#include <string_view>

#include "common/error.h"

namespace sellerd::amazon {

bool is_gzip(std::string_view bytes);

class Inflater {
 public:
  // `compressed` must outlive the inflater. More than `maximum_output` bytes in all is an error: a few
  // kilobytes can unpack to gigabytes.
  Inflater(std::string_view compressed, std::uint64_t maximum_output);
  ~Inflater();
  Inflater(const Inflater&) = delete;
  Inflater& operator=(const Inflater&) = delete;

  // The next piece, valid until the next call; empty at the end. Errors: malformed when the stream is broken,
  // cut, or followed by something else; refused beyond the maximum. After an error every call gives it again.
  Result<std::string_view> next();

  std::uint64_t consumed() const { return compressed_.size() - stream_.avail_in; }

 private:
  Result<std::string_view> fail(ErrorCode code, std::string message);

  std::string_view compressed_;
  std::uint64_t maximum_output_;
  std::uint64_t produced_ = 0;
  z_stream stream_{};
  std::string piece_;
  bool at_end_ = false;
  Error failure_;
  bool failed_ = false;
};

}  // namespace sellerd::amazon
