// Money is an integer count of minor units (paise, cents) with its currency. There is no floating point
// anywhere.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

#include "common/error.h"

namespace sellerd {

// An ISO 4217 code: three capital letters. The default is "no currency".
class Currency {
 public:
  constexpr Currency() = default;
  static Result<Currency> parse(std::string_view code);

  std::string_view code() const { return {letters_.data(), letters_[0] == '\0' ? 0u : 3u}; }
  // Digits after the decimal point: 2 for INR, 0 for JPY, 3 for KWD (ISO 4217 table A.1).
  int exponent() const;

  friend bool operator==(const Currency&, const Currency&) = default;

 private:
  std::array<char, 3> letters_{};
};

struct Money {
  std::int64_t minor = 0;
  Currency currency;

  // "561.90" in INR becomes 56190. More digits than the currency has are accepted only when they are zeros.
  // Errors: invalid_argument for anything but [-]digits[.digits], or beyond 64 bits.
  static Result<Money> parse(std::string_view amount, std::string_view currency_code);

  std::string amount_text() const;  // "561.90"
  std::string text() const;         // "561.90 INR"

  friend bool operator==(const Money&, const Money&) = default;
};

// Error: invalid_argument when the currencies differ or the sum leaves 64 bits.
Result<Money> add(const Money& left, const Money& right);

// The same into `sum`, which stays as it is after an error. A sum without a currency takes the amount's.
Result<void> add_to(Money& sum, const Money& amount);

}  // namespace sellerd
