#include "tests/sandbox/documents.h"

#include <optional>

#include "tests/sandbox/random.h"

namespace sellerd::sandbox {
namespace {

constexpr std::chrono::seconds kAddressLifetime{300};
constexpr std::string_view kContentType = "text/tab-separated-values; charset=UTF-8";

// Reads what format_time_basic() writes.
std::optional<Timestamp> parse_basic_time(const std::string& text) {
  if (text.size() != 16) return std::nullopt;
  const auto part = [&](std::size_t place, std::size_t length) { return text.substr(place, length); };
  const auto time = parse_time(part(0, 4) + "-" + part(4, 2) + "-" + part(6, 2) + "T" + part(9, 2) + ":" +
                               part(11, 2) + ":" + part(13, 2) + "Z");
  if (time.has_error()) return std::nullopt;
  return *time;
}

// The header that the store would complain of, or empty.
std::string_view unsigned_header(const http::Headers& headers) {
  for (const auto& [name, value] : headers) {
    if (name.starts_with("x-amz-") || name == "authorization") return name;
  }
  return {};
}

std::string value_of(const Parameters& parameters, std::string_view name) {
  const auto* value = find_parameter(parameters, name);
  return value == nullptr ? std::string{} : *value;
}

}  // namespace

std::string Documents::add(std::string bytes) {
  ++added_;
  const std::string id = "amzn1.spdoc.1.4.eu." + hex(mix(seed_ + added_)) + "." + std::to_string(added_);
  documents_.emplace(id, std::move(bytes));
  return id;
}

void Documents::remove(std::string_view id) {
  if (const auto found = documents_.find(id); found != documents_.end()) documents_.erase(found);
}

std::string Documents::signature(std::string_view id, std::string_view date) const {
  const std::uint64_t first = hash_text(id, hash_text(date, seed_));
  return hex(first) + hex(mix(first)) + hex(mix(first + 1)) + hex(mix(first + 2));
}

std::string Documents::address(std::string_view id, Timestamp now) const {
  const std::string date = format_time_basic(now);
  return base_url_ + "/documents/" + std::string(id) +
         "?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Date=" + date +
         "&X-Amz-Expires=" + std::to_string(kAddressLifetime.count()) +
         "&X-Amz-SignedHeaders=host&X-Amz-Signature=" + signature(id, date);
}

http::Response Documents::answer(const http::Request& request, const Target& target, Timestamp now) const {
  if (request.method != "GET" || target.segments.size() != 2) {
    return store_error(405, "MethodNotAllowed", "The specified method is not allowed against this resource.");
  }
  const std::string& id = target.segments[1];
  const std::string date = value_of(target.parameters, "X-Amz-Date");
  const auto signed_at = parse_basic_time(date);
  if (!signed_at || value_of(target.parameters, "X-Amz-Signature") != signature(id, date)) {
    return store_error(403, "SignatureDoesNotMatch", "The request signature we calculated does not match.");
  }
  if (now > *signed_at + kAddressLifetime) return store_error(403, "AccessDenied", "Request has expired");
  if (const auto header = unsigned_header(request.headers); !header.empty()) {
    return store_error(
        403, "AccessDenied",
        "There were headers present in the request which were not signed: " + std::string(header));
  }
  const auto found = documents_.find(id);
  if (found == documents_.end()) return store_error(404, "NoSuchKey", "The specified key does not exist.");
  return text_answer(200, kContentType, found->second);
}

}  // namespace sellerd::sandbox
