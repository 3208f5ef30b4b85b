// Which part of the marketplace answers which operation.
#include "tests/sandbox/marketplace.h"
#include "tests/sandbox/sellers_api.h"

namespace sellerd::sandbox {
namespace {

std::string_view access_token(const http::Request& request) {
  const auto found = request.headers.find("x-amz-access-token");
  return found == request.headers.end() ? std::string_view{} : std::string_view{found->second};
}

}  // namespace

http::Response Marketplace::handle_operation(const MatchedOperation& matched, const http::Request& request,
                                             const Target& target, Timestamp now, Fault fault) {
  const Parameters& parameters = target.parameters;
  const std::vector<std::string>& arguments = matched.arguments;
  switch (matched.operation) {
    case Operation::get_marketplace_participations:
      return marketplace_participations(options_.shop);
    case Operation::search_orders:
      return orders_api_.search(parameters, now, fault);
    case Operation::get_order:
      return orders_api_.get(arguments[0], parameters, now);
    case Operation::confirm_shipment:
      return shipments_api_.confirm(arguments[0], request.body, now);
    case Operation::create_report:
      return reports_api_.create(request.body, now, fault);
    case Operation::get_report:
      return reports_api_.get(arguments[0], now);
    case Operation::get_reports:
      return reports_api_.list(parameters, now);
    case Operation::cancel_report:
      return reports_api_.cancel(arguments[0], now);
    case Operation::get_report_document:
      return reports_api_.document(arguments[0], now, RestrictedTokens::is_one(access_token(request)));
    case Operation::create_restricted_data_token:
      return restricted_tokens_.create(request.body, now);
    case Operation::get_listings_item:
      return listings_api_.get(arguments[0], arguments[1], parameters);
    case Operation::search_listings_items:
      return listings_api_.search(arguments[0], parameters, now);
    case Operation::patch_listings_item:
      return listings_api_.patch(arguments[0], arguments[1], parameters, request.body, now, fault);
    case Operation::create_feed_document:
      return feeds_api_.create_document(request.body, now);
    case Operation::get_feed_document:
      return feeds_api_.document(arguments[0], now);
    case Operation::create_feed:
      return feeds_api_.create(request.body, now, fault);
    case Operation::get_feed:
      return feeds_api_.get(arguments[0], now);
    case Operation::get_feeds:
      return feeds_api_.list(parameters, now);
    case Operation::cancel_feed:
      return feeds_api_.cancel(arguments[0], now);
    case Operation::get_inventory_summaries:
      return inventory_api_.summaries(parameters, now);
  }
  return not_found("");
}

}  // namespace sellerd::sandbox
