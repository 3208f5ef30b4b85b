// What is held of an account, counted before and after it is erased.
#include "daemon/sync/removal.h"

namespace sellerd::sync {
namespace {

// Tables whose keys begin with the integration.
template <class... Tables>
Result<void> count_under(const store::Store& store, std::uint32_t number, std::int64_t& records,
                         const Tables&... tables) {
  Result<void> counted;
  const auto add = [&](const auto& table) {
    if (!counted) return;
    const auto more = store.count(table, store::under(table, number));
    if (more) {
      records += *more;
    } else {
      counted = more.error();
    }
  };
  (add(tables), ...);
  return counted;
}

// Tables over all integrations; `part` of the key is the integration.
template <std::size_t part, class Table>
Result<void> count_among_all(const store::Store& store, std::uint32_t number, std::int64_t& records,
                             const Table& table) {
  return store.engine().scan(table.family, store::under(table), store::Direction::forward,
                             [&](std::string_view key, std::string_view) -> Result<bool> {
                               const auto parts = table.parse(key);
                               if (!parts) return within(table.name, parts.error());
                               records += std::get<part>(*parts) == number ? 1 : 0;
                               return true;
                             });
}

}  // namespace

Result<std::vector<HeldOf>> count_held(const store::Store& store, std::uint32_t number) {
  std::vector<HeldOf> held;
  Result<void> counted;
  const auto count = [&](std::string_view what, const auto&... tables) {
    if (!counted) return;
    counted = count_under(store, number, held.emplace_back(HeldOf{what, 0}).records, tables...);
  };
  count("orders", store::kOrders);
  count("listings", store::kListings);
  count("personal data of orders", store::kPersonal);
  count("rows of the tax report", store::kTaxReport);
  count("GSTINs of buyers", store::kBuyerGstins);
  count("places and rates said of orders", store::kPlaceFixes, store::kOrderEdits);
  count("records in quarantine", store::kQuarantine);
  count("links of listings, and orders that wait for them", store::kLinks, store::kOpenOrders,
        store::kFrozenOrders);
  count("quantities and packages on their way", store::kPushes, store::kShipments);
  count("credentials", store::kCredentials);
  if (counted) {
    counted = count_among_all<1>(store, number, held.emplace_back(HeldOf{"runs", 0}).records, store::kRuns);
  }
  if (counted) {
    counted = count_among_all<1>(store, number, held.emplace_back(HeldOf{"records of runs", 0}).records,
                                 store::kRunRecords);
  }
  if (counted) {
    counted = count_among_all<2>(store, number,
                                 held.emplace_back(HeldOf{"entries of orders under customers", 0}).records,
                                 store::kCustomerOrders);
  }
  if (!counted) return counted.error();
  return held;
}

}  // namespace sellerd::sync
