#include "ctl/client.h"

#include <grp.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <utility>

#include "ctl/text.h"

namespace sellerd::ctl {
namespace {

// Of one read. Lists come in many replies, so a large one saves calls of the kernel.
constexpr std::size_t kReadSize = 64u << 10;

// Whose members may use the socket; the package's group where that cannot be seen.
std::string group_of(const std::filesystem::path& path) {
  struct stat facts{};
  if (::stat(path.c_str(), &facts) != 0 || facts.st_gid == 0) return "sellerd";
  const auto* group = ::getgrgid(facts.st_gid);
  return group != nullptr ? group->gr_name : "sellerd";
}

Error cannot_connect(const std::filesystem::path& path, int number) {
  if (number == EACCES || number == EPERM) {
    return make_error(ErrorCode::not_permitted, "not permitted to use the socket " + path.string(), {},
                      "sudo adduser $USER " + group_of(path) + ", then log in again");
  }
  const std::string start = "sellerd &";
  const std::string service = "sudo systemctl start sellerd";
  const bool is_system = path.native().starts_with("/run/sellerd/");
  return make_error(ErrorCode::unavailable,
                    "sellerd does not run, or elsewhere: cannot reach it at " + path.string() + ": " +
                        system_reason(number),
                    {}, is_system ? service + ", or without the package: " + start : start);
}

constexpr std::string_view kLook = "again, and look at the daemon's log: journalctl -u sellerd";

Error hung_up() {
  return make_error(ErrorCode::unavailable, "sellerd closed the connection before its answer was complete",
                    {}, std::string(kLook));
}

Error broken(int number) {
  if (number == EPIPE || number == ECONNRESET) return hung_up();
  return make_error(ErrorCode::unavailable, "the connection to sellerd broke: " + system_reason(number), {},
                    std::string(kLook));
}

}  // namespace

Result<Client> Client::connect(const std::filesystem::path& path) {
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  const std::string& text = path.native();
  if (text.empty() || text.size() >= sizeof address.sun_path) {
    return make_error(ErrorCode::invalid_argument,
                      "must have 1 to " + std::to_string(sizeof address.sun_path - 1) + " bytes",
                      "socket path");
  }
  std::memcpy(address.sun_path, text.data(), text.size());
  Client client(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0));
  if (client.descriptor_ < 0) return cannot_connect(path, errno);
  if (::connect(client.descriptor_, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) {
    return cannot_connect(path, errno);
  }
  return client;
}

Client::~Client() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

Client::Client(Client&& other) noexcept
    : descriptor_(std::exchange(other.descriptor_, -1)), reader_(std::move(other.reader_)) {}

Client& Client::operator=(Client&& other) noexcept {
  std::swap(descriptor_, other.descriptor_);
  std::swap(reader_, other.reader_);
  return *this;
}

Result<void> Client::send(const varlink::Call& call) {
  const std::string bytes = varlink::frame(varlink::write_call(call));
  if (bytes.size() > varlink::kMaximumMessage) {
    return make_error(ErrorCode::invalid_argument,
                      "the call is longer than " + std::to_string(varlink::kMaximumMessage) + " bytes");
  }
  std::string_view rest = bytes;
  while (!rest.empty()) {
    const auto sent = ::send(descriptor_, rest.data(), rest.size(), MSG_NOSIGNAL);
    if (sent < 0 && errno == EINTR) continue;
    // What sellerd said before it hung up can still be read.
    if (sent < 0 && errno == EPIPE) return {};
    if (sent < 0) return broken(errno);
    rest.remove_prefix(static_cast<std::size_t>(sent));
  }
  return {};
}

Result<varlink::Reply> Client::receive() {
  for (;;) {
    auto reply = buffered();
    if (!reply) return reply.error();
    if (*reply) return std::move(**reply);
    if (auto read = read_more(); !read) return read.error();
  }
}

Result<std::optional<varlink::Reply>> Client::receive_within(Duration limit) {
  for (;;) {
    auto reply = buffered();
    if (!reply || *reply) return reply;
    pollfd waiting{descriptor_, POLLIN, 0};
    const int ready = ::poll(&waiting, 1, static_cast<int>(limit.count()));
    if (ready < 0 && errno != EINTR) return broken(errno);
    if (ready <= 0) return std::optional<varlink::Reply>{};
    if (auto read = read_more(); !read) return read.error();
  }
}

Result<std::optional<varlink::Reply>> Client::buffered() {
  auto message = reader_.next();
  if (!message) return message.error();
  if (!*message) return std::optional<varlink::Reply>{};
  auto reply = varlink::parse_reply(**message);
  if (!reply) return reply.error();
  return std::optional(std::move(*reply));
}

Result<void> Client::read_more() {
  char buffer[kReadSize];
  const auto got = ::recv(descriptor_, buffer, sizeof buffer, 0);
  if (got < 0 && errno == EINTR) return {};
  if (got < 0) return broken(errno);
  if (got == 0) return hung_up();
  reader_.feed(std::string_view(buffer, static_cast<std::size_t>(got)));
  return {};
}

}  // namespace sellerd::ctl
