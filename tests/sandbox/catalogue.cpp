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
  if (dice % 3 == 0) product.handling_days = static_cast<std::int32_t>(1 + dice / 11 % 4);
  const auto id = static_cast<ProductId>(products_.size());
  products_.push_back(std::move(product));
  ids_.emplace(products_.back().sku, id);
  return id;
}

Product* Catalogue::find(std::string_view sku) {
  const auto id = id_of(sku);
  return id ? &products_[*id] : nullptr;
}

std::optional<ProductId> Catalogue::id_of(std::string_view sku) const {
  const auto found = ids_.find(sku);
  if (found == ids_.end()) return std::nullopt;
  return found->second;
}

Timestamp listed_since(const Product& product) {
  using namespace std::chrono;
  return sys_days{year{2019} / January / 1} + seconds{hash_text(product.sku, 3) % 100'000'000};
}

std::string fn_sku(const Product& product) {
  return "X00" + invented_asin(hash_text(product.sku, 5)).substr(3);
}

std::string_view product_type(const Product& product) {
  const auto about = [&](std::string_view word) { return product.title.find(word) != std::string::npos; };
  if (about("Dress")) return "DRESS";
  if (about("Saree")) return "SAREE";
  if (about("Top") || about("Blouse")) return "SHIRT";
  return "KURTA";
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
