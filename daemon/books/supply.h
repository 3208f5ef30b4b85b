// Which taxes a supply bears, and how an amount of tax falls to them. Pure.
#pragma once

#include <string_view>

#include "common/model/tax.h"

namespace sellerd::books {

// Both are GST state codes; an empty one is not known. Registered says whether the seller is. To a special
// economic zone it is always inter-state (IGST Act s.7(5)(b)).
SupplyKind supply_of(std::string_view seller_state, std::string_view place, bool registered,
                     bool to_economic_zone = false);

// Of a supply whose kind is known. Its parts always sum to the amount: within the state one half each, and
// the odd paisa to CGST. Nothing for unresolved; an unregistered seller has none either.
std::optional<TaxSplit> split_tax(const Money& tax, SupplyKind supply);

// "SGST", in a union territory without a legislature "UTGST".
std::string_view territory_tax_name(std::string_view place);

}  // namespace sellerd::books
