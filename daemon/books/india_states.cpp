#include "daemon/books/india_states.h"

#include <algorithm>
#include <functional>
#include <map>
#include <string>

namespace sellerd::books {
namespace {

using enum TerritoryKind;

// Codes: the state list of the GST portal, as six published tables agree on it. Which territory has a
// legislature: UTGST Act s.2(8) as amended from 30 June 2020. Other territory is the sea beyond territorial
// waters.
constexpr IndiaState kStates[] = {
    {"01", "Jammu and Kashmir", with_legislature},
    {"02", "Himachal Pradesh"},
    {"03", "Punjab"},
    {"04", "Chandigarh", without_legislature},
    {"05", "Uttarakhand"},
    {"06", "Haryana"},
    {"07", "Delhi", with_legislature},
    {"08", "Rajasthan"},
    {"09", "Uttar Pradesh"},
    {"10", "Bihar"},
    {"11", "Sikkim"},
    {"12", "Arunachal Pradesh"},
    {"13", "Nagaland"},
    {"14", "Manipur"},
    {"15", "Mizoram"},
    {"16", "Tripura"},
    {"17", "Meghalaya"},
    {"18", "Assam"},
    {"19", "West Bengal"},
    {"20", "Jharkhand"},
    {"21", "Odisha"},
    {"22", "Chhattisgarh"},
    {"23", "Madhya Pradesh"},
    {"24", "Gujarat"},
    {"26", "Dadra and Nagar Haveli and Daman and Diu", without_legislature},
    {"27", "Maharashtra"},
    {"29", "Karnataka"},
    {"30", "Goa"},
    {"31", "Lakshadweep", without_legislature},
    {"32", "Kerala"},
    {"33", "Tamil Nadu"},
    {"34", "Puducherry", with_legislature},
    {"35", "Andaman and Nicobar Islands", without_legislature},
    {"36", "Telangana"},
    {"37", "Andhra Pradesh"},
    {"38", "Ladakh", without_legislature},
    {"97", "Other Territory", without_legislature},
};

struct Spelling {
  std::string_view code;
  std::string_view spelling;  // as plain() leaves it
};

// Beside the names above: former names, common spellings, and the two-letter codes of ISO 3166-2:IN, present
// and former, and of vehicle plates. "UT" alone is not here: it was Uttarakhand's code and means union
// territory.
constexpr Spelling kSpellings[] = {
    {"01", "J AND K"},
    {"01", "JK"},
    {"01", "JAMMU"},
    {"01", "KASHMIR"},
    {"02", "HIMACHAL"},
    {"02", "HP"},
    {"03", "PANJAB"},
    {"03", "PB"},
    {"04", "CHANDIGARH UT"},
    {"04", "CHD"},
    {"04", "CH"},
    {"05", "UTTARANCHAL"},
    {"05", "UTTRAKHAND"},
    {"05", "UTTARAKAND"},
    {"05", "UK"},
    {"05", "UA"},
    {"05", "UL"},
    {"06", "HARIYANA"},
    {"06", "HR"},
    {"07", "NEW DELHI"},
    {"07", "NCT OF DELHI"},
    {"07", "NATIONAL CAPITAL TERRITORY OF DELHI"},
    {"07", "DL"},
    {"08", "RAJSHTHAN"},
    {"08", "RAJSTHAN"},
    {"08", "RJ"},
    {"09", "UP"},
    {"10", "BR"},
    {"10", "BH"},
    {"11", "SK"},
    {"12", "ARUNACHAL"},
    {"12", "AR"},
    {"13", "NL"},
    {"14", "MN"},
    {"15", "MZ"},
    {"15", "MI"},
    {"16", "TR"},
    {"17", "ML"},
    {"17", "ME"},
    {"18", "ASAM"},
    {"18", "AS"},
    {"19", "W BENGAL"},
    {"19", "WEST BANGAL"},
    {"19", "WB"},
    {"20", "JHARKAND"},
    {"20", "JH"},
    {"21", "ORISSA"},
    {"21", "ODISA"},
    {"21", "OD"},
    {"21", "OR"},
    {"22", "CHATTISGARH"},
    {"22", "CHHATISGARH"},
    {"22", "CHATISGARH"},
    {"22", "CG"},
    {"22", "CT"},
    {"23", "MP"},
    {"24", "GUJRAT"},
    {"24", "GJ"},
    {"26", "DADRA AND NAGAR HAVELI"},
    {"26", "DADAR AND NAGAR HAVELI"},
    {"26", "DADRA AND NAGAR"},
    {"26", "DAMAN AND DIU"},
    {"26", "DAMAN"},
    {"26", "DIU"},
    {"26", "DNH"},
    {"26", "DNHDD"},
    {"26", "DH"},
    {"26", "DN"},
    {"26", "DD"},
    {"27", "MAHARASTRA"},
    {"27", "MAHARASHTRA STATE"},
    {"27", "MH"},
    {"29", "KARNATKA"},
    {"29", "KA"},
    {"30", "GA"},
    {"31", "LAKSHADWEEP ISLANDS"},
    {"31", "LACCADIVE"},
    {"31", "LAKSHADEEP"},
    {"31", "LD"},
    {"32", "KERELA"},
    {"32", "KL"},
    {"33", "TAMIL NADU STATE"},
    {"33", "TN"},
    {"34", "PONDICHERRY"},
    {"34", "PONDICHERY"},
    {"34", "PUDUCHERY"},
    {"34", "PY"},
    {"35", "ANDAMAN AND NICOBAR"},
    {"35", "ANDAMAN AND NICOBAR IS"},
    {"35", "A AND N ISLANDS"},
    {"35", "AN"},
    {"36", "TELENGANA"},
    {"36", "TELANGANA STATE"},
    {"36", "TS"},
    {"36", "TG"},
    {"37", "ANDHRA"},
    {"37", "AP"},
    {"37", "AD"},
    {"38", "LADHAK"},
    {"38", "LEH"},
    {"38", "LA"},
    {"97", "OT"},
};

constexpr std::string_view kArmyPost[] = {"APO", "ARMY POST OFFICE", "ARMY POSTAL SERVICE", "FPO"};

constexpr std::string_view kNamePrefixes[] = {"THE ", "STATE OF ", "UT OF ", "UNION TERRITORY OF "};

char upper(char c) {
  return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
}

// Upper case; & as AND; a bracket goes with what it holds; other marks are spaces, single ones; dots vanish,
// so that "U.P." is UP.
std::string plain(std::string_view text) {
  std::string result;
  int depth = 0;
  const auto append = [&result](char c) {
    if (c == ' ' && (result.empty() || result.back() == ' ')) return;
    result += c;
  };
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (c == '(' || c == '[') ++depth;
    if (depth > 0) {
      if (c == ')' || c == ']') --depth;
      continue;
    }
    if (c == '&') {
      append(' ');
      result += "AND ";
    } else if (c == '.') {
      continue;
    } else if (text.substr(i, 2) == "\xC2\xA0") {  // the space that does not break
      append(' ');
      ++i;
    } else if (c == ' ' || c == '\t' || c == ',' || c == '-' || c == '_') {
      append(' ');
    } else {
      append(upper(c));
    }
  }
  while (!result.empty() && result.back() == ' ') result.pop_back();
  return result;
}

std::string without_spaces(std::string_view text) {
  std::string result(text);
  std::erase(result, ' ');
  return result;
}

std::string_view without_prefix(std::string_view text) {
  for (const auto prefix : kNamePrefixes) {
    if (text.starts_with(prefix)) return text.substr(prefix.size());
  }
  return text;
}

bool is_code(std::string_view text) {
  const auto digit = [](char c) { return c >= '0' && c <= '9'; };
  return text.size() == 2 && digit(text[0]) && digit(text[1]);
}

// Every name and spelling, without its spaces. Made once: every order that is read is looked up.
using Names = std::map<std::string, const IndiaState*, std::less<>>;

Names all_names() {
  Names names;
  for (const auto& state : kStates) names.emplace(without_spaces(plain(state.name)), &state);
  for (const auto& [code, spelling] : kSpellings) {
    names.emplace(without_spaces(spelling), find_india_state(code));
  }
  return names;
}

const IndiaState* find_name(std::string_view name) {
  static const Names names = all_names();
  const auto found = names.find(without_spaces(name));
  return found == names.end() ? nullptr : found->second;
}

// A name with or without its GST code before or behind it; a code that is another state's spoils it.
const IndiaState* find_coded(std::string_view text) {
  std::string_view code;
  if (text.size() > 3 && is_code(text.substr(0, 2)) && text[2] == ' ') {
    code = text.substr(0, 2);
    text.remove_prefix(3);
  } else if (text.size() > 3 && is_code(text.substr(text.size() - 2)) && text[text.size() - 3] == ' ') {
    code = text.substr(text.size() - 2);
    text.remove_suffix(3);
  }
  const auto* state = find_name(without_prefix(text));
  return code.empty() || state == find_india_state(code) ? state : nullptr;
}

}  // namespace

