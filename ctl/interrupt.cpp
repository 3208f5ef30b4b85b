#include "ctl/interrupt.h"

namespace sellerd::ctl {
namespace {

volatile std::sig_atomic_t arrived = 0;

void remember(int) {
  arrived = 1;
}

}  // namespace

InterruptGuard::InterruptGuard() {
  arrived = 0;
  struct sigaction action{};
  action.sa_handler = &remember;  // without SA_RESTART: poll() is to return
  sigemptyset(&action.sa_mask);
  sigaction(SIGINT, &action, &before_);
}

InterruptGuard::~InterruptGuard() {
  sigaction(SIGINT, &before_, nullptr);
}

bool InterruptGuard::interrupted() const {
  return arrived != 0;
}

}  // namespace sellerd::ctl
