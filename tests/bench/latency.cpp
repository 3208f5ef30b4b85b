// How long a status takes over the daemon's socket, and beside it a bare echo of as many bytes over a socket
// of the same kind: the two are asked in turns, so they suffer the same load.
#include <sys/socket.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <chrono>
#include <cstring>
#include <stdexcept>
#include <thread>
#include <vector>

#include "common/api/service.h"
#include "tests/bench/figures.h"
#include "tests/support/raw_client.h"

namespace sellerd::bench {
namespace {

namespace json = boost::json;
using SteadyClock = std::chrono::steady_clock;
constexpr std::chrono::milliseconds kPause{1};

// Answers each message of one connection with as many bytes as the status had.
class Echo {
 public:
  explicit Echo(const std::string& path, std::size_t bytes) : listener_(::socket(AF_UNIX, SOCK_STREAM, 0)) {
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    std::strncpy(address.sun_path, path.c_str(), sizeof address.sun_path - 1);
    if (::bind(listener_, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0 ||
        ::listen(listener_, 1) != 0)
      throw std::runtime_error("cannot listen at " + path);
    thread_ = std::thread([this, bytes] { serve(bytes); });
  }
  ~Echo() {
    // It may be waiting for a client that never came.
    ::shutdown(listener_, SHUT_RDWR);
    thread_.join();
    ::close(listener_);
  }

 private:
  void serve(std::size_t bytes) const {
    const int peer = ::accept(listener_, nullptr, nullptr);
    std::string answer(bytes, '.');
    answer.push_back('\0');
    char buffer[4'096];
    if (peer < 0) return;
    for (ssize_t count; (count = ::read(peer, buffer, sizeof buffer)) > 0;) {
      if (buffer[count - 1] == '\0' && ::write(peer, answer.data(), answer.size()) < 0) break;
    }
    ::close(peer);
  }

  int listener_;
  std::thread thread_;
};

std::size_t ask(test::RawClient& client, std::vector<double>& took_us) {
  const auto sent = SteadyClock::now();
  client.call(R"({"method":")" + std::string(api::GetStatus::kInfo.name) + R"(","parameters":{}})");
  const auto answer = client.receive();
  took_us.push_back(std::chrono::duration<double, std::micro>(SteadyClock::now() - sent).count());
  if (answer.find(R"("error")") != std::string::npos)
    throw std::runtime_error("the daemon does not tell its status: " + answer);
  return answer.starts_with('<') ? 0 : answer.size();
}

json::object spread(std::vector<double>& took_us) {
  std::sort(took_us.begin(), took_us.end());
  const auto at = [&](std::size_t permille) { return took_us[(took_us.size() - 1) * permille / 1'000]; };
  return {{"p50_us", at(500)}, {"p99_us", at(990)}};
}

void measure(const std::string& socket, std::chrono::seconds span) {
  test::RawClient daemon(socket);
  std::vector<double> status;
  const std::size_t bytes = ask(daemon, status);
  Echo echo(socket + ".echo", bytes);
  std::vector<double> echoes;
  {
    test::RawClient bare(socket + ".echo");
    for (const auto end = SteadyClock::now() + span; SteadyClock::now() < end;) {
      if (ask(daemon, status) == 0) break;  // it has gone: so has what was to be measured
      std::this_thread::sleep_for(kPause);
      ask(bare, echoes);
      std::this_thread::sleep_for(kPause);
    }
  }
  ::unlink((socket + ".echo").c_str());
  if (echoes.empty()) throw std::runtime_error("nothing was measured");
  tell("latency",
       {{"asked", status.size()}, {"bytes", bytes}, {"status", spread(status)}, {"echo", spread(echoes)}});
}

}  // namespace
}  // namespace sellerd::bench

int main(int argc, char** argv) {
  CLI::App app("Measures how long the status takes.", "bench_latency");
  std::string socket;
  int seconds = 5;
  app.add_option("--socket", socket, "The daemon's socket")->required();
  app.add_option("--seconds", seconds, "For how long");
  CLI11_PARSE(app, argc, argv);
  sellerd::bench::measure(socket, std::chrono::seconds(seconds));
}
