// The daemon's log: a text and key=value attributes. Only app, main and their helpers log; library layers
// return what happened. Never give it personal data or secrets.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>

#include "daemon/config.h"

namespace sellerd::log {

using Attributes = std::initializer_list<std::pair<std::string_view, std::string>>;

// To stderr with time and level; or to journald, with the fields of journal_fields.h.
void start(LogLevel lowest, bool journald);

// Records below it are dropped from now on. Thread: any.
void set_lowest(LogLevel level);

// True when stderr goes to journald (JOURNAL_STREAM names it).
bool stderr_is_journald();

// Attributes without a value are left out. Thread: any, after start().
void write(LogLevel level, std::string_view message, Attributes attributes = {});

inline void debug(std::string_view message, Attributes attributes = {}) {
  write(LogLevel::debug, message, attributes);
}
inline void info(std::string_view message, Attributes attributes = {}) {
  write(LogLevel::info, message, attributes);
}
inline void warning(std::string_view message, Attributes attributes = {}) {
  write(LogLevel::warning, message, attributes);
}
inline void error(std::string_view message, Attributes attributes = {}) {
  write(LogLevel::error, message, attributes);
}

}  // namespace sellerd::log
