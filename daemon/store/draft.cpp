#include "daemon/store/draft.h"

#include <array>
#include <map>
#include <stdexcept>

namespace sellerd::store {
namespace {

// The store's engine with the batch's writes on top.
class Overlay final : public Engine {
 public:
  Overlay(const Engine& under, const Batch& batch) : under_(under), batch_(batch) {}

  Result<std::optional<std::string>> get(Family family, std::string_view key) const override {
    const auto& pending = index(family);
    const auto found = pending.find(key);
    if (found == pending.end()) return under_.get(family, key);
    return batch_.writes()[found->second].value;
  }

  Result<void> write(std::span<const Write>, Durability) override {
    throw std::logic_error("a draft is committed to its store");
  }

  Result<void> scan(Family family, const Range& range, Direction direction,
                    const ScanVisitor& visit) const override {
    const auto& pending = index(family);
    const auto begin = pending.lower_bound(range.from);
    const auto end = range.to.empty() ? pending.end() : pending.lower_bound(range.to);
    if (begin == end) return under_.scan(family, range, direction, visit);
    // Few writes are pending in any range, and ranges that are scanned while a commit is made are short.
    std::map<std::string, std::string, std::less<>> merged;
    auto read = under_.scan(family, range, Direction::forward,
                            [&](std::string_view key, std::string_view value) -> Result<bool> {
                              merged.emplace(key, value);
                              return true;
                            });
    if (!read) return read;
    for (auto each = begin; each != end; ++each) {
      const auto& value = batch_.writes()[each->second].value;
      if (value) {
        merged[each->first] = *value;
      } else {
        merged.erase(each->first);
      }
    }
    return direction == Direction::forward ? visit_all(merged.begin(), merged.end(), visit)
                                           : visit_all(merged.rbegin(), merged.rend(), visit);
  }

  Result<Sizes> sizes() const override { return under_.sizes(); }
  Result<EngineMemory> memory() const override { return under_.memory(); }
  Result<std::uint64_t> free_bytes() const override { return under_.free_bytes(); }

 private:
  using Pending = std::map<std::string, std::size_t, std::less<>>;  // the newest write of each key

  template <class Iterator>
  static Result<void> visit_all(Iterator each, Iterator end, const ScanVisitor& visit) {
    for (; each != end; ++each) {
      auto go_on = visit(each->first, each->second);
      if (!go_on) return go_on.error();
      if (!*go_on) break;
    }
    return {};
  }

  const Pending& index(Family family) const {
    for (const auto& writes = batch_.writes(); indexed_ < writes.size(); ++indexed_) {
      const auto& write = writes[indexed_];
      pending_[static_cast<std::size_t>(write.family)][write.key] = indexed_;
    }
    return pending_[static_cast<std::size_t>(family)];
  }

  const Engine& under_;
  const Batch& batch_;
  mutable std::array<Pending, kFamilyNames.size()> pending_;
  mutable std::size_t indexed_ = 0;
};

}  // namespace

Draft::Draft(const Store& store) : view_(std::make_unique<Overlay>(store.engine(), batch_)) {}

}  // namespace sellerd::store
