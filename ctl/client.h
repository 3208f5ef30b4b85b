// A Varlink client on a blocking Unix-domain socket: one call at a time. Knows no method.
#pragma once

#include <filesystem>
#include <optional>

#include "common/error.h"
#include "common/time_text.h"
#include "common/varlink/frame.h"
#include "common/varlink/message.h"

namespace sellerd::ctl {

class Client {
 public:
  // Errors: not_permitted by the socket's mode; invalid_argument for a path that no socket can have; else
  // unavailable, with what to do.
  static Result<Client> connect(const std::filesystem::path& path);

  // Takes over a connected stream socket.
  explicit Client(int descriptor) : descriptor_(descriptor) {}
  ~Client();
  Client(Client&& other) noexcept;
  Client& operator=(Client&& other) noexcept;

  // Error: unavailable when the daemon is gone. The connection is then unusable, as after every error here.
  Result<void> send(const varlink::Call& call);

  // The next reply, an error reply being a reply. With a limit: nothing when it passes, or a signal arrives,
  // first. Errors: unavailable when the daemon hangs up, malformed when it does not speak Varlink.
  Result<varlink::Reply> receive();
  Result<std::optional<varlink::Reply>> receive_within(Duration limit);

  // For who waits for several things at once: readable when bytes of a reply have arrived.
  int descriptor() const { return descriptor_; }

 private:
  Result<std::optional<varlink::Reply>> buffered();
  Result<void> read_more();

  int descriptor_ = -1;
  varlink::FrameReader reader_;
};

}  // namespace sellerd::ctl
