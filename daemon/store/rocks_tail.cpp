#include "daemon/store/rocks_tail.h"

#include <rocksdb/env.h>
#include <rocksdb/write_batch.h>

#include <algorithm>
#include <boost/crc.hpp>
#include <optional>
#include <string_view>
#include <vector>

namespace sellerd::store {
namespace {

// The format of RocksDB's logs: blocks of pieces, a batch is one piece or several.
//   piece: checksum (4 bytes), length (2), type (1), bytes. A piece does not cross the end of a block.
//   batch: sequence number (8), count (4), entries
constexpr std::size_t kBlock = 32'768;
constexpr std::size_t kPieceHeader = 7;
constexpr std::size_t kBatchHeader = 12;
enum PieceType : unsigned { kWhole = 1, kFirst = 2, kMiddle = 3, kLast = 4 };
constexpr char kLogDataTag = 3;
constexpr std::size_t kNumber = 8;
constexpr std::size_t kNote = 2 * kNumber;
// Of a batch: all that read_batch() looks at.
constexpr std::size_t kBatchBegin = kBatchHeader + 2 + kNote;

using Checksum = boost::crc_optimal<32, 0x1EDC6F41, 0xFFFFFFFF, 0xFFFFFFFF, true, true>;

std::uint64_t little_endian(std::string_view bytes) {
  std::uint64_t value = 0;
  for (auto byte = bytes.rbegin(); byte != bytes.rend(); ++byte)
    value = value << 8 | static_cast<unsigned char>(*byte);
  return value;
}

struct Piece {
  unsigned type = 0;
  std::string_view bytes;
};

// The piece that `rest` begins with, when it is whole.
std::optional<Piece> read_piece(std::string_view rest) {
  if (rest.size() < kPieceHeader) return std::nullopt;
  const auto length = static_cast<std::size_t>(little_endian(rest.substr(4, 2)));
  const Piece piece{static_cast<unsigned char>(rest[6]), rest.substr(kPieceHeader).substr(0, length)};
  if (piece.type < kWhole || piece.type > kLast || piece.bytes.size() < length) return std::nullopt;
  Checksum checksum;
  checksum.process_bytes(rest.data() + 6, 1 + length);
  const auto sum = static_cast<std::uint32_t>(checksum.checksum());
  const std::uint32_t masked = ((sum >> 15) | (sum << 17)) + 0xa282ead8u;
  if (masked != little_endian(rest.substr(0, 4))) return std::nullopt;
  return piece;
}

struct LoggedBatch {
  std::uint64_t sequence = 0;
  std::uint64_t count = 0;
  // What it says of the batches before it.
  std::uint64_t synced = 0;
  std::uint64_t previous = 0;
};

std::optional<LoggedBatch> read_batch(std::string_view bytes) {
  if (bytes.size() < kBatchHeader) return std::nullopt;
  LoggedBatch batch{.sequence = little_endian(bytes.substr(0, 8)),
                    .count = little_endian(bytes.substr(8, 4))};
  const auto entry = bytes.substr(kBatchHeader);
  const bool notes = entry.size() >= 2 + kNote && entry[0] == kLogDataTag && entry[1] == char{kNote};
  if (notes) {
    batch.synced = little_endian(entry.substr(2, kNumber));
    batch.previous = little_endian(entry.substr(2 + kNumber, kNumber));
  } else {
    batch.synced = batch.previous = std::max<std::uint64_t>(batch.sequence, 1) - 1;
  }
  return batch;
}

// Goes through the logs in their order.
class Examination {
 public:
  void look_at(std::string_view log) {
    begun_ = false;
    for (std::size_t at = 0; at < log.size(); at += kBlock) look_at_block(log.substr(at, kBlock));
    if (begun_) damaged();
  }

  bool only_unsynced_is_damaged() const { return damaged_ && !promised_; }
  // Of the oldest batch that is whole.
  std::optional<std::uint64_t> first() const { return first_; }

