// The seller's listings. One product is one SKU, exactly as spelt: spaces inside it count.
#pragma once

#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "tests/sandbox/order.h"

namespace sellerd::sandbox {

// What Amazon has to say against a listing or against a write to it.
struct ListingIssue {
  std::string code;
  std::string message;
  std::string attribute;  // blank: it is about the whole listing
  std::string category;   // "INVALID_ATTRIBUTE"
};

struct Product {
  std::string sku;
  std::string asin;
  std::string title;
  std::int64_t price_paise = 0;  // with tax
  // What buyers can buy now. Where Amazon fulfils, it is what was in its warehouses at first (fba_stock.h).
  std::int64_t stock = 0;
  bool fulfilled_by_amazon = false;
  std::vector<std::string> variation;  // attributes of its variation family; empty: it is in none

  // The rest of what the merchant offers, and what became of his writes.
  bool offered = true;                    // false once the availability was deleted
  std::optional<std::int64_t> submitted;  // as last written, while `stock` is sold; unset: equal to it
  std::optional<std::int32_t> handling_days;
  std::string restock_date;          // "2026-09-01", or blank
  std::optional<Timestamp> written;  // when a write last took effect
  std::vector<ListingIssue> issues;
};

// Derived from the SKU, so that they are the same always.
Timestamp listed_since(const Product& product);
std::string fn_sku(const Product& product);

// "KURTA", from the title.
std::string_view product_type(const Product& product);

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
  std::optional<ProductId> id_of(std::string_view sku) const;

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
