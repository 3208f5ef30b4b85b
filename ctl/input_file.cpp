#include "ctl/input_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>

#include "ctl/text.h"

namespace sellerd::ctl {
namespace {

// Closes the descriptor at the end of the scope.
struct OpenFile {
  int descriptor;
  ~OpenFile() {
    if (descriptor >= 0) ::close(descriptor);
  }
};

Error unreadable(const std::string& path) {
  return make_error(ErrorCode::invalid_argument, "cannot read " + path + ": " + system_reason(errno));
}

Error too_large(std::size_t limit) {
  return make_error(ErrorCode::invalid_argument,
                    "is larger than " + grouped(static_cast<std::int64_t>(limit)) + " bytes");
}

Result<InputText> read_file(const std::string& path, std::size_t limit) {
  const OpenFile file{::open(path.c_str(), O_RDONLY | O_CLOEXEC)};
  struct stat facts{};
  if (file.descriptor < 0 || ::fstat(file.descriptor, &facts) != 0) return unreadable(path);
  InputText result;
  // A pipe such as <(...) has no other readers to warn about.
  result.exposed = S_ISREG(facts.st_mode) && (facts.st_mode & (S_IRGRP | S_IROTH)) != 0;
  char buffer[4096];
  for (;;) {
    const auto got = ::read(file.descriptor, buffer, sizeof buffer);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return unreadable(path);
    if (got == 0) return result;
    result.text.append(buffer, static_cast<std::size_t>(got));
    if (result.text.size() > limit) return too_large(limit);
  }
}

Result<InputText> read_stream(std::istream& in, std::size_t limit) {
  InputText result;
  char buffer[4096];
  while (in.read(buffer, sizeof buffer), in.gcount() > 0) {
    result.text.append(buffer, static_cast<std::size_t>(in.gcount()));
    if (result.text.size() > limit) return too_large(limit);
  }
  return result;
}

}  // namespace

Result<InputText> read_input(const std::string& path, std::istream& in, std::size_t limit) {
  return path == "-" ? read_stream(in, limit) : read_file(path, limit);
}

}  // namespace sellerd::ctl
