#include <unistd.h>

#include <chrono>
#include <iostream>

#include "ctl/run.h"
#include "ctl/terminal_prompt.h"

int main(int count, char** values) {
  using namespace sellerd;
  std::ios::sync_with_stdio(false);
  std::cin.tie(nullptr);
  const auto prompt = ctl::terminal_prompt(std::cout);
  ctl::Io io{.in = std::cin,
             .out = std::cout,
             .err = std::cerr,
             .terminal = ctl::detect_terminal(process_environment, STDOUT_FILENO),
             .environment = process_environment,
             .now = [] { return std::chrono::floor<Duration>(std::chrono::system_clock::now()); },
             .prompt = prompt.get()};
  return static_cast<int>(ctl::run({values + 1, values + count}, io));
}
