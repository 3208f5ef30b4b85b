// The states and union territories of India as GST numbers them. Pure; tables.
#pragma once

#include <optional>
#include <span>
#include <string_view>

namespace sellerd::books {

enum class TerritoryKind {
  state,
  with_legislature,     // a union territory that levies SGST
  without_legislature,  // a union territory where CGST goes with UTGST
};

struct IndiaState {
  std::string_view code;
  std::string_view name;
  TerritoryKind kind = TerritoryKind::state;
};

inline constexpr std::string_view kOutsideIndia = "96";

// In the order of the codes; without 96.
std::span<const IndiaState> india_states();

// Null for anything that cannot be a place of supply in India; 25 and 28, which are no longer given, are 26
// and 37.
const IndiaState* find_india_state(std::string_view code);

// "Karnataka", "outside India"; empty for no code.
std::string_view india_state_name(std::string_view code);

// The state that the text names, in any spelling that is known: full names old and new, two-letter codes,
// a GST code before or behind a name. Nothing for a city, a region such as NCR, or a word that is close to
// a name: nothing is guessed.
const IndiaState* read_india_state(std::string_view text);

// Whether it names the army's post office, which lies in no state.
bool is_army_post(std::string_view text);

}  // namespace sellerd::books
