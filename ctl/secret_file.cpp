#include "ctl/secret_file.h"

#include <algorithm>

#include "ctl/input_file.h"
#include "ctl/text.h"

namespace sellerd::ctl {
namespace {

Error unfit(std::string message, std::string field = {}) {
  return make_error(ErrorCode::invalid_argument, std::move(message), std::move(field));
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
    return unfit("is required", name);
  }
  if (field.shape.kind != Kind::text) return {};
  if (!value->is_string()) return unfit("must be a string", name);
  if (value->get_string().empty()) return unfit("is empty", name);
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
    if (!known) return unfit("there is no such field", fit(clean(name), 60, false));
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
  if (!document->is_object()) return in_file(unfit("must be a JSON object"));
  if (auto checked = check_record(record, document->get_object()); !checked) return in_file(checked.error());
  return std::move(document->get_object());
}

Result<void> add_secrets(Invocation& invocation, Io& io) {
  for (const auto& file : invocation.secret_files) {
    const auto read = read_input(file.path, io.in, kMaximumSecretFile);
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
