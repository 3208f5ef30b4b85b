#include "tests/sandbox/documents.h"

#include "tests/sandbox/random.h"

namespace sellerd::sandbox {
namespace {

constexpr std::chrono::seconds kAddressLifetime{300};

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

std::string Documents::new_document(Document document) {
  ++added_;
  const std::string id = "amzn1.spdoc.1.4.eu." + hex(mix(seed_ + added_)) + "." + std::to_string(added_);
  documents_.emplace(id, std::move(document));
  return id;
}

std::string Documents::add(std::string bytes, std::string_view content_type) {
  return new_document({std::string(content_type), std::move(bytes)});
}

std::string Documents::await(std::string_view content_type) {
  return new_document({std::string(content_type), std::nullopt});
}

const std::string* Documents::read(std::string_view id) const {
  const auto found = documents_.find(id);
  return found != documents_.end() && found->second.bytes ? &*found->second.bytes : nullptr;
}

void Documents::remove(std::string_view id) {
  if (const auto found = documents_.find(id); found != documents_.end()) documents_.erase(found);
}

std::string Documents::signature(std::string_view method, std::string_view id, std::string_view date) const {
  const std::uint64_t purpose = method == "GET" ? seed_ : hash_text(method, seed_);
  const std::uint64_t first = hash_text(id, hash_text(date, purpose));
  return hex(first) + hex(mix(first)) + hex(mix(first + 1)) + hex(mix(first + 2));
}

std::string Documents::signed_address(std::string_view method, std::string_view id, Timestamp now) const {
  const std::string date = format_time_basic(now);
  return base_url_ + "/documents/" + std::string(id) +
         "?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Date=" + date +
         "&X-Amz-Expires=" + std::to_string(kAddressLifetime.count()) +
         "&X-Amz-SignedHeaders=" + (method == "GET" ? "host" : "content-type%3Bhost") +
         "&X-Amz-Signature=" + signature(method, id, date);
}

std::optional<http::Response> Documents::refuse(const http::Request& request, const Target& target,
                                                Timestamp now) const {
  const bool known_method = request.method == "GET" || request.method == "PUT";
  if (!known_method || target.segments.size() != 2) {
    return store_error(405, "MethodNotAllowed", "The specified method is not allowed against this resource.");
  }
  const std::string date = value_of(target.parameters, "X-Amz-Date");
  const auto signed_at = parse_basic_time(date);
  if (!signed_at ||
      value_of(target.parameters, "X-Amz-Signature") != signature(request.method, target.segments[1], date)) {
    return store_error(403, "SignatureDoesNotMatch", "The request signature we calculated does not match.");
  }
  if (now > *signed_at + kAddressLifetime) return store_error(403, "AccessDenied", "Request has expired");
  if (const auto header = unsigned_header(request.headers); !header.empty()) {
    return store_error(
        403, "AccessDenied",
        "There were headers present in the request which were not signed: " + std::string(header));
  }
  return std::nullopt;
}

http::Response Documents::answer(const http::Request& request, const Target& target, Timestamp now) {
  if (auto refusal = refuse(request, target, now)) return *std::move(refusal);
  const auto found = documents_.find(target.segments[1]);
  const bool reads = request.method == "GET";
  if (found == documents_.end() || (reads && !found->second.bytes)) {
    return store_error(404, "NoSuchKey", "The specified key does not exist.");
  }
  Document& document = found->second;
  if (reads) return text_answer(200, document.content_type, *document.bytes);
  const auto type = request.headers.find("content-type");
  if (type == request.headers.end() || type->second != document.content_type) {
    return store_error(403, "SignatureDoesNotMatch", "The Content-Type is not the one that was signed.");
  }
  document.bytes = request.body;
  return text_answer(200, "application/xml", "");
}

}  // namespace sellerd::sandbox
