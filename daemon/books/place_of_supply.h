// Where an order is taxed, from the address it goes to. Pure.
//
// Of goods sold to a consumer it is the address on the invoice, of which the state's name alone is enough;
// where billing and delivery differ, the delivery (IGST Act s.10(1)(ca), since 1 October 2023; CBIC Circular
// 209/3/2024-GST).
#pragma once

#include <string_view>

#include "common/model/order.h"

namespace sellerd::books {

// The state's name wins; the PIN code stands in where it is missing or not understood, and is a warning where
// it says another state. `country` is an ISO 3166 code; an empty one counts as India when there is a state or
// a PIN code. Never a guess: what cannot be told is unresolved, with the reason. Nothing of the PIN code is
// in the result but the state it lies in.
PlaceOfSupply place_of_supply(std::string_view state, std::string_view postal_code, std::string_view country);

// What is stored; of an order that an older version stored, what its state's name says.
PlaceOfSupply place_of(const Order& order);

// Whether it waits for somebody to say: unresolved, of an order that is neither cancelled nor still pending
// (those may have no address yet).
bool needs_place(const Order& order);

}  // namespace sellerd::books
