#include "daemon/channel/amazon/issues_codec.h"

#include "daemon/channel/amazon/fault.h"

namespace sellerd::amazon {
namespace {

constexpr std::size_t kLongestIssueCode = 60;
constexpr std::size_t kLongestIssueMessage = 300;
constexpr std::size_t kLongestWords = 1'000;

}  // namespace

std::string read_error_issue(ObjectReader& issue) {
  std::string code;
  std::string message;
  std::string severity;
  issue.optional("code", code);
  issue.optional("message", message);
  issue.optional("severity", severity);
  if (issue.failure() || severity == "WARNING" || severity == "INFO") return {};
  std::string words = printable(code, kLongestIssueCode);
  if (!message.empty()) words += (words.empty() ? "" : ": ") + printable(message, kLongestIssueMessage);
  return words.empty() ? "an error without a word" : words;
}

void add_words(std::string& all, std::string_view words) {
  if (words.empty() || all.size() + words.size() > kLongestWords) return;
  if (!all.empty()) all += "; ";
  all += words;
}

std::string read_error_issues(ObjectReader& reader, std::string_view key) {
  std::string words;
  reader.each(key, [&](ObjectReader& issue) { add_words(words, read_error_issue(issue)); });
  return words;
}

}  // namespace sellerd::amazon
