// Reads the parameters of the three Listings Items operations and refuses what Amazon's model refuses. Pure.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "tests/sandbox/listing_json.h"

namespace sellerd::sandbox {

struct ListingQuery {
  enum class Sort { sku, created, updated };

  EnumSet<ListingData> included;
  std::string identifier_type;           // blank: all listings
  std::vector<std::string> identifiers;  // of that type
  bool related = false;                  // to another SKU: no listing here is
  std::optional<Timestamp> created_after, created_before, updated_after, updated_before;  // inclusive
  std::vector<std::string> with_status, without_status;  // the listing has all of them, none of them
  std::vector<std::string> severities;                   // of its issues; empty: whatever
  Sort sort = Sort::updated;
  bool descending = true;
  std::size_t page_size = 10;
  std::string page_token;         // blank for the first page
  std::uint64_t fingerprint = 0;  // of everything that must stay the same while paging

  bool wants(const Product& product, std::int64_t live) const;
};

// Errors: invalid_argument whose field is the offending parameter.
Result<ListingQuery> read_listing_query(const Parameters& parameters, const Shop& shop);

// The parameters of getListingsItem.
Result<EnumSet<ListingData>> read_listing_data(const Parameters& parameters, const Shop& shop);

struct PatchMode {
  bool preview = false;  // validate, and do nothing
  bool issues = true;
  bool identifiers = false;
};
Result<PatchMode> read_patch_mode(const Parameters& parameters, const Shop& shop);

}  // namespace sellerd::sandbox