 private:
  void look_at_block(std::string_view rest) {
    // What is too short for a piece is filled up.
    while (rest.size() >= kPieceHeader) {
      const auto piece = read_piece(rest);
      if (piece) {
        rest.remove_prefix(kPieceHeader + piece->bytes.size());
        take(*piece);
      } else {
        // Its length may be what is damaged: the next one can begin anywhere.
        damaged();
        rest.remove_prefix(1);
      }
    }
  }

  void take(const Piece& piece) {
    const bool begins = piece.type == kWhole || piece.type == kFirst;
    const bool ends = piece.type == kWhole || piece.type == kLast;
    if (begins == begun_) damaged();
    if (begins) {
      begun_ = true;
      begin_.clear();
      batch_.reset();
    }
    if (!begun_) return;
    // Where a block ends soon even the first bytes of a batch are in two pieces.
    if (!batch_) {
      begin_ += piece.bytes.substr(0, kBatchBegin - begin_.size());
      if (!ends && begin_.size() < kBatchBegin) return;
      batch_ = read_batch(begin_);
      if (!batch_) return damaged();
      meet(*batch_);
    }
    if (ends) end(*batch_);
  }

  void damaged() {
    begun_ = false;
    damaged_ = true;
  }

  void meet(const LoggedBatch& batch) {
    if (!damaged_) return;
    // Where not even the first batch is whole, at least the one before this is lost.
    if (!next_) next_ = batch.previous;
    promised_ = promised_ || batch.synced >= *next_;
  }

  void end(const LoggedBatch& batch) {
    begun_ = false;
    if (!first_) first_ = batch.sequence;
    if (!damaged_) next_ = batch.sequence + batch.count;
  }

