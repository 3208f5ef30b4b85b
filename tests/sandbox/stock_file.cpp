#include "tests/sandbox/stock_file.h"

#include <charconv>

#include "tests/sandbox/csv.h"

namespace sellerd::sandbox {
namespace {

enum Column : std::size_t { kSku, kStock, kCategory, kSize };

// "5.0" is 5: the export writes whole numbers as fractions.
Result<std::int64_t> quantity(std::string_view text) {
  std::int64_t value = 0;
  if (text.empty()) return value;
  const std::string_view whole = text.substr(0, text.find('.'));
  const auto [end, fault] = std::from_chars(whole.data(), whole.data() + whole.size(), value);
  if (fault != std::errc{} || end != whole.data() + whole.size() || value < 0) {
    return make_error(ErrorCode::malformed, "\"" + std::string(text) + "\" is not a quantity", "Stock");
  }
  return value;
}

// "KURTA SET" reads "Kurta Set" in a title.
std::string title_case(std::string_view text) {
  std::string title(text);
  bool inside = false;
  for (char& c : title) {
    if (inside && c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    inside = (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
  }
  return title;
}

}  // namespace

Result<> load_stock(const std::string& path, Catalogue& catalogue) {
  auto table = CsvTable::open(path, {"SKU Code", "Stock", "Category", "Size"});
  if (table.has_error()) return table.error();
  while (table->next()) {
    const std::string_view sku = table->field(kSku);
    if (sku.empty()) continue;
    const auto stock = quantity(table->field(kStock));
    if (stock.has_error()) return within(path + " record " + std::to_string(table->record()), stock.error());
    const bool known = catalogue.find(sku) != nullptr;
    Product& product = catalogue.at(catalogue.find_or_add(sku));
    product.stock = *stock + (known ? product.stock : 0);
    product.title = invented_title(title_case(table->field(kCategory)), sku, table->field(kSize));
  }
  return table->finish();
}

}  // namespace sellerd::sandbox
