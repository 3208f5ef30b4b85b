#include "common/varlink/message.h"

namespace sellerd::varlink {
namespace {

Error malformed(std::string message) {
  return make_error(ErrorCode::malformed, std::move(message));
}

Result<json::object> parse_object(std::string_view text) {
  auto document = parse_json(text);
  if (!document) return document.error();
  if (!document->is_object()) return malformed("a message must be a JSON object");
  return std::move(document->get_object());
}

Result<void> read_flag(const json::value& value, std::string_view name, bool& flag) {
  if (!value.is_bool()) return malformed("\"" + std::string(name) + "\" must be true or false");
  flag = value.get_bool();
  return {};
}

Result<void> read_parameters(json::value& value, json::object& parameters) {
  if (value.is_null()) return {};
  if (!value.is_object()) return malformed("\"parameters\" must be an object");
  parameters = std::move(value.get_object());
  return {};
}

}  // namespace

Result<Call> parse_call(std::string_view text) {
  auto object = parse_object(text);
  if (!object) return object.error();
  Call call;
  for (auto& [key, value] : *object) {
    Result<void> read;
    if (key == "method") {
      if (!value.is_string()) return malformed("\"method\" must be a string");
      call.method = std::string_view(value.get_string());
    } else if (key == "parameters") {
      read = read_parameters(value, call.parameters);
    } else if (key == "more") {
      read = read_flag(value, key, call.more);
    } else if (key == "oneway") {
      read = read_flag(value, key, call.oneway);
    } else if (key == "upgrade") {
      read = read_flag(value, key, call.upgrade);
    } else {
      return malformed("unknown key \"" + std::string(key).substr(0, 60) + "\" beside \"method\"");
    }
    if (!read) return read.error();
  }
  if (call.method.empty()) return malformed("\"method\" is missing");
  if (call.more && call.oneway) return malformed("\"more\" and \"oneway\" exclude each other");
  return call;
}

Result<Reply> parse_reply(std::string_view text) {
  auto object = parse_object(text);
  if (!object) return object.error();
  Reply reply;
  for (auto& [key, value] : *object) {
    Result<void> read;
    if (key == "error") {
      if (!value.is_string()) return malformed("\"error\" must be a string");
      reply.error = std::string_view(value.get_string());
    } else if (key == "parameters") {
      read = read_parameters(value, reply.parameters);
    } else if (key == "continues") {
      read = read_flag(value, key, reply.continues);
    }
    if (!read) return read.error();
  }
  return reply;
}

std::string write_call(const Call& call) {
  json::object object{{"method", call.method}, {"parameters", call.parameters}};
  if (call.more) object["more"] = true;
  if (call.oneway) object["oneway"] = true;
  return json::serialize(object);
}

std::string write_reply(const Reply& reply) {
  json::object object;
  if (!reply.error.empty()) object["error"] = reply.error;
  object["parameters"] = reply.parameters;
  if (reply.continues) object["continues"] = true;
  return json::serialize(object);
}

std::pair<std::string_view, std::string_view> split_method(std::string_view method) {
  const auto dot = method.rfind('.');
  if (dot == std::string_view::npos) return {};
  return {method.substr(0, dot), method.substr(dot + 1)};
}

}  // namespace sellerd::varlink
