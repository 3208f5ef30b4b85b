// The seller's listings. One product is one SKU, exactly as spelt: spaces inside it count.
#pragma once

#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <unordered_map>

#include "tests/sandbox/order.h"

namespace sellerd::sandbox {

struct Product {
  std::string sku;
  std::string asin;
  std::string title;
  std::int64_t price_paise = 0;  // with tax
  std::int64_t stock = 0;        // what the merchant has offered; without meaning when Amazon fulfils
  bool fulfilled_by_amazon = false;
};

class Catalogue {
 public:
  Catalogue() = default;
  Catalogue(Catalogue&&) = default;
  Catalogue& operator=(Catalogue&&) = default;

  // The product with this SKU; a new one gets an invented ASIN, title, price and stock, the same for every
  // seed. Requires a SKU that is not empty.
  ProductId find_or_add(std::string_view sku);

  // Null when there is none.
  Product* find(std::string_view sku);

  Product& at(ProductId id) { return products_[id]; }
  const Product& at(ProductId id) const { return products_[id]; }
  std::size_t size() const { return products_.size(); }

  // In the order in which they were added.
  const std::deque<Product>& products() const { return products_; }

 private:
  std::deque<Product> products_;  // addresses are stable: ids_ looks into it
  std::unordered_map<std::string_view, ProductId> ids_;
};

// "Ethnic Dress J0341 XL"; some titles carry an unbalanced quote mark or Devanagari, as real ones do.
std::string invented_title(std::string_view category, std::string_view sku, std::string_view size);

}  // namespace sellerd::sandbox
