// Records that earlier versions of sellerd wrote are read, and lose nothing.
#include <zlib.h>

#include <boost/test/unit_test.hpp>

#include "daemon/store/archive.h"
#include "daemon/store/records.h"
#include "daemon/store/tables.h"

using namespace sellerd;
using namespace sellerd::store;

namespace {

const std::string kKey = "key";

// The bytes that a program of that record version stored.
template <class Record>
std::string written_by(int version, const Record& record) {
  std::string value{1, static_cast<char>(version), 0};
  RecordOutput archive(value, version);
  archive(record);
  const auto whole = kKey + value;
  const auto sum =
      static_cast<std::uint32_t>(crc32_z(0, reinterpret_cast<const Bytef*>(whole.data()), whole.size()));
  value.append(reinterpret_cast<const char*>(&sum), sizeof sum);
  return value;
}

template <class Record>
int newest_field() {
  int newest = 1;
  for_each_field<Record>([&](const auto& field) { newest = std::max(newest, field.traits.since); });
  return newest;
}

// Something other than the default in every field that can simply be filled.
template <class Record>
Record filled() {
  Record record;
  for_each_field<Record>([&](const auto& field) {
    auto& value = record.*field.member;
    using Value = std::decay_t<decltype(value)>;
    if constexpr (std::is_same_v<Value, std::string>) {
      value = "text of " + std::string(field.name);
    } else if constexpr (std::is_same_v<Value, bool>) {
      value = true;
    } else if constexpr (std::is_integral_v<Value>) {
      value = 7;
    } else if constexpr (std::is_same_v<Value, Timestamp>) {
      value = *parse_time("2026-10-01T06:00:00Z");
    }
  });
  return record;
}

template <class Record>
void check_versions() {
  const auto record = filled<Record>();
  for (int version = 1; version <= kRecordVersion; ++version) {
    const auto bytes = written_by(version, record);
    const auto read = decode_record<Record>(kKey, bytes);
    BOOST_REQUIRE_MESSAGE(read.has_value(), Record::kTypeName << " of version " << version << ": "
                                                              << (read ? "" : read.error().text()));
    // All that was there is there.
    BOOST_TEST((written_by(version, *read) == bytes), Record::kTypeName << " of version " << version);
    // What came later has its default.
    if (version >= newest_field<Record>()) continue;
    const Record fresh;
    for_each_field<Record>([&](const auto& field) {
      using Value =
          std::decay_t<decltype(fresh.*field.member)>;  // vectors of what cannot be compared are left
      if constexpr (std::is_integral_v<Value> || std::is_same_v<Value, std::string> ||
                    std::is_same_v<Value, Timestamp>) {
        if (field.traits.since > version)
          BOOST_TEST(((*read).*field.member == fresh.*field.member), Record::kTypeName << "." << field.name);
      }
    });
  }
}

}  // namespace

BOOST_AUTO_TEST_SUITE(record_versions)

BOOST_AUTO_TEST_CASE(every_record_of_every_earlier_version_is_read){
#define SELLERD_CHECK(Type) check_versions<Type>();
    SELLERD_STORED_RECORDS(SELLERD_CHECK)
#undef SELLERD_CHECK
}

BOOST_AUTO_TEST_CASE(what_lies_within_a_record_is_of_its_version_too) {
  Order order;
  order.order_id = "408-1";
  order.created = *parse_time("2026-08-05T04:31:10Z");
  order.total = *Money::parse("590.00", "INR");
  order.lines.resize(2);
  order.lines[1].sku = "SET397-KR-NP  -M";
  order.packages.resize(1);
  order.customer = "buyer-7";
  const auto read = decode_record<Order>(kKey, written_by(2, order));
  BOOST_REQUIRE(read.has_value());
  BOOST_TEST(read->customer.empty());
  order.customer.clear();
  BOOST_TEST((*read == order));
}

BOOST_AUTO_TEST_SUITE_END()
