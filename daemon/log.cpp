#include "daemon/log.h"

#include <sys/stat.h>
#include <unistd.h>

#include <atomic>
#include <boost/core/null_deleter.hpp>
#include <boost/log/attributes/attribute_value_impl.hpp>
#include <boost/log/core.hpp>
#include <boost/log/expressions.hpp>
#include <boost/log/sinks/basic_sink_backend.hpp>
#include <boost/log/sinks/sync_frontend.hpp>
#include <boost/log/sinks/text_ostream_backend.hpp>
#include <boost/log/sources/record_ostream.hpp>
#include <boost/log/sources/severity_logger.hpp>
#include <boost/make_shared.hpp>
#include <iostream>

#include "common/time_text.h"
#include "daemon/journal_fields.h"
#include "daemon/systemd.h"

namespace sellerd::log {
namespace {

namespace logging = boost::log;
namespace sinks = logging::sinks;

// Attributes of a record, the names of Boost.Log's own.
constexpr const char* kSeverity = "Severity";
constexpr const char* kMessage = "Message";
constexpr const char* kAttributes = "Attributes";

std::atomic<LogLevel> lowest_level{LogLevel::info};

LogLevel level_of(const logging::record_view& record) {
  const auto level = logging::extract<LogLevel>(kSeverity, record);
  return level ? *level : LogLevel::info;
}

// To journald, field by field. Where the journal does not answer, by way of stderr, which is its too.
class JournalBackend : public sinks::basic_sink_backend<sinks::synchronized_feeding> {
 public:
  void consume(const logging::record_view& record) {
    const auto message = logging::extract_or_default<std::string>(kMessage, record, std::string());
    const auto attributes = logging::extract_or_default<AttributeList>(kAttributes, record, AttributeList());
    const auto level = level_of(record);
    if (systemd::write_journal(journal_fields(level, message, attributes))) return;
    std::cerr << '<' << journal_priority(level) << '>' << message << std::endl;
  }
};

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

void add_sink(const boost::shared_ptr<sinks::basic_sink_frontend>& sink) {
  sink->set_filter([](const logging::attribute_value_set& values) {
    const auto level = logging::extract<LogLevel>(kSeverity, values);
    return level && *level >= lowest_level.load();
  });
  logging::core::get()->add_sink(sink);
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
  logging::core::get()->remove_all_sinks();
  if (journald) {
    add_sink(boost::make_shared<sinks::synchronous_sink<JournalBackend>>());
    return;
  }
  auto backend = boost::make_shared<sinks::text_ostream_backend>();
  backend->add_stream(boost::shared_ptr<std::ostream>(&std::cerr, boost::null_deleter()));
  backend->auto_flush(true);
  auto sink = boost::make_shared<sinks::synchronous_sink<sinks::text_ostream_backend>>(backend);
  sink->set_formatter([](const logging::record_view& record, logging::formatting_ostream& out) {
    out << now_text() << ' ' << enum_name(level_of(record)) << ": " << record[logging::expressions::smessage];
  });
  add_sink(sink);
}

void write(LogLevel level, std::string_view message, Attributes attributes) {
  static logging::sources::severity_logger_mt<LogLevel> logger;
  if (auto record = logger.open_record(logging::keywords::severity = level)) {
    logging::record_ostream out(record);
    out << message;
    for (const auto& [key, value] : attributes) {
      if (!value.empty()) out << ' ' << key << '=' << escaped(value);
    }
    out.flush();
    record.attribute_values().insert(kAttributes, logging::attributes::make_attribute_value(
                                                      AttributeList(attributes.begin(), attributes.end())));
    logger.push_record(std::move(record));
  }
}

}  // namespace sellerd::log
