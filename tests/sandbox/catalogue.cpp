#include "tests/sandbox/catalogue.h"

#include "tests/sandbox/random.h"

namespace sellerd::sandbox {
namespace {

// Base 36, as in Amazon's own; "B0S" is a prefix that the real file does not use.
std::string invented_asin(std::uint64_t dice) {
  std::string asin = "B0S";
  for (int i = 0; i < 7; ++i, dice /= 36) asin += "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"[dice % 36];
  return asin;
}

}  // namespace

ProductId Catalogue::find_or_add(std::string_view sku) {
  if (const auto found = ids_.find(sku); found != ids_.end()) return found->second;
  const std::uint64_t dice = hash_text(sku);
  Product product;
  product.sku = sku;
  product.asin = invented_asin(dice);
  product.title = invented_title("Kurta", sku, {});
  product.price_paise = (299 + static_cast<std::int64_t>(dice % 1'200)) * 100;
  product.stock = static_cast<std::int64_t>(dice / 7 % 60);
  const auto id = static_cast<ProductId>(products_.size());
  products_.push_back(std::move(product));
  ids_.emplace(products_.back().sku, id);
  return id;
}

Product* Catalogue::find(std::string_view sku) {
  const auto found = ids_.find(sku);
  return found == ids_.end() ? nullptr : &products_[found->second];
}

std::string invented_title(std::string_view category, std::string_view sku, std::string_view size) {
  std::string title(category);
  title += ' ';
  title += sku.substr(0, sku.find('-'));
  if (!size.empty()) {
    title += ' ';
    title += size;
  }
  const std::uint64_t dice = hash_text(sku, 7);
  if (dice % 40 == 0) title += " with 2\" border";
  if (dice % 40 == 1) title += " (सूती)";
  return title;
}

}  // namespace sellerd::sandbox
