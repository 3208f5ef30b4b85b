#include "common/money.h"

#include <algorithm>

#include "common/ascii.h"
#include "common/charset.h"

namespace sellerd {
namespace {

Error bad_amount(std::string_view text) {
  return make_error(ErrorCode::invalid_argument,
                    "\"" + std::string(cut_utf8(text, 40)) + "\" is not a decimal amount");
}

}  // namespace

Result<Currency> Currency::parse(std::string_view code) {
  const bool good =
      code.size() == 3 && std::all_of(code.begin(), code.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
  if (!good) {
    return make_error(ErrorCode::invalid_argument,
                      "\"" + std::string(cut_utf8(code, 20)) + "\" is not a currency code such as INR");
  }
  Currency currency;
  std::copy(code.begin(), code.end(), currency.letters_.begin());
  return currency;
}

int Currency::exponent() const {
  static constexpr std::string_view none[] = {"BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW", "PYG",
                                              "RWF", "UGX", "UYI", "VND", "VUV", "XAF", "XOF", "XPF"};
  static constexpr std::string_view three[] = {"BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"};
  if (std::find(std::begin(none), std::end(none), code()) != std::end(none)) return 0;
  if (std::find(std::begin(three), std::end(three), code()) != std::end(three)) return 3;
  return 2;
}

Result<Money> Money::parse(std::string_view amount, std::string_view currency_code) {
  const auto currency = Currency::parse(currency_code);
  if (!currency) return currency.error();
  const int exponent = currency->exponent();
  std::string_view rest = amount;
  const bool negative = !rest.empty() && rest.front() == '-';
  if (negative) rest.remove_prefix(1);
  std::int64_t minor = 0;
  const auto append = [&minor](int digit) {
    return !__builtin_mul_overflow(minor, 10, &minor) && !__builtin_add_overflow(minor, digit, &minor);
  };
  if (rest.empty() || !is_ascii_digit(rest.front())) return bad_amount(amount);
  for (; !rest.empty() && is_ascii_digit(rest.front()); rest.remove_prefix(1)) {
    if (!append(rest.front() - '0')) return bad_amount(amount);
  }
  int fraction_digits = 0;
  if (!rest.empty()) {
    if (rest.front() != '.' || rest.size() == 1) return bad_amount(amount);
    for (rest.remove_prefix(1); !rest.empty(); rest.remove_prefix(1)) {
      if (!is_ascii_digit(rest.front())) return bad_amount(amount);
      if (fraction_digits == exponent) {
        if (rest.front() != '0') return bad_amount(amount);
        continue;
      }
      ++fraction_digits;
      if (!append(rest.front() - '0')) return bad_amount(amount);
    }
  }
  for (; fraction_digits < exponent; ++fraction_digits) {
    if (!append(0)) return bad_amount(amount);
  }
  return Money{negative ? -minor : minor, *currency};
}

std::string Money::amount_text() const {
  // The magnitude is taken unsigned: the smallest int64 has no positive twin.
  const std::uint64_t magnitude =
      minor < 0 ? 0 - static_cast<std::uint64_t>(minor) : static_cast<std::uint64_t>(minor);
  std::string digits = std::to_string(magnitude);
  const auto exponent = static_cast<std::size_t>(currency.exponent());
  if (exponent > 0) {
    if (digits.size() <= exponent) digits.insert(0, exponent + 1 - digits.size(), '0');
    digits.insert(digits.size() - exponent, 1, '.');
  }
  return minor < 0 ? "-" + digits : digits;
}

std::string Money::text() const {
  return amount_text() + " " + std::string(currency.code());
}

Result<Money> add(const Money& left, const Money& right) {
  if (left.currency != right.currency) {
    return make_error(ErrorCode::invalid_argument, "cannot add " + right.text() + " to " + left.text());
  }
  Money sum{0, left.currency};
  if (__builtin_add_overflow(left.minor, right.minor, &sum.minor)) {
    return make_error(ErrorCode::invalid_argument,
                      "the sum of " + left.text() + " and " + right.text() + " is too large");
  }
  return sum;
}

Result<void> add_to(Money& sum, const Money& amount) {
  const auto total = add({sum.minor, sum.currency == Currency{} ? amount.currency : sum.currency}, amount);
  if (!total) return total.error();
  sum = *total;
  return {};
}

}  // namespace sellerd
