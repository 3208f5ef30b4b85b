// Notes what a power cut could take from a program that is started with this library preloaded. Whatever the
// program does passes through unchanged; the notes survive its SIGKILL, and power_cut.py reads them.
//
//   SELLERD_TEST_DISK    the directory that is watched; nothing is noted of files elsewhere
//   SELLERD_TEST_NOTES   the file of notes, on the same file system; a directory trash/ lies beside it
//
// A note is a line: a letter, a number or a name in trash/, then paths, all separated by tabs.
//   C 0 PATH        a name is made            O SIZE PATH   an existing file is opened to be written
//   W FROM PATH     its bytes from there on are no longer those on the disk
//   S SIZE PATH     so many bytes are on the disk
//   R TRASH A B     A becomes B               U TRASH PATH  a name is taken away; what it named is in trash/
//   M 0 PATH        a directory is made       X 0 PATH      and removed
//   d NUMBER PATH   a directory is synced     D NUMBER PATH and that is done
// A change is noted before it is made, and what makes it durable after it is done: what is cut in between
// counts as not durable. Bytes that are appended need no note, they lie beyond those that are synced.
#include <fcntl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <cerrno>
#include <climits>
#include <cstdarg>
#include <cstdlib>
#include <string>
#include <string_view>

namespace {

std::string variable(const char* name) {
  const char* text = ::getenv(name);
  return text == nullptr ? std::string() : std::string(text);
}

struct Watch {
  std::string root = variable("SELLERD_TEST_DISK");
  std::string notes = variable("SELLERD_TEST_NOTES");
  std::string trash = notes.substr(0, notes.rfind('/') + 1) + "trash/";
  int file = notes.empty() ? -1
                           : static_cast<int>(::syscall(SYS_openat, AT_FDCWD, notes.c_str(),
                                                        O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600));
  std::atomic<unsigned> count = 0;
};

Watch& watch() {
  static Watch& watch = *new Watch;  // files are closed after the end of main()
  return watch;
}

std::string of_descriptor(int file) {
  std::array<char, PATH_MAX> path{};
  const auto link = "/proc/self/fd/" + std::to_string(file);
  const auto length = ::syscall(SYS_readlinkat, AT_FDCWD, link.c_str(), path.data(), path.size() - 1);
  return length > 0 ? std::string(path.data(), static_cast<std::size_t>(length)) : std::string();
}

std::string full_path(int directory, const char* path) {
  if (path[0] == '/' || directory == AT_FDCWD) return path;
  return of_descriptor(directory) + "/" + path;
}

bool is_watched(const std::string& path) {
  return watch().file >= 0 && path.starts_with(watch().root + "/");
}

void note(char kind, const std::string& argument, const std::string& path, const std::string& second = {}) {
  const std::string line =
      std::string(1, kind) + "\t" + argument + "\t" + path + (second.empty() ? "" : "\t" + second) + "\n";
  const int before = errno;
  ::syscall(SYS_write, watch().file, line.data(), line.size());
  errno = before;
}

bool find(const std::string& path, struct stat& found) {
  return ::syscall(SYS_newfstatat, AT_FDCWD, path.c_str(), &found, AT_SYMLINK_NOFOLLOW) == 0;
}

std::string unique() {
  return std::to_string(::getpid()) + "-" + std::to_string(++watch().count);
}

// Keeps what the name leads to; its name in trash/.
std::string keep(const std::string& path) {
  const auto name = unique();
  ::syscall(SYS_linkat, AT_FDCWD, path.c_str(), AT_FDCWD, (watch().trash + name).c_str(), 0);
  return name;
}

void note_open(int directory, const char* relative, int flags) {
  if ((flags & O_ACCMODE) == O_RDONLY) return;
  const auto path = full_path(directory, relative);
  if (!is_watched(path)) return;
  struct stat found{};
  const int before = errno;
  const bool there = find(path, found);
  errno = before;
  if (!there && (flags & O_CREAT) != 0) note('C', "0", path);
  if (there) note('O', std::to_string(found.st_size), path);
  if (there && (flags & O_TRUNC) != 0) note('W', "0", path);
}

int open_at(int directory, const char* path, int flags, mode_t mode) {
  note_open(directory, path, flags);
  return static_cast<int>(::syscall(SYS_openat, directory, path, flags, mode));
}

void note_change(int file, off_t from) {
  const auto path = of_descriptor(file);
  if (is_watched(path)) note('W', std::to_string(from), path);
}

int sync(int file, long call) {
  const auto path = of_descriptor(file);
  struct stat found{};
  if (!is_watched(path + "/") || ::fstat(file, &found) != 0) return static_cast<int>(::syscall(call, file));
  if (S_ISDIR(found.st_mode)) {
    const auto number = unique();
    note('d', number, path);
    const auto outcome = static_cast<int>(::syscall(call, file));
    if (outcome == 0) note('D', number, path);
    return outcome;
  }
  const auto outcome = static_cast<int>(::syscall(call, file));
  if (outcome == 0) note('S', std::to_string(found.st_size), path);
  return outcome;
}

int rename_at(int from_directory, const char* from, int to_directory, const char* to) {
  const auto source = full_path(from_directory, from);
  const auto target = full_path(to_directory, to);
  if (is_watched(source) && is_watched(target)) note('R', keep(target), source, target);
  return static_cast<int>(::syscall(SYS_renameat, from_directory, from, to_directory, to));
}

int unlink_at(int directory, const char* relative, int flags) {
  const auto path = full_path(directory, relative);
  if (is_watched(path)) {
    const bool whole = (flags & AT_REMOVEDIR) != 0;
    note(whole ? 'X' : 'U', whole ? "0" : keep(path), path);
  }
  return static_cast<int>(::syscall(SYS_unlinkat, directory, relative, flags));
}

int make_directory_at(int directory, const char* relative, mode_t mode) {
  const auto path = full_path(directory, relative);
  struct stat found{};
  const int before = errno;
  if (is_watched(path) && !find(path, found)) note('M', "0", path);
  errno = before;
  return static_cast<int>(::syscall(SYS_mkdirat, directory, relative, mode));
}

mode_t mode_of(int flags, va_list rest) {
  return (flags & (O_CREAT | O_TMPFILE)) != 0 ? va_arg(rest, mode_t) : 0;
}

}  // namespace

