#include "daemon/books/gst_rates.h"

#include <algorithm>
#include <limits>

#include "common/charset.h"

namespace sellerd::books {
namespace {

using namespace std::chrono;

constexpr std::int64_t kFirst[] = {0, 25, 150, 300, 500, 1200, 1800, 2800};
constexpr std::int64_t kTwoSlabs[] = {0, 25, 150, 300, 500, 1800, 2800, 4000};
constexpr std::int64_t kWithoutCess[] = {0, 25, 150, 300, 500, 1800, 4000};

struct Period {
  sys_days from;
  std::span<const std::int64_t> rates;
};

// From 22 September 2025: Notification 9/2025-CT(Rate) of 17 September 2025, which left 28 % to tobacco and
// pan masala; from 1 February 2026 without it: Notification 19/2025-CT(Rate) of 31 December 2025. GST began
// on 1 July 2017. Of rates to come nothing is known here: they are lines of this table.
constexpr Period kPeriods[] = {
    {sys_days(2026y / February / 1), kWithoutCess},
    {sys_days(2025y / September / 22), kTwoSlabs},
    {sys_days(2017y / July / 1), kFirst},
};

// Rs 2.5 lakh; from 1 August 2024 Rs 1 lakh: Notification 12/2024-CT of 10 July 2024.
constexpr sys_days kLowerLimitFrom = 2024y / August / 1;
constexpr std::int64_t kFirstLimit = 250'000'00;
constexpr std::int64_t kLowerLimit = 100'000'00;

// 100 %.
constexpr std::int64_t kWhole = 100'00;

// Products of amounts leave 64 bits.
__extension__ using Wide = __int128;

bool fits(Wide taxable, Wide tax, std::int64_t units, std::int64_t rate) {
  const Wide off = tax * kWhole - taxable * rate;
  const Wide allowance = std::max(Wide(std::max<std::int64_t>(units, 1)) * 2 * kWhole, tax * 50);
  return (off < 0 ? -off : off) <= allowance;
}

}  // namespace

std::span<const std::int64_t> gst_rates_on(Day day) {
  for (const auto& period : kPeriods) {
    if (sys_days(day) >= period.from) return period.rates;
  }
  return {};
}

std::optional<std::int64_t> infer_rate(std::int64_t taxable, std::int64_t tax, std::int64_t units, Day day) {
  const bool negative = taxable < 0 && tax <= 0;
  if (!negative && (taxable <= 0 || tax < 0)) return std::nullopt;
  std::optional<std::int64_t> only;
  for (const auto rate : gst_rates_on(day)) {
    if (!fits(negative ? -Wide(taxable) : Wide(taxable), negative ? -Wide(tax) : Wide(tax), units, rate))
      continue;
    if (only) return std::nullopt;
    only = rate;
  }
  return only;
}

std::string rate_text(std::int64_t rate) {
  std::string text = std::to_string(rate / 100);
  if (rate % 100 == 0) return text;
  text += '.' + std::to_string(rate % 100 + 100).substr(1);
  if (text.back() == '0') text.pop_back();
  return text;
}

Result<std::int64_t> read_percent(std::string_view text) {
  auto digits = text;
  if (digits.ends_with('%')) digits.remove_suffix(1);
  // A rate is written as rupees are: its hundredths are what paise are to them.
  const auto read = Money::parse(digits, "INR");
  if (read && read->minor >= 0 && read->minor <= kWhole) return read->minor;
  return make_error(ErrorCode::invalid_argument,
                    "\"" + std::string(cut_utf8(text, 20)) + "\" is no rate in percent, such as 18 or 0.25");
}

Result<Money> share_of(const Money& amount, std::int64_t rate, int parts) {
  const Wide whole = Wide(amount.minor) * rate;
  const Wide divisor = Wide(kWhole) * parts;
  const Wide rounded = ((whole < 0 ? -whole : whole) * 2 + divisor) / (divisor * 2);
  if (rounded > std::numeric_limits<std::int64_t>::max()) {
    return make_error(ErrorCode::invalid_argument, "the tax is too large");
  }
  const auto minor = static_cast<std::int64_t>(rounded);
  return Money{whole < 0 ? -minor : minor, amount.currency};
}

std::int64_t large_invoice_limit(Day day) {
  return sys_days(day) >= kLowerLimitFrom ? kLowerLimit : kFirstLimit;
}

}  // namespace sellerd::books
