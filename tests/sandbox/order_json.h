// An order in the words of Orders 2026-01-01. Pure: what Amazon would know and the order book does not
// (names, phone numbers, delivery windows) is derived from the order's id.
#pragma once

#include <boost/json/object.hpp>

#include "tests/sandbox/catalogue.h"
#include "tests/sandbox/order.h"
#include "tests/sandbox/order_query.h"
#include "tests/sandbox/shop.h"

namespace sellerd::sandbox {

struct Rendering {
  const Catalogue& catalogue;
  const Shop& shop;
  Datasets included;
  boost::json::storage_ptr storage;  // for all that is made

  boost::json::object object() const { return boost::json::object(storage); }
  boost::json::array array() const { return boost::json::array(storage); }
  boost::json::object money(std::int64_t paise) const;  // {"amount":"561.90","currencyCode":"INR"}
};

// A pending order has neither money nor a recipient; one of another channel ("S02-...") likewise, and its
// ship dates are of 1995. Names, streets, phones and mail addresses contain kCanary.
boost::json::object order_json(const Order& order, const Rendering& rendering);

// One element of orderItems. The unit price includes the tax; proceeds state both apart.
boost::json::object item_json(const Order& order, const Line& line, const Rendering& rendering);

}  // namespace sellerd::sandbox
