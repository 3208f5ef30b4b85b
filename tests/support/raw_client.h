// A client that sends bytes as they are, for what no well-behaved client does.
#pragma once

#include <poll.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <cstring>
#include <stdexcept>
#include <string>
#include <string_view>

namespace sellerd::test {

class RawClient {
 public:
  explicit RawClient(const std::string& path) : socket_(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    std::strncpy(address.sun_path, path.c_str(), sizeof address.sun_path - 1);
    if (::connect(socket_, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) {
      throw std::runtime_error("cannot connect");
    }
  }
  ~RawClient() { ::close(socket_); }
  RawClient(const RawClient&) = delete;

  int descriptor() const { return socket_; }

  // False when the other side has closed.
  bool send(std::string_view bytes) { return ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL) >= 0; }
  bool call(const std::string& json) { return send(std::string_view(json.c_str(), json.size() + 1)); }

  // The next message; "<closed>" when the other side closes, "<silence>" after `seconds` without one.
  std::string receive(int seconds = 20) {
    while (true) {
      if (const auto end = buffer_.find('\0'); end != std::string::npos) {
        std::string message = buffer_.substr(0, end);
        buffer_.erase(0, end + 1);
        return message;
      }
      pollfd ready{socket_, POLLIN, 0};
      if (::poll(&ready, 1, seconds * 1000) <= 0) return "<silence>";
      char bytes[65'536];
      const auto count = ::recv(socket_, bytes, sizeof bytes, 0);
      if (count <= 0) return "<closed>";
      buffer_.append(bytes, static_cast<std::size_t>(count));
    }
  }

 private:
  int socket_;
  std::string buffer_;
};

}  // namespace sellerd::test
