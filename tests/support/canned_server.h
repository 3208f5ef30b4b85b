// A real server on loopback that answers each connection with what the test says. Blocking, on a thread of
// its own.
#pragma once

#include <atomic>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/read_until.hpp>
#include <boost/asio/streambuf.hpp>
#include <boost/asio/write.hpp>
#include <functional>
#include <string>
#include <thread>

namespace sellerd::test {

class CannedServer {
 public:
  using Socket = boost::asio::ip::tcp::socket;
  // Called once a connection, on the server's thread; the connection is closed when it returns.
  using Handler = std::function<void(Socket&)>;

  explicit CannedServer(Handler handler)
      : acceptor_(context_, {boost::asio::ip::address_v4::loopback(), 0}),
        handler_(std::move(handler)),
        thread_([this] { serve(); }) {}

  ~CannedServer() {
    stopping_ = true;
    // A closing acceptor does not wake a blocking accept; a connection does.
    boost::asio::io_context context;
    Socket wake(context);
    boost::system::error_code ignored;
    wake.connect(acceptor_.local_endpoint(), ignored);
    thread_.join();
  }

  std::uint16_t port() const { return acceptor_.local_endpoint().port(); }
  std::string url(const std::string& target = "/") const {
    return "http://127.0.0.1:" + std::to_string(port()) + target;
  }
  int connections() const { return connections_; }

 private:
  void serve() {
    for (;;) {
      boost::system::error_code failure;
      Socket socket(context_);
      acceptor_.accept(socket, failure);
      if (failure || stopping_) return;
      ++connections_;
      try {
        handler_(socket);
      } catch (const boost::system::system_error&) {  // the client went away: that is what some tests do
      }
    }
  }

  boost::asio::io_context context_;
  boost::asio::ip::tcp::acceptor acceptor_;
  Handler handler_;
  std::atomic<bool> stopping_{false};
  std::atomic<int> connections_{0};
  std::thread thread_;
};

// The head of one request, and its body as far as content-length says.
inline std::string read_request(CannedServer::Socket& socket) {
  std::string request;
  const auto head = boost::asio::read_until(socket, boost::asio::dynamic_buffer(request), "\r\n\r\n");
  std::size_t body = 0;
  if (const auto at = request.find("Content-Length: "); at != std::string::npos)
    body = std::stoul(request.substr(at + 16));
  while (request.size() < head + body) {
    char bytes[4096];
    request.append(bytes, socket.read_some(boost::asio::buffer(bytes)));
  }
  return request;
}

inline void write_text(CannedServer::Socket& socket, const std::string& text) {
  boost::asio::write(socket, boost::asio::buffer(text));
}

inline std::string ok_response(const std::string& body, const std::string& more_headers = "") {
  return "HTTP/1.1 200 OK\r\nContent-Length: " + std::to_string(body.size()) + "\r\n" + more_headers +
         "\r\n" + body;
}

}  // namespace sellerd::test
