#include "ctl/dashboard/plain.h"

#include <algorithm>

#include "ctl/dashboard/health.h"
#include "ctl/dashboard/panels.h"
#include "ctl/dashboard/questions.h"
#include "ctl/text.h"
#include "ctl/typed_call.h"

namespace sellerd::ctl::dashboard {
namespace {

// Of a list: the commands `history` and `orders` show more.
constexpr std::size_t kRows = 5;
// Of a pipe. No line is as long, so nothing is cut.
constexpr std::size_t kEndless = 100'000;
constexpr std::size_t kPlainIndent = 2;

std::string text_of(const Lines& lines, std::size_t indent) {
  std::string text;
  for (const auto& line : lines) {
    auto one = std::string(indent, ' ') + line.text();
    one.erase(one.find_last_not_of(' ') + 1);
    text += one + "\n";
  }
  return text;
}

std::string header(const Model& model, const Canvas& canvas) {
  const auto& status = *model.status;
  const auto health = health_of(status);
  const auto word = health.reason.empty() ? health.word : health.word + ": " + health.reason;
  return text_of(
      packed({Line("sellerd " + status.version), Line(word), Line("up " + coarse(model.now - status.started)),
              Line("data in " + status.data_directory), Line(utc(model.now))},
             canvas.width, kPlainIndent, 5, canvas.unicode),
      0);
}

std::string part(Panel panel, const Model& model, const Canvas& canvas) {
  const Canvas inner{canvas.width - kPlainIndent, canvas.unicode};
  auto content = content_of(panel, model, inner);
  if (content.entries.empty() && content.nothing.empty()) return {};
  std::string text = "\n" + std::string(panel_name(panel)) + "\n";
  if (content.entries.empty()) return text + text_of({Line(content.nothing)}, kPlainIndent);
  if (content.heading.width() > 0) text += text_of({content.heading}, kPlainIndent);
  for (const auto& entry : content.entries) text += text_of(entry.lines, kPlainIndent);
  return text;
}

// An alarm says what to do: it is never cut.
std::string alarm_lines(const Model& model, const Canvas& canvas) {
  if (model.status->alarms.empty()) return {};
  std::string text = "\n" + std::string(panel_name(Panel::alarms)) + "\n";
  for (const auto& alarm : model.status->alarms)
    text += text_of(wrapped("! " + alarm, canvas.width - kPlainIndent), kPlainIndent);
  return text;
}

Result<void> answer(Session& session, Model& model, const Question& question) {
  auto asked = session.stream(question.method, question.parameters, [&](json::object&& one) -> Result<void> {
    auto taken = question.take(std::move(one));
    if (!taken) return taken.error();
    return {};
  });
  if (!asked && session.lost()) return asked.error();
  for (const auto& next : question.end(asked ? std::nullopt : std::optional(asked.error()))) {
    if (auto answered = answer(session, model, next); !answered) return answered;
  }
  return {};
}

}  // namespace

std::string plain_text(const Model& model, const Terminal& terminal) {
  const Canvas canvas{terminal.interactive ? terminal.width : kEndless, terminal.unicode};
  Model newest = model;
  newest.orders.resize(std::min(newest.orders.size(), kRows));
  auto text = header(model, canvas) + alarm_lines(model, canvas) + part(Panel::channels, model, canvas) +
              part(Panel::live, model, canvas);
  // The bars above count every run of the day, the list shows few.
  newest.runs.resize(std::min(newest.runs.size(), kRows));
  return text + part(Panel::runs, newest, canvas) + part(Panel::orders, newest, canvas);
}

Result<ExitCode> plain_view(Session& session) {
  Model model;
  auto status = call_method<api::GetStatus>(session, {});
  if (!status) return status.error();
  model.now = status->now;
  model.status = std::move(*status);
  for (auto* ask : {&ask_integrations, &ask_runs, &ask_orders}) {
    if (auto answered = answer(session, model, ask(model)); !answered) return answered.error();
  }
  if (auto printed = session.print(plain_text(model, session.io.terminal)); !printed) return printed.error();
  return ExitCode::ok;
}

}  // namespace sellerd::ctl::dashboard
