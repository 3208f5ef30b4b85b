#include "daemon/books/quarantine.h"

#include "common/error.h"

namespace sellerd::books {

std::string quarantine_advice(Module module, std::string_view record_id) {
  switch (module) {
    case Module::orders:
      return "sellerctl orders pull " + std::string(record_id);
    case Module::items:
      return "sellerctl sync items, once the listing is right in Seller Central";
    case Module::tax:
      break;
  }
  return "sellerctl quarantine --json shows the row; then fetch the month again: sellerctl gst fetch --month "
         "YYYY-MM";
}

std::string quarantine_reason(const QuarantineEntry& entry) {
  return Error{ErrorCode::malformed, entry.reason, entry.field, {}}.text();
}

}  // namespace sellerd::books
