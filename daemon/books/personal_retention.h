// How long personal data of an order may be held. Pure.
#pragma once

#include <optional>

#include "common/model/order.h"

namespace sellerd::books {

inline constexpr Duration kPersonalDataKept = std::chrono::days(30);

// The start of the UTC day with which the order's personal data ends: 30 days after delivery, so that it is
// never held longer. The marketplace tells no time of delivery:
//   seen to change to DELIVERED   counted from that change
//   else, where it is known       from the last shipment
//   else                          from the order's last change; once it is shipped or cancelled, later ones
//                                 do not count
// `before` is the order as the books held it, `held` the day that its personal data now has. Nothing counts
// from later than `now`.
Timestamp personal_data_ends(const Order& order, const std::optional<Order>& before,
                             const std::optional<Timestamp>& held, Timestamp now);

}  // namespace sellerd::books