extern "C" {

#define SELLERD_OPEN(name)                       \
  int name(const char* path, int flags, ...) {   \
    va_list rest;                                \
    va_start(rest, flags);                       \
    const mode_t mode = mode_of(flags, rest);    \
    va_end(rest);                                \
    return open_at(AT_FDCWD, path, flags, mode); \
  }
#define SELLERD_OPEN_AT(name)                                 \
  int name(int directory, const char* path, int flags, ...) { \
    va_list rest;                                             \
    va_start(rest, flags);                                    \
    const mode_t mode = mode_of(flags, rest);                 \
    va_end(rest);                                             \
    return open_at(directory, path, flags, mode);             \
  }
SELLERD_OPEN(open)
SELLERD_OPEN(open64)
SELLERD_OPEN_AT(openat)
SELLERD_OPEN_AT(openat64)

int __open_2(const char* path, int flags) {
  return open_at(AT_FDCWD, path, flags, 0);
}
int __open64_2(const char* path, int flags) {
  return open_at(AT_FDCWD, path, flags, 0);
}
int creat(const char* path, mode_t mode) {
  return open_at(AT_FDCWD, path, O_WRONLY | O_CREAT | O_TRUNC, mode);
}

ssize_t pwrite(int file, const void* bytes, size_t count, off_t from) {
  note_change(file, from);
  return ::syscall(SYS_pwrite64, file, bytes, count, from);
}
ssize_t pwrite64(int file, const void* bytes, size_t count, off_t from) {
  return pwrite(file, bytes, count, from);
}
int ftruncate(int file, off_t size) noexcept {
  note_change(file, size);
  return static_cast<int>(::syscall(SYS_ftruncate, file, size));
}
int ftruncate64(int file, off_t size) noexcept {
  return ftruncate(file, size);
}

int fsync(int file) {
  return sync(file, SYS_fsync);
}
int fdatasync(int file) {
  return sync(file, SYS_fdatasync);
}

int rename(const char* from, const char* to) noexcept {
  return rename_at(AT_FDCWD, from, AT_FDCWD, to);
}
int renameat(int from_directory, const char* from, int to_directory, const char* to) noexcept {
  return rename_at(from_directory, from, to_directory, to);
}
int unlink(const char* path) noexcept {
  return unlink_at(AT_FDCWD, path, 0);
}
int unlinkat(int directory, const char* path, int flags) noexcept {
  return unlink_at(directory, path, flags);
}
int rmdir(const char* path) noexcept {
  return unlink_at(AT_FDCWD, path, AT_REMOVEDIR);
}
int remove(const char* path) noexcept {
  struct stat found{};
  if (!find(path, found)) return -1;
  return unlink_at(AT_FDCWD, path, S_ISDIR(found.st_mode) ? AT_REMOVEDIR : 0);
}
int mkdir(const char* path, mode_t mode) noexcept {
  return make_directory_at(AT_FDCWD, path, mode);
}
int mkdirat(int directory, const char* path, mode_t mode) noexcept {
  return make_directory_at(directory, path, mode);
}

}  // extern "C"
