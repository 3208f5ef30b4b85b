// `sellerctl call` and `sellerctl introspect`: the protocol itself, for what has no command of its own.
#include <iterator>

#include "ctl/session.h"
#include "ctl/text.h"
#include "ctl/view_options.h"
#include "ctl/views.h"

namespace sellerd::ctl {
namespace {

constexpr std::string_view kGetInfo = "org.varlink.service.GetInfo";
constexpr std::string_view kExpectedMore = "org.varlink.service.ExpectedMore";
constexpr std::string_view kGetInterfaceDescription = "org.varlink.service.GetInterfaceDescription";

Result<json::object> read_parameters(const std::optional<std::string>& given, std::istream& in) {
  if (!given) return json::object();
  const std::string text = *given == "-" ? std::string(std::istreambuf_iterator<char>(in), {}) : *given;
  auto value = parse_json(text);
  if (value && value->is_object()) return std::move(value->get_object());
  return make_error(ErrorCode::invalid_argument, value ? "must be a JSON object" : value.error().message,
                    "PARAMETERS", R"(sellerctl call METHOD '{"limit": 3}')");
}

Result<void> print_interfaces(Session& session, const json::object& info) {
  if (session.json) return session.print(json_line(info));
  std::string text;
  if (const auto* names = info.if_contains("interfaces"); names != nullptr && names->is_array()) {
    for (const auto& name : names->get_array()) {
      if (name.is_string()) text += clean(name.get_string()) + "\n";
    }
  }
  return session.print(text);
}

Result<void> print_description(Session& session, const json::object& reply) {
  if (session.json) return session.print(json_line(reply));
  const auto* description = reply.if_contains("description");
  if (description == nullptr || !description->is_string()) {
    return make_error(ErrorCode::malformed, "sellerd's answer holds no description");
  }
  std::string text;
  for (std::string_view rest = description->get_string(); !rest.empty();) {
    const auto end = rest.find('\n');
    text += clean(rest.substr(0, end)) + "\n";
    rest = end == std::string_view::npos ? std::string_view{} : rest.substr(end + 1);
  }
  return session.print(text);
}

// A list refuses a call that accepts one reply only; the protocol's error says no more than its name.
Error with_hint(Error error) {
  if (error.message == kExpectedMore) error.hint = "add --more";
  return error;
}

Result<ExitCode> ended(const Result<void>& printed) {
  if (!printed) return printed.error();
  return ExitCode::ok;
}

}  // namespace

Result<ExitCode> call_view(const Invocation& invocation, Session& session) {
  const auto options = from_json<CallOptions>(invocation.parameters, Strictness::strict);
  if (!options) return options.error();
  auto parameters = read_parameters(options->parameters, session.io.in);
  if (!parameters) return parameters.error();
  if (options->more) {
    return ended(session.stream(options->method, std::move(*parameters), [&](json::object&& reply) {
      auto printed = session.print(json_line(reply));
      session.io.out.flush();
      return printed;
    }));
  }
  const auto reply = session.call(options->method, std::move(*parameters));
  if (!reply) return with_hint(reply.error());
  return ended(session.print(json_line(*reply)));
}

Result<ExitCode> introspect_view(const Invocation& invocation, Session& session) {
  const bool all = invocation.parameters.empty();
  const auto reply = session.call(all ? kGetInfo : kGetInterfaceDescription, invocation.parameters);
  if (!reply) return reply.error();
  return ended(all ? print_interfaces(session, *reply) : print_description(session, *reply));
}

}  // namespace sellerd::ctl
