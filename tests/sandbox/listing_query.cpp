#include "tests/sandbox/listing_query.h"

#include <algorithm>

#include "tests/sandbox/random.h"

namespace sellerd::sandbox {
namespace {

constexpr std::size_t kMarketplacesOfListings = 1;  // the seller has one; naming it twice is a mistake
constexpr std::size_t kMostIdentifiers = 20;
constexpr std::size_t kMostPerPage = 20;

constexpr EnumName<ListingData> kListingData[] = {
    {"summaries", ListingData::summaries},
    {"attributes", ListingData::attributes},
    {"issues", ListingData::issues},
    {"offers", ListingData::offers},
    {"fulfillmentAvailability", ListingData::availability},
    {"procurement", ListingData::procurement},
    {"relationships", ListingData::relationships},
    {"productTypes", ListingData::product_types},
};

enum class PatchData : std::uint32_t { issues = 1u << 0, identifiers = 1u << 1 };
constexpr EnumName<PatchData> kPatchData[] = {{"issues", PatchData::issues},
                                              {"identifiers", PatchData::identifiers}};

constexpr std::string_view kIdentifierTypes[] = {"ASIN", "EAN",    "FNSKU", "GTIN", "ISBN",
                                                 "JAN",  "MINSAN", "SKU",   "UPC"};
constexpr std::string_view kListingStatuses[] = {"BUYABLE", "DISCOVERABLE"};
constexpr std::string_view kError = "ERROR";  // all issues here are errors
constexpr std::string_view kSeverities[] = {"WARNING", kError};
constexpr std::string_view kSorts[] = {"sku", "createdDate", "lastUpdatedDate"};  // in the order of Sort
constexpr std::string_view kOrders[] = {"ASC", "DESC"};

// What must be the same on every page of one search.
constexpr std::string_view kListingParameters[] = {
    "marketplaceIds", "identifiers",   "identifiersType",  "variationParentSku", "packageHierarchySku",
    "createdAfter",   "createdBefore", "lastUpdatedAfter", "lastUpdatedBefore",  "withIssueSeverity",
    "withStatus",     "withoutStatus", "sortBy",           "sortOrder"};

template <std::size_t N>
Result<std::vector<std::string>> read_names(const Parameters& parameters, std::string_view parameter,
                                            const std::string_view (&known)[N]) {
  std::vector<std::string> names;
  const auto* text = find_parameter(parameters, parameter);
  if (text == nullptr) return names;
  for (const std::string_view name : split_list(*text)) {
    if (std::ranges::find(known, name) == std::end(known))
      return invalid(parameter, "\"" + std::string(name) + "\" is not one of its values");
    names.emplace_back(name);
  }
  return names;
}

template <std::size_t N>
Result<std::size_t> read_choice(const Parameters& parameters, std::string_view parameter,
                                const std::string_view (&known)[N], std::size_t absent) {
  const auto* text = find_parameter(parameters, parameter);
  if (text == nullptr) return absent;
  const auto found = std::ranges::find(known, *text);
  if (found == std::end(known)) return invalid(parameter, "is not one of its values");
  return static_cast<std::size_t>(found - known);
}

Result<> read_identifiers(const Parameters& parameters, ListingQuery& query) {
  const auto given = [&](std::string_view name) { return find_parameter(parameters, name) != nullptr; };
  if (given("identifiers") + given("variationParentSku") + given("packageHierarchySku") > 1)
    return invalid("identifiers",
                   "identifiers, variationParentSku and packageHierarchySku exclude each other");
  if (given("identifiers") != given("identifiersType"))
    return invalid("identifiersType", "identifiers and identifiersType must be given together");
  query.related = given("variationParentSku") || given("packageHierarchySku");
  if (!given("identifiers")) return {};
  const auto type = read_choice(parameters, "identifiersType", kIdentifierTypes, 0);
  if (type.has_error()) return type.error();
  query.identifier_type = kIdentifierTypes[*type];
  for (const std::string_view id : split_list(*find_parameter(parameters, "identifiers")))
    query.identifiers.emplace_back(id);
  if (query.identifiers.size() > kMostIdentifiers) return invalid("identifiers", "at most 20 may be given");
  return {};
}

Result<> read_times(const Parameters& parameters, ListingQuery& query) {
  for (const auto& [name, time] :
       {std::pair{"createdAfter", &query.created_after}, std::pair{"createdBefore", &query.created_before},
        std::pair{"lastUpdatedAfter", &query.updated_after},
        std::pair{"lastUpdatedBefore", &query.updated_before}}) {
    const auto given = read_time(parameters, name);
    if (given.has_error()) return given.error();
    *time = *given;
  }
  return {};
}

Result<> read_conditions(const Parameters& parameters, ListingQuery& query) {
  auto with = read_names(parameters, "withStatus", kListingStatuses);
  if (with.has_error()) return with.error();
  auto without = read_names(parameters, "withoutStatus", kListingStatuses);
  if (without.has_error()) return without.error();
  auto severities = read_names(parameters, "withIssueSeverity", kSeverities);
  if (severities.has_error()) return severities.error();
  query.with_status = *std::move(with);
  query.without_status = *std::move(without);
  query.severities = *std::move(severities);
  return {};
}

Result<> read_order(const Parameters& parameters, ListingQuery& query) {
  const auto sort = read_choice(parameters, "sortBy", kSorts, 2);
  if (sort.has_error()) return sort.error();
  const auto order = read_choice(parameters, "sortOrder", kOrders, 1);
  if (order.has_error()) return order.error();
  query.sort = static_cast<ListingQuery::Sort>(*sort);
  query.descending = *order == 1;
  if (const auto* token = find_parameter(parameters, "pageToken"); token != nullptr)
    query.page_token = *token;
  return read_page_size(parameters, "pageSize", kMostPerPage, query.page_size);
}

bool has_identifier(const ListingQuery& query, const Product& product) {
  std::string id;
  if (query.identifier_type == "SKU") id = product.sku;
  if (query.identifier_type == "ASIN") id = product.asin;
  if (query.identifier_type == "FNSKU" && product.fulfilled_by_amazon) id = fn_sku(product);
  return !id.empty() && std::ranges::find(query.identifiers, id) != query.identifiers.end();
}

bool within_limits(Timestamp time, const std::optional<Timestamp>& after,
                   const std::optional<Timestamp>& before) {
  return (!after || time >= *after) && (!before || time <= *before);
}

}  // namespace

bool ListingQuery::wants(const Product& product, std::int64_t live) const {
  const auto has = [&](const std::string& status) { return status == "DISCOVERABLE" || live > 0; };
  return !related && (identifier_type.empty() || has_identifier(*this, product)) &&
         within_limits(listed_since(product), created_after, created_before) &&
         within_limits(last_updated(product), updated_after, updated_before) &&
         std::ranges::all_of(with_status, has) && std::ranges::none_of(without_status, has) &&
         (severities.empty() ||
          (!product.issues.empty() && std::ranges::find(severities, kError) != severities.end()));
}

Result<EnumSet<ListingData>> read_listing_data(const Parameters& parameters, const Shop& shop) {
  if (auto ours = require_marketplaces(parameters, shop.marketplace_id, kMarketplacesOfListings);
      ours.has_error())
    return ours.error();
  EnumSet<ListingData> absent;
  absent.add(ListingData::summaries);
  return read_enum_set<ListingData>(parameters, "includedData", kListingData, absent);
}

Result<PatchMode> read_patch_mode(const Parameters& parameters, const Shop& shop) {
  if (auto ours = require_marketplaces(parameters, shop.marketplace_id, kMarketplacesOfListings);
      ours.has_error())
    return ours.error();
  EnumSet<PatchData> absent;
  absent.add(PatchData::issues);
  const auto included = read_enum_set<PatchData>(parameters, "includedData", kPatchData, absent);
  if (included.has_error()) return included.error();
  PatchMode mode;
  mode.issues = included->has(PatchData::issues);
  mode.identifiers = included->has(PatchData::identifiers);
  if (const auto* text = find_parameter(parameters, "mode"); text != nullptr) {
    if (*text != "VALIDATION_PREVIEW") return invalid("mode", "must be VALIDATION_PREVIEW");
    mode.preview = true;
  }
  return mode;
}

Result<ListingQuery> read_listing_query(const Parameters& parameters, const Shop& shop) {
  ListingQuery query;
  const auto included = read_listing_data(parameters, shop);
  if (included.has_error()) return included.error();
  query.included = *included;
  if (auto read = read_identifiers(parameters, query); read.has_error()) return read.error();
  if (auto read = read_times(parameters, query); read.has_error()) return read.error();
  if (auto read = read_conditions(parameters, query); read.has_error()) return read.error();
  if (auto read = read_order(parameters, query); read.has_error()) return read.error();
  query.fingerprint = fingerprint(parameters, kListingParameters);
  return query;
}

}  // namespace sellerd::sandbox
