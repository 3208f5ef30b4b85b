#include "ctl/default_view.h"

#include "ctl/record_text.h"

namespace sellerd::ctl {
namespace {

const json::object& object_of(const json::value& value) {
  static const json::object none;
  return value.is_object() ? value.get_object() : none;
}

const Shape& shown_shape(const Shape& reply) {
  const auto* sole = sole_record(reply);
  return sole != nullptr ? sole->shape : reply;
}

Result<void> print_one(Session& session, const Invocation& invocation) {
  auto parameters = session.call(invocation.command->method, invocation.parameters);
  if (!parameters) return parameters.error();
  const auto& reply = invocation.command->reply;
  const auto value = reply_value(reply, std::move(*parameters));
  if (session.json) return session.print(json_line(value));
  return session.print(record_text(shown_shape(reply), object_of(value), session.io.terminal));
}

Result<void> print_json(Session& session, std::string_view method, json::object parameters,
                        const Shape& reply) {
  return session.stream(method, std::move(parameters), [&](json::object&& one) {
    return session.print(json_line(reply_value(reply, std::move(one))));
  });
}

}  // namespace

json::value reply_value(const Shape& reply, json::object parameters) {
  const auto* sole = sole_record(reply);
  if (sole == nullptr) return parameters;
  auto* record = parameters.if_contains(sole->name);
  return record != nullptr ? std::move(*record) : json::value(json::object());
}

Result<void> print_list(Session& session, std::string_view method, json::object parameters,
                        const Shape& reply, std::size_t sample) {
  if (session.json) return print_json(session, method, std::move(parameters), reply);
  const auto fields = table_fields(shown_shape(reply));
  Table table(table_columns(fields), session.io.terminal, sample);
  bool any = false;
  auto streamed = session.stream(method, std::move(parameters), [&](json::object&& one) {
    any = true;
    return session.print(table.add(table_row(fields, object_of(reply_value(reply, std::move(one))))));
  });
  // Rows that came before the daemon failed are still true.
  if (auto printed = session.print(table.finish()); !printed) return printed;
  if (!streamed) return streamed;
  // Silence would leave a person wondering; a pipe wants no words.
  if (!any && session.io.terminal.interactive) return session.print("none\n");
  return {};
}

Result<ExitCode> default_view(const Invocation& invocation, Session& session) {
  const auto& command = *invocation.command;
  Result<void> shown;
  switch (command.replies) {
    case api::Replies::one:
      shown = print_one(session, invocation);
      break;
    case api::Replies::list:
      shown = print_list(session, command.method, invocation.parameters, command.reply, Table::kSample);
      break;
    // News must not wait for a batch.
    case api::Replies::stream:
      shown = print_list(session, command.method, invocation.parameters, command.reply, 1);
      break;
  }
  if (!shown) return shown.error();
  return ExitCode::ok;
}

}  // namespace sellerd::ctl
