#include "daemon/channel/amazon/tsv.h"

#include <algorithm>

namespace sellerd::amazon {
namespace {

constexpr std::size_t kShownOfLongLine = 200;

std::string_view without_cr(std::string_view line) {
  if (line.ends_with('\r')) line.remove_suffix(1);
  return line;
}

std::vector<std::string_view> split_fields(std::string_view line, std::size_t expected) {
  std::vector<std::string_view> fields;
  fields.reserve(expected);
  for (;;) {
    const auto tab = line.find('\t');
    fields.push_back(line.substr(0, tab));
    if (tab == std::string_view::npos) return fields;
    line.remove_prefix(tab + 1);
  }
}

}  // namespace

TsvReader::TsvReader(std::size_t longest_line) : longest_line_(longest_line) {}

void TsvReader::feed(std::string_view bytes) {
  pending_.erase(0, start_);
  scanned_ -= start_;
  start_ = 0;
  pending_ += bytes;
}

std::optional<TsvReader::Line> TsvReader::next_line() {
  auto end = pending_.find('\n', scanned_);
  const bool terminated = end != std::string::npos;
  if (!terminated) end = pending_.size();
  const std::string_view text = std::string_view(pending_).substr(start_, end - start_);
  const bool too_long = skipping_ || text.size() > longest_line_;
  if (too_long && !skipping_) cut_ = text.substr(0, std::min(kShownOfLongLine, longest_line_));
  const bool at_end = !terminated && (!finished_ || (text.empty() && !skipping_));
  if (!at_end) {
    scanned_ = start_ = terminated ? end + 1 : end;
    skipping_ = false;
    ++line_number_;
    return too_long ? Line{cut_, true} : Line{without_cr(text), false};
  }
  if (too_long) {  // none of it is needed any more
    skipping_ = true;
    start_ = end;
  }
  scanned_ = end;
  return std::nullopt;
}

Result<bool> TsvReader::next(TsvRow& row) {
  for (;;) {
    const auto line = next_line();
    if (!line) {
      if (finished_ && header_.empty())
        return make_error(ErrorCode::malformed, "the document is empty: it has no header");
      return false;
    }
    if (header_.empty()) {
      if (auto read = read_header(*line); !read) return read.error();
    } else if (line->too_long || !line->text.empty()) {
      split(*line, row);
      return true;
    }
  }
}

Result<void> TsvReader::read_header(const Line& line) {
  if (line.too_long) return make_error(ErrorCode::malformed, "the header line is too long");
  std::string_view text = line.text;
  if (text.starts_with("\xef\xbb\xbf")) text.remove_prefix(3);
  if (text.empty())
    return make_error(ErrorCode::malformed, "the document starts with an empty line, not with a header");
  for (const auto field : split_fields(text, 32)) header_.emplace_back(field);
  return {};
}

void TsvReader::split(const Line& line, TsvRow& row) const {
  row.line = line_number_;
  row.raw = line.text;
  row.problem.reset();
  row.fields.clear();
  const std::string place = "line " + std::to_string(line_number_);
  if (line.too_long) {
    row.problem =
        make_error(ErrorCode::malformed, "is longer than " + std::to_string(longest_line_) + " bytes", place);
    return;
  }
  row.fields = split_fields(line.text, header_.size());
  if (row.fields.size() == header_.size()) return;
  row.problem = make_error(ErrorCode::malformed,
                           "has " + std::to_string(row.fields.size()) + " columns where the header has " +
                               std::to_string(header_.size()),
                           place);
  row.fields.clear();
}

}  // namespace sellerd::amazon
