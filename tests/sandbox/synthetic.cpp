#include "tests/sandbox/synthetic.h"

#include <algorithm>

#include "tests/sandbox/random.h"
#include "tests/sandbox/synthetic_tables.h"

namespace sellerd::sandbox {
namespace {

using namespace std::chrono;

constexpr std::size_t kMostProducts = 7'200;
constexpr minutes kQuietBeforeStart{5};

// Weights of a table of structs that have one.
template <class Table>
std::vector<std::uint32_t> weights_of(const Table& table) {
  std::vector<std::uint32_t> weights;
  for (const auto& row : table) weights.push_back(row.weight);
  return weights;
}

std::string padded(std::uint64_t value, std::size_t width) {
  std::string text = std::to_string(value);
  return std::string(text.size() < width ? width - text.size() : 0, '0') + text;
}

class Generator {
 public:
  explicit Generator(const SyntheticPlan& plan) : plan_(plan), random_(mix(plan.seed)) {}
  MarketData run();

 private:
  void invent_products();
  void invent_promotions();
  Order invent_order(std::size_t index, Timestamp created);
  std::string order_id(std::size_t index, bool non_amazon);
  void invent_status(Order& order);
  void invent_address(Order& order);
  void invent_replacement(Order& order);
  Line invent_line(const Order& order, std::size_t line_count);
  void invent_money(const Order& order, std::size_t line_count, Line& line);

