// A seller's stock and shipments in one of Amazon's marketplaces, as a StockChannel.
//
// Quantities go by patches of the Listings Items API or by listings feeds, stock in Amazon's warehouses comes
// from the FBA Inventory API, shipments are confirmed by Orders v0. Nothing personal is in any of the
// answers.
#pragma once

#include <boost/asio/any_io_executor.hpp>
#include <map>
#include <string>
#include <vector>

#include "daemon/channel/amazon/client.h"
#include "daemon/channel/amazon/feeds.h"
#include "daemon/channel/amazon/inventory_codec.h"
#include "daemon/channel/amazon/quota.h"
#include "daemon/channel/stock_channel.h"

namespace sellerd::amazon {

struct StockAccount {
  std::string seller_id;
  std::string marketplace_id;
};

// The references must outlive it.
class AmazonStock final : public StockChannel {
 public:
  AmazonStock(StockAccount account, Client& client, const Quota& quota, Clock& clock,
              boost::asio::any_io_executor executor);

  Task<Result<QuantityAnswer>> write_quantity(QuantityWrite write, CallContext& context) override;
  Task<Result<std::vector<LiveListing>>> read_live(std::vector<std::string> skus,
                                                   CallContext& context) override;
  std::size_t most_to_read() const override;
  Task<Result<std::string>> send_batch(std::vector<QuantityWrite> writes, CallContext& context) override;
  std::size_t most_in_batch() const override;
  Task<Result<std::optional<std::string>>> find_batch(Timestamp since, CallContext& context) override;
  Task<Result<std::vector<QuantityAnswer>>> await_batch(std::string batch, CallContext& context) override;
  WriteEstimate estimate_writes(std::int64_t writes) const override;
  Task<Result<std::vector<FulfilmentStock>>> fetch_fulfilment_stock(CallContext& context) override;
  Task<Result<void>> confirm_shipment(ShipmentNotice notice, CallContext& context) override;
  std::optional<Error> why_not_told(const Order& order) const override;

 private:
  std::string item_target(const std::string& sku) const;
  Task<Result<std::vector<LiveListing>>> search(std::vector<std::string> skus, CallContext& context);
  Task<Result<std::optional<LiveListing>>> get(std::string sku, CallContext& context);
  Task<Result<std::map<std::string, FulfilmentStock>>> read_warehouses(CallContext& context);

  StockAccount account_;
  Client& client_;
  const Quota& quota_;
  Clock& clock_;
  boost::asio::any_io_executor executor_;
  Feeds feeds_;
};

}  // namespace sellerd::amazon
