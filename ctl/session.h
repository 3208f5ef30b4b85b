// One run of the client: the world, the wishes that hold for every command, and the connection, made when
// needed.
#pragma once

#include <filesystem>
#include <functional>
#include <optional>
#include <string_view>

#include "common/error.h"
#include "common/json.h"
#include "ctl/client.h"
#include "ctl/io.h"

namespace sellerd::ctl {

class Session {
 public:
  Session(Io& io, std::filesystem::path socket, bool json) : io(io), json(json), socket_(std::move(socket)) {}

  // The reply's parameters. Errors: the connection's, and what the daemon answered.
  Result<json::object> call(std::string_view method, json::object parameters);

  // Calls with "more" and hands over each reply as it arrives. A list without entries is one reply without
  // parameters; `visit` does not see it. Ends early with the error that `visit` returns.
  using Visit = std::function<Result<void>(json::object&&)>;
  Result<void> stream(std::string_view method, json::object parameters, const Visit& visit);

  // For a view that receives by itself. Valid as long as the session.
  Result<Client*> client();
  // For a view with connections of its own.
  const std::filesystem::path& socket() const { return socket_; }
  // Marks the connection as lost when the error is its end; hands the error on.
  Error note(Error error);

  // Error: storage when stdout takes no more.
  Result<void> print(std::string_view text);

  // There is no working connection to the daemon.
  bool lost() const { return lost_; }

  Io& io;
  const bool json;

 private:
  Result<void> begin(std::string_view method, json::object parameters, bool more);

  std::filesystem::path socket_;
  std::optional<Client> client_;
  bool lost_ = false;
};

// What a reply says, as a record of common/api. Error: malformed, when the daemon speaks of things unknown
// here.
template <class T>
Result<T> read_record(const json::value& source) {
  auto read = from_json<T>(source, Strictness::lenient);
  if (read) return read;
  Error error = read.error();
  error.code = ErrorCode::malformed;
  error.message = "sellerd's answer is not understood: " + error.message;
  error.hint = "--json, or the sellerctl that belongs to the running sellerd";
  return error;
}

// One JSON value on a line.
std::string json_line(const json::value& value);

}  // namespace sellerd::ctl
