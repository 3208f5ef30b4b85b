// Everything that happened in one simulated life, a line each. The same seed gives the same bytes.
#pragma once

#include <string>
#include <string_view>

#include "common/time_text.h"

namespace sellerd::simulation {

class EventLog {
 public:
  void add(Timestamp when, std::string_view what) {
    text_.append(format_time(when)).append(" ").append(what).append("\n");
  }
  const std::string& text() const { return text_; }

 private:
  std::string text_;
};

}  // namespace sellerd::simulation
