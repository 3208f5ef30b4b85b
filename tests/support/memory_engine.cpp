#include "tests/support/memory_engine.h"

#include <stdexcept>
#include <utility>

namespace sellerd::test {

using store::Direction;
using store::Durability;
using store::Family;
using store::Range;
using store::Write;

MemoryDisk::Map& MemoryDisk::changeable(Family family) {
  auto& map = families_[static_cast<std::size_t>(family)];
  if (!map) {
    map = std::make_shared<Map>();
  } else if (map.use_count() > 1) {
    map = std::make_shared<Map>(*map);
  }
  return *map;
}

// Carries out one write; returns what was there.
std::optional<std::string> MemoryDisk::exchange(const Write& write) {
  Map& map = changeable(write.family);
  const auto place = map.lower_bound(write.key);
  const bool there = place != map.end() && place->first == write.key;
  if (!there) {
    if (write.value) map.emplace_hint(place, write.key, *write.value);
    return std::nullopt;
  }
  if (write.value) return std::exchange(place->second, *write.value);
  std::string before = std::move(place->second);
  map.erase(place);
  return before;
}

std::size_t MemoryDisk::unsynced() const {
  const std::lock_guard lock(mutex_);
  return undo_.size();
}

std::size_t MemoryDisk::lose_unsynced(sandbox::Random& random) {
  const std::lock_guard lock(mutex_);
  if (open_) throw std::logic_error("the power is cut under an open engine");
  const std::size_t kept = random.below(undo_.size() + 1);
  const std::size_t lost = undo_.size() - kept;
  for (; undo_.size() > kept; undo_.pop_back()) {
    // Backwards: a key may be written twice in one write.
    for (auto write = undo_.back().rbegin(); write != undo_.back().rend(); ++write) exchange(*write);
  }
  undo_.clear();
  return lost;
}

class MemoryEngine final : public store::Engine {
 public:
  explicit MemoryEngine(std::shared_ptr<MemoryDisk> disk) : disk_(std::move(disk)) {}
  ~MemoryEngine() override {
    const std::lock_guard lock(disk_->mutex_);
    disk_->open_ = false;
  }

  static bool take(MemoryDisk& disk) {
    const std::lock_guard lock(disk.mutex_);
    return !std::exchange(disk.open_, true);
  }

  Result<std::optional<std::string>> get(Family family, std::string_view key) const override {
    const std::lock_guard lock(disk_->mutex_);
    const auto& map = disk_->families_[static_cast<std::size_t>(family)];
    if (!map) return std::optional<std::string>{};
    const auto found = map->find(key);
    return found == map->end() ? std::optional<std::string>{} : std::optional(found->second);
  }

  Result<void> write(std::span<const Write> writes, Durability durability) override {
    const std::lock_guard lock(disk_->mutex_);
    MemoryDisk::Undo undo;
    for (const auto& write : writes) {
      auto before = disk_->exchange(write);
      if (durability == Durability::buffered) undo.push_back({write.family, write.key, std::move(before)});
    }
    if (durability == Durability::synced) {
      disk_->undo_.clear();
    } else {
      disk_->undo_.push_back(std::move(undo));
    }
    return {};
  }

  Result<void> scan(Family family, const Range& range, Direction direction,
                    const store::ScanVisitor& visit) const override {
    const Snapshot snapshot(*disk_, family);
    if (!snapshot.map || (!range.to.empty() && range.from >= range.to)) return {};
    const auto& map = *snapshot.map;
    const auto from = map.lower_bound(range.from);
    const auto to = range.to.empty() ? map.end() : map.lower_bound(range.to);
    if (direction == Direction::forward) return walk(from, to, visit);
    return walk(std::make_reverse_iterator(to), std::make_reverse_iterator(from), visit);
  }

  Result<std::uint64_t> free_bytes() const override { return disk_->room.load(); }

  Result<store::Sizes> sizes() const override {
    store::Sizes sizes{};
    for (std::size_t family = 0; family < sizes.size(); ++family) {
      const Snapshot snapshot(*disk_, static_cast<Family>(family));
      if (!snapshot.map) continue;
      for (const auto& [key, value] : *snapshot.map) sizes[family] += key.size() + value.size();
    }
    return sizes;
  }

 private:
  // The map as it is now, kept from change while this lives.
  struct Snapshot {
    Snapshot(MemoryDisk& from, Family family) : disk(from) {
      const std::lock_guard lock(disk.mutex_);
      map = disk.families_[static_cast<std::size_t>(family)];
    }
    ~Snapshot() {
      const std::lock_guard lock(disk.mutex_);
      map.reset();
    }
    Snapshot(const Snapshot&) = delete;

    MemoryDisk& disk;
    std::shared_ptr<const MemoryDisk::Map> map;
  };

  static Result<void> walk(auto at, auto end, const store::ScanVisitor& visit) {
    for (; at != end; ++at) {
      const auto go_on = visit(at->first, at->second);
      if (!go_on) return go_on.error();
      if (!*go_on) return {};
    }
    return {};
  }

  std::shared_ptr<MemoryDisk> disk_;
};

Result<std::unique_ptr<store::Engine>> open_memory(std::shared_ptr<MemoryDisk> disk) {
  if (!MemoryEngine::take(*disk)) return make_error(ErrorCode::storage, "the books are open already");
  return std::unique_ptr<store::Engine>(std::make_unique<MemoryEngine>(std::move(disk)));
}

}  // namespace sellerd::test
