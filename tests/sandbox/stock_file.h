// The seller's stock export: one record a SKU, with the spreadsheet's own accidents in it.
#pragma once

#include <string>

#include "common/error.h"
#include "tests/sandbox/catalogue.h"

namespace sellerd::sandbox {

// Adds a product for each "SKU Code" of the file. "#REF!" is kept, as a seller's listing could well be called
// that; records without a SKU are skipped; the stock of a SKU that stands there more than once is added up; a
// blank stock is 0. Errors: not_found, unavailable, malformed.
Result<> load_stock(const std::string& path, Catalogue& catalogue);

}  // namespace sellerd::sandbox
