#include "tests/sandbox/input_file.h"

#include <sys/wait.h>

namespace sellerd::sandbox {
namespace {

// For the shell that popen starts: inside single quotes only the single quote itself is special.
std::string shell_quoted(const std::string& text) {
  std::string quoted = "'";
  for (const char c : text) {
    if (c == '\'') {
      quoted += "'\\''";
    } else {
      quoted += c;
    }
  }
  return quoted + "'";
}

constexpr int kShellCannotFindProgram = 127;

}  // namespace

Result<InputFile> InputFile::open(const std::string& path) {
  std::FILE* file = std::fopen(path.c_str(), "rb");
  if (file == nullptr) return make_error(ErrorCode::not_found, "the file cannot be opened", path);
  if (!path.ends_with(".xz")) return InputFile(file, false, path);
  std::fclose(file);
  std::FILE* pipe = popen(("xz -dc -- " + shell_quoted(path) + " 2>/dev/null").c_str(), "r");
  if (pipe == nullptr) return make_error(ErrorCode::unavailable, "xz cannot be started", path);
  return InputFile(pipe, true, path);
}

std::size_t InputFile::read(char* buffer, std::size_t size) {
  return std::fread(buffer, 1, size, file_.get());
}

Result<> InputFile::finish() {
  if (std::ferror(file_.get()) != 0)
    return make_error(ErrorCode::unavailable, "the file cannot be read", path_);
  if (!file_.get_deleter().pipe) return {};
  const int outcome = pclose(file_.release());
  if (WIFEXITED(outcome) && WEXITSTATUS(outcome) == 0) return {};
  if (WIFEXITED(outcome) && WEXITSTATUS(outcome) == kShellCannotFindProgram) {
    return make_error(ErrorCode::unavailable,
                      "the program xz, which decompresses this file, is not installed", path_,
                      "apt-get install xz-utils, or unpack the file yourself");
  }
  return make_error(ErrorCode::malformed, "xz could not decompress the file", path_);
}

}  // namespace sellerd::sandbox
