// Suggestions for mistyped words.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sellerd::ctl {

// Insertions, deletions, substitutions and swaps of neighbours that turn one word into the other, in bytes.
std::size_t edit_distance(std::string_view left, std::string_view right);

// The candidate closest to the word, or one that it is the beginning of; nothing when all are too far to be
// what was meant. The first of equally close ones.
std::optional<std::string> nearest(std::string_view word, const std::vector<std::string>& candidates);

}  // namespace sellerd::ctl
