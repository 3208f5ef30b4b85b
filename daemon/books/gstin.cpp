#include "daemon/books/gstin.h"

#include <string>

#include "daemon/books/india_states.h"

namespace sellerd::books {
namespace {

constexpr std::string_view kAlphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";
constexpr std::size_t kLength = 15;

// What GSTN publishes for an ordinary number, special economic zones, composition and input service
// distributors included: 0 a digit, A a letter, a * any of the alphabet.
constexpr std::string_view kShape = "00AAAAA0000A***";
// Registration number within the state, and the place that is Z in nearly all.
constexpr std::string_view kThirteenth = "123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";
constexpr std::string_view kFourteenth = "Z123456789ABDEFGHIJ";

bool fits(std::string_view gstin) {
  for (std::size_t i = 0; i < kLength; ++i) {
    const auto value = kAlphabet.find(gstin[i]);
    if (value == std::string_view::npos) return false;
    if (kShape[i] == '0' && value > 9) return false;
    if (kShape[i] == 'A' && value < 10) return false;
  }
  return kThirteenth.find(gstin[12]) != std::string_view::npos &&
         kFourteenth.find(gstin[13]) != std::string_view::npos;
}

Error bad(std::string message) {
  return make_error(ErrorCode::invalid_argument, std::move(message), "gstin");
}

}  // namespace

// Luhn's algorithm in base 36, as GSTN uses it.
char gstin_check_character(std::string_view first_fourteen) {
  std::size_t sum = 0;
  for (std::size_t i = 0; i < first_fourteen.size(); ++i) {
    const auto value = kAlphabet.find(first_fourteen[i]);
    if (value == std::string_view::npos) return 0;
    const auto product = value * (i % 2 == 0 ? 1 : 2);
    sum += product / kAlphabet.size() + product % kAlphabet.size();
  }
  return kAlphabet[(kAlphabet.size() - sum % kAlphabet.size()) % kAlphabet.size()];
}

Result<std::string_view> gstin_state(std::string_view gstin) {
  if (gstin.size() != kLength) return bad("a GSTIN has 15 characters");
  if (!fits(gstin)) return bad("is not of the form of a GSTIN such as 27AAPFU0939F1ZV");
  if (gstin_check_character(gstin.substr(0, kLength - 1)) != gstin.back()) {
    return bad("its check character is wrong: a character is mistyped or two have changed places");
  }
  const auto* state = find_india_state(gstin.substr(0, 2));
  if (state == nullptr) return bad("its first two digits are no state's code");
  return state->code;
}

}  // namespace sellerd::books
