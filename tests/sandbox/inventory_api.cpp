#include "tests/sandbox/inventory_api.h"

#include <algorithm>
#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include "tests/sandbox/offset_token.h"
#include "tests/sandbox/parameter_checks.h"

namespace sellerd::sandbox {
namespace {

namespace json = boost::json;
using std::chrono::days;
using std::chrono::seconds;

constexpr std::size_t kPageSize = 50;
constexpr std::size_t kMostSkus = 50;
constexpr Duration kInventoryTokenLifetime = seconds{30};
constexpr Duration kInventoryMemory = days{548};  // 18 months

// What must be the same on every page.
constexpr std::string_view kInventoryParameters[] = {"granularityType", "granularityId", "marketplaceIds",
                                                     "startDateTime",   "sellerSkus",    "sellerSku"};

struct InventoryQuery {
  bool details = false;
  std::optional<Timestamp> since;
  std::optional<std::vector<std::string>> skus;
  std::size_t first = 0;  // product
  std::uint64_t print = 0;
};

Result<> read_place(const Parameters& parameters, const Shop& shop) {
  const auto* type = find_parameter(parameters, "granularityType");
  if (type == nullptr || *type != "Marketplace") return invalid("granularityType", "must be Marketplace");
  const auto* id = find_parameter(parameters, "granularityId");
  if (id == nullptr || *id != shop.marketplace_id)
    return invalid("granularityId", "must be a marketplace of the seller");
  return require_marketplaces(parameters, shop.marketplace_id, 1);
}

// startDateTime goes before sellerSkus, and that before sellerSku.
Result<> read_selection(const Parameters& parameters, Timestamp now, InventoryQuery& query) {
  const auto since = read_time(parameters, "startDateTime");
  if (since.has_error()) return since.error();
  query.since = *since;
  if (query.since && (*query.since < now - kInventoryMemory || *query.since > now))
    return invalid("startDateTime", "must lie in the last 18 months");
  const auto* skus = find_parameter(parameters, "sellerSkus");
  const auto* sku = find_parameter(parameters, "sellerSku");
  if (skus != nullptr) {
    const auto names = split_list(*skus);
    if (names.size() > kMostSkus) return invalid("sellerSkus", "at most 50 may be given");
    if (!query.since) query.skus.emplace(names.begin(), names.end());
  } else if (sku != nullptr && !query.since) {
    query.skus = {*sku};
  }
  return {};
}

Result<InventoryQuery> read_query(const Parameters& parameters, const Shop& shop, Timestamp now,
                                  std::uint64_t seed) {
  InventoryQuery query;
  if (auto place = read_place(parameters, shop); place.has_error()) return place.error();
  if (const auto* details = find_parameter(parameters, "details"); details != nullptr) {
    if (*details != "true" && *details != "false") return invalid("details", "must be true or false");
    query.details = *details == "true";
  }
  if (auto selection = read_selection(parameters, now, query); selection.has_error())
    return selection.error();
  query.print = fingerprint(parameters, kInventoryParameters);
  if (const auto* text = find_parameter(parameters, "nextToken"); text != nullptr) {
    const auto token = unseal_offset(*text, seed);
    if (!token || token->search != query.print) return invalid("nextToken", "is not a token of this request");
    if (now - token->issued > kInventoryTokenLifetime)
      return invalid("nextToken", "is older than 30 seconds");
    query.first = token->skip;
  }
  return query;
}

bool wants(const InventoryQuery& query, const Product& product, const FbaLevel& level) {
  if (query.since && level.changed < *query.since) return false;
  return !query.skus || std::ranges::find(*query.skus, product.sku) != query.skus->end();
}

json::object details(const FbaLevel& level) {
  return {{"fulfillableQuantity", level.fulfillable},
          {"inboundWorkingQuantity", level.inbound_working},
          {"inboundShippedQuantity", level.inbound_shipped},
          {"inboundReceivingQuantity", level.inbound_receiving},
          {"reservedQuantity", json::object{{"totalReservedQuantity", level.reserved},
                                            {"pendingCustomerOrderQuantity", level.reserved},
                                            {"pendingTransshipmentQuantity", 0},
                                            {"fcProcessingQuantity", 0}}},
          {"researchingQuantity", json::object{{"totalResearchingQuantity", level.researching},
                                               {"researchingQuantityBreakdown", json::array{}}}},
          {"unfulfillableQuantity", json::object{{"totalUnfulfillableQuantity", level.damaged},
                                                 {"customerDamagedQuantity", 0},
                                                 {"warehouseDamagedQuantity", level.damaged},
                                                 {"distributorDamagedQuantity", 0},
                                                 {"carrierDamagedQuantity", 0},
                                                 {"defectiveQuantity", 0},
                                                 {"expiredQuantity", 0}}}};
}

json::object summary(const Product& product, const FbaLevel& level, bool with_details) {
  json::object out{{"asin", product.asin},
                   {"fnSku", fn_sku(product)},
                   {"sellerSku", product.sku},
                   {"condition", "NewItem"}};
  if (with_details) out["inventoryDetails"] = details(level);
  out["lastUpdatedTime"] = format_time(std::chrono::floor<seconds>(level.changed));
  out["productName"] = product.title;
  out["totalQuantity"] = level.total();
  return out;
}

}  // namespace

http::Response InventoryApi::summaries(const Parameters& parameters, Timestamp now) const {
  const auto query = read_query(parameters, shop_, now, seed_);
  if (query.has_error()) return invalid_input(query.error());
  json::array page;
  json::object answer;
  for (std::size_t i = query->first; i < data_.catalogue.size(); ++i) {
    const auto id = static_cast<ProductId>(i);
    const Product& product = data_.catalogue.at(id);
    if (!product.fulfilled_by_amazon) continue;
    const FbaLevel level = warehouse_.level(id);
    if (!wants(*query, product, level)) continue;
    if (page.size() == kPageSize) {
      answer["pagination"] = json::object{{"nextToken", seal(OffsetToken{now, query->print, i}, seed_)}};
      break;
    }
    page.push_back(summary(product, level, query->details));
  }
  const json::object granularity{{"granularityType", "Marketplace"}, {"granularityId", shop_.marketplace_id}};
  answer["payload"] = json::object{{"granularity", granularity}, {"inventorySummaries", std::move(page)}};
  return json_answer(200, answer);
}

}  // namespace sellerd::sandbox
