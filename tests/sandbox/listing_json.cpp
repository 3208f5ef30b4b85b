#include "tests/sandbox/listing_json.h"

#include "tests/sandbox/order.h"

namespace sellerd::sandbox {
namespace {

namespace json = boost::json;

constexpr std::string_view kCondition = "new_new";
constexpr std::string_view kAmazonChannel = "AMAZON_IN";
constexpr std::string_view kMerchantChannel = "DEFAULT";

json::object summary(const Product& product, std::int64_t live, const Shop& shop) {
  json::array status;
  if (live > 0) status.emplace_back("BUYABLE");
  status.emplace_back("DISCOVERABLE");
  json::object summary{{"marketplaceId", shop.marketplace_id},
                       {"asin", product.asin},
                       {"productType", product_type(product)},
                       {"conditionType", kCondition},
                       {"status", std::move(status)},
                       {"itemName", product.title},
                       {"createdDate", format_time(listed_since(product))},
                       {"lastUpdatedDate", format_time(last_updated(product))}};
  if (product.fulfilled_by_amazon) summary["fnSku"] = fn_sku(product);
  return summary;
}

json::array availability_attribute(const Product& product, const Shop& shop) {
  json::object availability{
      {"fulfillment_channel_code", product.fulfilled_by_amazon ? kAmazonChannel : kMerchantChannel}};
  if (!product.fulfilled_by_amazon) {
    if (product.offered) availability["quantity"] = product.submitted.value_or(product.stock);
    if (product.handling_days) availability["lead_time_to_ship_max_days"] = *product.handling_days;
    if (!product.restock_date.empty()) availability["restock_date"] = product.restock_date;
    if (availability.size() == 1) return {};  // it was deleted
  }
  availability["marketplace_id"] = shop.marketplace_id;
  return {std::move(availability)};
}

json::object attributes(const Product& product, const Shop& shop) {
  const auto single = [&](json::object value) {
    value["marketplace_id"] = shop.marketplace_id;
    return json::array{std::move(value)};
  };
  const double price = static_cast<double>(product.price_paise) / 100;
  const json::array schedule{
      json::object{{"schedule", json::array{json::object{{"value_with_tax", price}}}}}};
  json::object attributes{
      {"item_name", single({{"value", product.title}, {"language_tag", shop.language}})},
      {"condition_type", single({{"value", kCondition}})},
      {"purchasable_offer", single({{"currency", shop.currency}, {"our_price", schedule}})}};
  if (auto availability = availability_attribute(product, shop); !availability.empty())
    attributes["fulfillment_availability"] = std::move(availability);
  return attributes;
}

json::array offers(const Product& product, const Shop& shop) {
  const json::object price{{"currencyCode", shop.currency}, {"amount", rupees(product.price_paise)}};
  const json::object audience{{"value", "ALL"}, {"displayName", "Sell on Amazon"}};
  return {json::object{{"marketplaceId", shop.marketplace_id},
                       {"offerType", "B2C"},
                       {"price", price},
                       {"audience", audience}}};
}

json::array availability(const Product& product, std::int64_t live) {
  if (product.fulfilled_by_amazon) return {json::object{{"fulfillmentChannelCode", kAmazonChannel}}};
  if (!product.offered) return {};
  return {json::object{{"fulfillmentChannelCode", kMerchantChannel}, {"quantity", live}}};
}

// Of a child of the family.
json::object variation_json(const Product& product) {
  json::array attributes;
  std::string theme;
  for (const auto& name : product.variation) {
    attributes.push_back(json::string(name));
    theme += (theme.empty() ? "" : "/") + name;
  }
  return {{"type", "VARIATION"},
          {"parentSkus", json::array{json::string(product.asin + "-FAMILY")}},
          {"variationTheme", json::object{{"attributes", std::move(attributes)}, {"theme", theme}}}};
}

}  // namespace

Timestamp last_updated(const Product& product) {
  return product.written.value_or(listed_since(product));
}

json::array issues_json(const std::vector<ListingIssue>& issues, const Shop& shop) {
  json::array out;
  for (const ListingIssue& issue : issues) {
    json::object one{{"code", issue.code}, {"message", issue.message}, {"severity", "ERROR"}};
    if (!issue.attribute.empty()) one["attributeNames"] = json::array{issue.attribute};
    one["categories"] = json::array{issue.category};
    one["marketplaceIds"] = json::array{shop.marketplace_id};
    out.push_back(std::move(one));
  }
  return out;
}

json::object listing_json(const Product& product, std::int64_t live, EnumSet<ListingData> included,
                          const Shop& shop) {
  json::object out{{"sku", product.sku}};
  if (included.has(ListingData::summaries)) out["summaries"] = json::array{summary(product, live, shop)};
  if (included.has(ListingData::attributes)) out["attributes"] = attributes(product, shop);
  if (included.has(ListingData::issues)) out["issues"] = issues_json(product.issues, shop);
  if (included.has(ListingData::offers)) out["offers"] = offers(product, shop);
  if (included.has(ListingData::availability)) out["fulfillmentAvailability"] = availability(product, live);
  if (included.has(ListingData::procurement)) out["procurement"] = json::array{};
  if (included.has(ListingData::relationships)) {
    json::array relationships;
    if (!product.variation.empty()) relationships.push_back(variation_json(product));
    out["relationships"] = json::array{
        json::object{{"marketplaceId", shop.marketplace_id}, {"relationships", std::move(relationships)}}};
  }
  if (included.has(ListingData::product_types)) {
    out["productTypes"] = json::array{
        json::object{{"marketplaceId", shop.marketplace_id}, {"productType", product_type(product)}}};
  }
  return out;
}

}  // namespace sellerd::sandbox
