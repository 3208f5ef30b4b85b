#include "daemon/books/place_of_supply.h"

#include "daemon/books/india_states.h"
#include "daemon/books/postal_codes.h"

namespace sellerd::books {
namespace {

PlaceOfSupply unresolved(std::string reason) {
  return {.found_by = PlaceSource::unresolved, .reason = std::move(reason)};
}

std::string why_no_state(std::string_view state) {
  if (state.find_first_not_of(' ') == std::string_view::npos) return "no state was sent";
  if (is_army_post(state)) return "the army's post office lies in no state";
  return "the state's name is not known";
}

}  // namespace

PlaceOfSupply place_of_supply(std::string_view state, std::string_view postal_code,
                              std::string_view country) {
  const bool blank = state.empty() && postal_code.empty();
  if (country.empty() && blank) return unresolved("no address was sent");
  if (!country.empty() && country != "IN") {
    return {.code = std::string(kOutsideIndia), .found_by = PlaceSource::country};
  }
  const auto* named = read_india_state(state);
  const auto postal = place_of_postal_code(postal_code);
  if (named == nullptr && postal.code.empty()) {
    return unresolved(why_no_state(state) + "; " + std::string(postal.reason));
  }
  if (named == nullptr) {
    return {.code = std::string(postal.code), .found_by = PlaceSource::postal_code};
  }
  PlaceOfSupply place{.code = std::string(named->code), .found_by = PlaceSource::state};
  if (!postal.code.empty() && postal.code != named->code) place.postal_code_says = postal.code;
  return place;
}

PlaceOfSupply place_of(const Order& order) {
  if (order.place.found_by != PlaceSource::none) return order.place;
  return place_of_supply(order.destination.state, {}, order.destination.country);
}

bool needs_place(const Order& order) {
  if (order.status == OrderStatus::cancelled || order.status == OrderStatus::pending) return false;
  return place_of(order).found_by == PlaceSource::unresolved;
}

}  // namespace sellerd::books
