#include "tests/sandbox/server.h"

#include <algorithm>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/http/string_body.hpp>
#include <boost/beast/http/write.hpp>
#include <charconv>
#include <csignal>
#include <optional>

namespace sellerd::sandbox {

namespace asio = boost::asio;
namespace beast = boost::beast;
using asio::ip::tcp;

namespace {

constexpr std::uint32_t kLargestHeader = 64u << 10;
constexpr std::uint64_t kLargestBody = 16u << 20;
constexpr Duration kAcceptPause{20};

using WireRequest = beast::http::request<beast::http::string_body>;
using WireResponse = beast::http::response<beast::http::string_body>;

http::Request from_wire(WireRequest wire) {
  http::Request request;
  request.method = std::string_view(wire.method_string());
  request.url = std::string_view(wire.target());
  for (const auto& field : wire) {
    std::string name(std::string_view(field.name_string()));
    std::ranges::transform(name, name.begin(),
                           [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
    request.headers.emplace(std::move(name), std::string_view(field.value()));
  }
  request.body = std::move(wire.body());
  return request;
}

WireResponse to_wire(HandledResponse handled, const WireRequest& request, bool keep_alive) {
  WireResponse wire(static_cast<beast::http::status>(handled.response.status), request.version());
  for (const auto& [name, value] : handled.response.headers) wire.set(name, value);
  wire.keep_alive(keep_alive);
  const std::size_t size = handled.response.body.size();
  wire.body() = std::move(handled.response.body);
  if (handled.fault && handled.fault->kind == SocketFault::Kind::truncate) {
    wire.body().resize(std::min(size, handled.fault->truncate_after));
  }
  // A 204 may not even say that it has no content.
  if (wire.result() != beast::http::status::no_content) wire.content_length(size);
  return wire;
}

// The peer sees a reset instead of an end.
void reset(tcp::socket& socket) {
  boost::system::error_code ignored;
  socket.set_option(asio::socket_base::linger(true, 0), ignored);
  socket.close(ignored);
}

asio::awaitable<void> wait(Duration span) {
  asio::steady_timer timer(co_await asio::this_coro::executor, span);
  co_await timer.async_wait(asio::use_awaitable);
}

// One request and its answer. False when the connection is over.
asio::awaitable<bool> exchange(tcp::socket& socket, beast::flat_buffer& buffer,
                               const Server::Handler& handler) {
  beast::http::request_parser<beast::http::string_body> parser;
  parser.header_limit(kLargestHeader);
  parser.body_limit(kLargestBody);
  boost::system::error_code failure;
  co_await beast::http::async_read(socket, buffer, parser,
                                   asio::redirect_error(asio::use_awaitable, failure));
  if (failure) co_return false;
  const WireRequest received = parser.release();
  HandledResponse handled = handler(from_wire(received));
  const std::optional<SocketFault> fault = handled.fault;
  if (fault && fault->kind == SocketFault::Kind::reset) {
    reset(socket);
    co_return false;
  }
  if (fault && fault->kind == SocketFault::Kind::delay) co_await wait(fault->delay);
  const bool truncated = fault && fault->kind == SocketFault::Kind::truncate;
  const bool keep_alive = received.keep_alive() && !truncated;
  const WireResponse answer = to_wire(std::move(handled), received, keep_alive);
  co_await beast::http::async_write(socket, answer, asio::redirect_error(asio::use_awaitable, failure));
  co_return keep_alive && !failure;
}

asio::awaitable<void> serve(tcp::socket socket, const Server::Handler& handler) {
  beast::flat_buffer buffer;
  bool more = true;
  while (more) more = co_await exchange(socket, buffer, handler);
  boost::system::error_code ignored;
  if (socket.is_open()) socket.shutdown(tcp::socket::shutdown_both, ignored);
}

asio::awaitable<void> accept(tcp::acceptor& acceptor, const Server::Handler& handler) {
  for (;;) {
    boost::system::error_code failure;
    tcp::socket socket = co_await acceptor.async_accept(asio::redirect_error(asio::use_awaitable, failure));
    if (failure) {
      // Out of descriptors, most likely; the next one may find some.
      co_await wait(kAcceptPause);
      continue;
    }
    socket.set_option(tcp::no_delay(true), failure);
    const auto executor = socket.get_executor();
    asio::co_spawn(executor, serve(std::move(socket), handler), asio::detached);
  }
}

Result<tcp::endpoint> read_address(std::string_view text) {
  const auto bad = [&] {
    return make_error(ErrorCode::invalid_argument, "expected ADDRESS:PORT, such as 127.0.0.1:0",
                      std::string(text));
  };
  const auto colon = text.rfind(':');
  if (colon == std::string_view::npos) return bad();
  std::uint16_t port = 0;
  const std::string_view digits = text.substr(colon + 1);
  const auto [end, fault] = std::from_chars(digits.data(), digits.data() + digits.size(), port);
  if (digits.empty() || fault != std::errc{} || end != digits.data() + digits.size()) return bad();
  std::string host(text.substr(0, colon));
  if (host == "localhost") host = "127.0.0.1";
  if (host.size() > 2 && host.front() == '[' && host.back() == ']') host = host.substr(1, host.size() - 2);
  boost::system::error_code failure;
  const auto address = asio::ip::make_address(host, failure);
  if (failure) return bad();
  if (!address.is_loopback()) {
    return make_error(ErrorCode::not_permitted, "the sandbox listens on loopback addresses only",
                      std::string(text));
  }
  return tcp::endpoint(address, port);
}

}  // namespace

struct Server::Sockets {
  asio::io_context context{1};
  tcp::acceptor acceptor{context};
};

Server::Server(std::unique_ptr<Sockets> sockets) : sockets_(std::move(sockets)) {}
Server::Server(Server&&) noexcept = default;
Server::~Server() = default;

Result<Server> Server::bind(std::string_view address) {
  const auto endpoint = read_address(address);
  if (endpoint.has_error()) return endpoint.error();
  auto sockets = std::make_unique<Sockets>();
  boost::system::error_code failure;
  sockets->acceptor.open(endpoint->protocol(), failure);
  if (!failure) sockets->acceptor.set_option(tcp::acceptor::reuse_address(true), failure);
  if (!failure) sockets->acceptor.bind(*endpoint, failure);
  if (!failure) sockets->acceptor.listen(asio::socket_base::max_listen_connections, failure);
  if (failure) return make_error(ErrorCode::unavailable, failure.message(), std::string(address));
  return Server(std::move(sockets));
}

std::string Server::base_url() const {
  const auto endpoint = sockets_->acceptor.local_endpoint();
  const std::string host = endpoint.address().to_string();
  return "http://" + (endpoint.address().is_v6() ? "[" + host + "]" : host) + ":" +
         std::to_string(endpoint.port());
}

int Server::port() const {
  return sockets_->acceptor.local_endpoint().port();
}

void Server::run(const Handler& handler) {
  asio::signal_set signals(sockets_->context, SIGTERM, SIGINT);
  signals.async_wait([this](const boost::system::error_code&, int) { sockets_->context.stop(); });
  asio::co_spawn(sockets_->context, accept(sockets_->acceptor, handler), asio::detached);
  sockets_->context.run();
}

}  // namespace sellerd::sandbox
