// How often a test tries what it tries many times over.
#pragma once

namespace sellerd::test {

// Instrumented programs take some ten times as long, and find what they are for in a tenth of the rounds.
#ifdef SELLERD_SANITIZED
inline constexpr int kSlowness = 10;
#else
inline constexpr int kSlowness = 1;
#endif

}  // namespace sellerd::test
