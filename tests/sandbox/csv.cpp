#include "tests/sandbox/csv.h"

#include <algorithm>

namespace sellerd::sandbox {
namespace {

constexpr int kEnd = -1;
constexpr std::size_t kBufferSize = 1u << 16;

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
  while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
  return text;
}

}  // namespace

bool CsvTable::fill() {
  buffer_.resize(kBufferSize);
  buffer_.resize(file_.read(buffer_.data(), buffer_.size()));
  position_ = 0;
  return !buffer_.empty();
}

int CsvTable::peek_char() {
  if (position_ == buffer_.size() && !fill()) return kEnd;
  return static_cast<unsigned char>(buffer_[position_]);
}

int CsvTable::next_char() {
  const int c = peek_char();
  if (c != kEnd) ++position_;
  return c;
}

// The opening quote has been read. Ends behind the closing one, or at the end of the file.
void CsvTable::read_quoted(std::string& field) {
  for (int c = next_char(); c != kEnd; c = next_char()) {
    if (c == '"') {
      if (peek_char() != '"') return;
      next_char();
    }
    field += static_cast<char>(c);
  }
}

// True when another field of the same record follows.
bool CsvTable::read_field(std::string& field) {
  field.clear();
  for (;;) {
    const int c = next_char();
    if (c == ',') return true;
    if (c == kEnd) return false;
    if (c == '\n') {
      if (!field.empty() && field.back() == '\r') field.pop_back();
      return false;
    }
    if (c == '"' && field.empty()) {
      read_quoted(field);
    } else {
      field += static_cast<char>(c);
    }
  }
}

bool CsvTable::read_record() {
  field_count_ = 0;
  if (peek_char() == kEnd) return false;
  do {
    if (field_count_ == fields_.size()) fields_.emplace_back();
  } while (read_field(fields_[field_count_++]));
  return true;
}

Result<> CsvTable::map_columns(const std::string& path, const std::vector<std::string_view>& columns) {
  for (const std::string_view column : columns) {
    const auto end = fields_.begin() + static_cast<std::ptrdiff_t>(field_count_);
    const auto found = std::find_if(
        fields_.begin(), end, [&](const std::string& name) { return trimmed(name) == trimmed(column); });
    if (found == end) {
      if (Result<> whole = finish(); whole.has_error() && field_count_ == 0) return whole.error();
      return make_error(ErrorCode::malformed, "the file has no column \"" + std::string(column) + "\"", path);
    }
    places_.push_back(static_cast<std::size_t>(found - fields_.begin()));
  }
  return {};
}

Result<CsvTable> CsvTable::open(const std::string& path, const std::vector<std::string_view>& columns) {
  auto file = InputFile::open(path);
  if (file.has_error()) return file.error();
  CsvTable table(std::move(file.value()));
  table.read_record();
  if (auto mapped = table.map_columns(path, columns); mapped.has_error()) return mapped.error();
  return table;
}

bool CsvTable::next() {
  do {
    if (!read_record()) return false;
  } while (field_count_ == 1 && fields_[0].empty());
  ++record_;
  return true;
}

std::string_view CsvTable::field(std::size_t column) const {
  const std::size_t place = places_[column];
  return place < field_count_ ? std::string_view{fields_[place]} : std::string_view{};
}

}  // namespace sellerd::sandbox
