// Someone who can be asked. The one implementation that knows a terminal is terminal_prompt.h; tests have
// another.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace sellerd::ctl {

class Prompt {
 public:
  enum class Echo { shown, hidden };  // hidden: what is typed is a secret

  Prompt() = default;
  virtual ~Prompt() = default;
  Prompt(const Prompt&) = delete;
  Prompt& operator=(const Prompt&) = delete;

  // What is typed on one line, without its end and the blanks around it. Nothing when the person leaves: by
  // Ctrl-C, Ctrl-D, or by closing the terminal.
  virtual std::optional<std::string> ask(std::string_view question, Echo echo) = 0;
};

}  // namespace sellerd::ctl
