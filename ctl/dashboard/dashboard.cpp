#include "ctl/dashboard/dashboard.h"

#include <poll.h>
#include <unistd.h>

#include <algorithm>
#include <csignal>

#include "ctl/dashboard/feed.h"
#include "ctl/dashboard/plain.h"
#include "ctl/dashboard/screen.h"
#include "ctl/interrupt.h"

namespace sellerd::ctl::dashboard {
namespace {

// How often what is shown is drawn anew although nothing has happened: countdowns of seconds while something
// runs, else spans of minutes.
constexpr Duration kBusyTick{1'000};
constexpr Duration kIdleTick{15'000};

// Lets the signals that change what is to be done through only while the program waits, so that none is
// missed between a look and the wait.
class SignalGate {
 public:
  SignalGate() {
    sigset_t gated;
    sigemptyset(&gated);
    sigaddset(&gated, SIGINT);
    sigaddset(&gated, SIGWINCH);
    sigprocmask(SIG_BLOCK, &gated, &before_);
    open_ = before_;
    sigdelset(&open_, SIGINT);
    sigdelset(&open_, SIGWINCH);
  }
  ~SignalGate() { sigprocmask(SIG_SETMASK, &before_, nullptr); }
  SignalGate(const SignalGate&) = delete;

  // Until one of them is readable, the span has passed, or a signal has come.
  void wait(const std::vector<int>& descriptors, Duration span) const {
    std::vector<pollfd> waiting;
    for (const int descriptor : descriptors) waiting.push_back({descriptor, POLLIN, 0});
    const auto milliseconds = span.count();
    const timespec limit{milliseconds / 1'000, milliseconds % 1'000 * 1'000'000};
    ::ppoll(waiting.data(), waiting.size(), &limit, &open_);
  }

 private:
  sigset_t before_{};
  sigset_t open_{};
};

class Dashboard {
 public:
  Dashboard(Session& session, Screen& screen)
      : session_(session), screen_(screen), feed_(session.socket(), model_) {}

  Result<ExitCode> run() {
    const InterruptGuard interrupt;
    const SignalGate gate;
    bool is_new = true;
    Timestamp drawn{};
    for (;;) {
      const auto now = session_.io.now();
      const auto news = feed_.work(now);
      if (!news) return news.error();
      const auto tick = live_runs(model_).empty() ? kIdleTick : kBusyTick;
      if (*news) renew_page(now);
      if (is_new || *news || now - drawn >= tick || now < drawn) {
        picture_ = draw(model_, view_, screen_.size(), session_.io.terminal.unicode);
        screen_.show(picture_);
        drawn = now;
        is_new = false;
      }
      auto descriptors = feed_.descriptors(now);
      descriptors.push_back(STDIN_FILENO);
      gate.wait(descriptors, std::clamp(feed_.patience(now), Duration::zero(), tick));
      if (interrupt.interrupted()) return ExitCode::interrupted;
      while (const auto key = screen_.read()) {
        // It is about what the key before it has changed.
        if (is_new) picture_ = draw(model_, view_, screen_.size(), session_.io.terminal.unicode);
        is_new = true;
        if (!obey(press(view_, *key, picture_))) return ExitCode::ok;
      }
      if (has_hung_up()) return ExitCode::ok;
    }
  }

 private:
  // False when the person leaves.
  bool obey(Action action) {
    const auto now = session_.io.now();
    switch (action.kind) {
      case Action::Kind::none:
        return true;
      case Action::Kind::quit:
        return false;
      case Action::Kind::redraw:
        screen_.forget();
        return true;
      case Action::Kind::open: {
        auto detail = std::make_shared<Detail>();
        detail->target = std::move(action.target);
        view_.pages.push_back({detail});
        feed_.ask(ask_detail(detail), now);
        return true;
      }
      case Action::Kind::sync:
        feed_.ask({ask_sync([this](std::string text) { view_.message = std::move(text); })}, now);
        return true;
    }
    return true;
  }

  // A run that has ended meanwhile is not shown as it was when it was opened.
  void renew_page(Timestamp now) {
    if (view_.pages.empty()) return;
    const auto& detail = view_.pages.back().detail;
    if (!detail->run || detail->run->state != RunState::running || detail->loading) return;
    if (live_run(model_, detail->run->id) != nullptr) return;
    detail->loading = true;
    feed_.ask(ask_detail(detail), now);
  }

  // The terminal is gone: nobody will ever press a key.
  static bool has_hung_up() {
    pollfd input{STDIN_FILENO, POLLIN, 0};
    return ::poll(&input, 1, 0) > 0 && (input.revents & (POLLHUP | POLLERR | POLLNVAL)) != 0;
  }

  Session& session_;
  Screen& screen_;
  Model model_;
  ViewState view_;
  Feed feed_;
  Picture picture_;
};

}  // namespace

Result<ExitCode> bare_view(Session& session) {
  // Without a daemon there is nothing to draw.
  if (auto reached = session.client(); !reached) return reached.error();
  if (session.io.terminal.live) {
    session.io.out.flush();
    if (auto screen = Screen::open(session.io.terminal)) {
      const auto left = Dashboard(session, *screen).run();
      screen.reset();
      // A daemon that cannot be followed may still say how things stand, or what is wrong.
      if (left) return left;
    }
  }
  return plain_view(session);
}

}  // namespace sellerd::ctl::dashboard
