// How often a test tries what it tries many times over.
#pragma once

namespace sellerd::test {

// The first, or the second where the program is instrumented: it then takes ten times as long, and finds what
// it is for in fewer rounds.
template <class Times>
constexpr Times effort([[maybe_unused]] Times full, [[maybe_unused]] Times instrumented) {
#ifdef SELLERD_SANITIZED
  return instrumented;
#else
  return full;
#endif
}

}  // namespace sellerd::test
