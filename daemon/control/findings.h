// The rules of the doctor: what of a measured fact is good. Pure.
#pragma once

#include <sys/types.h>

#include <cstdint>
#include <filesystem>
#include <optional>

#include "common/api/service.h"
#include "common/model/quota.h"

namespace sellerd::control {

// The marketplace's clock, told to the second, against ours in the middle of the call.
api::Finding clock_finding(const std::string& account, Timestamp ours, Timestamp theirs);

// The newest moment that the books speak of lies ahead of the clock: it was set back.
std::optional<api::Finding> clock_set_back_finding(Timestamp ours, Timestamp newest);

// What the disk of the books still takes, in bytes.
api::Finding disk_finding(std::uint64_t free);

// Of a directory or file that is the daemon's alone.
api::Finding permission_finding(const std::filesystem::path& path, mode_t mode, uid_t owner, uid_t self);

api::Finding descriptor_finding(std::uint64_t limit);

api::Finding secret_finding(const Integration& integration, Timestamp now);

// A bucket that is empty makes its operation wait for `wait`.
std::optional<api::Finding> quota_finding(const std::string& account, const QuotaView& bucket);

}  // namespace sellerd::control
