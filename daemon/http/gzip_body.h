// Undoes "content-encoding: gzip" of a body that arrives in pieces. libcurl could do it, but it takes a
// compressed body that ends too early for a whole one (seen with 7.88); here that is an error.
#pragma once

#include <zlib.h>

#include <string>
#include <string_view>

namespace sellerd::http {

class GzipBody {
 public:
  enum class Outcome { good, too_long, broken };

  GzipBody();
  ~GzipBody();
  GzipBody(const GzipBody&) = delete;
  GzipBody& operator=(const GzipBody&) = delete;

  // Appends what comes out to `body`, which never grows beyond `maximum`.
  Outcome feed(std::string_view compressed, std::string& body, std::size_t maximum);

  // The stream has been read to its end, or there was none at all.
  bool complete() const { return at_end_ || !begun_; }

 private:
  z_stream stream_{};
  bool begun_ = false;
  bool at_end_ = false;
};

}  // namespace sellerd::http
