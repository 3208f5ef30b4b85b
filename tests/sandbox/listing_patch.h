// What a seller may say about a listing's availability, in patches or as a whole attribute: read, and judged
// as Amazon judges it. Pure.
//
// A request that breaks the API's model is an error (400). One that keeps to the model and breaks the rules
// of the attribute has issues, and nothing of it is done.
#pragma once

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "common/error.h"
#include "tests/sandbox/stock_writes.h"

namespace sellerd::sandbox {

// The one attribute that can be patched here.
inline constexpr std::string_view kAvailability = "fulfillment_availability";

struct PatchOperation {
  std::string op;         // add, replace, merge or delete
  std::string attribute;  // "fulfillment_availability"
  std::optional<boost::json::array> value;
};

struct PatchRequest {
  std::string product_type;
  std::vector<PatchOperation> operations;
};

// The body of patchListingsItem. Errors: invalid_argument naming the field.
Result<PatchRequest> read_patch_request(const std::string& body);

// The value of "patches" alone.
Result<std::vector<PatchOperation>> read_patches(const boost::json::value& patches);

struct Judgement {
  std::vector<ListingIssue> issues;         // all of them errors
  std::vector<AvailabilityChange> changes;  // in their order; meaningless when there are issues
};

// `product`: null for an unknown SKU.
Judgement judge(const PatchRequest& request, const Product* product, std::string_view marketplace_id);

}  // namespace sellerd::sandbox
