// A marketplace at the other end of a real socket: well-behaved and without a single order, but where the
// test says otherwise, byte by byte. Every answer ends its connection.
#pragma once

#include <map>
#include <mutex>

#include "common/json.h"
#include "tests/support/canned_server.h"

namespace sellerd::test {

// Never ends by itself: the client has to.
inline void write_for_ever(CannedServer::Socket& socket, const std::string& piece) {
  for (;;) write_text(socket, piece);  // throws when the client is gone
}

class HostileMarketplace {
 public:
  using Answer = CannedServer::Handler;

  std::string url() const { return server_.url(""); }

  // From now on, to requests whose first line has this in it. Without an answer: well-behaved again.
  void answer(const std::string& part, Answer how) {
    const std::lock_guard lock(mutex_);
    how ? void(answers_[part] = std::move(how)) : void(answers_.erase(part));
  }

  static std::string json_response(const std::string& body) {
    return ok_response(body, "Content-Type: application/json\r\nConnection: close\r\n");
  }

 private:
  void serve(CannedServer::Socket& socket) {
    const auto request = read_request(socket);
    const auto line = request.substr(0, request.find('\r'));
    if (const auto how = find(line)) {
      how(socket);
    } else {
      write_text(socket, json_response(well_behaved(line)));
    }
  }

  Answer find(const std::string& line) {
    const std::lock_guard lock(mutex_);
    for (const auto& [part, how] : answers_) {
      if (line.find(part) != std::string::npos) return how;
    }
    return {};
  }

  static std::string well_behaved(const std::string& line) {
    const auto asks = [&line](const char* part) { return line.find(part) != std::string::npos; };
    if (asks("/token")) return R"({"access_token":"Atza|1","token_type":"bearer","expires_in":3600})";
    if (asks("marketplaceParticipations")) {
      return R"({"payload":[{"marketplace":{"id":"A21TJRUUN4KGV","countryCode":"IN","defaultCurrencyCode":"INR"},)"
             R"("participation":{"isParticipating":true},"storeName":"A shop"}]})";
    }
    if (asks("POST /reports")) return R"({"reportId":"1"})";
    if (asks("/reports/1")) return R"({"processingStatus":"CANCELLED"})";
    if (asks("/fba/inventory")) return R"({"payload":{"inventorySummaries":[]}})";
    return R"({"orders":[],"items":[]})";
  }

  std::mutex mutex_;
  std::map<std::string, Answer> answers_;
  CannedServer server_{[this](auto& socket) { serve(socket); }};
};

}  // namespace sellerd::test
