// Following runs: news go in, text to print comes out. Pure; time is a parameter.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "common/api/service.h"
#include "ctl/progress_text.h"
#include "ctl/terminal.h"

namespace sellerd::ctl {

class ProgressDisplay {
 public:
  virtual ~ProgressDisplay() = default;
  // What to print for these news. News about a run that has ended already are passed over.
  virtual std::string show(const std::vector<api::Progress>& news, Timestamp now) = 0;
  // What to print because time passed.
  virtual std::string tick(Timestamp now) = 0;
};

// One line a run, redrawn in place at the bottom; the result of a run that ends stays above.
class LiveDisplay : public ProgressDisplay {
 public:
  explicit LiveDisplay(Terminal terminal) : terminal_(terminal) {}
  std::string show(const std::vector<api::Progress>& news, Timestamp now) override;
  std::string tick(Timestamp now) override;

 private:
  std::string erase() const;
  std::string draw(Timestamp now);

  Terminal terminal_;
  std::map<RunKey, api::Progress> runs_;
  std::size_t drawn_ = 0;  // lines at the bottom that are redrawn
};

// Plain lines, few of them: one at the start, then when a run does something else or some seconds have
// passed, and its result.
class PlainDisplay : public ProgressDisplay {
 public:
  // Between two lines about one run; the shorter span when what it does has changed.
  static constexpr Duration kPause{5'000};
  static constexpr Duration kPauseAfterChange{1'000};

  std::string show(const std::vector<api::Progress>& news, Timestamp now) override;
  std::string tick(Timestamp now) override;

 private:
  struct Followed {
    api::Progress newest;
    std::string doing_shown;
    Timestamp shown{};
    bool over = false;
  };
  std::string first_line(const api::Progress& run, Timestamp now);
  std::string next_line(Followed& followed, Timestamp now);

  std::map<RunKey, Followed> runs_;
};

std::unique_ptr<ProgressDisplay> make_progress_display(const Terminal& terminal);

}  // namespace sellerd::ctl
