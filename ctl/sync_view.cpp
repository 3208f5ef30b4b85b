// `sellerctl sync`, `resync`, `orders pull` and `gst fetch`: starts runs and follows them to their ends.
#include <algorithm>

#include "common/api/errors.h"
#include "common/api/sync.h"
#include "ctl/error_text.h"
#include "ctl/interrupt.h"
#include "ctl/progress_display.h"
#include "ctl/progress_text.h"
#include "ctl/session.h"
#include "ctl/text.h"
#include "ctl/view_options.h"
#include "ctl/views.h"

namespace sellerd::ctl {
namespace {

using Replied = api::RunNews;

// How often a countdown is redrawn, and so how late Ctrl-C can be noticed at the worst.
constexpr Duration kTick{500};

// The state of every run of this request, as last heard.
using Runs = std::map<RunKey, api::Progress>;

// The objects of a list as they came, with what only a newer daemon says.
std::string json_lines(const json::object& parameters, std::string_view name) {
  std::string lines;
  const auto* list = parameters.if_contains(name);
  if (list == nullptr || !list->is_array()) return lines;
  for (const auto& each : list->get_array()) lines += json_line(each);
  return lines;
}

std::string json_lines(const json::object& parameters) {
  return json_lines(parameters, "differences") + json_lines(parameters, "runs");
}

std::string_view record_noun(Module module) {
  switch (module) {
    case Module::items:
      return "item";
    case Module::orders:
      return "order";
    case Module::tax:
      return "row";
  }
  return "record";
}

std::string difference_text(const Difference& difference) {
  const auto name = std::string(record_noun(difference.module)) + " " + clean(difference.record_id) + " of " +
                    clean(difference.integration);
  switch (difference.outcome) {
    case Outcome::created:
    case Outcome::updated:
      break;
    default:
      return name + " would fail: " + clean(difference.reason) + "\n";
  }
  std::string text = name + " would be " + std::string(enum_name(difference.outcome)) + "\n";
  for (const auto& change : difference.changes) {
    const std::string from = change.before.empty() ? std::string() : clean(change.before) + " -> ";
    text += "  " + clean(change.field) + ": " + from +
            (change.after.empty() ? "nothing" : clean(change.after)) + "\n";
  }
  return text;
}

bool ended_badly(const api::Progress& run) {
  return run.finished && run.state != RunState::succeeded;
}

// Failures go to stderr whatever stdout shows, with the advice that came along.
ExitCode judge(const Runs& runs, Session& session) {
  ExitCode code = ExitCode::ok;
  for (const auto& [key, run] : runs) {
    if (!ended_badly(run)) continue;
    const std::string state(enum_name(run.state));
    session.io.err << error_text(Error{ErrorCode::refused,
                                       run.reason.empty() ? state : state + ": " + run.reason, run_name(run),
                                       run.advice});
    code = ExitCode::failed;
  }
  return code;
}

class Follower {
 public:
  Follower(Session& session, Client& client)
      : session_(session), client_(client), display_(make_progress_display(session.io.terminal)) {}

  Result<ExitCode> follow() {
    const InterruptGuard interrupt;
    for (;;) {
      auto reply = client_.receive_within(kTick);
      if (interrupt.interrupted()) return leave();
      if (!reply) return session_.note(reply.error());
      if (!*reply) {
        if (auto ticked = tick(); !ticked) return ticked.error();
        continue;
      }
      if (!(*reply)->error.empty()) return api::error_from_reply(**reply);
      if (auto taken = take((*reply)->parameters); !taken) return taken.error();
      if (!(*reply)->continues) return judge(runs_, session_);
    }
  }

 private:
  Result<void> take(const json::object& parameters) {
    auto news = read_record<Replied>(parameters);
    if (!news) return news.error();
    for (const auto& run : news->runs) runs_[key_of(run)] = run;
    if (session_.json) return show(json_lines(parameters));
    for (const auto& difference : news->differences) {
      if (auto shown = show(difference_text(difference)); !shown) return shown;
    }
    return show(display_->show(news->runs, session_.io.now()));
  }

  Result<void> tick() { return show(session_.json ? std::string() : display_->tick(session_.io.now())); }

  Result<void> show(const std::string& text) {
    auto printed = session_.print(text);
    session_.io.out.flush();
    return printed;
  }

  Result<ExitCode> leave() {
    session_.io.out.flush();
    const auto live =
        std::count_if(runs_.begin(), runs_.end(), [](const auto& entry) { return !entry.second.finished; });
    session_.io.err << "\nsellerctl: stopped watching; " << (live == 1 ? "the run goes on" : "the runs go on")
                    << " in sellerd\n  try: sellerctl status, or sellerctl sync to watch again\n";
    return ExitCode::interrupted;
  }

  Session& session_;
  Client& client_;
  std::unique_ptr<ProgressDisplay> display_;
  Runs runs_;
};

Result<ExitCode> start_only(const Invocation& invocation, Session& session) {
  const auto parameters = session.call(invocation.command->method, invocation.parameters);
  if (!parameters) return parameters.error();
  const auto news = read_record<Replied>(*parameters);
  if (!news) return news.error();
  std::string text;
  Runs runs;
  for (const auto& run : news->runs) {
    runs[key_of(run)] = run;
    text += run.finished ? result_text(run) + "\n" : run_name(run) + ": running\n";
  }
  if (auto printed = session.print(session.json ? json_lines(*parameters) : text); !printed)
    return printed.error();
  return judge(runs, session);
}

}  // namespace

Result<ExitCode> sync_view(const Invocation& invocation, Session& session) {
  const auto extras = from_json<SyncExtras>(invocation.extras, Strictness::strict);
  if (!extras) return extras.error();
  if (extras->no_wait) return start_only(invocation, session);
  auto client = session.client();
  if (!client) return client.error();
  const varlink::Call call{
      .method = invocation.command->method, .parameters = invocation.parameters, .more = true};
  if (auto sent = (*client)->send(call); !sent) return session.note(sent.error());
  return Follower(session, **client).follow();
}

}  // namespace sellerd::ctl
