#include <charconv>

#include "common/api/warehouses.h"
#include "daemon/control/change.h"
#include "daemon/control/listing.h"
#include "daemon/stock/shipping.h"

namespace sellerd::control {
namespace {

// "KURTA-M=2"; a SKU may hold the sign itself.
Result<stock::ShipOrder::Line> read_line(const std::string& text) {
  const auto sign = text.rfind('=');
  stock::ShipOrder::Line line{text.substr(0, sign), 0};
  bool good = sign != std::string::npos && sign > 0;
  if (good) {
    const char* begin = text.data() + sign + 1;
    const char* end = text.data() + text.size();
    const auto read = std::from_chars(begin, end, line.units);
    good = read.ec == std::errc{} && read.ptr == end && begin != end;
  }
  if (good) return line;
  return make_error(ErrorCode::invalid_argument,
                    "\"" + text + "\" is not a line and its units, such as KURTA-M=2", "line");
}

Task<Result<api::ShipOrder::Reply>> ship(Services& services, api::ShipOrder::Request request,
                                         std::string actor) {
  auto order = find_order(services, request.order_id, request.integration);
  if (!order) co_return order.error();
  if (const auto refusal = services.outgoings.why_not_told(*order)) co_return *refusal;
  if (request.package && *request.package < 1) {
    co_return make_error(ErrorCode::invalid_argument, "must be 1 or more", "package");
  }
  stock::ShipOrder wanted{.package = static_cast<std::uint32_t>(request.package.value_or(0)),
                          .carrier = request.carrier,
                          .method = request.method.value_or(""),
                          .tracking_number = request.tracking,
                          .shipped_at = request.shipped_at,
                          .author = actor};
  for (const auto& text : request.line) {
    auto line = read_line(text);
    if (!line) co_return line.error();
    wanted.lines.push_back(std::move(*line));
  }
  auto shipment = co_await change_stock(services, {actor, "order shipped", request.order_id},
                                        [wanted = std::move(wanted), number = order->integration,
                                         id = order->order_id](stock::Work& work) -> Result<Shipment> {
                                          auto now = work.draft.get(store::kOrders, number, id);
                                          if (!now) return now.error();
                                          if (!*now)
                                            return make_error(ErrorCode::not_found, "the order is gone", id);
                                          return stock::ship(work, **now, wanted);
                                        });
  if (!shipment) co_return shipment.error();
  co_return api::ShipOrder::Reply{std::move(*shipment)};
}

Task<Result<void>> list(Services& services, api::ListShipments::Request request,
                        ReplyStream<api::ListShipments::Reply>& stream) {
  const auto integration = chosen_integration(services.integrations, request.integration);
  if (!integration) co_return integration.error();
  const auto limit = chosen_limit(request.limit);
  if (!limit) co_return limit.error();
  const auto range =
      *integration ? store::under(store::kShipments, **integration) : store::under(store::kShipments);
  co_return co_await send_table(
      services.store, store::kShipments, range, store::Direction::forward, *limit, stream,
      [&](const Shipment& shipment) -> Result<std::optional<api::ListShipments::Reply>> {
        const bool wanted = (!request.state || shipment.state == *request.state) &&
                            (!request.order_id || shipment.order_id == *request.order_id);
        if (!wanted) return std::optional<api::ListShipments::Reply>{};
        return std::optional(api::ListShipments::Reply{shipment});
      });
}

}  // namespace

void add_shipment_handlers(Dispatcher& dispatcher, Services& services) {
  dispatcher.add<api::ShipOrder>([&services](api::ShipOrder::Request request, const Caller& caller) {
    return ship(services, std::move(request), caller.peer.name);
  });
  dispatcher.add<api::ListShipments>([&services](api::ListShipments::Request request, const Caller&,
                                                 ReplyStream<api::ListShipments::Reply>& stream) {
    return list(services, std::move(request), stream);
  });
}

}  // namespace sellerd::control
