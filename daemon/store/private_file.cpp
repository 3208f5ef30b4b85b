#include "daemon/store/private_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <sys/xattr.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdint>
#include <cstring>

namespace sellerd::store {
namespace {

class Descriptor {
 public:
  explicit Descriptor(int number) : number_(number) {}
  ~Descriptor() {
    if (number_ >= 0) ::close(number_);
  }
  Descriptor(const Descriptor&) = delete;
  int number() const { return number_; }

 private:
  int number_;
};

Error file_error(const std::filesystem::path& file, std::string_view doing, std::string_view what) {
  return make_error(ErrorCode::storage,
                    std::string(doing) + " " + std::string(what) + ": " + std::strerror(errno),
                    file.string());
}

bool write_all(int file, std::string_view content) {
  while (!content.empty()) {
    const auto count = ::write(file, content.data(), content.size());
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) return false;
    content.remove_prefix(static_cast<std::size_t>(count));
  }
  return true;
}

bool read_all(int file, std::string& content) {
  for (std::size_t done = 0; done < content.size();) {
    const auto count = ::read(file, content.data() + done, content.size() - done);
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) return false;
    done += static_cast<std::size_t>(count);
  }
  return true;
}

// One right of an access control list, as the kernel tells it (after a version number of four bytes).
struct AccessEntry {
  std::uint16_t who;
  std::uint16_t rights;
  std::uint32_t user;
};
constexpr std::size_t kAccessHeader = 4;
constexpr std::uint16_t kOwner = 0x01;
constexpr std::uint16_t kUser = 0x02;
constexpr std::uint16_t kMask = 0x10;

// The service manager gives its credentials to the daemon's user by such a list; the group's bits of the mode
// are then the list's mask and no right of the group.
bool list_admits_others(int file) {
  std::array<char, 1024> list{};
  const auto length = ::fgetxattr(file, "system.posix_acl_access", list.data(), list.size());
  if (length < static_cast<ssize_t>(kAccessHeader + sizeof(AccessEntry))) return true;
  const auto end = static_cast<std::size_t>(length);
  for (std::size_t place = kAccessHeader; place + sizeof(AccessEntry) <= end; place += sizeof(AccessEntry)) {
    AccessEntry entry{};
    std::memcpy(&entry, list.data() + place, sizeof entry);
    const bool ours =
        entry.who == kOwner || entry.who == kMask || (entry.who == kUser && entry.user == ::geteuid());
    if (!ours && entry.rights != 0) return true;
  }
  return false;
}

bool admits_others(int file, mode_t mode) {
  return (mode & 0007) != 0 || ((mode & 0070) != 0 && list_admits_others(file));
}

// Only with `sync` does it outlast a power cut.
Result<void> replace_file(const std::filesystem::path& file, std::string_view what, std::string_view content,
                          mode_t mode, bool sync) {
  const auto fresh = prepared_file(file);
  {
    const Descriptor target(
        ::open(fresh.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0600));
    if (target.number() < 0) return file_error(fresh, "cannot create", what);
    // The process's mask does not count, nor what a file that was left behind allowed.
    if (::fchmod(target.number(), mode) != 0 || !write_all(target.number(), content) ||
        (sync && ::fsync(target.number()) != 0))
      return file_error(fresh, "cannot write", what);
  }
  if (::rename(fresh.c_str(), file.c_str()) != 0) return file_error(file, "cannot write", what);
  return {};
}

}  // namespace

Result<std::optional<std::string>> read_private_file(const std::filesystem::path& file, std::string_view what,
                                                     std::size_t longest) {
  const Descriptor source(::open(file.c_str(), O_RDONLY | O_CLOEXEC));
  if (source.number() < 0 && errno == ENOENT) return std::optional<std::string>();
  struct stat information{};
  if (source.number() < 0 || ::fstat(source.number(), &information) != 0)
    return file_error(file, "cannot read", what);
  if (admits_others(source.number(), information.st_mode)) {
    return make_error(ErrorCode::not_permitted, "others may read " + std::string(what), file.string(),
                      "chmod 600 " + file.string());
  }
  if (information.st_size < 0 || static_cast<std::uintmax_t>(information.st_size) > longest)
    return make_error(ErrorCode::corrupt, std::string(what) + " is too long", file.string());
  std::string content(static_cast<std::size_t>(information.st_size), '\0');
  if (!read_all(source.number(), content)) return file_error(file, "cannot read", what);
  return std::optional(std::move(content));
}

Result<void> write_private_file(const std::filesystem::path& file, std::string_view what,
                                std::string_view content) {
  if (auto replaced = replace_file(file, what, content, 0600, /*sync=*/true); !replaced) return replaced;
  return sync_directory(file.parent_path());
}

Result<void> make_directories(const std::filesystem::path& path, mode_t mode) {
  constexpr mode_t kAsTheMaskSays = 0777;
  const auto whole = std::filesystem::absolute(path).lexically_normal();
  // "a/" is "a".
  const auto directory = whole.has_filename() ? whole : whole.parent_path();
  if (directory == directory.root_path()) return {};
  const auto parent = directory.parent_path();
  std::error_code unknown;
  if (std::filesystem::is_directory(directory, unknown)) {
    // A start that was cut may have made it and not its name durable. Where we may not read, we have made
    // nothing.
    [[maybe_unused]] const auto durable = sync_directory(parent);
    return {};
  }
  if (auto made = make_directories(parent, kAsTheMaskSays); !made) return made;
  if (::mkdir(directory.c_str(), mode) != 0 && errno != EEXIST)
    return file_error(directory, "cannot make", "the directory");
  return sync_directory(parent);
}

Result<void> sync_directory(const std::filesystem::path& path) {
  const Descriptor directory(::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (directory.number() < 0 || ::fsync(directory.number()) != 0)
    return file_error(path, "cannot sync", "the directory");
  return {};
}

Result<void> write_open_file(const std::filesystem::path& file, std::string_view what,
                             std::string_view content) {
  return replace_file(file, what, content, 0644, /*sync=*/false);
}

std::filesystem::path prepared_file(const std::filesystem::path& file) {
  auto fresh = file;
  fresh += ".new";
  return fresh;
}

}  // namespace sellerd::store
