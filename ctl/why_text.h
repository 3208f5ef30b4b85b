// The chain of `sellerctl why`, for people. Pure.
#pragma once

#include <string>

#include "common/api/stock.h"
#include "ctl/terminal.h"

namespace sellerd::ctl {

// Writes the links of one chain, one after the other, so that each can be shown as it arrives.
class WhyWriter {
 public:
  explicit WhyWriter(const Terminal& terminal) : terminal_(terminal) {}

  // On a terminal the stage where it is a new one, the time, the sentence wrapped to the width, and the
  // evidence dimmed below it; elsewhere one line, "stage  time  sentence  [evidence]".
  std::string add(const api::Explanation& link);

 private:
  std::string line(const api::Explanation& link) const;

  const Terminal& terminal_;
  std::string stage_;  // of the link before
};

}  // namespace sellerd::ctl
