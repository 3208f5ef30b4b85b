#include "tests/sandbox/listing_patch.h"

#include <algorithm>

#include "tests/sandbox/body_fields.h"
#include "tests/sandbox/parameter_checks.h"

namespace sellerd::sandbox {
namespace {

namespace json = boost::json;

constexpr std::string_view kPathStart = "/attributes/";
constexpr std::string_view kPatchOperations[] = {"add", "replace", "merge", "delete"};
constexpr std::int64_t kLargestQuantity = 99'999'999;
constexpr std::int64_t kLongestHandling = 30;

// Amazon publishes no list of its codes; those of its examples stand where they fit.
ListingIssue missing_attribute(std::string_view name) {
  return {"90220", "'" + std::string(name) + "' is required but not supplied.", std::string(kAvailability),
          "MISSING_ATTRIBUTE"};
}
ListingIssue wrong(std::string message, std::string_view attribute = kAvailability) {
  return {"99022", std::move(message), std::string(attribute), "INVALID_ATTRIBUTE"};
}

Result<PatchOperation> read_operation(const json::value& source) {
  if (!source.is_object()) return invalid("patches", "must be a list of objects");
  const json::object& fields = source.get_object();
  if (auto known = refuse_unknown(fields, {"op", "path", "value"}); known.has_error()) return known.error();
  auto op = required_text(fields, "op");
  if (op.has_error()) return op.error();
  if (std::ranges::find(kPatchOperations, *op) == std::end(kPatchOperations))
    return invalid("op", "must be add, replace, merge or delete");
  const auto path = required_text(fields, "path");
  if (path.has_error()) return path.error();
  if (!path->starts_with(kPathStart) || path->size() == kPathStart.size() ||
      path->find('/', kPathStart.size()) != std::string::npos) {
    return invalid("path", "must be /attributes/ and the name of an attribute");
  }
  PatchOperation operation{*std::move(op), path->substr(kPathStart.size()), std::nullopt};
  if (const json::value* value = fields.if_contains("value"); value != nullptr) {
    const bool good = value->is_array() && std::ranges::all_of(value->get_array(), &json::value::is_object);
    if (!good) return invalid("value", "must be a list of objects");
    operation.value = value->get_array();
  }
  return operation;
}

// Reads one field of an availability into `change`.
std::optional<ListingIssue> read_field(std::string_view name, const json::value& value,
                                       std::string_view marketplace_id, AvailabilityChange& change) {
  const auto text = value.is_string() ? std::string(value.get_string()) : std::string{};
  if (name == "fulfillment_channel_code") {
    if (text == "DEFAULT") return std::nullopt;
    return wrong("'fulfillment_channel_code' must be DEFAULT: other channels take no quantity.");
  }
  if (name == "quantity") {
    change.quantity = whole_number(value, 0, kLargestQuantity);
    if (change.quantity) return std::nullopt;
    return wrong("'quantity' must be a whole number from 0 to 99999999.");
  }
  if (name == "lead_time_to_ship_max_days") {
    const auto days = whole_number(value, 0, kLongestHandling);
    if (!days) return wrong("'lead_time_to_ship_max_days' must be a whole number from 0 to 30.");
    change.handling_days = static_cast<std::int32_t>(*days);
    return std::nullopt;
  }
  if (name == "restock_date") {
    if (text.size() != 10 || parse_time(text + "T00:00:00Z").has_error())
      return wrong("'restock_date' must be a date.");
    change.restock_date = text;
    return std::nullopt;
  }
  if (name == "marketplace_id" && text == marketplace_id) return std::nullopt;
  return wrong("'" + std::string(name) + "' has no place in this attribute.");
}

// The one element that the attribute's value has: there is one channel that takes a quantity.
void judge_value(const PatchOperation& operation, std::string_view marketplace_id, Judgement& judgement,
                 AvailabilityChange& change) {
  const json::array& elements = *operation.value;
  if (elements.size() != 1) {
    judgement.issues.push_back(wrong("The attribute must have one element for each channel, and has " +
                                     std::to_string(elements.size()) + "."));
    return;
  }
  const json::object& fields = elements.front().get_object();
  if (!fields.contains("fulfillment_channel_code"))
    judgement.issues.push_back(missing_attribute("fulfillment_channel_code"));
  for (const auto& field : fields) {
    if (auto issue = read_field(field.key(), field.value(), marketplace_id, change))
      judgement.issues.push_back(*std::move(issue));
  }
}

void judge_operation(const PatchOperation& operation, std::string_view marketplace_id, Judgement& judgement) {
  if (operation.attribute != kAvailability) {
    judgement.issues.push_back(
        wrong("This marketplace lets only fulfillment_availability be changed.", operation.attribute));
    return;
  }
  using Kind = AvailabilityChange::Kind;
  const bool removes = operation.op == "delete";
  AvailabilityChange change;
  change.kind = removes ? Kind::remove : operation.op == "merge" ? Kind::merge : Kind::replace;
  if (operation.value) {
    judge_value(operation, marketplace_id, judgement, change);
  } else if (!removes) {
    judgement.issues.push_back(missing_attribute(kAvailability));
  }
  judgement.changes.push_back(std::move(change));
}

}  // namespace

Result<std::vector<PatchOperation>> read_patches(const json::value& patches) {
  if (!patches.is_array() || patches.get_array().empty())
    return invalid("patches", "must be a list that is not empty");
  std::vector<PatchOperation> operations;
  for (const json::value& source : patches.get_array()) {
    auto operation = read_operation(source);
    if (operation.has_error()) return operation.error();
    operations.push_back(*std::move(operation));
  }
  return operations;
}

Result<PatchRequest> read_patch_request(const std::string& body) {
  const auto fields = read_body(body);
  if (fields.has_error()) return fields.error();
  if (auto known = refuse_unknown(*fields, {"productType", "patches"}); known.has_error())
    return known.error();
  auto type = required_text(*fields, "productType");
  if (type.has_error()) return type.error();
  const json::value* patches = fields->if_contains("patches");
  auto operations = patches == nullptr
                        ? Result<std::vector<PatchOperation>>(invalid("patches", "must be given"))
                        : read_patches(*patches);
  if (operations.has_error()) return operations.error();
  return PatchRequest{*std::move(type), *std::move(operations)};
}

Judgement judge(const PatchRequest& request, const Product* product, std::string_view marketplace_id) {
  Judgement judgement;
  if (product == nullptr) {
    judgement.issues.push_back(
        {"13013",
         "This SKU does not exist in the Amazon catalog. Your inventory data was not processed.",
         {},
         "INVALID_ATTRIBUTE"});
    return judgement;
  }
  if (product->fulfilled_by_amazon) {
    judgement.issues.push_back(
        wrong("The listing is fulfilled by Amazon; its quantity cannot be submitted."));
    return judgement;
  }
  if (request.product_type != "PRODUCT" && request.product_type != product_type(*product)) {
    judgement.issues.push_back(
        wrong("'" + request.product_type + "' is not the product type of the listing.", "productType"));
  }
  for (const PatchOperation& operation : request.operations)
    judge_operation(operation, marketplace_id, judgement);
  return judgement;
}

}  // namespace sellerd::sandbox
