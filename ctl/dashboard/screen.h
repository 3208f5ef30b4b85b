// The terminal: pictures go out, keys come in. One at a time in a process. The terminal is put back as it was
// when this goes, and by its library when a signal ends the program.
#pragma once

#include <memory>
#include <optional>

#include "ctl/dashboard/keys.h"
#include "ctl/terminal.h"

namespace sellerd::ctl::dashboard {

class Screen {
 public:
  // Takes standard input and output over. Null when these are no terminal, or one that cannot be drawn on.
  static std::unique_ptr<Screen> open(const Terminal& terminal);
  ~Screen();
  Screen(const Screen&) = delete;

  Size size() const;
  void show(const Picture& picture);
  // Draws everything anew at the next show.
  void forget();

  // The next key that is there already; never waits. Standard input is readable when there is one, and a
  // change of the size interrupts who waits for that.
  std::optional<Key> read();

 private:
  Screen(const Terminal& terminal, void* handle);
  int attributes(const Span& span) const;

  const Terminal terminal_;
  void* handle_;  // of the library
};

}  // namespace sellerd::ctl::dashboard