std::span<const IndiaState> india_states() {
  return kStates;
}

const IndiaState* find_india_state(std::string_view code) {
  // Daman and Diu merged into 26 in 2020; Andhra Pradesh had 28 before its division in 2014.
  if (code == "25") code = "26";
  if (code == "28") code = "37";
  const auto found = std::find_if(std::begin(kStates), std::end(kStates),
                                  [code](const IndiaState& state) { return state.code == code; });
  return found == std::end(kStates) ? nullptr : found;
}

std::string_view india_state_name(std::string_view code) {
  if (code == kOutsideIndia) return "outside India";
  const auto* state = find_india_state(code);
  return state == nullptr ? std::string_view() : state->name;
}

const IndiaState* read_india_state(std::string_view text) {
  const auto name = plain(text);
  // ISO 3166-2 in full; of the former codes UT is good only here.
  if (name.starts_with("IN ")) {
    const auto code = std::string_view(name).substr(3);
    return code == "UT" ? find_india_state("05") : find_name(code);
  }
  if (const auto* state = find_coded(name)) return state;
  // "Punjab/Mohali/Zirakpur": one of the parts, when no other names another state.
  if (name.find('/') == std::string::npos) return nullptr;
  const IndiaState* only = nullptr;
  for (std::string_view rest = name; !rest.empty();) {
    const auto end = std::min(rest.find('/'), rest.size());
    const auto* state = find_coded(plain(rest.substr(0, end)));
    if (state != nullptr && only != nullptr && state != only) return nullptr;
    if (state != nullptr) only = state;
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  return only;
}

bool is_army_post(std::string_view text) {
  const auto name = plain(text);
  return std::find(std::begin(kArmyPost), std::end(kArmyPost), name) != std::end(kArmyPost);
}

}  // namespace sellerd::books
