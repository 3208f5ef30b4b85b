// Ctrl-C while watching something that goes on without us.
#pragma once

#include <csignal>

namespace sellerd::ctl {

// While it lives, SIGINT is remembered and ends no program; blocking calls return with EINTR.
// One at a time in a process: signals are the process's own.
class InterruptGuard {
 public:
  InterruptGuard();
  ~InterruptGuard();
  InterruptGuard(const InterruptGuard&) = delete;
  InterruptGuard& operator=(const InterruptGuard&) = delete;

  bool interrupted() const;

 private:
  struct sigaction before_{};
};

}  // namespace sellerd::ctl
