#include "ctl/output_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <filesystem>
#include <system_error>

#include "ctl/text.h"

namespace sellerd::ctl {

Error OutputFile::exists() const {
  return make_error(ErrorCode::invalid_argument, path_ + " exists", option_, "add --force");
}

Error OutputFile::unwritable(ErrorCode code) const {
  return make_error(code, "cannot write " + path_ + ": " + system_reason(errno), option_);
}

Result<void> OutputFile::check() const {
  struct stat facts{};
  if (!is_standard_output() && !force_ && ::stat(path_.c_str(), &facts) == 0) return exists();
  return {};
}

Result<void> OutputFile::write_all(int descriptor, std::string_view text) const {
  while (!text.empty()) {
    const auto written = ::write(descriptor, text.data(), text.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) {
      auto error = unwritable(ErrorCode::storage);
      ::close(descriptor);
      return error;
    }
    text.remove_prefix(static_cast<std::size_t>(written));
  }
  return ::close(descriptor) == 0 ? Result<void>() : Result<void>(unwritable(ErrorCode::storage));
}

// The file beside it becomes it once it is whole.
Result<void> OutputFile::put_in_place(const std::string& part) const {
  if (force_) {
    return std::rename(part.c_str(), path_.c_str()) == 0 ? Result<void>()
                                                         : Result<void>(unwritable(ErrorCode::storage));
  }
  if (::renameat2(AT_FDCWD, part.c_str(), AT_FDCWD, path_.c_str(), RENAME_NOREPLACE) == 0) return {};
  if (errno == EEXIST) return exists();
  if (errno != EINVAL && errno != ENOSYS) return unwritable(ErrorCode::storage);
  // A file system that cannot do both at once.
  if (auto free = check(); !free) return free;
  return std::rename(part.c_str(), path_.c_str()) == 0 ? Result<void>()
                                                       : Result<void>(unwritable(ErrorCode::storage));
}

// Half an export must not pass for a whole one, nor cost the one before. What is no file (a pipe, a terminal)
// is written as it is.
Result<void> OutputFile::write(std::string_view text) const {
  if (auto free = check(); !free) return free;
  std::error_code ignored;
  const auto kind = std::filesystem::status(path_, ignored).type();
  const bool is_file = kind == std::filesystem::file_type::regular ||
                       kind == std::filesystem::file_type::not_found ||
                       kind == std::filesystem::file_type::none;
  const auto target = is_file ? path_ + "." + std::to_string(::getpid()) + ".part" : path_;
  const int descriptor =
      ::open(target.c_str(), O_WRONLY | O_CLOEXEC | (is_file ? O_CREAT | O_EXCL : 0), 0666);
  if (descriptor < 0) return unwritable(ErrorCode::invalid_argument);
  auto written = write_all(descriptor, text);
  if (!is_file) return written;
  if (written) written = put_in_place(target);
  if (!written) ::unlink(target.c_str());
  return written;
}

}  // namespace sellerd::ctl
