// A store engine over ordered maps: the contract of the real one without its files. What it holds lies on a
// MemoryDisk, which outlives the engine as a disk outlives a process.
#pragma once

#include <array>
#include <atomic>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "daemon/store/engine.h"
#include "tests/sandbox/random.h"

namespace sellerd::test {

// Thread: any, at the same time.
class MemoryDisk {
 public:
  // A power cut. Takes back the last of the writes made since the last synced one: none, some or all of them,
  // since the write-ahead log is in order. Returns how many are gone. No engine may be open.
  std::size_t lose_unsynced(sandbox::Random& random);

  // Writes that a power cut could take.
  std::size_t unsynced() const;

  // What it says is left; nothing runs out.
  std::atomic<std::uint64_t> room{std::uint64_t{1} << 40};

 private:
  friend class MemoryEngine;
  using Map = std::map<std::string, std::string, std::less<>>;

  // One write() in the way back: each key with what it held before.
  using Undo = std::vector<store::Write>;

  Map& changeable(store::Family family);
  std::optional<std::string> exchange(const store::Write& write);

  mutable std::mutex mutex_;
  // A scan holds the map that it reads; whoever writes meanwhile goes on with a copy.
  std::array<std::shared_ptr<Map>, store::kFamilyNames.size()> families_;
  std::vector<Undo> undo_;  // of the writes since the last synced one, oldest first
  bool open_ = false;
};

// Error: storage when an engine is open on this disk already.
Result<std::unique_ptr<store::Engine>> open_memory(std::shared_ptr<MemoryDisk> disk);

}  // namespace sellerd::test
