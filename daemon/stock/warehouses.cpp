#include "daemon/stock/warehouses.h"

#include <algorithm>

namespace sellerd::stock {
namespace {

constexpr std::size_t kLongestName = 64;

Result<void> check_name(const std::string& name) {
  const bool printable =
      std::all_of(name.begin(), name.end(), [](unsigned char byte) { return byte >= 0x20 && byte != 0x7f; });
  if (name.empty() || name.size() > kLongestName || !printable) {
    return make_error(ErrorCode::invalid_argument,
                      "must be 1 to " + std::to_string(kLongestName) + " printable characters", "name");
  }
  return {};
}

Result<std::optional<Warehouse>> find_primary(const store::Store& store) {
  auto all = warehouses(store);
  if (!all) return all.error();
  for (auto& warehouse : *all) {
    if (warehouse.primary) return std::optional(std::move(warehouse));
  }
  return std::optional<Warehouse>{};
}

// What is available changes for every item of the integration.
Result<void> touch_items_of(Work& work, std::uint32_t integration) {
  auto links = work.draft.view().list(store::kLinks, store::under(store::kLinks, integration));
  if (!links) return links.error();
  for (auto& link : *links) {
    if (!link.item.empty()) work.touched.insert(std::move(link.item));
  }
  return {};
}

}  // namespace

Result<std::vector<Warehouse>> warehouses(const store::Store& store) {
  return store.list(store::kWarehouses, store::under(store::kWarehouses));
}

Result<std::string> warehouse_for_orders(Work& work, std::uint32_t integration) {
  auto mapping = work.draft.get(store::kWarehouseMappings, integration);
  if (!mapping) return mapping.error();
  if (*mapping) return (*mapping)->warehouse;
  return primary_warehouse(work);
}

Result<std::string> primary_warehouse(Work& work) {
  auto primary = find_primary(work.draft.view());
  if (!primary) return primary.error();
  if (*primary) return (*primary)->name;
  const Warehouse first{std::string(kFirstWarehouse), true, 0, work.now};
  work.draft.put(store::kWarehouses, first, first.name);
  return first.name;
}

Result<std::string> fulfilment_warehouse(Work& work, std::uint32_t integration, const std::string& name) {
  auto all = warehouses(work.draft.view());
  if (!all) return all.error();
  std::string wanted = name + " fulfilment";
  for (auto& warehouse : *all) {
    if (warehouse.fulfils == integration) return std::move(warehouse.name);
    if (warehouse.name == wanted) wanted += " " + std::to_string(integration);
  }
  const Warehouse made{wanted, false, integration, work.now};
  work.draft.put(store::kWarehouses, made, made.name);
  return made.name;
}

Result<Warehouse> find_warehouse(const store::Store& store, const std::string& name, std::string_view field) {
  auto found = store.get(store::kWarehouses, name);
  if (!found) return found.error();
  if (*found) return std::move(**found);
  return make_error(ErrorCode::not_found, "there is no warehouse \"" + name + "\"", std::string(field),
                    "sellerctl warehouses");
}

Result<Warehouse> create_warehouse(Work& work, std::string name, bool primary) {
  if (auto good = check_name(name); !good) return good.error();
  auto held = work.draft.get(store::kWarehouses, name);
  if (!held) return held.error();
  if (*held) {
    return make_error(ErrorCode::already_exists, "there is a warehouse of this name", "name",
                      "sellerctl warehouses");
  }
  auto before = find_primary(work.draft.view());
  if (!before) return before.error();
  // One that is made before anything was booked takes the first one's place.
  Warehouse made{std::move(name), false, 0, work.now};
  work.draft.put(store::kWarehouses, made, made.name);
  if (*before && !primary) return made;
  return make_primary(work, made.name);
}

Result<Warehouse> make_primary(Work& work, const std::string& name) {
  auto chosen = find_warehouse(work.draft.view(), name, "name");
  if (!chosen) return chosen.error();
  if (chosen->fulfils != 0) {
    return make_error(ErrorCode::conflict, "the marketplace keeps this stock itself", "name");
  }
  auto before = find_primary(work.draft.view());
  if (!before) return before.error();
  if (*before) {
    (*before)->primary = false;
    work.draft.put(store::kWarehouses, **before, (*before)->name);
  }
  chosen->primary = true;
  work.draft.put(store::kWarehouses, *chosen, chosen->name);
  return *chosen;
}

Result<void> map_warehouse(Work& work, std::uint32_t integration, const std::string& name) {
  if (auto touched = touch_items_of(work, integration); !touched) return touched;
  if (name.empty()) {
    work.draft.erase(store::kWarehouseMappings, integration);
    return {};
  }
  auto chosen = find_warehouse(work.draft.view(), name);
  if (!chosen) return chosen.error();
  if (chosen->fulfils != 0) {
    return make_error(ErrorCode::conflict, "the marketplace keeps this stock itself: it cannot be mapped",
                      "warehouse");
  }
  work.draft.put(store::kWarehouseMappings, WarehouseMapping{integration, name, work.now}, integration);
  return {};
}

Result<std::int64_t> available_to(const store::Store& store, std::uint32_t integration,
                                  const std::string& item) {
  auto mapping = store.get(store::kWarehouseMappings, integration);
  if (!mapping) return mapping.error();
  auto levels = levels_of(store, item);
  if (!levels) return levels.error();
  std::int64_t units = 0;
  for (const auto& level : *levels) {
    if (*mapping) {
      if (level.warehouse == (*mapping)->warehouse) units += level.free();
      continue;
    }
    auto warehouse = store.get(store::kWarehouses, level.warehouse);
    if (!warehouse) return warehouse.error();
    if (*warehouse && (*warehouse)->fulfils == 0) units += level.free();
  }
  return std::max<std::int64_t>(units, 0);
}

}  // namespace sellerd::stock
