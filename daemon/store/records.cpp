#include "daemon/store/records.h"

#include <zlib.h>

#include "daemon/store/archive.h"
#include "daemon/store/keys.h"
#include "daemon/store/tables.h"

namespace sellerd::store {
namespace {

constexpr char kEnvelope = 1;
constexpr std::size_t kHeader = 3;
constexpr std::size_t kTrailer = 4;

std::uint32_t checksum(std::string_view key, std::string_view value) {
  const auto bytes = [](std::string_view text) { return reinterpret_cast<const Bytef*>(text.data()); };
  uLong sum = crc32_z(0, bytes(key), key.size());
  return static_cast<std::uint32_t>(crc32_z(sum, bytes(value), value.size()));
}

Error corrupt(std::string_view key, const std::string& why) {
  return make_error(ErrorCode::corrupt, "a stored record cannot be read: " + why, printable_key(key),
                    "sync again to fetch it anew, or restore a backup");
}

}  // namespace

template <class Record>
std::string encode_record(std::string_view key, const Record& record) {
  std::string value{kEnvelope, static_cast<char>(kRecordVersion & 0xff),
                    static_cast<char>(kRecordVersion >> 8)};
  RecordOutput archive(value);
  archive(record);
  const std::uint32_t sum = checksum(key, value);
  value.append(reinterpret_cast<const char*>(&sum), sizeof sum);
  return value;
}

template <class Record>
Result<Record> decode_record(std::string_view key, std::string_view value) {
  if (value.size() < kHeader + kTrailer) return corrupt(key, "it is too short");
  if (value.size() > kMaximumRecord) return corrupt(key, "it is too long");
  const auto body = value.substr(0, value.size() - kTrailer);
  std::uint32_t sum = 0;
  std::memcpy(&sum, value.data() + body.size(), sizeof sum);
  if (sum != checksum(key, body)) return corrupt(key, "its checksum does not match");
  if (body[0] != kEnvelope) return corrupt(key, "its envelope is unknown");
  const int version = static_cast<unsigned char>(body[1]) | static_cast<unsigned char>(body[2]) << 8;
  if (version < 1) return corrupt(key, "its version is unknown");
  if (version > kRecordVersion) {
    return make_error(ErrorCode::conflict, "a newer sellerd wrote this record", printable_key(key),
                      "install that version again, or restore a backup made with this one");
  }
  try {
    Record record;
    RecordInput archive(body.substr(kHeader), version);
    archive(record);
    if (archive.left() != 0) return corrupt(key, "bytes are left over");
    return record;
  } catch (const cereal::Exception& failure) {
    return corrupt(key, failure.what());
  }
}

#define SELLERD_INSTANTIATE(Type)                                          \
  template std::string encode_record<Type>(std::string_view, const Type&); \
  template Result<Type> decode_record<Type>(std::string_view, std::string_view);
SELLERD_STORED_RECORDS(SELLERD_INSTANTIATE)
#undef SELLERD_INSTANTIATE

}  // namespace sellerd::store
