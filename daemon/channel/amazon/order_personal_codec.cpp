#include "daemon/channel/amazon/order_personal_codec.h"

#include <initializer_list>

#include "common/charset.h"
#include "daemon/channel/amazon/object_reader.h"

namespace sellerd::amazon {
namespace {

// Far more lines than an order has.
constexpr std::size_t kMostGifts = 1'000;

const json::value* find(const json::value* source, std::initializer_list<std::string_view> path) {
  for (const auto key : path) {
    const auto* object = source == nullptr ? nullptr : source->if_object();
    source = object == nullptr ? nullptr : object->if_contains(key);
  }
  return source;
}

std::string text_at(const json::value* source, std::initializer_list<std::string_view> path) {
  const auto* value = find(source, path);
  if (value == nullptr || !value->is_string()) return {};
  return std::string(cut_utf8(value->get_string(), kLongestPersonalText));
}

std::string identifier_at(const json::value& source, std::string_view key) {
  ObjectReader reader(source);
  std::string id;
  reader.identifier(key, id);
  return reader.failure() ? std::string{} : id;
}

std::vector<GiftMessage> read_gifts(const json::value& order) {
  std::vector<GiftMessage> gifts;
  const auto* items = find(&order, {"orderItems"});
  if (items == nullptr || !items->is_array()) return gifts;
  for (const auto& item : items->get_array()) {
    auto text = text_at(&item, {"fulfillment", "packing", "giftOption", "giftMessage"});
    if (text.empty() || gifts.size() == kMostGifts) continue;
    gifts.push_back({identifier_at(item, "orderItemId"), std::move(text)});
  }
  return gifts;
}

PersonalData read_personal(const json::value& order) {
  const auto* buyer = find(&order, {"buyer"});
  const auto* address = find(&order, {"recipient", "deliveryAddress"});
  return {.buyer_name = text_at(buyer, {"buyerName"}),
          .buyer_email = text_at(buyer, {"buyerEmail"}),
          .recipient_name = text_at(address, {"name"}),
          .address_line_1 = text_at(address, {"addressLine1"}),
          .address_line_2 = text_at(address, {"addressLine2"}),
          .address_line_3 = text_at(address, {"addressLine3"}),
          .postal_code = text_at(address, {"postalCode"}),
          .phone = text_at(address, {"phone"}),
          .gifts = read_gifts(order)};
}

void append(const json::value& order, std::vector<PersonalOfOrder>& all) {
  auto id = identifier_at(order, "orderId");
  if (id.empty()) return;
  auto data = read_personal(order);
  if (data != PersonalData{}) all.push_back({std::move(id), std::move(data)});
}

}  // namespace

std::vector<PersonalOfOrder> read_personal_of_page(const json::value& answer) {
  std::vector<PersonalOfOrder> all;
  const auto* orders = find(&answer, {"orders"});
  if (orders == nullptr || !orders->is_array()) return all;
  for (const auto& order : orders->get_array()) append(order, all);
  return all;
}

std::vector<PersonalOfOrder> read_personal_of_order(const json::value& answer) {
  std::vector<PersonalOfOrder> all;
  if (const auto* order = find(&answer, {"order"}); order != nullptr) append(*order, all);
  return all;
}

}  // namespace sellerd::amazon
