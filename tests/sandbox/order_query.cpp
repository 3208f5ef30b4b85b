#include "tests/sandbox/order_query.h"

#include "tests/sandbox/parameter_checks.h"

namespace sellerd::sandbox {
namespace {

constexpr Duration kVisibilityLag = std::chrono::minutes{2};
constexpr std::size_t kMostMarketplacesOfOrders = 50;
constexpr std::size_t kMostOrdersPerPage = 100;

constexpr EnumName<Dataset> kDatasets[] = {
    {"BUYER", Dataset::buyer},
    {"RECIPIENT", Dataset::recipient},
    {"PROCEEDS", Dataset::proceeds},
    {"EXPENSE", Dataset::expense},
    {"PROMOTION", Dataset::promotion},
    {"CANCELLATION", Dataset::cancellation},
    {"FULFILLMENT", Dataset::fulfillment},
    {"PACKAGES", Dataset::packages},
    {"TAX", Dataset::tax},
    {"PAYMENT", Dataset::payment},
    {"FULFILLMENT_ORDERS", Dataset::fulfillment_orders},
};

// What must be the same on every page of one search.
constexpr std::string_view kOrderParameters[] = {"createdAfter",      "createdBefore",  "lastUpdatedAfter",
                                                 "lastUpdatedBefore", "marketplaceIds", "fulfillmentStatuses",
                                                 "fulfilledBy"};

// Reads the window of one axis into `query`, whose axis is set.
Result<> read_window(const Parameters& parameters, Timestamp now, OrderQuery& query) {
  const bool updated = query.axis == OrderBook::Axis::updated;
  const std::string_view before_name = updated ? "lastUpdatedBefore" : "createdBefore";
  const auto after = read_time(parameters, updated ? "lastUpdatedAfter" : "createdAfter");
  if (after.has_error()) return after.error();
  const auto before = read_time(parameters, before_name);
  if (before.has_error()) return before.error();
  query.from = **after;
  query.to = now - kVisibilityLag;
  if (!before->has_value()) return {};
  if (**before > query.to)
    return invalid(before_name, "must be at least two minutes before the time of the request");
  if (**before < query.from) return invalid(before_name, "must not be before the beginning of the window");
  query.to = **before;
  return {};
}

Result<OrderBook::Axis> read_axis(const Parameters& parameters) {
  const auto given = [&](std::string_view name) { return find_parameter(parameters, name) != nullptr; };
  if (given("createdAfter") == given("lastUpdatedAfter")) {
    return invalid("createdAfter", "exactly one of createdAfter and lastUpdatedAfter must be given");
  }
  if (given("createdAfter") && given("lastUpdatedBefore")) {
    return invalid("lastUpdatedBefore", "cannot be combined with createdAfter");
  }
  if (given("lastUpdatedAfter") && given("createdBefore")) {
    return invalid("createdBefore", "cannot be combined with lastUpdatedAfter");
  }
  return given("createdAfter") ? OrderBook::Axis::created : OrderBook::Axis::updated;
}

// The bits of an enumeration's values 0 .. count-1 that are named in a list.
template <class Enum>
Result<std::uint32_t> read_enums(const Parameters& parameters, std::string_view parameter, int count,
                                 std::string_view (*name_of)(Enum)) {
  const auto* text = find_parameter(parameters, parameter);
  std::uint32_t bits = 0;
  if (text == nullptr) return bits;
  for (const std::string_view name : split_list(*text)) {
    int value = 0;
    while (value < count && name_of(static_cast<Enum>(value)) != name) ++value;
    if (value == count) return invalid(parameter, "\"" + std::string(name) + "\" is not one of its values");
    bits |= 1u << value;
  }
  return bits;
}

}  // namespace

bool OrderQuery::wants(const Order& order) const {
  if (statuses != 0 && (statuses >> static_cast<int>(order.status) & 1) == 0) return false;
  return fulfillers == 0 || (fulfillers >> static_cast<int>(order.fulfiller) & 1) != 0;
}

Result<Datasets> read_included_data(const Parameters& parameters) {
  return read_enum_set<Dataset>(parameters, "includedData", kDatasets);
}

Result<OrderQuery> read_order_query(const Parameters& parameters, std::string_view marketplace_id,
                                    Timestamp now) {
  OrderQuery query;
  const auto axis = read_axis(parameters);
  if (axis.has_error()) return axis.error();
  query.axis = *axis;
  if (auto window = read_window(parameters, now, query); window.has_error()) return window.error();
  if (auto ours = check_marketplaces(parameters, marketplace_id, kMostMarketplacesOfOrders); ours.has_error())
    return ours.error();
  if (auto size = read_page_size(parameters, "maxResultsPerPage", kMostOrdersPerPage, query.page_size);
      size.has_error())
    return size.error();
  const auto statuses = read_enums(parameters, "fulfillmentStatuses", kStatusCount, status_name);
  if (statuses.has_error()) return statuses.error();
  const auto fulfillers = read_enums(parameters, "fulfilledBy", 2, fulfiller_name);
  if (fulfillers.has_error()) return fulfillers.error();
  const auto included = read_included_data(parameters);
  if (included.has_error()) return included.error();
  query.statuses = *statuses;
  query.fulfillers = *fulfillers;
  query.included = *included;
  query.fingerprint = fingerprint(parameters, kOrderParameters);
  if (const auto* token = find_parameter(parameters, "paginationToken"); token != nullptr)
    query.page_token = *token;
  return query;
}

}  // namespace sellerd::sandbox
