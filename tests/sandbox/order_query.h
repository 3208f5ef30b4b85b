// Reads the parameters of searchOrders and getOrder and refuses what Amazon's model refuses. Pure.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "common/error.h"
#include "tests/sandbox/enum_set.h"
#include "tests/sandbox/order_book.h"
#include "tests/sandbox/request_target.h"

namespace sellerd::sandbox {

// The values of includedData, as bits.
enum class Dataset : std::uint32_t {
  buyer = 1u << 0,
  recipient = 1u << 1,
  proceeds = 1u << 2,
  expense = 1u << 3,
  promotion = 1u << 4,
  cancellation = 1u << 5,
  fulfillment = 1u << 6,
  packages = 1u << 7,
  tax = 1u << 8,
  payment = 1u << 9,
  fulfillment_orders = 1u << 10,
};

using Datasets = EnumSet<Dataset>;

struct OrderQuery {
  OrderBook::Axis axis = OrderBook::Axis::updated;
  Timestamp from;
  Timestamp to;                  // as given, or what Amazon applies: two minutes ago
  std::uint32_t statuses = 0;    // a bit for each wanted Status; 0 for all
  std::uint32_t fulfillers = 0;  // likewise
  std::size_t page_size = 100;
  Datasets included;
  std::string page_token;         // blank for the first page
  std::uint64_t fingerprint = 0;  // of everything that must stay the same while paging

  bool wants(const Order& order) const;
};

// Unknown parameters are ignored. Errors: invalid_argument whose field is the offending parameter.
Result<OrderQuery> read_order_query(const Parameters& parameters, std::string_view marketplace_id,
                                    Timestamp now);

// The parameter includedData alone.
Result<Datasets> read_included_data(const Parameters& parameters);

}  // namespace sellerd::sandbox
