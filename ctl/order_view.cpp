#include "common/api/orders.h"
#include "ctl/order_text.h"
#include "ctl/session.h"
#include "ctl/views.h"

namespace sellerd::ctl {
namespace {

// The order itself, as everywhere, with its stock, its tax and its customer as members of their own. Nothing
// of it is interpreted.
std::string order_json(json::object& reply) {
  json::value order = json::object();
  if (auto* given = reply.if_contains("order"); given != nullptr && given->is_object()) {
    order = std::move(*given);
  }
  if (auto* stock = reply.if_contains("stock"); stock != nullptr && !stock->is_null()) {
    order.get_object()["stock"] = std::move(*stock);
  }
  if (auto* customer = reply.if_contains("customer"); customer != nullptr && !customer->is_null()) {
    order.get_object()["customer"] = std::move(*customer);
  }
  if (auto* tax = reply.if_contains("tax"); tax != nullptr && !tax->is_null()) {
    order.get_object()["tax"] = std::move(*tax);
  }
  return json_line(order);
}

}  // namespace

Result<ExitCode> order_view(const Invocation& invocation, Session& session) {
  auto parameters = session.call(invocation.command->method, invocation.parameters);
  if (!parameters) return parameters.error();
  std::string text;
  if (session.json) {
    text = order_json(*parameters);
  } else {
    const auto reply = read_record<api::GetOrder::Reply>(*parameters);
    if (!reply) return reply.error();
    text = order_text(reply->order, reply->stock, reply->tax, reply->customer);
  }
  if (auto printed = session.print(text); !printed) return printed.error();
  return ExitCode::ok;
}

}  // namespace sellerd::ctl
