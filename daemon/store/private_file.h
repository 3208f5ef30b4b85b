// Small files of which no reader and no cut ever finds half: those that hold keys, which only their owner
// reads, and those that others shall read. And directories that a cut does not take with all that is in them.
#pragma once

#include <sys/types.h>

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

#include "common/error.h"

namespace sellerd::store {

// The whole file; nothing when there is none. `what` names it in messages ("the master key").
// Errors: storage; not_permitted when others may read it; corrupt when it is longer than `longest`.
Result<std::optional<std::string>> read_private_file(const std::filesystem::path& file, std::string_view what,
                                                     std::size_t longest);

// Replaces the file, mode 0600: on the disk, whole, when it returns. Error: storage; then the old one
// is there, or where only the directory could not be synced perhaps the new one.
Result<void> write_private_file(const std::filesystem::path& file, std::string_view what,
                                std::string_view content);

// Replaces the file, mode 0644 whatever the process's mask: whole for whoever reads it. Made for what is soon
// written again: a power cut may take it. Error: storage; then the old one is there.
Result<void> write_open_file(const std::filesystem::path& file, std::string_view what,
                             std::string_view content);

// Makes the directory with that mode, and those above it that are missing, all durable; one that is there
// stays as it is, and its name is made durable where the directory above may be read. Error: storage.
Result<void> make_directories(const std::filesystem::path& path, mode_t mode);

// Makes names that were given, changed or taken away in the directory durable. Error: storage.
Result<void> sync_directory(const std::filesystem::path& path);

// The file beside it in which new content is prepared; a cut can leave it behind.
std::filesystem::path prepared_file(const std::filesystem::path& file);

}  // namespace sellerd::store
