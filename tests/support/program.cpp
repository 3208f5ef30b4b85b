#include "tests/support/program.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <fstream>
#include <sstream>
#include <stdexcept>
#include <thread>

#include "tests/support/read_file.h"
#include "tests/support/temporary_directory.h"

namespace sellerd::test {
namespace {

int exit_code_of(int status) {
  return WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
}

void redirect(const std::string& path, int flags, int target) {
  const int file = ::open(path.c_str(), flags, 0600);
  if (file < 0 || ::dup2(file, target) < 0) ::_exit(126);
}

pid_t start(const std::vector<std::string>& words, const std::string& input, const std::string& output,
            const std::string& errors, const Variables& variables) {
  std::vector<char*> arguments;
  for (const auto& word : words) arguments.push_back(const_cast<char*>(word.c_str()));
  arguments.push_back(nullptr);
  const pid_t process = ::fork();
  if (process < 0) throw std::runtime_error("cannot fork");
  if (process > 0) return process;
  redirect(input, O_RDONLY, STDIN_FILENO);
  redirect(output, O_WRONLY | O_CREAT | O_TRUNC, STDOUT_FILENO);
  redirect(errors, O_WRONLY | O_CREAT | O_TRUNC, STDERR_FILENO);
  for (const auto& [name, value] : variables) ::setenv(name.c_str(), value.c_str(), 1);
  ::execvp(arguments[0], arguments.data());
  ::_exit(127);
}

}  // namespace

void sleep_shortly() {
  std::this_thread::sleep_for(std::chrono::milliseconds(10));
}

Finished run_program(const std::vector<std::string>& words, const Variables& variables,
                     const std::string& input) {
  const TemporaryDirectory directory;
  const std::string base = directory.path().string();
  std::ofstream(base + "/in", std::ios::binary) << input;
  const pid_t process = start(words, base + "/in", base + "/out", base + "/err", variables);
  int status = 0;
  ::waitpid(process, &status, 0);
  return {exit_code_of(status), read_file(base + "/out"), read_file(base + "/err")};
}

Program::Program(const std::vector<std::string>& words, const std::string& output_file,
                 const std::string& error_file, const Variables& variables)
    : process_(start(words, "/dev/null", output_file, error_file, variables)) {}

Program::~Program() {
  if (!exit_code_) end(SIGKILL);
}

bool Program::running() {
  int status = 0;
  if (!exit_code_ && ::waitpid(process_, &status, WNOHANG) == process_) exit_code_ = exit_code_of(status);
  return !exit_code_;
}

int Program::end(int signal) {
  if (exit_code_) return *exit_code_;
  ::kill(process_, signal);
  int status = 0;
  ::waitpid(process_, &status, 0);
  exit_code_ = exit_code_of(status);
  return *exit_code_;
}

}  // namespace sellerd::test