  bool begun_ = false;                 // a batch whose last piece has not come
  std::string begin_;                  // its first bytes
  std::optional<LoggedBatch> batch_;   // once these are enough
  std::optional<std::uint64_t> next_;  // the first sequence number that is lost, or may be
  std::optional<std::uint64_t> first_;
  bool damaged_ = false;
  bool promised_ = false;
};

// Takes a number of up to 64 bits, seven a byte, off the front.
std::optional<std::uint64_t> take_number(std::string_view& bytes) {
  std::uint64_t value = 0;
  for (unsigned shift = 0; shift < 64 && !bytes.empty(); shift += 7) {
    const auto byte = static_cast<unsigned char>(bytes.front());
    bytes.remove_prefix(1);
    value |= static_cast<std::uint64_t>(byte & 0x7f) << shift;
    if (byte < 0x80) return value;
  }
  return std::nullopt;
}

// An entry of the MANIFEST begins with these, each after its number.
enum EntryTag : std::uint64_t {
  kComparator = 1,
  kLogNumber = 2,
  kNextFile = 3,
  kLastSequence = 4,
  kPreviousLog = 9,
  kOldestLog = 10,
  kMostFamilies = 203,
  kDatabaseId = 8193,
};

// The sequence number up to which the tables hold everything, where the entry says so.
std::optional<std::uint64_t> last_sequence(std::string_view entry) {
  while (const auto tag = take_number(entry)) {
    switch (*tag) {
      case kComparator:
      case kDatabaseId: {
        const auto length = take_number(entry);
        if (!length || *length > entry.size()) return std::nullopt;
        entry.remove_prefix(*length);
        break;
      }
      case kLogNumber:
      case kNextFile:
      case kPreviousLog:
      case kOldestLog:
      case kMostFamilies:
        if (!take_number(entry)) return std::nullopt;
        break;
      case kLastSequence:
        return take_number(entry);
      default:
        return std::nullopt;
    }
  }
  return std::nullopt;
}

struct ManifestEnd {
  std::size_t whole = 0;            // bytes up to the end of the last entry before the damage
  std::uint64_t last_sequence = 0;  // what the entries up to there say
  bool damaged = false;
  bool followed = false;  // an entry begins behind the damage
};

ManifestEnd find_end(std::string_view manifest) {
  ManifestEnd end;
  std::string entry;
  for (std::size_t block = 0; block < manifest.size(); block += kBlock) {
    auto rest = manifest.substr(block, kBlock);
    while (rest.size() >= kPieceHeader) {
      const auto piece = read_piece(rest);
      if (!piece) {
        end.damaged = true;
        rest.remove_prefix(1);
        continue;
      }
      rest.remove_prefix(kPieceHeader + piece->bytes.size());
      const bool begins = piece->type == kWhole || piece->type == kFirst;
      if (end.damaged) {
        end.followed = end.followed || begins;
        continue;
      }
      if (begins) entry.clear();
      entry += piece->bytes;
      if (piece->type != kWhole && piece->type != kLast) continue;
      end.whole = static_cast<std::size_t>(rest.data() - manifest.data());
      end.last_sequence = std::max(end.last_sequence, last_sequence(entry).value_or(0));
    }
  }
  return end;
}

std::optional<std::string> read_current(rocksdb::Env& environment, const std::string& directory) {
  std::string current;
  const auto read = rocksdb::ReadFileToString(&environment, directory + "/CURRENT", &current);
  if (!read.ok() || !current.starts_with("MANIFEST-") || !current.ends_with("\n")) return std::nullopt;
  current.pop_back();
  return current;
}

bool replace(rocksdb::Env& environment, const std::string& directory, const std::string& name,
             std::string_view content) {
  const std::string file = directory + "/" + name;
  const std::string fresh = file + ".dbtmp";
  auto status =
      rocksdb::WriteStringToFile(&environment, rocksdb::Slice(content.data(), content.size()), fresh,
                                 /*should_sync=*/true);
  if (status.ok()) status = environment.RenameFile(fresh, file);
  std::unique_ptr<rocksdb::Directory> names;
  if (status.ok()) status = environment.NewDirectory(directory, &names);
  if (status.ok()) status = names->Fsync();
  return status.ok();
}

std::vector<std::string> logs_in(rocksdb::Env& environment, const std::string& directory) {
  std::vector<std::string> names;
  environment.GetChildren(directory, &names).PermitUncheckedError();
  std::erase_if(names, [](const std::string& name) { return !name.ends_with(".log"); });
  // Their numbers have leading zeros, and more digits once those are used up.
  std::sort(names.begin(), names.end(), [](const std::string& left, const std::string& right) {
    return std::pair(left.size(), left) < std::pair(right.size(), right);
  });
  return names;
}

// False when one cannot be read.
bool look_at_logs(rocksdb::Env& environment, const std::string& directory, Examination& examination) {
  for (const auto& name : logs_in(environment, directory)) {
    std::string log;
    const auto read = rocksdb::ReadFileToString(&environment, directory + "/" + name, &log);
    if (!read.ok()) return false;
    examination.look_at(log);
  }
  return true;
}

}  // namespace

void note_synced(rocksdb::WriteBatch& batch, std::uint64_t synced, std::uint64_t previous) {
  std::string note;
  for (auto number : {synced, previous}) {
    for (std::size_t byte = 0; byte < kNumber; ++byte, number >>= 8) note += static_cast<char>(number & 0xff);
  }
  batch.PutLogData(note).PermitUncheckedError();
}

bool only_unsynced_is_damaged(rocksdb::Env& environment, const std::string& directory) {
  Examination examination;
  return look_at_logs(environment, directory, examination) && examination.only_unsynced_is_damaged();
}

bool shorten_manifest(rocksdb::Env& environment, const std::string& directory) {
  const auto name = read_current(environment, directory);
  if (!name) return false;
  std::string manifest;
  const auto read = rocksdb::ReadFileToString(&environment, directory + "/" + *name, &manifest);
  if (!read.ok()) return false;
  const auto end = find_end(manifest);
  if (!end.damaged || end.followed || end.whole == 0) return false;
  Examination examination;
  if (!look_at_logs(environment, directory, examination)) return false;
  if (examination.first() && *examination.first() > end.last_sequence + 1) return false;
  return replace(environment, directory, *name, std::string_view(manifest).substr(0, end.whole));
}

}  // namespace sellerd::store
