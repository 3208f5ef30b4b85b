#include "daemon/channel/amazon/privacy.h"

#include <algorithm>

#include "common/ascii.h"
#include "common/charset.h"

namespace sellerd::amazon {
namespace {

constexpr std::size_t kLongestPlainText = 80;
constexpr std::size_t kLongestKey = 60;
constexpr std::string_view kRemoved = "[removed]";
constexpr std::string_view kCutMark = " [cut]";

constexpr std::string_view kPersonalWords[] = {
    "account",     "acquirer",  "address",      "authorization", "birth",   "buyer",   "card",
    "city",        "comment",   "company",      "consumer",      "contact", "custom",  "destination",
    "district",    "email",     "gender",       "gift",          "gps",     "gstin",   "identity",
    "instruction", "latitude",  "location",     "longitude",     "message", "mobile",  "municipality",
    "name",        "note",      "passport",     "person",        "phone",   "pincode", "postal",
    "preference",  "recipient", "registration", "signature",     "street",  "zip"};

// Names of Amazon's model that are known to be harmless, also where they hold a word of the list above
// ("channelName", the constraints). Sorted. The common ones stand here so that most names are settled by one
// search.
constexpr std::string_view kHarmlessKeys[] = {"amount",
                                              "asin",
                                              "associatedOrderItems",
                                              "associatedOrders",
                                              "breakdowns",
                                              "cancellation",
                                              "cancellationRequest",
                                              "cashOnDelivery",
                                              "channelName",
                                              "condition",
                                              "conditionSubtype",
                                              "conditionType",
                                              "createdTime",
                                              "currencyCode",
                                              "deliverByWindow",
                                              "detailedBreakdowns",
                                              "detailedStatus",
                                              "earliestDateTime",
                                              "expense",
                                              "fulfillment",
                                              "fulfillmentOrderId",
                                              "fulfillmentOrders",
                                              "invoiceStatus",
                                              "labelPrintingWindow",
                                              "latestDateTime",
                                              "marketplaceName",
                                              "measurement",
                                              "orderId",
                                              "orderItemId",
                                              "orderItems",
                                              "packageItems",
                                              "packages",
                                              "packing",
                                              "payment",
                                              "paymentAmount",
                                              "paymentExecutions",
                                              "picking",
                                              "price",
                                              "priceDesignation",
                                              "proceeds",
                                              "product",
                                              "programs",
                                              "promotion",
                                              "quantity",
                                              "quantityUnfulfilled",
                                              "recipientAgeVerification",
                                              "recipientIdentityVerification",
                                              "requester",
                                              "scheduledDeliveryWindow",
                                              "serialNumbers",
                                              "shipByWindow",
                                              "shipping",
                                              "shippingConstraints",
                                              "shippingService",
                                              "signatureConfirmation",
                                              "status",
                                              "subtotal",
                                              "subtype",
                                              "tax",
                                              "taxCollections",
                                              "taxInvoicing",
                                              "transparencyCodes",
                                              "type",
                                              "unit",
                                              "value"};
static_assert(std::is_sorted(std::begin(kHarmlessKeys), std::end(kHarmlessKeys)));

// Free text that names a product, a promotion or a reason, never a person.
constexpr std::string_view kOpenTexts[] = {
    "title",    "sellerSku",       "promotionId",    "cancelReason",
    "carrier",  "shippingService", "trackingNumber", "fulfillmentServiceLevel",
    "programs", "paymentMethod"};

template <class Names>
bool is_one_of(std::string_view name, const Names& names) {
  return std::find(std::begin(names), std::end(names), name) != std::end(names);
}

bool is_plain_character(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-' ||
         c == '.' || c == ':' || c == '+' || c == '/' || c == '=';
}

bool is_plain_text(std::string_view text) {
  return text.size() <= kLongestPlainText && std::all_of(text.begin(), text.end(), is_plain_character);
}

void append_comma(std::string& text) {
  if (!text.empty() && text.back() != '{' && text.back() != '[') text += ',';
}

bool append_object(const json::object& source, std::string& text) {
  const std::size_t start = text.size();
  text += '{';
  for (const auto& [key, value] : source) {
    if (is_personal_key(key)) continue;
    const std::size_t before = text.size();
    append_comma(text);
    text.append("\"").append(std::string_view(key)).append("\":");
    if (!append_without_personal(value, text)) text.resize(before);
  }
  const bool any = text.size() > start + 1;
  if (any) {
    text += '}';
  } else {
    text.resize(start);
  }
  return any;
}

bool append_array(const json::array& source, std::string& text) {
  const std::size_t start = text.size();
  text += '[';
  for (const auto& value : source) {
    const std::size_t before = text.size();
    append_comma(text);
    if (!append_without_personal(value, text)) text.resize(before);
  }
  const bool any = text.size() > start + 1;
  if (any) {
    text += ']';
  } else {
    text.resize(start);
  }
  return any;
}

json::value redacted(std::string_view name, const json::value& source) {
  if (source.is_string()) {
    const bool open = is_plain_text(source.get_string()) || is_one_of(name, kOpenTexts);
    return open ? source : json::value(kRemoved);
  }
  if (source.is_array()) {
    json::array copy;
    for (const auto& element : source.get_array()) copy.push_back(redacted(name, element));
    return copy;
  }
  if (!source.is_object()) return source;
  json::object copy;
  for (const auto& [key, value] : source.get_object()) {
    copy.emplace(key, is_personal_key(key) ? json::value(kRemoved) : redacted(key, value));
  }
  return copy;
}

}  // namespace

bool is_personal_key(std::string_view key) {
  if (std::binary_search(std::begin(kHarmlessKeys), std::end(kHarmlessKeys), key)) return false;
  // What does not look like a name of Amazon's may be data used as a key.
  if (key.size() > kLongestKey || !std::all_of(key.begin(), key.end(), is_plain_character)) return true;
  const std::string lower = ascii_lower(key);
  return std::any_of(std::begin(kPersonalWords), std::end(kPersonalWords),
                     [&](std::string_view word) { return lower.find(word) != std::string::npos; });
}

// Plain texts and the keys that pass hold nothing that JSON would escape.
bool append_without_personal(const json::value& source, std::string& text) {
  switch (source.kind()) {
    case json::kind::null:
      return false;
    case json::kind::object:
      return append_object(source.get_object(), text);
    case json::kind::array:
      return append_array(source.get_array(), text);
    case json::kind::string:
      if (!is_plain_text(source.get_string())) return false;
      text.append("\"").append(std::string_view(source.get_string())).append("\"");
      return true;
    default:
      text += json::serialize(source);
      return true;
  }
}

void append_member(std::string_view plain_key, std::string_view value, std::string& members) {
  append_comma(members);
  members.append("\"").append(plain_key).append("\":").append(value);
}

std::string redacted_text(const json::value& record, std::size_t longest) {
  if (record.is_object()) {
    std::string text = json::serialize(redacted({}, record));
    if (text.size() <= longest) return text;
    text.resize(cut_utf8(text, longest - std::min(longest, kCutMark.size())).size());
    return text.append(kCutMark.substr(0, longest));
  }
  if (record.is_array()) return "[an array of " + std::to_string(record.get_array().size()) + " elements]";
  if (record.is_string()) return "[a string of " + std::to_string(record.get_string().size()) + " bytes]";
  return json::serialize(record);
}

}  // namespace sellerd::amazon
