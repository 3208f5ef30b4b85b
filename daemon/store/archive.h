// The cereal archives of stored records: little-endian integers, sizes as varints. The input archive reads
// from a span and refuses every size that the bytes left cannot hold before anything is allocated. Included
// by records.cpp and by tests only: cereal is costly to compile.
#pragma once

#include <bit>
#include <cereal/cereal.hpp>
#include <cstdint>
#include <cstring>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include "common/fields.h"
#include "common/money.h"
#include "common/time_text.h"

namespace sellerd::store {

static_assert(std::endian::native == std::endian::little, "stored integers are little-endian");

class RecordOutput : public cereal::OutputArchive<RecordOutput, cereal::AllowEmptyClassElision> {
 public:
  // A record version other than this program's own is for tests: what an older one wrote.
  explicit RecordOutput(std::string& target, int version = kRecordVersion)
      : OutputArchive(this), target_(target), version_(version) {}

  void bytes(const void* data, std::size_t size) { target_.append(static_cast<const char*>(data), size); }
  void size(std::uint64_t value) {
    for (; value >= 0x80; value >>= 7) target_.push_back(static_cast<char>(value | 0x80));
    target_.push_back(static_cast<char>(value));
  }
  int version() const { return version_; }

 private:
  std::string& target_;
  int version_;
};

class RecordInput : public cereal::InputArchive<RecordInput, cereal::AllowEmptyClassElision> {
 public:
  // `version` is the record version that the bytes were written with.
  RecordInput(std::string_view source, int version) : InputArchive(this), rest_(source), version_(version) {}

  void bytes(void* data, std::size_t size) {
    if (size > rest_.size()) throw cereal::Exception("it ends too early");
    std::memcpy(data, rest_.data(), size);
    rest_.remove_prefix(size);
  }
  // A count of things that take at least one byte each.
  std::size_t size() {
    std::uint64_t value = 0;
    for (int shift = 0;; shift += 7) {
      std::uint8_t byte = 0;
      bytes(&byte, 1);
      if (shift == 63 && byte > 1) throw cereal::Exception("a size is out of range");
      value |= static_cast<std::uint64_t>(byte & 0x7f) << shift;
      if ((byte & 0x80) == 0) break;
      if (shift == 63) throw cereal::Exception("a size is out of range");
    }
    if (value > rest_.size()) throw cereal::Exception("a size is larger than the record");
    return static_cast<std::size_t>(value);
  }
  int version() const { return version_; }
  std::size_t left() const { return rest_.size(); }

 private:
  std::string_view rest_;
  int version_;
};

// ---- the values a record can hold; found through the archives' namespace
// --------------------------------------

template <class T>
  requires std::is_arithmetic_v<T>
void save(RecordOutput& archive, const T& value) {
  static_assert(!std::is_floating_point_v<T>, "nothing stored is a float");
  archive.bytes(&value, sizeof value);
}

template <class T>
  requires std::is_arithmetic_v<T>
void load(RecordInput& archive, T& value) {
  if constexpr (std::is_same_v<T, bool>) {
    std::uint8_t byte = 0;
    archive.bytes(&byte, 1);
    if (byte > 1) throw cereal::Exception("a boolean is neither 0 nor 1");
    value = byte == 1;
  } else {
    archive.bytes(&value, sizeof value);
  }
}

inline void save(RecordOutput& archive, const std::string& text) {
  archive.size(text.size());
  archive.bytes(text.data(), text.size());
}

inline void load(RecordInput& archive, std::string& text) {
  text.resize(archive.size());
  archive.bytes(text.data(), text.size());
}

inline void save(RecordOutput& archive, const Timestamp& time) {
  archive(static_cast<std::int64_t>(time.time_since_epoch().count()));
}

inline void load(RecordInput& archive, Timestamp& time) {
  std::int64_t count = 0;
  archive(count);
  // Beyond the years 0 to 9999 the calendar arithmetic of <chrono> overflows.
  if (count < -62'167'219'200'000 || count > 253'402'300'799'999)
    throw cereal::Exception("a time is out of range");
  time = Timestamp(Duration(count));
}

inline void save(RecordOutput& archive, const Money& money) {
  archive(money.minor, std::string(money.currency.code()));
}

inline void load(RecordInput& archive, Money& money) {
  std::string code;
  archive(money.minor, code);
  if (code.empty()) return;
  const auto currency = Currency::parse(code);
  if (!currency) throw cereal::Exception("a currency code of the wrong form");
  money.currency = *currency;
}

template <class T>
void save(RecordOutput& archive, const std::optional<T>& value) {
  archive(value.has_value());
  if (value) archive(*value);
}

template <class T>
void load(RecordInput& archive, std::optional<T>& value) {
  bool present = false;
  archive(present);
  value.reset();
  if (present) archive(value.emplace());
}

template <class T>
void save(RecordOutput& archive, const std::vector<T>& values) {
  archive.size(values.size());
  for (const auto& value : values) archive(value);
}

template <class T>
void load(RecordInput& archive, std::vector<T>& values) {
  const std::size_t count = archive.size();
  values.clear();
  // No reserve: memory follows the bytes that are really there, not the count they claim.
  for (std::size_t i = 0; i < count; ++i) archive(values.emplace_back());
}

// Enums are stored by name: reordering the enumerators cannot change what old records mean. (They are handled
// here, since cereal has a serializer of its own for every enum.)
template <class T>
void save_field(RecordOutput& archive, const T& value) {
  if constexpr (NamedEnum<T>) {
    archive(std::string(enum_name(value)));
  } else {
    archive(value);
  }
}

template <class T>
void load_field(RecordInput& archive, T& value) {
  if constexpr (NamedEnum<T>) {
    std::string name;
    archive(name);
    const auto known = enum_value<T>(name);
    if (!known) throw cereal::Exception("unknown " + std::string(EnumTable<T>::kTypeName));
    value = *known;
  } else {
    archive(value);
  }
}

template <Record T>
void save(RecordOutput& archive, const T& record) {
  for_each_field<T>([&](const auto& field) {
    if (field.traits.since <= archive.version()) save_field(archive, record.*field.member);
  });
}

template <Record T>
void load(RecordInput& archive, T& record) {
  for_each_field<T>([&](const auto& field) {
    if (field.traits.since <= archive.version()) load_field(archive, record.*field.member);
  });
}

}  // namespace sellerd::store

CEREAL_SETUP_ARCHIVE_TRAITS(sellerd::store::RecordInput, sellerd::store::RecordOutput)
