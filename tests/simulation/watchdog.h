// A daemon that spins or waits for ever ends the program by real time, saying which seed did it.
#pragma once

#include <signal.h>
#include <unistd.h>

#include <string>

namespace sellerd::simulation {

inline constexpr unsigned kLongestLifeSeconds = 300;

// Thread: the only one. `replay` is said when the time is over.
inline void watch(const std::string& replay) {
  // What the handler may touch: plain bytes, written before the alarm is set.
  static std::string words;
  words = "\nHANGS: no end within " + std::to_string(kLongestLifeSeconds) +
          " s of real time\n  replay: " + replay + "\n";
  ::signal(SIGALRM, [](int) {
    [[maybe_unused]] const auto ignored = ::write(STDOUT_FILENO, words.data(), words.size());
    ::_exit(1);
  });
  ::alarm(kLongestLifeSeconds);
}

inline void stop_watching() {
  ::alarm(0);
}

}  // namespace sellerd::simulation
