#include "ctl/progress_display.h"

#include "ctl/progress_text.h"

namespace sellerd::ctl {

std::string LiveDisplay::show(const std::vector<api::Progress>& news, Timestamp now) {
  std::string results;
  for (const auto& run : news) {
    auto& newest = runs_[key_of(run)];
    if (newest.finished) continue;
    newest = run;
    if (run.finished) results += result_text(run) + "\n";
  }
  return erase() + results + draw(now);
}

std::string LiveDisplay::tick(Timestamp now) {
  return erase() + draw(now);
}

// Back to the first of the redrawn lines, everything from there on cleared.
std::string LiveDisplay::erase() const {
  return drawn_ == 0 ? std::string() : "\x1b[" + std::to_string(drawn_) + "A\r\x1b[J";
}

std::string LiveDisplay::draw(Timestamp now) {
  std::string text;
  drawn_ = 0;
  for (const auto& [key, run] : runs_) {
    if (run.finished) continue;
    // The last column stays free: writing there makes some terminals wrap.
    text += progress_bar(run, now, terminal_.width - 1, terminal_.unicode) + "\n";
    ++drawn_;
  }
  return text;
}

std::string PlainDisplay::show(const std::vector<api::Progress>& news, Timestamp now) {
  std::string text;
  for (const auto& run : news) {
    const auto found = runs_.find(key_of(run));
    if (found == runs_.end()) {
      text += first_line(run, now);
      continue;
    }
    if (found->second.over) continue;
    found->second.newest = run;
    text += next_line(found->second, now);
  }
  return text;
}

std::string PlainDisplay::tick(Timestamp now) {
  std::string text;
  for (auto& [key, followed] : runs_) {
    if (!followed.over) text += next_line(followed, now);
  }
  return text;
}

std::string PlainDisplay::first_line(const api::Progress& run, Timestamp now) {
  runs_.emplace(key_of(run), Followed{run, run.doing, now, run.finished});
  if (run.finished) return result_text(run) + "\n";
  return run_name(run) + ": " + (run.pages == 0 ? "started" : "under way") + ": " + progress_text(run, now) +
         "\n";
}

std::string PlainDisplay::next_line(Followed& followed, Timestamp now) {
  const auto& run = followed.newest;
  if (run.finished) {
    followed.over = true;
    return result_text(run) + "\n";
  }
  const auto pause = run.doing != followed.doing_shown ? kPauseAfterChange : kPause;
  if (now - followed.shown < pause) return {};
  followed.doing_shown = run.doing;
  followed.shown = now;
  return run_name(run) + ": " + progress_text(run, now) + "\n";
}

std::unique_ptr<ProgressDisplay> make_progress_display(const Terminal& terminal) {
  if (terminal.live) return std::make_unique<LiveDisplay>(terminal);
  return std::make_unique<PlainDisplay>();
}

}  // namespace sellerd::ctl
