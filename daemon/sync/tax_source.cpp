#include <algorithm>

#include "daemon/sync/record_source.h"

namespace sellerd::sync {
namespace {

struct Part {
  TaxReportKind kind;
  std::string_view word;  // begins the page tokens of this part
};

constexpr std::array kParts = {Part{TaxReportKind::b2b, "b2b "}, Part{TaxReportKind::b2c, "b2c "}};

// The part that the token is of; without one, the first.
const Part* part_of(std::string_view token) {
  if (token.empty()) return kParts.data();
  const auto found = std::find_if(kParts.begin(), kParts.end(),
                                  [&](const Part& part) { return token.starts_with(part.word); });
  return found == kParts.end() ? nullptr : &*found;
}

}  // namespace

Task<Result<Page<TaxReportRow>>> TaxReportSource::next(Checkpoint& checkpoint) {
  const auto* part = part_of(checkpoint.page_token);
  if (part == nullptr)
    co_return make_error(ErrorCode::conflict, "the place in the tax report is not one of ours", "page_token");
  TaxReportQuery query{
      .kind = part->kind, .from = *tools_.live.run.window_from, .to = *tools_.live.run.window_to};
  if (!checkpoint.page_token.empty()) query.page_token = checkpoint.page_token.substr(part->word.size());
  auto page = co_await tools_.channel.fetch_tax_report(std::move(query), tools_.context);
  if (!page) co_return page;
  const int parts = static_cast<int>(kParts.size());
  const int done = static_cast<int>(part - kParts.data());
  const bool ends = page->next_token.empty();
  page->progress_permille = (done * 1000 + (ends ? 1000 : std::max(page->progress_permille, 0))) / parts;
  if (!ends) {
    page->next_token.insert(0, part->word);
  } else if (done + 1 < parts) {
    page->next_token = (part + 1)->word;
  }
  co_return page;
}

}  // namespace sellerd::sync
