// Derived from 19,238 PIN codes of GeoNames' postal file of India (CC BY 4.0) and checked against a directory
// of 154,823 post offices: after Telangana's split from Andhra Pradesh and the merger of Daman and Diu with
// Dadra and Nagar Haveli both agree on every prefix.
#include "daemon/books/postal_codes.h"

#include <algorithm>
#include <cstdint>

namespace sellerd::books {
namespace {

struct Span {
  std::int32_t first;
  std::int32_t last;
  std::string_view code;  // empty: shared by two states
};

// First three digits; prefixes with exceptions below are here with the state of the rest.
constexpr Span kPostalPrefixes[] = {
    {110, 110, "07"}, {121, 127, "06"}, {131, 136, "06"}, {140, 140, "03"}, {141, 148, "03"},
    {151, 152, "03"}, {160, 160, "04"}, {171, 177, "02"}, {180, 182, "01"}, {184, 185, "01"},
    {190, 193, "01"}, {194, 194, "38"}, {201, 212, "09"}, {221, 233, "09"}, {241, 243, "09"},
    {244, 244, "09"}, {245, 245, "09"}, {247, 247, "09"}, {248, 249, "05"}, {250, 251, "09"},
    {261, 261, "09"}, {262, 262, "09"}, {263, 263, "05"}, {271, 277, "09"}, {281, 285, "09"},
    {301, 307, "08"}, {311, 314, "08"}, {321, 328, "08"}, {331, 335, "08"}, {341, 345, "08"},
    {360, 365, "24"}, {370, 370, "24"}, {380, 380, "24"}, {382, 385, "24"}, {387, 395, "24"},
    {396, 396, "24"}, {400, 402, "27"}, {403, 403, "30"}, {410, 416, "27"}, {421, 425, "27"},
    {431, 431, "27"}, {440, 445, "27"}, {450, 458, "23"}, {460, 466, "23"}, {470, 477, "23"},
    {480, 488, "23"}, {490, 497, "22"}, {500, 509, "36"}, {515, 518, "37"}, {520, 524, "37"},
    {530, 535, "37"}, {560, 563, "29"}, {570, 577, "29"}, {580, 587, "29"}, {590, 591, "29"},
    {600, 604, "33"}, {605, 605, "33"}, {606, 606, "33"}, {607, 607, "33"}, {608, 608, "33"},
    {609, 609, "33"}, {610, 614, "33"}, {620, 632, "33"}, {635, 639, "33"}, {641, 643, "33"},
    {670, 671, "32"}, {673, 673, "32"}, {676, 676, "32"}, {678, 680, "32"}, {682, 683, "32"},
    {685, 686, "32"}, {688, 691, "32"}, {695, 695, "32"}, {700, 700, "19"}, {711, 713, "19"},
    {721, 723, "19"}, {731, 736, "19"}, {737, 737, "11"}, {741, 743, "19"}, {744, 744, "35"},
    {751, 770, "21"}, {781, 788, "18"}, {790, 792, "12"}, {793, 794, "17"}, {795, 795, "14"},
    {796, 796, "15"}, {797, 798, "13"}, {799, 799, "16"}, {800, 805, "10"}, {811, 812, "10"},
    {813, 813, "10"}, {814, 816, "20"}, {821, 821, "10"}, {822, 822, "20"}, {823, 824, "10"},
    {825, 829, "20"}, {831, 835, "20"}, {841, 848, "10"}, {851, 855, "10"},
};

// Whole PIN codes that do not follow their prefix.
constexpr Span kExceptions[] = {
    {140119, 140119, ""},   {140125, 140125, ""},   {140133, 140133, ""},   {140603, 140603, ""},
    {160014, 160014, ""},   {160055, 160055, "03"}, {160059, 160059, "03"}, {160062, 160062, "03"},
    {160071, 160071, "03"}, {160103, 160104, "03"}, {244712, 244713, "05"}, {244715, 244717, "05"},
    {246000, 246499, "05"}, {246701, 246762, "09"}, {246763, 246763, ""},   {246764, 246999, "09"},
    {247656, 247656, "05"}, {247661, 247661, "05"}, {247662, 247662, ""},   {247663, 247664, "05"},
    {247665, 247665, ""},   {247666, 247668, "05"}, {247670, 247671, "05"}, {262308, 262311, "05"},
    {262401, 262405, "05"}, {262501, 262580, "05"}, {362520, 362520, "26"}, {362540, 362540, "26"},
    {362570, 362570, "26"}, {396193, 396193, ""},   {396210, 396210, "26"}, {396215, 396215, "26"},
    {396220, 396220, "26"}, {396230, 396230, ""},   {396235, 396235, ""},   {396240, 396240, ""},
    {505416, 505416, ""},   {533352, 533352, ""},   {533464, 533464, ""},   {605001, 605006, "34"},
    {605007, 605007, ""},   {605008, 605011, "34"}, {605013, 605013, "34"}, {605014, 605014, ""},
    {605101, 605102, ""},   {605104, 605104, "34"}, {605105, 605107, ""},   {605110, 605111, ""},
    {605501, 605502, ""},   {607402, 607402, ""},   {607403, 607403, "34"}, {609601, 609601, ""},
    {609602, 609602, "34"}, {609603, 609604, ""},   {609605, 609607, "34"}, {609609, 609609, "34"},
    {673310, 673310, ""},   {682551, 682559, "31"}, {783123, 783123, ""},   {813208, 813208, "20"},
    {814131, 814131, "10"},
};

const Span* find(const Span* first, const Span* last, std::int32_t number) {
  const auto found = std::find_if(
      first, last, [number](const Span& span) { return span.first <= number && number <= span.last; });
  return found == last ? nullptr : found;
}

// The number of a PIN code; 0 for anything else.
std::int32_t number_of(std::string_view postal_code) {
  std::int32_t number = 0;
  int digits = 0;
  for (const char c : postal_code) {
    if (c == ' ') continue;
    if (c < '0' || c > '9' || ++digits > 6) return 0;
    number = number * 10 + (c - '0');
  }
  return digits == 6 && number >= 100'000 ? number : 0;
}

}  // namespace

PostalPlace place_of_postal_code(std::string_view postal_code) {
  if (postal_code.find_first_not_of(' ') == std::string_view::npos) return {{}, "no PIN code was sent"};
  const auto number = number_of(postal_code);
  if (number == 0) return {{}, "what was sent for a PIN code is none"};
  if (number >= 900'000) return {{}, "the PIN code is the army's, which lies in no state"};
  if (const auto* exception = find(std::begin(kExceptions), std::end(kExceptions), number)) {
    if (exception->code.empty()) return {{}, "the PIN code is shared by two states"};
    return {exception->code, {}};
  }
  const auto* prefix = find(std::begin(kPostalPrefixes), std::end(kPostalPrefixes), number / 1'000);
  if (prefix == nullptr) return {{}, "the PIN code's first three digits belong to no state that is known"};
  return {prefix->code, {}};
}

}  // namespace sellerd::books