  const SyntheticPlan& plan_;
  Random random_;
  MarketData data_;
  std::vector<Promotions> promotions_;
  const std::vector<std::uint32_t> settled_ = weights_of(tables::kSettled);
  const std::vector<std::uint32_t> open_ = weights_of(tables::kOpen);
  const std::vector<std::uint32_t> states_ = weights_of(tables::kStates);
  const std::vector<std::uint32_t> categories_ = weights_of(tables::kCategories);
};

void Generator::invent_products() {
  const std::size_t count = std::clamp<std::size_t>(plan_.orders / 10, 40, kMostProducts);
  for (std::size_t i = 0; i < count; ++i) {
    const auto& category = tables::kCategories[random_.weighted(categories_)];
    const std::string_view size = tables::kSizes[random_.below(tables::kSizes.size())];
    // One SKU in a few hundred has two spaces inside, as one of the real seller's has.
    const std::string gap = i % 400 == 7 ? "  -" : "-";
    const std::string sku =
        (category.name == "Set" ? "SET" : "JNE") + padded(3000 + i, 4) + "-KR" + gap + std::string(size);
    Product& product = data_.catalogue.at(data_.catalogue.find_or_add(sku));
    product.title = invented_title(category.name, sku, size);
    const auto span = static_cast<std::uint64_t>(category.highest_rupees - category.lowest_rupees);
    product.price_paise = (category.lowest_rupees + static_cast<std::int64_t>(random_.below(span))) * 100;
    product.stock = random_.chance(0.06) ? 0 : static_cast<std::int64_t>(1 + random_.below(60));
    product.fulfilled_by_amazon = random_.chance(0.38);
  }
}

// A third have none, a third the free shipping one, the rest a long list.
void Generator::invent_promotions() {
  const std::string shipping = "IN Core Free Shipping 2015/04/08 23-48-5-108";
  promotions_ = {nullptr, std::make_shared<const std::vector<std::string>>(std::vector{shipping})};
  std::vector<std::string> many;
  for (int i = 0; i < 20; ++i)
    many.push_back("Amazon PLCC Free-Financing Universal Merchant " + opaque_text(random_.next(), 13));
  promotions_.push_back(std::make_shared<const std::vector<std::string>>(std::move(many)));
}

// Two halves of seven digits, each shifted by the other in turn: a bijection, so no two orders meet.
std::string Generator::order_id(std::size_t index, bool non_amazon) {
  constexpr std::uint64_t kHalf = 10'000'000;
  std::uint64_t low = index % kHalf;
  std::uint64_t high = index / kHalf;
  high = (high + mix(low ^ plan_.seed)) % kHalf;
  low = (low + mix(high ^ ~plan_.seed)) % kHalf;
  high = (high + mix(low + plan_.seed)) % kHalf;
  const auto& prefixes = tables::kOrderPrefixes;
  const std::string prefix(non_amazon ? "S02" : prefixes[random_.below(prefixes.size())]);
  return prefix + "-" + padded(high, 7) + "-" + padded(low, 7);
}

void Generator::invent_status(Order& order) {
  const bool young = order.created > plan_.start - hours{48};
  const bool open = young && random_.chance(tables::kOpenShare);
  const auto& share =
      open ? tables::kOpen[random_.weighted(open_)] : tables::kSettled[random_.weighted(settled_)];
  order.fulfiller = share.fulfiller;
  order.status = share.status;
  order.package = share.package;
  if (order.non_amazon) {
    order.fulfiller = Fulfiller::amazon;
    order.status = random_.chance(0.9) ? Status::shipped : Status::unshipped;
    order.package = PackageState::none;
  }
  order.expedited = order.fulfiller == Fulfiller::amazon && !order.non_amazon;
}

void Generator::invent_address(Order& order) {
  if (random_.chance(tables::kNoAddressShare)) return;
  const auto& state = tables::kStates[random_.weighted(states_)];
  order.address = {std::string(state.city), std::string(state.name),
                   std::to_string(state.first_postal_code + random_.below(90))};
}

void Generator::invent_money(const Order& order, std::size_t line_count, Line& line) {
  const bool cancelled = order.status == Status::cancelled;
  if (order.non_amazon) return;
  if (random_.chance(cancelled ? tables::kBlankAmountIfCancelled : tables::kBlankAmountOtherwise)) return;
  if (line.cancelled && !cancelled) return;
  const bool free_replacement = !cancelled && line_count == 1 && random_.chance(tables::kZeroAmountShare);
  const std::int64_t price = free_replacement ? 0 : data_.catalogue.at(line.product).price_paise;
  split_gst(line, price * std::max(1, line.quantity));
  // What a merchant's cancelled line still shows is its price without tax.
  if (cancelled && line.quantity == 0) line.tax_paise = 0;
}

Line Generator::invent_line(const Order& order, std::size_t line_count) {
  Line line;
  line.product = static_cast<ProductId>(random_.below(data_.catalogue.size()));
  line.quantity = static_cast<std::int32_t>(1 + random_.weighted(tables::kQuantity));
  line.cancelled = order.status == Status::cancelled;
  if (line.cancelled && order.fulfiller == Fulfiller::merchant) line.quantity = 0;
  if (!line.cancelled && line_count > 1 && random_.chance(tables::kLineCancelledInLivingOrder)) {
    line.cancelled = true;
    line.quantity = 0;
  }
  line.promotions = promotions_[random_.below(promotions_.size())];
  invent_money(order, line_count, line);
  return line;
}

// Most orders of no value replace an earlier one. Draws nothing: other orders do not change by it.
void Generator::invent_replacement(Order& order) {
  const Line& line = order.lines.front();
  const bool free = order.lines.size() == 1 && line.has_money && line.item_paise == 0 && !line.cancelled;
  if (!free || data_.orders.size() == 0) return;
  const std::uint64_t dice = hash_text(order.id, 5);
  if (dice % 10 == 0) return;
  const auto earlier = static_cast<OrderNumber>(mix(dice) % data_.orders.size());
  Rarities rarities;
  rarities.replaces = data_.orders.at(earlier).id;
  order.rarities = std::make_shared<const Rarities>(std::move(rarities));
}

Order Generator::invent_order(std::size_t index, Timestamp created) {
  Order order;
  order.created = floor<seconds>(created);
  order.non_amazon = random_.chance(tables::kNonAmazonShare);
  order.id = order_id(index, order.non_amazon);
  invent_status(order);
  order.business = random_.chance(tables::kBusinessShare);
  invent_address(order);
  const std::size_t line_count = 1 + random_.weighted(tables::kLinesPerOrder);
  order.lines.reserve(line_count);
  for (std::size_t i = 0; i < line_count; ++i) order.lines.push_back(invent_line(order, line_count));
  invent_replacement(order);
  order.updated = settled_time(order, plan_.start - kQuietBeforeStart, random_.next());
  return order;
}

MarketData Generator::run() {
  invent_products();
  invent_promotions();
  const auto span =
      static_cast<std::uint64_t>(duration_cast<Duration>(days{plan_.days} - 2 * kQuietBeforeStart).count());
  std::vector<std::uint64_t> offsets(plan_.orders);
  for (auto& offset : offsets) offset = random_.below(span);
  std::ranges::sort(offsets);
  const Timestamp first = plan_.start - days{plan_.days};
  for (std::size_t i = 0; i < offsets.size(); ++i) {
    data_.orders.add(invent_order(i, first + Duration{static_cast<std::int64_t>(offsets[i])})).value();
  }
  data_.note =
      std::to_string(plan_.orders) + " invented orders of the last " + std::to_string(plan_.days) + " days";
  return std::move(data_);
}

}  // namespace

MarketData make_synthetic(const SyntheticPlan& plan) {
  return Generator(plan).run();
}

}  // namespace sellerd::sandbox
