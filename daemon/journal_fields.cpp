#include "daemon/journal_fields.h"

#include <algorithm>

namespace sellerd::log {
namespace {

std::string field(std::string name, std::string_view value) {
  return (name += '=') += value;
}

// Of a name in kJournalAttributes, which knows lower-case letters and underscores only.
std::string field_name(std::string_view attribute) {
  std::string name(attribute);
  for (char& letter : name) letter = letter == '_' ? letter : static_cast<char>(letter - 'a' + 'A');
  return name;
}

}  // namespace

int journal_priority(LogLevel level) {
  switch (level) {
    case LogLevel::debug:
      return 7;
    case LogLevel::info:
      return 6;
    case LogLevel::warning:
      return 4;
    case LogLevel::error:
      break;
  }
  return 3;
}

std::vector<std::string> journal_fields(LogLevel level, std::string_view message,
                                        const AttributeList& attributes) {
  std::vector<std::string> fields = {field("MESSAGE", message),
                                     field("PRIORITY", std::to_string(journal_priority(level))),
                                     field("SYSLOG_IDENTIFIER", "sellerd")};
  for (const auto& [name, value] : attributes) {
    const bool wanted =
        std::find(kJournalAttributes.begin(), kJournalAttributes.end(), name) != kJournalAttributes.end();
    if (wanted && !value.empty()) fields.push_back(field(field_name(name), value));
  }
  return fields;
}

}  // namespace sellerd::log
