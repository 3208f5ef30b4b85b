// Processor time and wall time of this process.
#pragma once

#include <ctime>

namespace sellerd::bench {

// Microseconds of a clock.
inline double clock_us(clockid_t clock) {
  timespec time{};
  ::clock_gettime(clock, &time);
  return static_cast<double>(time.tv_sec) * 1e6 + static_cast<double>(time.tv_nsec) / 1e3;
}

struct Spent {
  double cpu_us = 0;  // of all threads
  double wall_us = 0;

  Spent operator-(const Spent& other) const { return {cpu_us - other.cpu_us, wall_us - other.wall_us}; }
  Spent& operator+=(const Spent& other) {
    cpu_us += other.cpu_us;
    wall_us += other.wall_us;
    return *this;
  }
};

inline Spent now_spent() {
  return {clock_us(CLOCK_PROCESS_CPUTIME_ID), clock_us(CLOCK_MONOTONIC)};
}

// Adds to `total` what this thread spends while it lives: what is not to be measured, such as making the
// marketplace's answers. Other threads of the process may work on meanwhile; their time is not in it.
class OwnTime {
 public:
  explicit OwnTime(Spent& total) : total_(total) {}
  ~OwnTime() { total_ += now() - begun_; }
  OwnTime(const OwnTime&) = delete;

 private:
  static Spent now() { return {clock_us(CLOCK_THREAD_CPUTIME_ID), clock_us(CLOCK_MONOTONIC)}; }
  Spent& total_;
  Spent begun_ = now();
};

}  // namespace sellerd::bench
