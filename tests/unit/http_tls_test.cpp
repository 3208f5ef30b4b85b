// Against `openssl s_server`, with certificates made on the spot: the one thing a canned byte server cannot
// play.
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <boost/test/unit_test.hpp>
#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <string>
#include <thread>

#include "daemon/http/curl_transport.h"
#include "tests/support/canned_server.h"
#include "tests/support/run_task.h"

namespace sellerd::http {

using namespace std::chrono_literals;

namespace {

bool run(const std::string& command) {
  return std::system((command + " >/dev/null 2>&1").c_str()) == 0;
}

bool has_openssl() {
  return run("openssl version");
}

std::uint16_t free_port() {
  return test::CannedServer([](auto&) {}).port();
}

struct Certificates {
  Certificates() {
    std::string pattern = (std::filesystem::temp_directory_path() / "sellerd-tls-XXXXXX").string();
    directory = ::mkdtemp(pattern.data());
    run("openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=localhost -addext "
        "subjectAltName=DNS:localhost "
        "-keyout " +
        file("good.key") + " -out " + file("good.pem"));
    run("openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=other.example "
        "-addext subjectAltName=DNS:other.example -keyout " +
        file("other.key") + " -out " + file("other.pem"));
  }
  ~Certificates() { std::filesystem::remove_all(directory); }
  std::string file(const std::string& name) const { return directory + "/" + name; }

  std::string directory;
};

class TlsServer {
 public:
  TlsServer(const Certificates& certificates, const std::string& name,
            const std::string& protocol = "-tls1_2")
      : port_(free_port()) {
    process_ = ::fork();
    if (process_ == 0) {
      ::execlp("sh", "sh", "-c",
               ("exec openssl s_server -www " + protocol + " -cipher ALL:@SECLEVEL=0 -accept " +
                std::to_string(port_) + " -key " + certificates.file(name + ".key") + " -cert " +
                certificates.file(name + ".pem") + " >/dev/null 2>&1 </dev/null")
                   .c_str(),
               nullptr);
      ::_exit(127);
    }
    for (int i = 0; i < 200 && !listening(); ++i) std::this_thread::sleep_for(20ms);
  }
  ~TlsServer() {
    ::kill(process_, SIGKILL);
    ::waitpid(process_, nullptr, 0);
  }
  std::string url() const { return "https://localhost:" + std::to_string(port_) + "/?secret"; }

 private:
  bool listening() const {
    boost::asio::io_context context;
    boost::asio::ip::tcp::socket socket(context);
    boost::system::error_code failure;
    socket.connect({boost::asio::ip::address_v4::loopback(), port_}, failure);
    return !failure;
  }

  std::uint16_t port_;
  pid_t process_ = -1;
};

Result<Response> get(const std::string& url, CurlSettings settings) {
  boost::asio::io_context context;
  const auto transport = make_curl_transport(context.get_executor(), std::move(settings));
  Request request;
  request.url = url;
  return test::run_task(context, transport->send(std::move(request)), test::Until::task_done);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(http_tls)

BOOST_AUTO_TEST_CASE(certificates_are_verified) {
  if (!has_openssl()) {
    BOOST_TEST_MESSAGE("skipped: there is no openssl program here");
    return;
  }
  const Certificates certificates;
  {
    const TlsServer server(certificates, "good");
    const auto trusted = get(server.url(), {.ca_file = certificates.file("good.pem")});
    BOOST_TEST_INFO((trusted ? "" : trusted.error().text()));
    BOOST_REQUIRE(trusted.has_value());
    BOOST_TEST(trusted->status == 200);

    const auto untrusted = get(server.url(), {});
    BOOST_REQUIRE(!untrusted.has_value());
    BOOST_TEST((untrusted.error().code == ErrorCode::refused));
    BOOST_TEST(untrusted.error().message.find("certificate of localhost") != std::string::npos,
               untrusted.error().message);
    BOOST_TEST(untrusted.error().message.find("does not verify") != std::string::npos,
               untrusted.error().message);
    BOOST_TEST(untrusted.error().message.find("secret") == std::string::npos);
  }
  {
    const TlsServer server(certificates, "other");
    const auto other_name = get(server.url(), {.ca_file = certificates.file("other.pem")});
    BOOST_REQUIRE(!other_name.has_value());
    BOOST_TEST((other_name.error().code == ErrorCode::refused));
  }
  {
    const TlsServer server(certificates, "good", "-tls1_1");
    const auto old_protocol = get(server.url(), {.ca_file = certificates.file("good.pem")});
    BOOST_REQUIRE(!old_protocol.has_value());
    BOOST_TEST((old_protocol.error().code == ErrorCode::unavailable));
    BOOST_TEST(old_protocol.error().message.find("no TLS connection") != std::string::npos,
               old_protocol.error().message);
  }
}

BOOST_AUTO_TEST_CASE(plain_http_behind_https_is_a_failure) {
  test::CannedServer server([](auto& socket) {
    char bytes[64];
    boost::system::error_code failure;
    socket.read_some(boost::asio::buffer(bytes), failure);
    test::write_text(socket, test::ok_response("plain"));
  });
  const auto response = get("https://127.0.0.1:" + std::to_string(server.port()) + "/", {});
  BOOST_REQUIRE(!response.has_value());
  BOOST_TEST((response.error().code == ErrorCode::unavailable));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace sellerd::http
