// The contents of reports: tab-separated rows without quoting, a header line first.
#pragma once

#include <cstddef>
#include <functional>
#include <string_view>

#include "tests/sandbox/market_data.h"
#include "tests/sandbox/shop.h"

namespace sellerd::sandbox {

using RowSink = std::function<void(std::string_view)>;

// GET_MERCHANT_LISTINGS_ALL_DATA. Answers the number of rows without the header.
std::size_t write_listing_rows(const MarketData& data, const RowSink& sink);

// GET_FLAT_FILE_ALL_ORDERS_DATA_BY_LAST_UPDATE_GENERAL or ..._BY_ORDER_DATE_GENERAL, by `axis`: a row for
// each item of the orders with from <= time <= to. item-price is without tax and item-tax beside it, as in
// the Orders API.
std::size_t write_order_rows(const MarketData& data, const Shop& shop, OrderBook::Axis axis, Timestamp from,
                             Timestamp to, const RowSink& sink);

}  // namespace sellerd::sandbox
