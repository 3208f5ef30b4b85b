#include "ctl/error_text.h"

#include "ctl/text.h"

namespace sellerd::ctl {

namespace {

std::string advice_of(ErrorCode code, std::string_view words) {
  switch (code) {
    case ErrorCode::invalid_argument:
      return "sellerctl " + std::string(words) + (words.empty() ? "--help" : " --help");
    case ErrorCode::throttled:
      return "sellerctl quota";
    case ErrorCode::not_permitted:
      return "man sellerd.conf";
    case ErrorCode::not_found:
    case ErrorCode::already_exists:
    case ErrorCode::conflict:
    case ErrorCode::needs_reauth:
    case ErrorCode::cancelled:
      return "sellerctl status";
    default:
      return "sellerctl doctor";
  }
}

}  // namespace

Error with_advice(Error error, std::string_view words) {
  if (error.hint.empty()) error.hint = advice_of(error.code, words);
  return error;
}

std::string error_text(const Error& error) {
  std::string text = "sellerctl: " + clean(error.text()) + "\n";
  if (!error.hint.empty()) text += "  try: " + clean(error.hint) + "\n";
  return text;
}

}  // namespace sellerd::ctl
