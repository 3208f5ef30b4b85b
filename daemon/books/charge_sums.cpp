#include "daemon/books/charge_sums.h"

#include <algorithm>

namespace sellerd::books {
namespace {

constexpr std::string_view kTax = "TAX";
constexpr std::string_view kDiscount = "DISCOUNT";

// The sign that Amazon sends a discount with is documented nowhere: it always lowers the total.
Money lowering(Money amount) {
  if (amount.minor > 0) amount.minor = -amount.minor;
  return amount;
}

bool has_subtotal(const OrderLine& line, std::string_view type) {
  return std::any_of(line.charges.begin(), line.charges.end(),
                     [type](const Charge& charge) { return charge.type == type && charge.subtype.empty(); });
}

class Sums {
 public:
  Result<void> price(const std::string& kind, const Money& amount) {
    return add_to(of(kind, amount).price, amount);
  }
  Result<void> tax(const std::string& kind, const Money& amount) {
    return add_to(of(kind, amount).tax, amount);
  }
  Result<Money> all_tax(Currency currency) const {
    Money sum{0, currency};
    for (const auto& each : sums_) {
      if (auto added = add_to(sum, each.tax); !added) return added.error();
    }
    return sum;
  }
  std::vector<KindSum> take() { return std::move(sums_); }

 private:
  KindSum& of(const std::string& kind, const Money& amount) {
    const auto found =
        std::find_if(sums_.begin(), sums_.end(), [&](const KindSum& sum) { return sum.kind == kind; });
    if (found != sums_.end()) return *found;
    const Money none{0, amount.currency};
    return sums_.emplace_back(KindSum{kind, none, none});
  }

  std::vector<KindSum> sums_;
};

}  // namespace

Result<std::vector<KindSum>> kind_sums(const OrderLine& line) {
  Sums sums;
  std::optional<Money> tax_subtotal;
  bool tax_details = false;
  for (const auto& charge : line.charges) {
    const bool is_detail = !charge.subtype.empty();
    Result<void> added;
    if (charge.type == kTax && is_detail) {
      tax_details = true;
      added = sums.tax(charge.subtype, charge.subtype == kDiscount ? lowering(charge.amount) : charge.amount);
    } else if (charge.type == kTax) {
      const auto sum = tax_subtotal ? add(*tax_subtotal, charge.amount) : Result<Money>(charge.amount);
      if (!sum) return sum.error();
      tax_subtotal = *sum;
    } else if (!is_detail || !has_subtotal(line, charge.type)) {
      added = sums.price(charge.type, charge.type == kDiscount ? lowering(charge.amount) : charge.amount);
    }
    if (!added) return added.error();
  }
  if (tax_subtotal) {
    const auto detailed = sums.all_tax(tax_subtotal->currency);
    if (!detailed) return detailed.error();
    const auto open = add(*tax_subtotal, {-detailed->minor, detailed->currency});
    if (!open) return open.error();
    if (open->minor != 0) {
      if (auto added = sums.tax(tax_details ? "OTHER" : "ITEM", *open); !added) return added.error();
    }
  }
  return sums.take();
}

}  // namespace sellerd::books
