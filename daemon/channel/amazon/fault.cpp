#include "daemon/channel/amazon/fault.h"

#include <algorithm>

#include "common/ascii.h"
#include "common/charset.h"

namespace sellerd::amazon {
namespace {

constexpr std::size_t kLongestFaultCode = 60;
constexpr std::size_t kLongestFaultMessage = 200;

// Access tokens, refresh tokens, restricted data tokens, client secrets.
constexpr std::string_view kSecretPrefixes[] = {"Atza|", "Atzr|", "Atz.", "amzn1.oa2-cs."};

bool ends_secret(char c) {
  return c <= ' ' || c == '"' || c == '\'' || c == ',' || c == ')' || c == ']' || c == '>';
}

std::string without_secrets(std::string text) {
  for (const auto prefix : kSecretPrefixes) {
    for (auto at = text.find(prefix); at != std::string::npos; at = text.find(prefix, at)) {
      const auto end = std::find_if(text.begin() + static_cast<std::ptrdiff_t>(at), text.end(), ends_secret);
      text.replace(text.begin() + static_cast<std::ptrdiff_t>(at), end, "[redacted]");
    }
  }
  return text;
}

}  // namespace

std::string printable(std::string_view text, std::size_t longest) {
  // The secrets go first: a cut must not leave half of one that is no longer recognised.
  std::string safe = without_secrets(repair_utf8(text));
  for (char& c : safe) {
    if (static_cast<unsigned char>(c) < ' ' || c == 127) c = ' ';
  }
  return std::string(cut_utf8(safe, longest));
}

Fault read_fault(const json::value& body) {
  Fault fault;
  if (!body.is_object()) return fault;
  const auto* errors = body.get_object().if_contains("errors");
  if (errors == nullptr || !errors->is_array() || errors->get_array().empty()) return fault;
  const auto& first = errors->get_array().front();
  if (!first.is_object()) return fault;
  fault.code = printable(member_text(first.get_object(), "code"), kLongestFaultCode);
  fault.message = printable(member_text(first.get_object(), "message"), kLongestFaultMessage);
  return fault;
}

bool blames_page_token(const Fault& fault) {
  const std::string lower = ascii_lower(fault.message);
  for (const std::string_view word :
       {"paginationtoken", "pagination token", "nexttoken", "next token", "page token"}) {
    if (lower.find(word) != std::string::npos) return true;
  }
  return false;
}

}  // namespace sellerd::amazon
