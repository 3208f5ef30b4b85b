#include "tests/sandbox/order_query.h"

#include <algorithm>
#include <charconv>

#include "tests/sandbox/random.h"

namespace sellerd::sandbox {
namespace {

constexpr Duration kVisibilityLag = std::chrono::minutes{2};
constexpr std::size_t kMostMarketplaces = 50;
constexpr std::size_t kMostOrdersPerPage = 100;

struct DatasetName {
  std::string_view name;
  Dataset dataset;
};

constexpr DatasetName kDatasets[] = {
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
constexpr std::string_view kSearchParameters[] = {
    "createdAfter",   "createdBefore",       "lastUpdatedAfter", "lastUpdatedBefore",
    "marketplaceIds", "fulfillmentStatuses", "fulfilledBy"};

Error invalid(std::string_view parameter, std::string message) {
  return make_error(ErrorCode::invalid_argument, std::move(message), std::string(parameter));
}

Result<std::optional<Timestamp>> read_time(const Parameters& parameters, std::string_view name) {
  const auto* text = find_parameter(parameters, name);
  if (text == nullptr) return std::optional<Timestamp>{};
  const auto time = parse_time(*text);
  if (time.has_error()) return invalid(name, time.error().message);
  return std::optional{*time};
}

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

Result<> check_marketplaces(const Parameters& parameters, std::string_view marketplace_id) {
  const auto* text = find_parameter(parameters, "marketplaceIds");
  if (text == nullptr) return {};
  const auto ids = split_list(*text);
  if (ids.size() > kMostMarketplaces) return invalid("marketplaceIds", "at most 50 may be given");
  for (const std::string_view id : ids) {
    if (id != marketplace_id)
      return invalid("marketplaceIds", "the seller does not sell in \"" + std::string(id) + "\"");
  }
  return {};
}

Result<> read_page_size(const Parameters& parameters, std::size_t& size) {
  const auto* text = find_parameter(parameters, "maxResultsPerPage");
  if (text == nullptr) return {};
  const auto [end, fault] = std::from_chars(text->data(), text->data() + text->size(), size);
  const bool whole = fault == std::errc{} && end == text->data() + text->size();
  if (!whole || size < 1 || size > kMostOrdersPerPage) {
    return invalid("maxResultsPerPage", "must be a number from 1 to 100");
  }
  return {};
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

std::uint64_t fingerprint(const Parameters& parameters) {
  std::uint64_t print = 0;
  for (const std::string_view name : kSearchParameters) {
    const auto* text = find_parameter(parameters, name);
    print =
        hash_text(text == nullptr ? std::string_view{"-"} : std::string_view{*text}, print + (text ? 1 : 2));
  }
  return print;
}

}  // namespace

bool OrderQuery::wants(const Order& order) const {
  if (statuses != 0 && (statuses >> static_cast<int>(order.status) & 1) == 0) return false;
  return fulfillers == 0 || (fulfillers >> static_cast<int>(order.fulfiller) & 1) != 0;
}

Result<Datasets> read_included_data(const Parameters& parameters) {
  Datasets datasets;
  const auto* text = find_parameter(parameters, "includedData");
  if (text == nullptr) return datasets;
  for (const std::string_view name : split_list(*text)) {
    const auto found = std::ranges::find(kDatasets, name, &DatasetName::name);
    if (found == std::end(kDatasets))
      return invalid("includedData", "\"" + std::string(name) + "\" is not one of its values");
    datasets.add(found->dataset);
  }
  return datasets;
}

Result<OrderQuery> read_order_query(const Parameters& parameters, std::string_view marketplace_id,
                                    Timestamp now) {
  OrderQuery query;
  const auto axis = read_axis(parameters);
  if (axis.has_error()) return axis.error();
  query.axis = *axis;
  if (auto window = read_window(parameters, now, query); window.has_error()) return window.error();
  if (auto ours = check_marketplaces(parameters, marketplace_id); ours.has_error()) return ours.error();
  if (auto size = read_page_size(parameters, query.page_size); size.has_error()) return size.error();
  const auto statuses = read_enums(parameters, "fulfillmentStatuses", kStatusCount, status_name);
  if (statuses.has_error()) return statuses.error();
  const auto fulfillers = read_enums(parameters, "fulfilledBy", 2, fulfiller_name);
  if (fulfillers.has_error()) return fulfillers.error();
  const auto included = read_included_data(parameters);
  if (included.has_error()) return included.error();
  query.statuses = *statuses;
  query.fulfillers = *fulfillers;
  query.included = *included;
  query.fingerprint = fingerprint(parameters);
  if (const auto* token = find_parameter(parameters, "paginationToken"); token != nullptr)
    query.page_token = *token;
  return query;
}

}  // namespace sellerd::sandbox
