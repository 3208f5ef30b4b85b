#include "daemon/control/server.h"

#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <algorithm>
#include <boost/asio/as_tuple.hpp>
#include <boost/asio/buffer.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <cerrno>
#include <cstring>
#include <list>
#include <optional>

#include "daemon/control/connection.h"

namespace sellerd::control {
namespace {

namespace asio = boost::asio;
using Protocol = asio::local::stream_protocol;

class SocketServer final : public Server {
 public:
  SocketServer(asio::any_io_executor executor, Dispatcher& dispatcher, Limits limits)
      : state_(std::make_shared<State>(executor, dispatcher, limits)) {}
  ~SocketServer() override { stop(); }

  Protocol::acceptor& acceptor() { return state_->acceptor; }
  void start(std::filesystem::path remove_at_end) {
    state_->path = std::move(remove_at_end);
    asio::co_spawn(state_->acceptor.get_executor(), accept(state_), asio::detached);
  }

  void stop() override {
    boost::system::error_code ignored;
    if (!state_->acceptor.is_open()) return;
    state_->acceptor.close(ignored);
    if (!state_->path.empty()) std::filesystem::remove(state_->path, ignored_file_);
    for (const auto& connection : std::list(state_->open)) connection->close();
  }

  Result<void> set_mode(unsigned mode) override {
    if (state_->path.empty() || ::chmod(state_->path.c_str(), mode) == 0) return {};
    return make_error(ErrorCode::storage,
                      "cannot change who may connect: " + std::string(std::strerror(errno)),
                      state_->path.string());
  }

  std::size_t connections() const override { return state_->open.size(); }

 private:
  // Shared with the coroutines, which may end after the server.
  struct State {
    State(asio::any_io_executor executor, Dispatcher& dispatcher_, Limits limits_)
        : acceptor(executor), dispatcher(dispatcher_), limits(limits_), pause(executor) {}
    Protocol::acceptor acceptor;
    Dispatcher& dispatcher;
    Limits limits;
    asio::steady_timer pause;
    std::filesystem::path path;
    std::list<std::shared_ptr<Connection>> open;
  };

  // Why there is no room for one more. Nobody's connections keep out root or the daemon's own user.
  static std::optional<std::string> full(const State& state, const Peer& peer) {
    const auto same = std::count_if(state.open.begin(), state.open.end(),
                                    [&peer](const auto& other) { return other->peer().user == peer.user; });
    if (static_cast<std::size_t>(same) >= state.limits.connections_per_user)
      return "your user has " + std::to_string(same) + " connections to it";
    const bool is_owner = peer.user == 0 || peer.user == ::geteuid();
    if (!is_owner && state.open.size() >= state.limits.connections)
      return "other users' connections take all places";
    return std::nullopt;
  }

  // A reply to the call that has not been read yet. Whoever does not wait for it sees the connection end.
  static void turn_away(Protocol::socket& socket, const std::string& why) {
    const auto reply = varlink::frame(varlink::write_reply(
        api::error_reply(make_error(ErrorCode::unavailable, "sellerd takes no more connections: " + why, {},
                                    "again, once some are closed"))));
    boost::system::error_code ignored;
    socket.non_blocking(true, ignored);
    socket.send(asio::buffer(reply), 0, ignored);
  }

  static Task<> accept(std::shared_ptr<State> state) {
    while (state->acceptor.is_open()) {
      auto [failure, socket] = co_await state->acceptor.async_accept(asio::as_tuple(asio::use_awaitable));
      if (!state->acceptor.is_open()) break;
      if (failure) {
        // Out of descriptors, most likely: wait for some to be given back rather than spin.
        state->pause.expires_after(std::chrono::milliseconds(200));
        co_await state->pause.async_wait(asio::as_tuple(asio::use_awaitable));
        continue;
      }
      auto peer = read_peer(socket.native_handle());
      if (!peer) continue;
      if (const auto why = full(*state, *peer)) {
        turn_away(socket, *why);
        continue;
      }
      auto connection =
          std::make_shared<Connection>(std::move(socket), std::move(*peer), state->dispatcher, state->limits);
      asio::co_spawn(state->acceptor.get_executor(), serve(state, std::move(connection)), asio::detached);
    }
  }

  static Task<> serve(std::shared_ptr<State> state, std::shared_ptr<Connection> connection) {
    state->open.push_back(connection);
    co_await connection->serve();
    state->open.remove(connection);
  }

  std::shared_ptr<State> state_;
  std::error_code ignored_file_;
};

Error socket_error(const std::filesystem::path& path, const boost::system::error_code& failure) {
  return make_error(ErrorCode::storage, "cannot listen: " + failure.message(), path.string());
}

// True when somebody answers at the path.
bool answered(const std::filesystem::path& path) {
  asio::io_context io;
  Protocol::socket probe(io);
  boost::system::error_code failure;
  probe.connect(Protocol::endpoint(path.string()), failure);
  return !failure;
}

}  // namespace

Result<std::unique_ptr<Server>> listen_at(asio::any_io_executor executor, const std::filesystem::path& path,
                                          unsigned mode, Dispatcher& dispatcher, Limits limits) {
  if (path.string().size() >= sizeof(sockaddr_un::sun_path)) {
    return make_error(ErrorCode::invalid_argument,
                      "the socket's path is longer than the " +
                          std::to_string(sizeof(sockaddr_un::sun_path) - 1) + " bytes that the system allows",
                      path.string(), "choose a shorter one with --socket");
  }
  std::error_code file_failure;
  if (std::filesystem::exists(std::filesystem::symlink_status(path, file_failure))) {
    if (!std::filesystem::is_socket(path, file_failure)) {
      return make_error(ErrorCode::conflict, "there is something else than a socket", path.string());
    }
    if (answered(path)) {
      return make_error(ErrorCode::conflict, "another sellerd already answers there", path.string(),
                        "sellerctl --socket " + path.string() +
                            " status asks it; sellerd --socket PATH --data-dir DIRECTORY runs beside it");
    }
    std::filesystem::remove(path, file_failure);
  }
  auto server = std::make_unique<SocketServer>(executor, dispatcher, limits);
  boost::system::error_code failure;
  server->acceptor().open(Protocol(), failure);
  // Nobody gets in between bind and chmod.
  const mode_t before = ::umask(0177);
  if (!failure) server->acceptor().bind(Protocol::endpoint(path.string()), failure);
  ::umask(before);
  if (!failure && ::chmod(path.c_str(), mode) != 0) failure.assign(errno, boost::system::system_category());
  if (!failure) server->acceptor().listen(asio::socket_base::max_listen_connections, failure);
  if (failure) return socket_error(path, failure);
  server->start(path);
  return std::unique_ptr<Server>(std::move(server));
}

Result<std::unique_ptr<Server>> listen_on(asio::any_io_executor executor, int descriptor,
                                          Dispatcher& dispatcher, Limits limits) {
  auto server = std::make_unique<SocketServer>(executor, dispatcher, limits);
  boost::system::error_code failure;
  server->acceptor().assign(Protocol(), descriptor, failure);
  if (failure) return socket_error("the socket from the service manager", failure);
  server->start({});
  return std::unique_ptr<Server>(std::move(server));
}

}  // namespace sellerd::control
