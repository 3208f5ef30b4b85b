#include "common/json_difference.h"

#include <algorithm>

namespace sellerd {
namespace {

std::string text_of(const json::value* value) {
  return value == nullptr || value->is_null() ? std::string() : json::serialize(*value);
}

class Comparison {
 public:
  std::vector<FieldChange> take() { return std::move(changes_); }

  void compare(const std::string& path, const json::value* before, const json::value* after) {
    const auto* left = before != nullptr ? before->if_object() : nullptr;
    const auto* right = after != nullptr ? after->if_object() : nullptr;
    const auto* left_list = before != nullptr ? before->if_array() : nullptr;
    const auto* right_list = after != nullptr ? after->if_array() : nullptr;
    if (left != nullptr && right != nullptr) return compare_objects(path, *left, *right);
    if (left_list != nullptr && right_list != nullptr) return compare_lists(path, *left_list, *right_list);
    std::string was = text_of(before);
    std::string becomes = text_of(after);
    if (was != becomes) changes_.push_back({path, std::move(was), std::move(becomes)});
  }

 private:
  void compare_objects(const std::string& path, const json::object& before, const json::object& after) {
    const std::string prefix = path.empty() ? path : path + ".";
    for (const auto& [key, value] : after)
      compare(prefix + std::string(key), before.if_contains(key), &value);
    for (const auto& [key, value] : before) {
      if (!after.contains(key)) compare(prefix + std::string(key), &value, nullptr);
    }
  }

  void compare_lists(const std::string& path, const json::array& before, const json::array& after) {
    const auto count = std::max(before.size(), after.size());
    for (std::size_t i = 0; i < count; ++i) {
      compare(path + "[" + std::to_string(i) + "]", i < before.size() ? &before[i] : nullptr,
              i < after.size() ? &after[i] : nullptr);
    }
  }

  std::vector<FieldChange> changes_;
};

}  // namespace

std::vector<FieldChange> json_difference(const json::value& before, const json::value& after) {
  Comparison comparison;
  comparison.compare({}, &before, &after);
  return comparison.take();
}

}  // namespace sellerd
