#include "ctl/secret_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>

#include "ctl/text.h"

namespace sellerd::ctl {
namespace {

struct FileText {
  std::string text;
  bool exposed = false;  // group or others may read it
};

// Closes the descriptor at the end of the scope.
struct OpenFile {
  int descriptor;
  ~OpenFile() {
    if (descriptor >= 0) ::close(descriptor);
  }
};

Error wrong(std::string message, std::string field = {}) {
  return make_error(ErrorCode::invalid_argument, std::move(message), std::move(field));
}

Error unreadable(const std::string& path) {
  return wrong("cannot read " + path + ": " + system_reason(errno));
}

Error too_large() {
  return wrong("is larger than " + grouped(kMaximumSecretFile) + " bytes");
}

Result<FileText> read_file(const std::string& path) {
  const OpenFile file{::open(path.c_str(), O_RDONLY | O_CLOEXEC)};
  struct stat facts{};
  if (file.descriptor < 0 || ::fstat(file.descriptor, &facts) != 0) return unreadable(path);
  FileText result;
  // A pipe such as <(...) has no other readers to warn about.
  result.exposed = S_ISREG(facts.st_mode) && (facts.st_mode & (S_IRGRP | S_IROTH)) != 0;
  char buffer[4096];
  for (;;) {
    const auto got = ::read(file.descriptor, buffer, sizeof buffer);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return unreadable(path);
    if (got == 0) return result;
    result.text.append(buffer, static_cast<std::size_t>(got));
    if (result.text.size() > kMaximumSecretFile) return too_large();
  }
}

Result<FileText> read_stream(std::istream& in) {
  FileText result;
  char buffer[4096];
  while (in.read(buffer, sizeof buffer), in.gcount() > 0) {
    result.text.append(buffer, static_cast<std::size_t>(in.gcount()));
    if (result.text.size() > kMaximumSecretFile) return too_large();
  }
  return result;
}

std::string field_names(const Shape& record) {
  std::string names;
  for (const auto& field : record.fields) names += (names.empty() ? "" : ", ") + std::string(field.name);
  return names;
}

Result<void> check_field(const FieldShape& field, const json::object& object) {
  const std::string name(field.name);
  const auto* value = object.if_contains(field.name);
  if (value == nullptr || value->is_null()) {
    if (field.shape.optional) return {};
    return wrong("is required", name);
  }
  if (field.shape.kind != Kind::text) return {};
  if (!value->is_string()) return wrong("must be a string", name);
  if (value->get_string().empty()) return wrong("is empty", name);
  return {};
}

Result<void> check_record(const Shape& record, const json::object& object) {
  for (const auto& field : record.fields) {
    if (auto checked = check_field(field, object); !checked) return checked;
  }
  for (const auto& [key, value] : object) {
    const std::string_view name = key;
    const bool known = std::any_of(record.fields.begin(), record.fields.end(),
                                   [name](const FieldShape& field) { return field.name == name; });
    if (!known) return wrong("there is no such field", fit(clean(name), 60, false));
  }
  return {};
}

}  // namespace

Result<json::object> parse_secrets(const Shape& record, std::string_view outer, std::string_view text) {
  const auto in_file = [&](Error error) {
    error = within(outer, std::move(error));
    error.code = ErrorCode::invalid_argument;
    error.hint = "a file with a JSON object of " + field_names(record);
    return error;
  };
  auto document = parse_json(text);
  if (!document) return in_file(document.error());
  if (!document->is_object()) return in_file(wrong("must be a JSON object"));
  if (auto checked = check_record(record, document->get_object()); !checked) return in_file(checked.error());
  return std::move(document->get_object());
}

Result<void> add_secrets(Invocation& invocation, Io& io) {
  for (const auto& file : invocation.secret_files) {
    const auto read = file.path == "-" ? read_stream(io.in) : read_file(file.path);
    if (!read) return within(file.option, read.error());
    auto secrets = parse_secrets(file.record, file.field, read->text);
    if (!secrets) return secrets.error();
    if (read->exposed) {
      io.err << "sellerctl: warning: others can read " << clean(file.path) << "\n  try: chmod 600 "
             << clean(file.path) << "\n";
    }
    invocation.parameters[file.field] = std::move(*secrets);
  }
  return {};
}

}  // namespace sellerd::ctl
