// What a run would write.
#pragma once

#include <string>
#include <vector>

#include "common/fields.h"
#include "common/model/run.h"

namespace sellerd {

struct FieldChange {
  std::string field;
  std::string before;
  std::string after;

  static constexpr std::string_view kTypeName = "FieldChange";
  static constexpr auto fields() {
    using Self = FieldChange;
    return Fields{
        SELLERD_FIELD(field, "The field, such as lines[0].quantity_fulfilled."),
        SELLERD_FIELD(before, "What the books hold, as JSON text; empty when nothing."),
        SELLERD_FIELD(after, "What would be written, as JSON text; empty when nothing."),
    };
  }
  friend bool operator==(const FieldChange& left, const FieldChange& right) {
    return same_fields(left, right);
  }
};

// One record that would be written, or put into quarantine.
struct Difference {
  std::string integration;
  Module module = Module::orders;
  std::string record_id;
  Outcome outcome = Outcome::created;
  std::string reason;
  std::vector<FieldChange> changes;

  static constexpr std::string_view kTypeName = "Difference";
  static constexpr auto fields() {
    using Self = Difference;
    return Fields{
        SELLERD_FIELD(integration, "The integration."),
        SELLERD_FIELD(module, "items, orders or tax."),
        SELLERD_FIELD(record_id, "Order id or SKU."),
        SELLERD_FIELD(outcome, "What would become of it: created, updated or failed."),
        SELLERD_FIELD(reason, "Why it would fail; empty when it would not."),
        SELLERD_FIELD(changes, "The fields that would change; of a new record those that tables show."),
    };
  }
};

}  // namespace sellerd
