// The real clock.
#pragma once

#include "common/clock.h"

namespace sellerd {

class SystemClock final : public Clock {
 public:
  Timestamp now() const override;
  Duration uptime() const override;
  Task<> sleep(Duration span) override;
};

}  // namespace sellerd
