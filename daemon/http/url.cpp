#include "daemon/http/url.h"

#include <algorithm>
#include <boost/asio/ip/address.hpp>
#include <charconv>

#include "common/ascii.h"

namespace sellerd::http {
namespace {

constexpr std::size_t kLongestUrl = 16 * 1024;
constexpr std::size_t kLongestHost = 253;

Error bad_url(std::string message) {
  return make_error(ErrorCode::invalid_argument, std::move(message), "url");
}

bool is_name_character(char c) {
  return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '.' || c == '_';
}

bool is_host_name(std::string_view host) {
  return !host.empty() && host.size() <= kLongestHost &&
         std::all_of(host.begin(), host.end(), is_name_character) && host.front() != '.' &&
         host.find("..") == std::string_view::npos;
}

bool is_address6(std::string_view host) {
  boost::system::error_code failure;
  boost::asio::ip::make_address_v6(std::string(host), failure);
  return !failure && host.find('%') == std::string_view::npos;
}

Result<std::uint16_t> parse_port(std::string_view digits) {
  std::uint16_t port = 0;
  const auto [end, failure] = std::from_chars(digits.data(), digits.data() + digits.size(), port);
  if (failure != std::errc{} || end != digits.data() + digits.size() || port == 0) {
    return bad_url("the port must be a number from 1 to 65535");
  }
  return port;
}

Result<void> parse_authority(std::string_view authority, Url& url) {
  if (authority.find('@') != std::string_view::npos) {
    return bad_url("a user name or password does not belong in a URL");
  }
  std::string_view host = authority;
  std::string_view port;
  if (authority.starts_with('[')) {
    const auto close = authority.find(']');
    if (close == std::string_view::npos) return bad_url("\"[\" without \"]\"");
    host = authority.substr(1, close - 1);
    port = authority.substr(close + 1);
    if (!is_address6(host)) return bad_url("what stands in brackets is not an IPv6 address");
  } else {
    const auto colon = authority.find(':');
    if (colon != std::string_view::npos) {
      host = authority.substr(0, colon);
      port = authority.substr(colon);
    }
    if (!is_host_name(ascii_lower(host))) return bad_url("the host name is missing or not well formed");
  }
  url.host = ascii_lower(host);
  url.port = url.secure ? 443 : 80;
  if (port.empty()) return {};
  if (!port.starts_with(':')) return bad_url("only \":port\" may follow the host");
  const auto number = parse_port(port.substr(1));
  if (!number) return number.error();
  url.port = *number;
  return {};
}

bool is_visible(char c) {
  return c > ' ' && c < 127 && c != '\\';
}

}  // namespace

bool is_loopback(std::string_view host) {
  if (host == "localhost") return true;
  boost::system::error_code failure;
  const auto address = boost::asio::ip::make_address(std::string(host), failure);
  return !failure && address.is_loopback();
}

std::string Url::authority() const {
  std::string text = host.find(':') == std::string::npos ? host : "[" + host + "]";
  if (port != (secure ? 443 : 80)) text += ":" + std::to_string(port);
  return text;
}

Result<Url> parse_url(std::string_view text) {
  if (text.size() > kLongestUrl) return bad_url("the URL is longer than 16 KB");
  if (!std::all_of(text.begin(), text.end(), is_visible)) {
    return bad_url("white space, backslashes and other than ASCII characters must be percent-encoded");
  }
  if (text.find('#') != std::string_view::npos) return bad_url("a fragment (#...) has no meaning here");
  const auto scheme_end = text.find("://");
  const std::string scheme =
      scheme_end == std::string_view::npos ? "" : ascii_lower(text.substr(0, scheme_end));
  if (scheme != "https" && scheme != "http") return bad_url("the URL must start with https://");
  std::string_view rest = text.substr(scheme_end + 3);
  const auto authority_end = std::min(rest.find_first_of("/?"), rest.size());
  Url url;
  url.secure = scheme == "https";
  if (auto parsed = parse_authority(rest.substr(0, authority_end), url); !parsed) return parsed.error();
  rest.remove_prefix(authority_end);
  url.target = rest.starts_with('/') ? std::string(rest) : "/" + std::string(rest);
  if (!url.secure && !is_loopback(url.host)) {
    return bad_url("http is allowed only to this machine (127.0.0.1, ::1, localhost); use https for " +
                   url.host);
  }
  return url;
}

}  // namespace sellerd::http
