// The file store behind document addresses: presigned, good for five minutes, needing no access token. An
// address is for one purpose: to read a document or to write it.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
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
  std::string add(std::string bytes, std::string_view content_type);

  // An id for what a client will upload with exactly this content type.
  std::string await(std::string_view content_type);
  void remove(std::string_view id);

  bool has(std::string_view id) const { return read(id) != nullptr; }

  // Null when there is none, or when nothing was uploaded yet.
  const std::string* read(std::string_view id) const;

  // An address that opens the document from `now` on for five minutes.
  std::string address(std::string_view id, Timestamp now) const { return signed_address("GET", id, now); }
  std::string upload_address(std::string_view id, Timestamp now) const {
    return signed_address("PUT", id, now);
  }

  // Answers a download or an upload; 403 in XML for an address that is expired, was not made here or was
  // made for the other purpose, for another content type, and, as the real store does, for a request with
  // x-amz- headers that were not signed.
  http::Response answer(const http::Request& request, const Target& target, Timestamp now);

 private:
  struct Document {
    std::string content_type;
    std::optional<std::string> bytes;
  };
  std::string new_document(Document document);
  std::string signed_address(std::string_view method, std::string_view id, Timestamp now) const;
  std::string signature(std::string_view method, std::string_view id, std::string_view date) const;
  std::optional<http::Response> refuse(const http::Request& request, const Target& target,
                                       Timestamp now) const;

  std::string base_url_;
  std::uint64_t seed_;
  std::uint64_t added_ = 0;
  std::map<std::string, Document, std::less<>> documents_;
};

}  // namespace sellerd::sandbox
