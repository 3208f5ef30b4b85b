// Real programs as child processes.
#pragma once

#include <sys/types.h>

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace sellerd::test {

struct Finished {
  int exit_code = -1;  // 128 + signal when a signal ended it
  std::string output;
  std::string errors;
};

using Variables = std::map<std::string, std::string>;  // set over the test's own environment

// Runs a program to its end with `input` on its standard input.
Finished run_program(const std::vector<std::string>& words, const Variables& variables = {},
                     const std::string& input = {});

// A program in the background; killed when this goes.
class Program {
 public:
  Program(const std::vector<std::string>& words, const std::string& output_file,
          const std::string& error_file, const Variables& variables = {});
  ~Program();
  Program(const Program&) = delete;

  pid_t process() const { return process_; }
  // Sends the signal and waits for the end; the exit code as in Finished.
  int end(int signal);
  bool running();

 private:
  pid_t process_ = -1;
  std::optional<int> exit_code_;
};

// Looks every 10 ms until `done`; false after `seconds`.
template <class Condition>
bool wait_until(Condition done, int seconds = 60);

void sleep_shortly();

template <class Condition>
bool wait_until(Condition done, int seconds) {
  for (int i = 0; i < seconds * 100; ++i) {
    if (done()) return true;
    sleep_shortly();
  }
  return done();
}

}  // namespace sellerd::test
