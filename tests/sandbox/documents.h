// The file store behind document addresses: presigned, good for five minutes, needing no access token.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>

#include "tests/sandbox/answers.h"
#include "tests/sandbox/request_target.h"

namespace sellerd::sandbox {

class Documents {
 public:
  // `base_url`: "http://127.0.0.1:8080", without a slash at the end.
  Documents(std::string base_url, std::uint64_t seed) : base_url_(std::move(base_url)), seed_(seed) {}

  // Keeps the bytes and gives them an id.
  std::string add(std::string bytes);
  void remove(std::string_view id);

  bool has(std::string_view id) const { return documents_.find(id) != documents_.end(); }

  // An address that opens the document from `now` on for five minutes. Requires has(id).
  std::string address(std::string_view id, Timestamp now) const;

  // Answers a download; 403 in XML for an address that is expired or was not made here, and, as the real
  // store does, for one that is sent with x-amz- headers that were not signed.
  http::Response answer(const http::Request& request, const Target& target, Timestamp now) const;

 private:
  std::string signature(std::string_view id, std::string_view date) const;

  std::string base_url_;
  std::uint64_t seed_;
  std::uint64_t added_ = 0;
  std::map<std::string, std::string, std::less<>> documents_;
};

}  // namespace sellerd::sandbox
