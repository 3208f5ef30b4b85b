// Lines of an order, Orders API 2026-01-01. Pure; a part of orders_codec.h.
#pragma once

#include "common/model/order.h"
#include "daemon/channel/amazon/object_reader.h"

namespace sellerd::amazon {

void read_order_item(ObjectReader& in, OrderLine& line);

}  // namespace sellerd::amazon
