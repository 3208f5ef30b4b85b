#include "daemon/books/supply.h"

#include "daemon/books/india_states.h"

namespace sellerd::books {

SupplyKind supply_of(std::string_view seller_state, std::string_view place, bool registered,
                     bool to_economic_zone) {
  if (!registered) return SupplyKind::unregistered;
  if (place == kOutsideIndia) return SupplyKind::outside;
  const auto* from = find_india_state(seller_state);
  const auto* to = find_india_state(place);
  if (from == nullptr || to == nullptr) return SupplyKind::unresolved;
  if (to_economic_zone) return SupplyKind::inter_state;
  return from == to ? SupplyKind::intra_state : SupplyKind::inter_state;
}

std::optional<TaxSplit> split_tax(const Money& tax, SupplyKind supply) {
  const Money none{0, tax.currency};
  switch (supply) {
    case SupplyKind::intra_state: {
      const Money half{tax.minor / 2, tax.currency};
      return TaxSplit{none, {tax.minor - half.minor, tax.currency}, half};
    }
    case SupplyKind::inter_state:
    case SupplyKind::outside:
      return TaxSplit{tax, none, none};
    case SupplyKind::unresolved:
    case SupplyKind::unregistered:
      break;
  }
  return std::nullopt;
}

std::string_view territory_tax_name(std::string_view place) {
  const auto* state = find_india_state(place);
  const bool territory = state != nullptr && state->kind == TerritoryKind::without_legislature;
  return territory ? "UTGST" : "SGST";
}

}  // namespace sellerd::books
