#include "daemon/stock/links.h"

namespace sellerd::stock {

Result<std::vector<ListingLink>> links_of(const store::Store& store, const std::string& item) {
  auto keys = store.list_keys(store::kLinksByItem, store::under(store::kLinksByItem, item));
  if (!keys) return keys.error();
  std::vector<ListingLink> links;
  for (const auto& [same, integration, sku] : *keys) {
    auto link = store.get(store::kLinks, integration, sku);
    if (!link) return link.error();
    if (*link) links.push_back(std::move(**link));
  }
  return links;
}

Result<ListingLink> find_link(const store::Store& store, std::uint32_t integration, const std::string& sku) {
  auto link = store.get(store::kLinks, integration, sku);
  if (!link) return link.error();
  if (*link) return std::move(**link);
  return make_error(ErrorCode::not_found, "there is no listing \"" + sku + "\"", "listing",
                    "sellerctl listings");
}

}  // namespace sellerd::stock
