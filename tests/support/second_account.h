// A second account of the same marketplace model: the seller id is free text to it.
#pragma once

#include "tests/support/simulated_world.h"

namespace sellerd::test {

inline void connect_second(SimulatedWorld& world) {
  auto request = world.connect_request();
  request.seller_id = "A2SECONDSELLER";
  request.name = "second";
  world.call<api::Connect>(request);
  world.run_until_idle();
}

}  // namespace sellerd::test
