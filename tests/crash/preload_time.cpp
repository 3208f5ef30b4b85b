// Lets time pass faster for a program that is started with this library preloaded: what it reads of
// CLOCK_REALTIME and CLOCK_BOOTTIME, and how long its timers on CLOCK_BOOTTIME last. That is all that the
// daemon's Clock and the marketplace ask. CLOCK_MONOTONIC stays as it is, so that the limits of sockets and
// HTTP are those of the real machine, and so do time() and gettimeofday(), by which RocksDB goes.
//
//   SELLERD_TEST_TIME_RATE   how many times as fast, a whole number
//   SELLERD_TEST_TIME_BASE   seconds since 1970: when the two clocks agreed; the same for all programs of a
//   test
#include <sys/syscall.h>
#include <sys/timerfd.h>
#include <time.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <cstdint>
#include <cstdlib>

namespace {

constexpr std::int64_t kSecond = 1'000'000'000;

std::int64_t variable(const char* name, std::int64_t otherwise) {
  const char* text = ::getenv(name);
  return text == nullptr ? otherwise : std::max<std::int64_t>(std::atoll(text), 1);
}

struct Pace {
  std::int64_t rate = variable("SELLERD_TEST_TIME_RATE", 1);
  std::int64_t base = variable("SELLERD_TEST_TIME_BASE", 1) * kSecond;
};

const Pace& pace() {
  static const Pace pace;
  return pace;
}

// By descriptor: whether it is a timer whose spans are shortened.
std::array<std::atomic<bool>, 4096> shortened{};

bool is_shortened(int file) {
  return file >= 0 && static_cast<std::size_t>(file) < shortened.size() &&
         shortened[static_cast<std::size_t>(file)];
}

std::int64_t count(const timespec& time) {
  return time.tv_sec * kSecond + time.tv_nsec;
}

timespec spec(std::int64_t count) {
  return {count / kSecond, count % kSecond};
}

// A span that is not zero stays one: zero would disarm the timer.
timespec hastened(const timespec& span) {
  const auto usual = count(span);
  return usual == 0 ? span : spec(std::max<std::int64_t>(usual / pace().rate, 1));
}

}  // namespace

extern "C" int clock_gettime(clockid_t clock, timespec* time) noexcept {
  const auto outcome = static_cast<int>(::syscall(SYS_clock_gettime, clock, time));
  if (outcome != 0 || pace().rate == 1) return outcome;
  if (clock == CLOCK_REALTIME) *time = spec(pace().base + (count(*time) - pace().base) * pace().rate);
  if (clock == CLOCK_BOOTTIME) *time = spec(count(*time) * pace().rate);
  return 0;
}

extern "C" int timerfd_create(int clock, int flags) noexcept {
  const auto file = static_cast<int>(::syscall(SYS_timerfd_create, clock, flags));
  if (file >= 0 && static_cast<std::size_t>(file) < shortened.size())
    shortened[static_cast<std::size_t>(file)] = clock == CLOCK_BOOTTIME;
  return file;
}

extern "C" int timerfd_settime(int file, int flags, const itimerspec* wanted, itimerspec* before) noexcept {
  if (!is_shortened(file) || (flags & TFD_TIMER_ABSTIME) != 0)
    return static_cast<int>(::syscall(SYS_timerfd_settime, file, flags, wanted, before));
  const itimerspec shorter{hastened(wanted->it_interval), hastened(wanted->it_value)};
  return static_cast<int>(::syscall(SYS_timerfd_settime, file, flags, &shorter, before));
}
