#include "common/api/warehouses.h"
#include "daemon/control/change.h"
#include "daemon/stock/warehouses.h"

namespace sellerd::control {
namespace {

api::WarehouseRow row_of(const Services& services, const Warehouse& warehouse) {
  api::WarehouseRow row{.name = warehouse.name, .primary = warehouse.primary};
  if (warehouse.fulfils == 0) return row;
  const auto integration = services.integrations.find(warehouse.fulfils);
  row.fulfils = integration ? integration->name : "an integration that is gone";
  return row;
}

Result<api::WarehouseRow> row_with_mappings(const Services& services, const Warehouse& warehouse) {
  auto row = row_of(services, warehouse);
  for (const auto& integration : services.integrations.all()) {
    auto mapping = services.store.get(store::kWarehouseMappings, integration.number);
    if (!mapping) return mapping.error();
    if (*mapping && (*mapping)->warehouse == warehouse.name) row.mapped.push_back(integration.name);
  }
  return row;
}

Task<Result<void>> list(Services& services, ReplyStream<api::ListWarehouses::Reply>& stream) {
  auto all = stock::warehouses(services.store);
  if (!all) co_return all.error();
  for (const auto& warehouse : *all) {
    auto row = row_with_mappings(services, warehouse);
    if (!row) co_return row.error();
    const api::ListWarehouses::Reply reply{std::move(*row)};
    if (!co_await stream.send(reply)) break;
  }
  co_return Result<void>();
}

template <class Change>
Task<Result<api::ListWarehouses::Reply>> change_warehouse(Services& services, Deed deed, Change change) {
  auto warehouse = co_await change_stock(services, std::move(deed), std::move(change));
  if (!warehouse) co_return warehouse.error();
  auto row = row_with_mappings(services, *warehouse);
  if (!row) co_return row.error();
  co_return api::ListWarehouses::Reply{std::move(*row)};
}

Task<Result<api::ListWarehouses::Reply>> map(Services& services, api::MapWarehouse::Request request,
                                             std::string actor) {
  auto integration = services.integrations.find(std::string_view(request.integration));
  if (!integration) co_return integration.error();
  Deed deed{std::move(actor), "warehouse mapped", request.integration + " to " + request.warehouse};
  co_return co_await change_warehouse(
      services, std::move(deed),
      [number = integration->number, name = request.warehouse](stock::Work& work) -> Result<Warehouse> {
        auto warehouse = stock::find_warehouse(work.draft.view(), name);
        if (!warehouse) return warehouse;
        if (auto mapped = stock::map_warehouse(work, number, name); !mapped) return mapped.error();
        return warehouse;
      });
}

Task<Result<api::UnmapWarehouse::Reply>> unmap(Services& services, std::string name, std::string actor) {
  auto integration = services.integrations.find(std::string_view(name));
  if (!integration) co_return integration.error();
  auto unmapped = co_await change_stock(
      services, {std::move(actor), "warehouse unmapped", name},
      [number = integration->number](stock::Work& work) { return stock::map_warehouse(work, number, {}); });
  if (!unmapped) co_return unmapped.error();
  co_return api::UnmapWarehouse::Reply{std::move(name)};
}

}  // namespace

void add_warehouse_handlers(Dispatcher& dispatcher, Services& services) {
  dispatcher.add<api::ListWarehouses>(
      [&services](api::ListWarehouses::Request, const Caller&,
                  ReplyStream<api::ListWarehouses::Reply>& stream) { return list(services, stream); });
  dispatcher.add<api::CreateWarehouse>(
      [&services](api::CreateWarehouse::Request request, const Caller& caller) {
        return change_warehouse(services, {caller.peer.name, "warehouse created", request.name},
                                [request](stock::Work& work) {
                                  return stock::create_warehouse(work, request.name, request.primary);
                                });
      });
  dispatcher.add<api::MakePrimary>([&services](api::MakePrimary::Request request, const Caller& caller) {
    return change_warehouse(
        services, {caller.peer.name, "warehouse made primary", request.name},
        [name = request.name](stock::Work& work) { return stock::make_primary(work, name); });
  });
  dispatcher.add<api::MapWarehouse>([&services](api::MapWarehouse::Request request, const Caller& caller) {
    return map(services, std::move(request), caller.peer.name);
  });
  dispatcher.add<api::UnmapWarehouse>(
      [&services](api::UnmapWarehouse::Request request, const Caller& caller) {
        return unmap(services, std::move(request.integration), caller.peer.name);
      });
}

}  // namespace sellerd::control
