#include "tests/simulation/processes.h"

#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <iostream>
#include <stdexcept>
#include <system_error>

namespace sellerd::simulation {
namespace {

struct Process {
  pid_t id = -1;
  int results = -1;  // the end of the pipe that is read
};

[[noreturn]] void fail(const char* what) {
  throw std::system_error(errno, std::generic_category(), what);
}

void write_all(int descriptor, const std::string& bytes) {
  for (std::size_t done = 0; done < bytes.size();) {
    const auto written = ::write(descriptor, bytes.data() + done, bytes.size() - done);
    if (written < 0) fail("write");
    done += static_cast<std::size_t>(written);
  }
}

std::string read_all(int descriptor) {
  std::string bytes;
  std::array<char, 4096> buffer{};
  for (;;) {
    const auto got = ::read(descriptor, buffer.data(), buffer.size());
    if (got < 0) fail("read");
    if (got == 0) return bytes;
    bytes.append(buffer.data(), static_cast<std::size_t>(got));
  }
}

Process begin(unsigned share, const std::function<std::string(unsigned)>& work) {
  std::array<int, 2> ends{};
  if (::pipe(ends.data()) != 0) fail("pipe");
  std::cout.flush();
  const pid_t id = ::fork();
  if (id < 0) fail("fork");
  if (id > 0) {
    ::close(ends[1]);
    return {id, ends[0]};
  }
  ::close(ends[0]);
  int code = 1;
  try {
    write_all(ends[1], work(share));
    code = 0;
  } catch (const std::exception& bug) {
    std::cout << "process " << share << ": " << bug.what() << "\n";
  }
  std::cout.flush();
  ::_exit(code);
}

}  // namespace

std::vector<std::string> in_processes(unsigned count, const std::function<std::string(unsigned)>& work) {
  if (count == 1) return {work(0)};
  std::vector<Process> processes;
  for (unsigned share = 0; share < count; ++share) processes.push_back(begin(share, work));
  std::vector<std::string> results;
  bool failed = false;
  for (const auto& process : processes) {
    results.push_back(read_all(process.results));
    ::close(process.results);
    int status = 0;
    if (::waitpid(process.id, &status, 0) < 0) fail("waitpid");
    failed = failed || !WIFEXITED(status) || WEXITSTATUS(status) != 0;
  }
  if (failed) throw std::runtime_error("a process of the simulation died");
  return results;
}

}  // namespace sellerd::simulation
