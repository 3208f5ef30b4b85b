#include "daemon/control/findings.h"

#include "daemon/control/secret_age.h"

namespace sellerd::control {
namespace {

using api::Finding;
using api::FindingLevel;

// Amazon signs and bounds by time; its own tolerance is five minutes, windows reach up to two minutes before
// now.
constexpr Duration kClockOff = std::chrono::seconds(30);
constexpr Duration kClockWrong = std::chrono::minutes(2);

constexpr std::uint64_t kMegabyte = 1'000'000;
constexpr std::uint64_t kDiskShort = 1'000 * kMegabyte;
constexpr std::uint64_t kDiskGone = 100 * kMegabyte;

// Open table files, 256 connections, and what the libraries open.
constexpr std::uint64_t kLeastDescriptors = 1'024;

constexpr std::string_view kClockAdvice = "set the clock by NTP: timedatectl set-ntp true";

std::string octal(mode_t mode) {
  std::string text = "0";
  for (int shift = 6; shift >= 0; shift -= 3) text += static_cast<char>('0' + ((mode >> shift) & 7));
  return text;
}

}  // namespace

Finding clock_finding(const std::string& account, Timestamp ours, Timestamp theirs) {
  const Duration off = ours - theirs;
  const Duration distance = off < Duration(0) ? -off : off;
  Finding finding{.check = "clock"};
  if (distance <= kClockOff) {
    finding.found = "agrees with the marketplace of " + account;
    return finding;
  }
  finding.level = distance > kClockWrong ? FindingLevel::failure : FindingLevel::warning;
  finding.found = "is " + format_duration(distance) + (off > Duration(0) ? " ahead of" : " behind") +
                  " the marketplace of " + account;
  finding.advice = kClockAdvice;
  return finding;
}

std::optional<Finding> clock_set_back_finding(Timestamp ours, Timestamp newest) {
  if (newest <= ours + kClockOff) return std::nullopt;
  return Finding{FindingLevel::warning, "clock",
                 "was set back: the history reaches " + format_duration(newest - ours) + " ahead of it",
                 std::string(kClockAdvice)};
}

Finding disk_finding(std::uint64_t free) {
  const auto found = std::to_string(free / kMegabyte) + " MB free";
  if (free >= kDiskShort) return {FindingLevel::good, "disk", found, {}};
  const bool gone = free < kDiskGone;
  return {gone ? FindingLevel::failure : FindingLevel::warning, "disk", found,
          "free some space, or move the data directory; when it is full nothing more is written, and goes on "
          "by itself once there is space"};
}

Finding permission_finding(const std::filesystem::path& path, mode_t mode, uid_t owner, uid_t self) {
  Finding finding{.check = "permissions", .found = path.string() + " is the daemon's alone"};
  if (owner != self) {
    finding.level = FindingLevel::failure;
    finding.found = path.string() + " belongs to user " + std::to_string(owner);
    finding.advice = "chown -R " + std::to_string(self) + " " + path.string();
  } else if ((mode & 0077) != 0) {
    finding.level = FindingLevel::failure;
    finding.found = "others may look into " + path.string() + " (mode " + octal(mode) + ")";
    finding.advice = "chmod go= " + path.string();
  }
  return finding;
}

Finding descriptor_finding(std::uint64_t limit) {
  Finding finding{.check = "descriptors", .found = "up to " + std::to_string(limit) + " open files"};
  if (limit < kLeastDescriptors) {
    finding.level = FindingLevel::warning;
    finding.advice =
        "raise the limit to " + std::to_string(kLeastDescriptors) + " or more: LimitNOFILE= or ulimit -n";
  }
  return finding;
}

Finding secret_finding(const Integration& integration, Timestamp now) {
  if (auto alarm = secret_alarm(integration, now)) {
    const bool over = now >= *secret_ends(integration);
    return {over ? FindingLevel::failure : FindingLevel::warning, "secret", std::move(alarm->what),
            std::move(alarm->advice)};
  }
  const auto days = std::chrono::floor<std::chrono::days>(now - secret_given(integration)).count();
  return {FindingLevel::good,
          "secret",
          "that of " + integration.name + " was given " +
              (days == 0 ? "today" : std::to_string(days) + " days ago"),
          {}};
}

std::optional<Finding> quota_finding(const std::string& account, const QuotaView& bucket) {
  if (bucket.tokens_micro >= 1'000'000) return std::nullopt;
  const auto missing = 1'000'000 - bucket.tokens_micro;
  const Duration wait(missing * 1'000 / std::max<std::int64_t>(bucket.rate_micro, 1));
  return Finding{FindingLevel::warning, "quota",
                 bucket.operation + " of " + account + " is used up for " + format_duration(wait),
                 "it fills by itself; sellerctl quota"};
}

}  // namespace sellerd::control
