// What leads from one page of an answer to the next.
#pragma once

#include <string>

#include "daemon/channel/amazon/object_reader.h"

namespace sellerd::amazon {

// It goes into an address, which must not become too long. Amazon's have some hundred bytes.
inline constexpr std::size_t kLongestPageToken = 4'096;

// Leaves the token as it is where there is no next page.
inline void read_page_token(ObjectReader& answer, std::string& token) {
  answer.object("pagination", [&token](ObjectReader& pagination) {
    pagination.optional("nextToken", token);
    if (token.size() > kLongestPageToken) {
      pagination.fail(make_error(ErrorCode::malformed,
                                 "is longer than " + std::to_string(kLongestPageToken) + " bytes",
                                 "nextToken"));
    }
  });
}

}  // namespace sellerd::amazon
