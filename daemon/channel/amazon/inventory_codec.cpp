#include "daemon/channel/amazon/inventory_codec.h"

#include "daemon/channel/amazon/object_reader.h"
#include "daemon/channel/amazon/page_token.h"

namespace sellerd::amazon {
namespace {

void read_details(ObjectReader& details, FulfilmentStock& stock) {
  details.count("fulfillableQuantity", stock.sellable, true);
  details.object("reservedQuantity", [&](ObjectReader& reserved) {
    reserved.count("totalReservedQuantity", stock.reserved, false);
    reserved.count("pendingCustomerOrderQuantity", stock.reserved, false);
  });
  std::int64_t shipped = 0;
  std::int64_t arriving = 0;
  details.count("inboundShippedQuantity", shipped, false);
  details.count("inboundReceivingQuantity", arriving, false);
  stock.inbound = shipped + arriving;
}

void read_summary(ObjectReader& summary, WarehouseStock& held) {
  summary.required("sellerSku", held.stock.sku);
  summary.optional("fnSku", held.label);
  if (!summary.failure() && held.stock.sku.empty())
    summary.fail(make_error(ErrorCode::malformed, "is empty", "sellerSku"));
  if (!summary.failure() && summary.take("inventoryDetails") == nullptr)
    summary.fail(json_detail::missing_key("inventoryDetails"));
  summary.object("inventoryDetails", [&](ObjectReader& details) { read_details(details, held.stock); });
}

}  // namespace

Result<InventoryPage> read_inventory(const json::value& answer) {
  ObjectReader reader(answer);
  InventoryPage page;
  bool has_summaries = false;
  reader.object("payload", [&](ObjectReader& payload) {
    has_summaries = payload.take("inventorySummaries") != nullptr;
    payload.each("inventorySummaries",
                 [&](ObjectReader& summary) { read_summary(summary, page.stocks.emplace_back()); });
  });
  if (!has_summaries) reader.fail(json_detail::missing_key("payload.inventorySummaries"));
  read_page_token(reader, page.next_token);
  if (reader.failure()) return reader.malformed();
  return page;
}

}  // namespace sellerd::amazon
