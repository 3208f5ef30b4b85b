#include "tests/sandbox/offset_token.h"

#include "tests/sandbox/page_token.h"

namespace sellerd::sandbox {

std::string seal(const OffsetToken& token, std::uint64_t seed) {
  PageToken page;
  page.issued = token.issued;
  page.search = token.search;
  page.order_id = std::to_string(token.skip);
  return seal(page, ~seed);
}

std::optional<OffsetToken> unseal_offset(std::string_view text, std::uint64_t seed) {
  const auto page = unseal(text, ~seed);
  if (!page) return std::nullopt;
  return OffsetToken{page->issued, page->search, std::stoull(page->order_id)};
}

}  // namespace sellerd::sandbox
