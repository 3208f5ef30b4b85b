#include "tests/sandbox/request_target.h"

#include <optional>

namespace sellerd::sandbox {
namespace {

int hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

std::optional<std::string> percent_decoded(std::string_view text, bool plus_is_space) {
  std::string decoded;
  decoded.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '+' && plus_is_space) {
      decoded += ' ';
    } else if (text[i] != '%') {
      decoded += text[i];
    } else {
      const int high = i + 1 < text.size() ? hex_digit(text[i + 1]) : -1;
      const int low = i + 2 < text.size() ? hex_digit(text[i + 2]) : -1;
      if (high < 0 || low < 0) return std::nullopt;
      decoded += static_cast<char>(high * 16 + low);
      i += 2;
    }
  }
  return decoded;
}

Error bad_percent(std::string_view where) {
  return make_error(ErrorCode::invalid_argument, "a percent sign without two hexadecimal digits",
                    std::string(where));
}

// The part before the first `mark`, which is taken off the front of `text` together with the mark.
std::string_view take_until(std::string_view& text, char mark) {
  const auto end = text.find(mark);
  const std::string_view part = text.substr(0, end);
  text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  return part;
}

std::string_view without_host(std::string_view url) {
  const auto scheme = url.find("://");
  if (scheme == std::string_view::npos) return url;
  const auto path = url.find('/', scheme + 3);
  return path == std::string_view::npos ? std::string_view{"/"} : url.substr(path);
}

}  // namespace

Result<Parameters> parse_form(std::string_view text) {
  Parameters parameters;
  while (!text.empty()) {
    std::string_view value = take_until(text, '&');
    if (value.empty()) continue;
    const std::string_view raw_name = take_until(value, '=');
    auto name = percent_decoded(raw_name, true);
    auto decoded = percent_decoded(value, true);
    if (!name || !decoded) return bad_percent(raw_name);
    if (!parameters.emplace(*name, std::move(*decoded)).second) {
      return make_error(ErrorCode::invalid_argument, "is given more than once", *name);
    }
  }
  return parameters;
}

Result<Target> parse_target(std::string_view url) {
  std::string_view query = without_host(url);
  Target target;
  target.path = take_until(query, '?');
  std::string_view rest = target.path;
  if (rest.starts_with('/')) rest.remove_prefix(1);
  while (!rest.empty()) {
    auto segment = percent_decoded(take_until(rest, '/'), false);
    if (!segment) return bad_percent("path");
    target.segments.push_back(std::move(*segment));
  }
  auto parameters = parse_form(query);
  if (parameters.has_error()) return parameters.error();
  target.parameters = std::move(*parameters);
  return target;
}

const std::string* find_parameter(const Parameters& parameters, std::string_view name) {
  const auto found = parameters.find(name);
  return found == parameters.end() ? nullptr : &found->second;
}

std::vector<std::string_view> split_list(std::string_view text) {
  std::vector<std::string_view> parts;
  for (;;) {
    const auto comma = text.find(',');
    parts.push_back(text.substr(0, comma));
    if (comma == std::string_view::npos) return parts;
    text.remove_prefix(comma + 1);
  }
}

}  // namespace sellerd::sandbox
