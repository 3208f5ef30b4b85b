// Stored values: a small envelope around a record's fields.
//   1 byte  envelope format (1)
//   2 bytes record version, little-endian (kRecordVersion of the program that wrote it)
//   n bytes the fields, in table order (daemon/store/archive.h)
//   4 bytes CRC-32 of the key and everything before: a flipped bit or a value under the wrong key is noticed
#pragma once

#include <string>
#include <string_view>

#include "common/error.h"

namespace sellerd::store {

// The longest value that is ever written or read.
inline constexpr std::size_t kMaximumRecord = 8u << 20;

// Defined for every record of tables.h, in records.cpp.
template <class Record>
std::string encode_record(std::string_view key, const Record& record);

// Error: corrupt, naming the key; conflict when a newer sellerd wrote it.
template <class Record>
Result<Record> decode_record(std::string_view key, std::string_view value);

}  // namespace sellerd::store
