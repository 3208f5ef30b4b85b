// What needs a person, and what that person is to do.
#pragma once

#include <string>
#include <vector>

#include "common/api/service.h"

namespace sellerd::control {

struct Services;

struct Alarm {
  std::string what;
  std::string advice;  // a command; may be empty

  // "what: advice", as the status shows it.
  std::string text() const { return advice.empty() ? what : what + ": " + advice; }
};

// Of everything, by what the status says beside them; the most general first.
std::vector<Alarm> alarms_of(const Services& services, const api::GetStatus::Reply& status);

}  // namespace sellerd::control
