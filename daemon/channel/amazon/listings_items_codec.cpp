#include "daemon/channel/amazon/listings_items_codec.h"

#include <algorithm>

#include "daemon/channel/amazon/fault.h"
#include "daemon/channel/amazon/issues_codec.h"
#include "daemon/channel/amazon/page_token.h"

namespace sellerd::amazon {
namespace {

constexpr std::size_t kLongestName = 100;
constexpr std::string_view kMerchantChannel = "DEFAULT";  // the one channel that takes a quantity

// A listing may be in several relationships of one theme.
void add_name(std::vector<std::string>& names, const json::value& name) {
  if (!name.is_string()) return;
  auto text = printable(name.get_string(), kLongestName);
  if (std::find(names.begin(), names.end(), text) == names.end()) names.push_back(std::move(text));
}

void read_item(ObjectReader& item, LiveListing& listing) {
  item.required("sku", listing.sku);
  item.each("fulfillmentAvailability", [&](ObjectReader& availability) {
    std::string channel;
    std::int64_t quantity = -1;
    availability.required("fulfillmentChannelCode", channel);
    if (availability.take("quantity") != nullptr) availability.count("quantity", quantity, true);
    if (channel == kMerchantChannel && quantity >= 0) listing.quantity = quantity;
  });
  item.each("relationships", [&](ObjectReader& in_marketplace) {
    in_marketplace.each("relationships", [&](ObjectReader& relationship) {
      relationship.object("variationTheme", [&](ObjectReader& theme) {
        if (const auto* names = theme.take("attributes"); names != nullptr && names->is_array()) {
          for (const auto& name : names->get_array()) add_name(listing.variation, name);
        }
      });
    });
  });
  listing.problems = read_error_issues(item, "issues");
}

}  // namespace

json::object quantity_patch(std::int64_t quantity) {
  json::object availability{{"fulfillment_channel_code", kMerchantChannel}, {"quantity", quantity}};
  json::object patch{{"op", "merge"},
                     {"path", "/attributes/fulfillment_availability"},
                     {"value", json::array{std::move(availability)}}};
  return {{"productType", "PRODUCT"}, {"patches", json::array{std::move(patch)}}};
}

Result<QuantityAnswer> read_submission(const json::value& answer, std::string sku) {
  ObjectReader reader(answer);
  QuantityAnswer result;
  std::string status;
  std::string submission;
  reader.required("status", status);
  reader.optional("submissionId", submission);
  std::string words = read_error_issues(reader, "issues");
  if (reader.failure()) return reader.malformed();
  result.sku = std::move(sku);
  result.submission_id = printable(submission, kLongestName);
  result.accepted = status == "ACCEPTED";
  if (!result.accepted) {
    const std::string state = "Amazon answered " + printable(status, kLongestName);
    result.reason = words.empty() ? state : std::move(words);
  }
  return result;
}

Result<LiveListing> read_live_listing(const json::value& answer) {
  ObjectReader reader(answer);
  LiveListing listing;
  read_item(reader, listing);
  if (reader.failure()) return reader.malformed();
  return listing;
}

Result<LivePage> read_live_page(const json::value& answer) {
  ObjectReader reader(answer);
  LivePage page;
  const auto* items = reader.take("items");
  if (items == nullptr) reader.fail(json_detail::missing_key("items"));
  reader.each("items", [&](ObjectReader& item) {
    item.required("sku", page.listings.emplace_back().sku);
    item.drop_all();
  });
  read_page_token(reader, page.next_token);
  if (reader.failure()) return reader.malformed();
  // One that cannot be understood must not keep the others from being seen.
  for (std::size_t i = 0; i < page.listings.size(); ++i) {
    auto read = read_live_listing(items->get_array()[i]);
    if (read) {
      page.listings[i] = std::move(*read);
    } else {
      page.listings[i].unreadable = read.error().text();
    }
  }
  return page;
}

}  // namespace sellerd::amazon
