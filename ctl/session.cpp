#include "ctl/session.h"

#include "common/api/errors.h"

namespace sellerd::ctl {

Result<Client*> Session::client() {
  if (!client_) {
    auto connected = Client::connect(socket_);
    if (!connected) return note(connected.error());
    client_.emplace(std::move(*connected));
  }
  return &*client_;
}

Error Session::note(Error error) {
  lost_ = lost_ || error.code == ErrorCode::unavailable;
  return error;
}

Result<void> Session::begin(std::string_view method, json::object parameters, bool more) {
  auto connected = client();
  if (!connected) return connected.error();
  varlink::Call call{.method = std::string(method), .parameters = std::move(parameters), .more = more};
  if (auto sent = (*connected)->send(call); !sent) return note(sent.error());
  return {};
}

Result<json::object> Session::call(std::string_view method, json::object parameters) {
  if (auto begun = begin(method, std::move(parameters), false); !begun) return begun.error();
  auto reply = client_->receive();
  if (!reply) return note(reply.error());
  if (!reply->error.empty()) return api::error_from_reply(*reply);
  return std::move(reply->parameters);
}

Result<void> Session::stream(std::string_view method, json::object parameters, const Visit& visit) {
  if (auto begun = begin(method, std::move(parameters), true); !begun) return begun.error();
  for (bool more = true; more;) {
    auto reply = client_->receive();
    if (!reply) return note(reply.error());
    if (!reply->error.empty()) return api::error_from_reply(*reply);
    more = reply->continues;
    if (reply->parameters.empty()) continue;
    if (auto visited = visit(std::move(reply->parameters)); !visited) {
      // The replies still to come would be taken for those of the next call.
      if (more) client_.reset();
      return visited.error();
    }
  }
  return {};
}

Result<void> Session::print(std::string_view text) {
  io.out << text;
  if (!io.out) return make_error(ErrorCode::storage, "cannot write the output");
  return {};
}

std::string json_line(const json::value& value) {
  return json::serialize(value) + "\n";
}

}  // namespace sellerd::ctl
