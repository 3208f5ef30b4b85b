// A listing in the words of Listings Items 2021-08-01. Pure.
#pragma once

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <cstdint>

#include "tests/sandbox/catalogue.h"
#include "tests/sandbox/enum_set.h"
#include "tests/sandbox/shop.h"

namespace sellerd::sandbox {

// The values of includedData, as bits.
enum class ListingData : std::uint32_t {
  summaries = 1u << 0,
  attributes = 1u << 1,
  issues = 1u << 2,
  offers = 1u << 3,
  availability = 1u << 4,
  procurement = 1u << 5,
  relationships = 1u << 6,
  product_types = 1u << 7,
};

// `live`: what buyers can buy now (live_quantity()). The attributes hold what the seller wrote last, the
// availability what is left of it.
boost::json::object listing_json(const Product& product, std::int64_t live, EnumSet<ListingData> included,
                                 const Shop& shop);

boost::json::array issues_json(const std::vector<ListingIssue>& issues, const Shop& shop);

// When the listing last changed, as far as Amazon tells: a sale is no change.
Timestamp last_updated(const Product& product);

}  // namespace sellerd::sandbox
