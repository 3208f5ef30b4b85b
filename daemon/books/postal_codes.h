// Which state an Indian PIN code lies in. Pure; tables.
#pragma once

#include <string_view>

namespace sellerd::books {

struct PostalPlace {
  std::string_view code;    // the state's GST code; empty when it does not follow from the PIN code
  std::string_view reason;  // why it does not; never holds the PIN code
};

// Spaces within the PIN code do not count. An empty one has the reason "no PIN code was sent".
PostalPlace place_of_postal_code(std::string_view postal_code);

}  // namespace sellerd::books
