// Short texts that stand in answers, files and requests: times, days, amounts, percentages, charsets, GSTINs,
// places, keys. What is read can be written, and reads the same again.
#include <cstdint>
#include <cstdlib>

#include "common/ascii.h"
#include "common/charset.h"
#include "common/money.h"
#include "common/time_text.h"
#include "daemon/books/gst_rates.h"
#include "daemon/books/gstin.h"
#include "daemon/books/place_of_supply.h"
#include "daemon/channel/amazon/answer_json.h"
#include "daemon/channel/amazon/fault.h"
#include "daemon/channel/amazon/report_columns.h"
#include "daemon/control/gst_month.h"
#include "daemon/store/keys.h"
#include "daemon/sync/business_day.h"
#include "daemon/sync/period.h"

using namespace sellerd;

namespace {

void require(bool condition) {
  if (!condition) std::abort();
}

void check_times(const std::string& text) {
  if (const auto time = parse_time(text)) {
    const auto again = parse_time(format_time(*time));
    require(again && *again == *time);
    require(format_time_basic(*time).size() == 16 && !format_duration(time->time_since_epoch()).empty());
  }
  if (const auto day = sync::parse_day(text)) {
    require(sync::format_day(*day) == text);
    const auto window =
        sync::period_window(text, std::nullopt, "Asia/Kolkata", *parse_time("2026-10-01T06:00:00Z"));
    require(!window || window->from <= window->to);
  }
  if (const auto month = control::read_month(text)) require(month->begins < month->ends);
}

void check_money(const std::string& text) {
  for (const char* code : {"INR", "JPY", "KWD"}) {
    const auto money = Money::parse(text, code);
    if (!money) continue;
    const auto again = Money::parse(money->amount_text(), code);
    require(again && *again == *money);
    if (const auto twice = add(*money, *money)) require(twice->minor == 2 * money->minor);
    const auto half = books::share_of(*money, 1'800, 2);
    require(!half || (half->minor <= 0) == (money->minor <= 0) || half->minor == 0);
  }
  if (const auto currency = Currency::parse(text)) require(currency->code() == text);
  if (const auto percent = books::read_percent(text)) {
    const auto again = books::read_percent(books::rate_text(*percent));
    require(again && *again == *percent && *percent >= 0 && *percent <= 10'000);
  }
  if (const auto quantity = amazon::read_quantity(text); quantity && *quantity) require(**quantity >= 0);
}

void check_places(const std::string& text) {
  if (const auto state = books::gstin_state(text)) require(text.size() == 15 && !state->empty());
  const auto middle = text.size() / 2;
  const auto place = books::place_of_supply(text.substr(0, middle), text.substr(middle), "IN");
  require(is_valid_utf8(text) == false || is_valid_utf8(place.reason));
}

void check_words(const std::string& text) {
  (void)charset_of(text);
  const auto shown = amazon::printable(text, 200);
  require(shown.size() <= 200 && is_valid_utf8(shown) && shown.find("Atza|") == std::string::npos);
  if (const auto answer = amazon::parse_answer(text)) {
    const auto fault = amazon::read_fault(*answer);
    require(is_valid_utf8(fault.code) && is_valid_utf8(fault.message) && fault.message.size() <= 200);
    (void)amazon::blames_page_token(fault);
  }
  require(cut_utf8(text, 10).size() <= 10);
  for (const char c : store::printable_key(text)) require(c >= ' ' && c < '\x7f');
}

void check_keys(std::string_view bytes) {
  if (const auto key = store::read_key<std::uint32_t, std::string, Timestamp>(bytes))
    require(std::apply([](const auto&... parts) { return store::make_key(parts...); }, *key) == bytes);
  if (const auto key = store::read_key<std::string, std::uint64_t, std::string>(bytes))
    require(std::apply([](const auto&... parts) { return store::make_key(parts...); }, *key) == bytes);
  const auto end = store::prefix_end(std::string(bytes));
  require(end.empty() || end > bytes);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text(reinterpret_cast<const char*>(data), size);
  check_times(text);
  check_money(text);
  check_places(text);
  check_words(text);
  check_keys(text);
  return 0;
}
