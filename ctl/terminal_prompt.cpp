#include "ctl/terminal_prompt.h"

#include <termios.h>
#include <unistd.h>

#include <cerrno>

#include "ctl/interrupt.h"

namespace sellerd::ctl {
namespace {

// Amazon's tokens have at most 2,048 bytes; a terminal gives at most 4,095 as a line.
constexpr std::size_t kLongestLine = 4'096;

class SilentTerminal {
 public:
  explicit SilentTerminal(bool wanted) {
    if (!wanted || tcgetattr(STDIN_FILENO, &before_) != 0) return;
    termios silent = before_;
    silent.c_lflag &= ~static_cast<tcflag_t>(ECHO);
    silent.c_lflag |= ECHONL;  // the end of the line is shown
    changed_ = tcsetattr(STDIN_FILENO, TCSANOW, &silent) == 0;
    failed_ = !changed_;
  }
  ~SilentTerminal() {
    if (changed_) tcsetattr(STDIN_FILENO, TCSANOW, &before_);
  }
  SilentTerminal(const SilentTerminal&) = delete;
  SilentTerminal& operator=(const SilentTerminal&) = delete;

  bool failed() const { return failed_; }

 private:
  termios before_{};
  bool changed_ = false;
  bool failed_ = false;
};

std::string trimmed(std::string_view text) {
  constexpr std::string_view blanks = " \t\r\n";
  const auto first = text.find_first_not_of(blanks);
  if (first == std::string_view::npos) return {};
  return std::string(text.substr(first, text.find_last_not_of(blanks) - first + 1));
}

class TerminalPrompt : public Prompt {
 public:
  explicit TerminalPrompt(std::ostream& out) : out_(out) {}

  std::optional<std::string> ask(std::string_view question, Echo echo) override {
    // Before the question: whoever answers it at once is not overheard.
    const InterruptGuard guard;
    const SilentTerminal silent(echo == Echo::hidden);
    if (silent.failed()) return std::nullopt;
    out_ << question << std::flush;
    std::string line;
    while (line.size() < kLongestLine) {
      char next = 0;
      const auto got = ::read(STDIN_FILENO, &next, 1);
      if (got < 0 && errno == EINTR && !guard.interrupted()) continue;
      if (got <= 0) return left();
      if (next == '\n') return trimmed(line);
      line += next;
    }
    return left();
  }

 private:
  std::optional<std::string> left() {
    out_ << "\n" << std::flush;
    return std::nullopt;
  }

  std::ostream& out_;
};

}  // namespace

std::unique_ptr<Prompt> terminal_prompt(std::ostream& out) {
  if (isatty(STDIN_FILENO) != 1 || isatty(STDOUT_FILENO) != 1) return nullptr;
  return std::make_unique<TerminalPrompt>(out);
}

}  // namespace sellerd::ctl
