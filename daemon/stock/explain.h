// Why a listing shows what it shows: the chain from the marketplace's words to the last quantity sent. Reads
// only; thread: any.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "daemon/store/store.h"

namespace sellerd::stock {

struct Step {
  std::string stage;
  std::optional<Timestamp> when;
  std::string says;
  std::string evidence;
};

// Of an item, a listing or an order, whichever the subject names, in this order; an integration tells apart
// what two hold. Errors: not_found, storage, corrupt.
Result<std::vector<Step>> explain(const store::Store& store, const std::string& subject,
                                  std::optional<std::uint32_t> integration);

}  // namespace sellerd::stock
