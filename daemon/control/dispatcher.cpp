#include "daemon/control/dispatcher.h"

namespace sellerd::control {
namespace {

constexpr std::string_view kService = "org.varlink.service";

varlink::Reply service_error(std::string_view name, std::string_view key, std::string_view value) {
  varlink::Reply reply;
  reply.error = std::string(kService) + "." + std::string(name);
  if (!key.empty()) reply.parameters[key] = value;
  return reply;
}

}  // namespace

Task<> Dispatcher::dispatch(varlink::Call call, const Peer& peer, ReplySink& sink) {
  const auto [interface, method] = varlink::split_method(call.method);
  if (interface.empty() || method.empty()) {
    co_await sink.send(service_error("InvalidParameter", "parameter", "method"), true);
    co_return;
  }
  const auto found = methods_.find(call.method);
  if (found == methods_.end() && interface != kService) {
    const bool known = interfaces_.contains(interface);
    co_await sink.send(known ? service_error("MethodNotFound", "method", method)
                             : service_error("InterfaceNotFound", "interface", interface),
                       true);
    co_return;
  }
  const auto access = found == methods_.end() ? api::Access::read : found->second.access;
  if (!policy_.allows(peer, access)) {
    // Of our own methods alone: a name that the caller makes up goes into no log.
    if (on_refused) on_refused(peer, found == methods_.end() ? kService : std::string_view(found->first));
    co_await sink.send(
        api::error_reply(make_error(
            ErrorCode::not_permitted,
            peer.name + " lacks the access level \"" + std::string(api::access_name(access)) + "\"",
            std::string(call.method), "ask the administrator for the group that holds it")),
        true);
    co_return;
  }
  if (found == methods_.end()) {
    co_await answer_service(std::move(call), sink);
    co_return;
  }
  if (found->second.replies == api::Replies::list && !call.more && !call.oneway) {
    co_await sink.send(service_error("ExpectedMore", {}, {}), true);
    co_return;
  }
  const Caller caller{peer, call.more};
  // A handler that throws has a bug; the caller hears so, the daemon lives on.
  std::string bug;
  try {
    co_await found->second.handle(std::move(call), caller, sink);
  } catch (const std::exception& failure) {
    bug = failure.what();
  }
  if (!bug.empty()) {
    co_await sink.send(api::error_reply(make_error(ErrorCode::internal, "a bug in sellerd: " + bug)), true);
  }
}

Task<> Dispatcher::answer_service(varlink::Call call, ReplySink& sink) {
  const auto method = varlink::split_method(call.method).second;
  if (method == "GetInfo") {
    if (!call.parameters.empty()) {
      const std::string parameter(call.parameters.begin()->key());
      co_await sink.send(service_error("InvalidParameter", "parameter", parameter), true);
      co_return;
    }
    co_await sink.send(describe(), true);
    co_return;
  }
  if (method != "GetInterfaceDescription") {
    co_await sink.send(service_error("MethodNotFound", "method", method), true);
    co_return;
  }
  const auto* wanted = call.parameters.if_contains("interface");
  if (wanted == nullptr || !wanted->is_string() || call.parameters.size() != 1) {
    std::string parameter = "interface";
    for (const auto& [key, value] : call.parameters) {
      if (key != "interface") parameter = key;
    }
    co_await sink.send(service_error("InvalidParameter", "parameter", parameter), true);
    co_return;
  }
  const std::string_view name = wanted->get_string();
  varlink::Reply reply;
  if (name == kService) {
    reply.parameters["description"] = varlink::service_interface_text();
  } else if (const auto found = interfaces_.find(name); found != interfaces_.end()) {
    reply.parameters["description"] = found->second;
  } else {
    reply = service_error("InterfaceNotFound", "interface", name);
  }
  co_await sink.send(std::move(reply), true);
}

varlink::Reply Dispatcher::describe() const {
  json::array interfaces{kService};
  for (const auto& name : interface_order_) interfaces.emplace_back(name);
  varlink::Reply reply;
  reply.parameters = {{"vendor", "The sellerd authors"},
                      {"product", "sellerd"},
                      {"version", SELLERD_VERSION},
                      {"url", "https://varlink.org"},
                      {"interfaces", std::move(interfaces)}};
  return reply;
}

}  // namespace sellerd::control
