// Stored records: hostile bytes give an error; what decodes encodes to bytes that decode to the same.
#include <zlib.h>

#include <cstdint>
#include <cstdlib>
#include <cstring>

#include "daemon/store/records.h"
#include "daemon/store/tables.h"

using namespace sellerd;
using namespace sellerd::store;

namespace {

// The checksum guards the decoder in life; here it is put right, so that the decoder itself is reached.
std::string with_checksum(std::string_view key, std::string value) {
  const auto bytes = [](std::string_view text) { return reinterpret_cast<const Bytef*>(text.data()); };
  const auto sum =
      static_cast<std::uint32_t>(crc32_z(crc32_z(0, bytes(key), key.size()), bytes(value), value.size()));
  value.append(reinterpret_cast<const char*>(&sum), sizeof sum);
  return value;
}

template <class Record>
void try_record(const std::string& value) {
  const auto record = decode_record<Record>("k", value);
  if (!record) return;
  const auto again = decode_record<Record>("k", encode_record("k", *record));
  if (!again || encode_record("k", *again) != encode_record("k", *record)) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string raw(reinterpret_cast<const char*>(data), size);
  try_record<Order>(raw);
  // As the first version wrote it, and as this one does.
  for (const char version : {'\1', static_cast<char>(kRecordVersion)}) {
    const std::string value = with_checksum("k", std::string{'\1', version, '\0'} + raw);
#define SELLERD_TRY(Record) try_record<Record>(value);
    SELLERD_STORED_RECORDS(SELLERD_TRY)
#undef SELLERD_TRY
  }
  return 0;
}
