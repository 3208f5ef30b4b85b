// A daemon of a few lines for the client's tests: answers each call on a real socket with what the test says.
#pragma once

#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <functional>
#include <mutex>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

#include "common/api/errors.h"
#include "common/varlink/frame.h"
#include "common/varlink/message.h"

namespace sellerd::ctl {

// Raw bytes to send for a call, piece by piece. The connection is then closed when `hang_up` is set.
struct Answer {
  std::vector<std::string> pieces;
  bool hang_up = false;
};

inline std::string framed_reply(json::object parameters, bool continues = false) {
  return varlink::frame(varlink::write_reply({{}, std::move(parameters), continues}));
}

inline std::string framed_error(const Error& error) {
  return varlink::frame(varlink::write_reply(api::error_reply(error)));
}

class FakeDaemon {
 public:
  using Script = std::function<Answer(const varlink::Call&)>;

  explicit FakeDaemon(Script script) : script_(std::move(script)) {
    char name[] = "/tmp/sellerctl-test.XXXXXX";
    if (mkdtemp(name) == nullptr) throw std::runtime_error("mkdtemp");
    directory_ = name;
    listener_ = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    std::strcpy(address.sun_path, path().c_str());
    if (::bind(listener_, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0 ||
        ::listen(listener_, 4) != 0) {
      throw std::runtime_error("cannot listen");
    }
    thread_ = std::thread([this] { serve(); });
  }

  ~FakeDaemon() {
    ::shutdown(listener_, SHUT_RDWR);
    thread_.join();
    ::close(listener_);
    std::filesystem::remove_all(directory_);
  }

  std::string path() const { return directory_ / "sellerd.sock"; }

  // The calls so far.
  std::vector<varlink::Call> calls() const {
    const std::lock_guard lock(mutex_);
    return calls_;
  }

 private:
  void serve() {
    for (;;) {
      const int peer = ::accept(listener_, nullptr, nullptr);
      if (peer < 0) return;
      converse(peer);
      ::close(peer);
    }
  }

  void remember(const varlink::Call& call) {
    const std::lock_guard lock(mutex_);
    calls_.push_back(call);
  }

  void converse(int peer) {
    varlink::FrameReader reader;
    char buffer[4096];
    for (;;) {
      const auto got = ::recv(peer, buffer, sizeof buffer, 0);
      if (got <= 0) return;
      reader.feed(std::string_view(buffer, static_cast<std::size_t>(got)));
      for (auto message = reader.next(); message && *message; message = reader.next()) {
        const auto call = varlink::parse_call(**message);
        if (!call) return;
        remember(*call);
        const auto answer = script_(*call);
        for (const auto& piece : answer.pieces) {
          if (::send(peer, piece.data(), piece.size(), MSG_NOSIGNAL) < 0) return;
        }
        if (answer.hang_up) return;
      }
    }
  }

  Script script_;
  std::filesystem::path directory_;
  int listener_ = -1;
  mutable std::mutex mutex_;
  std::vector<varlink::Call> calls_;
  std::thread thread_;
};

}  // namespace sellerd::ctl
