// The people in an order. All of them are invented from the order's id, and all that names one contains
// kCanary.
#pragma once

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <cstdint>
#include <string_view>

#include "tests/sandbox/order.h"

namespace sellerd::sandbox {

// The same for the same order, always.
std::uint64_t people_dice(const Order& order);

boost::json::object buyer_json(const Order& order, const boost::json::storage_ptr& storage);
boost::json::object recipient_json(const Order& order, std::string_view country,
                                   const boost::json::storage_ptr& storage);

// What an eighth of the buyers has written on a gift tag; empty for the others.
boost::json::object packing_json(const Order& order, const boost::json::storage_ptr& storage);

// Tax registrations of business buyers and the state of the invoice; may be empty.
boost::json::object tax_json(const Order& order, const boost::json::storage_ptr& storage);

// Easy Ship's own number for the order.
boost::json::array fulfillment_orders_json(const Order& order, const boost::json::storage_ptr& storage);

}  // namespace sellerd::sandbox
