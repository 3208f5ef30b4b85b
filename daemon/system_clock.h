// The real clock. One a process: steady() goes by its making.
#pragma once

#include "common/clock.h"

namespace sellerd {

class SystemClock final : public Clock {
 public:
  Timestamp now() const override;
  Duration uptime() const override;
  Timestamp steady() const override { return begun_ + uptime(); }
  Task<> sleep(Duration span) override;

 private:
  const Timestamp begun_ = now() - uptime();
};

}  // namespace sellerd
