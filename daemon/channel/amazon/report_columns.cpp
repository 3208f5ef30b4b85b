#include "daemon/channel/amazon/report_columns.h"

#include <algorithm>
#include <charconv>

#include "common/ascii.h"
#include "common/model/units.h"
#include "daemon/channel/amazon/fault.h"

namespace sellerd::amazon {
namespace {

constexpr std::size_t kShownOfHeader = 600;

}  // namespace

std::optional<std::size_t> find_column(const std::vector<std::string>& header, std::string_view name) {
  const auto found = std::find_if(header.begin(), header.end(), [&](const std::string& candidate) {
    return ascii_lower(candidate) == name;
  });
  if (found == header.end()) return std::nullopt;
  return static_cast<std::size_t>(found - header.begin());
}

Error missing_column(std::string_view report, std::string_view column, const std::vector<std::string>& header,
                     Charset charset) {
  std::string names;
  for (const auto& name : header) names += (names.empty() ? "" : ", ") + to_utf8(charset, name);
  return make_error(ErrorCode::malformed, "the " + std::string(report) + " has no column " +
                                              std::string(column) +
                                              "; its header is: " + printable(names, kShownOfHeader));
}

Result<std::optional<std::int64_t>> read_quantity(std::string_view text) {
  if (text.empty()) return std::optional<std::int64_t>();
  std::int64_t quantity = 0;
  const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), quantity);
  if (failure != std::errc{} || end != text.data() + text.size() || quantity < 0 || quantity > kMostUnits) {
    return make_error(ErrorCode::malformed, "\"" + printable(text, 40) + "\" is not a quantity", "quantity");
  }
  return std::optional<std::int64_t>(quantity);
}

Result<std::string> exact_text(Charset charset, std::string_view bytes, std::string_view column) {
  std::string text = to_utf8(charset, bytes);
  if (text.find("\xef\xbf\xbd") == std::string::npos) return text;
  return make_error(ErrorCode::malformed, "holds bytes that are no characters in the report's charset",
                    std::string(column));
}

}  // namespace sellerd::amazon
