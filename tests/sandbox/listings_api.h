// Answers getListingsItem, searchListingsItems and patchListingsItem of Listings Items 2021-08-01.
//
// A search is over a moving set and pages by number: a listing that is written to while its search is paged
// can move across a page's edge. Beyond 1,000 listings a search gives nothing.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "tests/sandbox/answers.h"
#include "tests/sandbox/faults.h"
#include "tests/sandbox/fba_stock.h"
#include "tests/sandbox/listing_query.h"
#include "tests/sandbox/stock_writes.h"

namespace sellerd::sandbox {

class ListingsApi {
 public:
  // Holds on to all references.
  ListingsApi(const MarketData& data, const FbaStock& warehouse, StockWrites& writes, const Shop& shop,
              FaultInjector& faults, std::uint64_t seed)
      : data_(data), warehouse_(warehouse), writes_(writes), shop_(shop), faults_(faults), seed_(seed) {}

  http::Response get(const std::string& seller_id, const std::string& sku,
                     const Parameters& parameters) const;
  http::Response search(const std::string& seller_id, const Parameters& parameters, Timestamp now) const;

  // `fault`: one of those of a quantity's write, or anything else for none.
  http::Response patch(const std::string& seller_id, const std::string& sku, const Parameters& parameters,
                       const std::string& body, Timestamp now, Fault fault);

 private:
  std::vector<ProductId> found(const ListingQuery& query) const;
  boost::json::object render(ProductId product, EnumSet<ListingData> included) const;

  const MarketData& data_;
  const FbaStock& warehouse_;
  StockWrites& writes_;
  const Shop& shop_;
  FaultInjector& faults_;
  std::uint64_t seed_;
  std::uint64_t submissions_ = 0;
};

// What becomes of a quantity's write that this fault strikes; counts the fault when it strikes.
StockWrites::Fate fate_of_write(Fault fault, FaultInjector& faults);

}  // namespace sellerd::sandbox
