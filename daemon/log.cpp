#include "daemon/log.h"

#include <sys/stat.h>
#include <unistd.h>

#include <atomic>
#include <boost/core/null_deleter.hpp>
#include <boost/log/core.hpp>
#include <boost/log/expressions.hpp>
#include <boost/log/sinks/sync_frontend.hpp>
#include <boost/log/sinks/text_ostream_backend.hpp>
#include <boost/log/sources/record_ostream.hpp>
#include <boost/log/sources/severity_logger.hpp>
#include <boost/make_shared.hpp>
#include <iostream>

#include "common/time_text.h"

namespace sellerd::log {
namespace {

namespace logging = boost::log;
using Sink = logging::sinks::synchronous_sink<logging::sinks::text_ostream_backend>;

std::atomic<LogLevel> lowest_level{LogLevel::info};

// Syslog priorities, as sd-daemon(3) has them.
int priority(LogLevel level) {
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

std::string now_text() {
  return format_time(std::chrono::floor<Duration>(std::chrono::system_clock::now()));
}

// One line whatever the value holds: control characters and quotes are escaped.
std::string escaped(std::string_view value) {
  const bool plain = !value.empty() && value.find_first_of(" \"=\\") == std::string_view::npos;
  std::string text;
  for (const char c : value) {
    if (c == '"' || c == '\\') text += '\\';
    if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f) {
      text += c == '\n' ? "\\n" : "?";
    } else {
      text += c;
    }
  }
  return plain ? text : "\"" + text + "\"";
}

}  // namespace

bool stderr_is_journald() {
  const char* stream = std::getenv("JOURNAL_STREAM");
  struct stat information{};
  if (stream == nullptr || ::fstat(STDERR_FILENO, &information) != 0) return false;
  return std::to_string(information.st_dev) + ":" + std::to_string(information.st_ino) == stream;
}

void set_lowest(LogLevel level) {
  lowest_level = level;
}

void start(LogLevel lowest, bool journald) {
  set_lowest(lowest);
  auto backend = boost::make_shared<logging::sinks::text_ostream_backend>();
  backend->add_stream(boost::shared_ptr<std::ostream>(&std::cerr, boost::null_deleter()));
  backend->auto_flush(true);
  auto sink = boost::make_shared<Sink>(backend);
  sink->set_formatter([journald](const logging::record_view& record, logging::formatting_ostream& out) {
    const auto level = logging::extract<LogLevel>("Severity", record);
    const auto shown = level ? *level : LogLevel::info;
    if (journald) {
      out << '<' << priority(shown) << '>';
    } else {
      out << now_text() << ' ' << enum_name(shown) << ": ";
    }
    out << record[logging::expressions::smessage];
  });
  sink->set_filter([](const logging::attribute_value_set& values) {
    const auto level = logging::extract<LogLevel>("Severity", values);
    return level && *level >= lowest_level.load();
  });
  logging::core::get()->remove_all_sinks();
  logging::core::get()->add_sink(sink);
}

void write(LogLevel level, std::string_view message, Attributes attributes) {
  static logging::sources::severity_logger_mt<LogLevel> logger;
  if (auto record = logger.open_record(logging::keywords::severity = level)) {
    logging::record_ostream out(record);
    out << message;
    for (const auto& [key, value] : attributes) out << ' ' << key << '=' << escaped(value);
    out.flush();
    logger.push_record(std::move(record));
  }
}

}  // namespace sellerd::log
