#include "daemon/data_directory.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <utility>

#include "daemon/store/private_file.h"

namespace sellerd {
namespace {

Error file_error(const std::filesystem::path& path, std::string_view doing) {
  return make_error(ErrorCode::storage, std::string(doing) + ": " + std::strerror(errno), path.string());
}

}  // namespace

Result<DataDirectory> DataDirectory::open(const std::filesystem::path& path) {
  if (auto made = store::make_directories(path, 0700); !made) return made.error();
  const auto file = path / "sellerd.lock";
  const int lock = ::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (lock < 0) return file_error(file, "cannot open the lock");
  if (::flock(lock, LOCK_EX | LOCK_NB) != 0) {
    const int reason = errno;
    char holder[32] = {};
    const auto length = ::read(lock, holder, sizeof holder - 1);
    ::close(lock);
    if (reason != EWOULDBLOCK)
      return make_error(ErrorCode::storage, "cannot lock the data directory", path.string());
    const std::string process = length > 0 ? " (process " + std::string(holder) + ")" : "";
    return make_error(ErrorCode::conflict, "another sellerd" + process + " uses this data directory",
                      path.string(),
                      "sellerctl status asks it; sellerd --data-dir DIRECTORY keeps other books beside it");
  }
  const std::string own = std::to_string(::getpid());
  // The number is only for the message above; the lock itself needs no content.
  if (::ftruncate(lock, 0) != 0 || ::write(lock, own.data(), own.size()) < 0) {
    auto error = file_error(file, "cannot write to the data directory");
    ::close(lock);
    return error;
  }
  return DataDirectory(path, lock);
}

DataDirectory::DataDirectory(DataDirectory&& other) noexcept
    : path_(std::move(other.path_)), lock_(std::exchange(other.lock_, -1)) {}

DataDirectory::~DataDirectory() {
  if (lock_ >= 0) ::close(lock_);
}

}  // namespace sellerd
