#include "tests/sandbox/fault_answers.h"

namespace sellerd::sandbox {
namespace {

constexpr std::string_view kWebPage =
    "<!DOCTYPE html><html><body><h1>Http/1.1 Service Unavailable</h1></body></html>\n";

std::optional<SocketFault> socket_fault(Fault fault, std::size_t body_size) {
  switch (fault) {
    case Fault::reset:
      return SocketFault{.kind = SocketFault::Kind::reset};
    case Fault::truncate:
      if (body_size == 0) return std::nullopt;
      return SocketFault{.kind = SocketFault::Kind::truncate, .truncate_after = body_size / 2};
    case Fault::slow:
      return SocketFault{.kind = SocketFault::Kind::delay, .delay = kSlowness};
    case Fault::stall:
      return SocketFault{.kind = SocketFault::Kind::delay, .delay = kStall};
    default:
      return std::nullopt;
  }
}

}  // namespace

std::optional<http::Response> answer_in_place(Fault fault) {
  switch (fault) {
    case Fault::quota_exceeded:
      return quota_exceeded();
    case Fault::internal_failure:
      return api_error(500, "InternalFailure", "We encountered an internal error. Please try again.");
    case Fault::service_unavailable:
      return api_error(503, "ServiceUnavailable", "Service is temporarily unavailable. Please try again.");
    case Fault::service_unavailable_html:
      return text_answer(503, "text/html", std::string(kWebPage));
    case Fault::garbage:
      return text_answer(200, "text/html", std::string(kWebPage));
    default:
      return std::nullopt;
  }
}

HandledResponse carried(http::Response response, Fault fault, FaultInjector& faults) {
  HandledResponse handled{std::move(response), std::nullopt};
  handled.fault = socket_fault(fault, handled.response.body.size());
  // A write that was refused has nothing that a lost answer could hide.
  const bool hidden = fault == Fault::write_timeout && handled.response.status < 300;
  if (hidden) handled.response = gateway_timeout();
  if (handled.fault || hidden) faults.happened(fault);
  return handled;
}

}  // namespace sellerd::sandbox
