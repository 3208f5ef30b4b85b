// Which customer an order is of. Pure.
//
// One for each buyer who can be told: by the e-mail address that the marketplace gives, where it is held;
// else by the GSTIN that its tax report names. All others are one anonymous customer for each state, so that
// the figures of GST need no personal data.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "common/model/customer.h"
#include "common/model/order.h"

namespace sellerd::books {

struct BuyerKnown {
  std::optional<std::uint64_t> number;  // of buyer-NUMBER
  std::string gstin;                    // by the tax report; may be empty, or no GSTIN at all
};

// key, treatment, place and gstin; the rest is the caller's. `place` is where the order is taxed, by hand or
// by its address.
Customer customer_of(const Order& order, const std::string& place, const BuyerKnown& buyer);

// The number in "buyer-NUMBER"; nothing for other keys.
std::optional<std::uint64_t> buyer_number(const std::string& key);

// Whether it stands for many: then nothing can be said of it that is not so of all.
bool is_anonymous(const Customer& customer);

}  // namespace sellerd::books
