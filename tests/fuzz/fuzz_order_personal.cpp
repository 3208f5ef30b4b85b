// The people in order pages: whatever the bytes, what comes out has an id, is valid text of bounded length,
// and holds something.
#include <cstdint>
#include <cstdlib>

#include "common/charset.h"
#include "daemon/channel/amazon/answer_json.h"
#include "daemon/channel/amazon/order_personal_codec.h"

using namespace sellerd;

namespace {

void require(bool condition) {
  if (!condition) std::abort();
}

void check(const std::string& text) {
  require(text.size() <= amazon::kLongestPersonalText && is_valid_utf8(text));
}

void check(const std::vector<GiftMessage>& gifts) {
  for (const auto& gift : gifts) {
    require(!gift.text.empty());
    check(gift.text);
  }
}

void check(const std::vector<PersonalOfOrder>& all) {
  for (const auto& one : all) {
    require(!one.order_id.empty() && one.order_id.size() <= 100 && one.data != PersonalData{});
    for_each_field<PersonalData>([&](const auto& field) { check(one.data.*field.member); });
    // Nothing of it is shown by chance.
    require(to_json(one.data).get_object().empty());
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto answer = amazon::parse_answer(std::string(reinterpret_cast<const char*>(data), size));
  if (!answer) return 0;
  const auto page = amazon::read_personal_of_page(*answer);
  check(page);
  if (const auto* orders = answer->is_object() ? answer->get_object().if_contains("orders") : nullptr;
      orders != nullptr && orders->is_array()) {
    require(page.size() <= orders->get_array().size());
  } else {
    require(page.empty());
  }
  const auto single = amazon::read_personal_of_order(*answer);
  check(single);
  require(single.size() <= 1);
  return 0;
}
