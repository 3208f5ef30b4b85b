#include "ctl/dashboard/panels.h"

#include <algorithm>

#include "ctl/dashboard/health.h"
#include "ctl/dashboard/list_panels.h"
#include "ctl/dashboard/spark.h"
#include "ctl/progress_text.h"
#include "ctl/status_text.h"
#include "ctl/text.h"

namespace sellerd::ctl::dashboard {
namespace {

constexpr std::size_t kNameWidth = 8;
// Facts about one module, and about what an integration holds.
constexpr std::size_t kMostAlarmLines = 2;
constexpr std::size_t kBarWidth = 10;
constexpr std::size_t kBarIndent = 4;
constexpr std::size_t kWidePanels = 100;

std::string ago(Timestamp now, Timestamp when) {
  return when > now ? utc(when) : coarse(now - when) + " ago";
}

// What stands before a fact, so that facts stand below each other.
Line label(std::string_view name) {
  return Line(pad(name, kNameWidth, Align::left), Style::faint);
}

Content alarms(const Model& model, const Canvas& canvas) {
  Content content;
  for (const auto& alarm : model.status->alarms) {
    const auto text = Line("! ", Style::bad).add(alarm);
    content.entries.push_back({{text.cut(canvas.width, canvas.unicode)}, {}});
  }
  return content;
}

Line title(const api::IntegrationStatus& integration) {
  const auto health = health_of(integration);
  Line line(integration.name, Style::heading);
  if (integration.channel != integration.name) line.add(" (" + integration.channel + ")", Style::faint);
  line.add("  ").add(health.word, health.style);
  if (!health.reason.empty()) line.add(": " + health.reason);
  return line;
}

Lines holdings(const api::IntegrationStatus& integration, const Canvas& canvas) {
  const auto& totals = integration.totals;
  const bool is_well = integration.pushes.rejected == 0;
  const auto holds =
      label("holds").add(count_of(totals.orders, "order") + ", " + count_of(totals.items, "item"));
  const auto stock = label("stock").add(stock_text(integration), is_well ? Style::plain : Style::bad);
  return {holds.cut(canvas.width, canvas.unicode), stock.cut(canvas.width, canvas.unicode)};
}

Lines module_lines(const Model& model, const api::ModuleStatus& module, const Canvas& canvas) {
  Lines parts;
  Line first = label(enum_name(module.module));
  if (module.running) {
    first.add("running", Style::good).add(" (run " + std::to_string(module.running->run) + ")");
  } else if (module.last_run) {
    const auto& run = *module.last_run;
    first.add("run " + std::to_string(run.id) + " ").add(enum_name(run.state), style_of(run.state));
    first.add(" " + ago(model.now, run.ended.value_or(run.started)));
  } else {
    first.add("has not run yet", Style::faint);
  }
  parts.push_back(first);
  if (module.next_run) {
    const auto until = *module.next_run - model.now;
    parts.push_back(
        Line("next ", Style::faint).add(until > Duration::zero() ? "in " + coarse(until) : "due"));
  }
  if (module.read_to) {
    const auto behind = model.now - *module.read_to;
    parts.push_back(Line("read to ", Style::faint).add(coarse(behind) + " ago"));
  }
  return packed(parts, canvas.width, kNameWidth, kMostAlarmLines, canvas.unicode);
}

// Whether there were more in the last 24 hours than the model holds: what is counted is not all then.
bool has_more_orders(const Model& model) {
  return std::ssize(model.day) >= Model::kDayOrders;
}
bool has_more_runs(const Model& model) {
  return std::ssize(model.runs) >= Model::kRuns &&
         model.runs.back().started >= model.now - std::chrono::hours(Day::kHours);
}

Lines day_lines(const Model& model, const api::IntegrationStatus& integration, const Canvas& canvas) {
  Day orders(model.now);
  for (const auto& each : model.day) {
    if (model.integration_name(each.integration) == integration.name) orders.count(each.placed);
  }
  Day records(model.now);
  for (const auto& run : model.runs) {
    if (run.integration_name == integration.name)
      records.count(run.ended.value_or(run.started), run.counts.created + run.counts.updated);
  }
  const auto part = [&](const char* name, const Day& day, bool has_more) {
    return label(name).add(day.bars(canvas.unicode)).add(" " + grouped(day.total()) + (has_more ? "+" : ""));
  };
  return packed(
      {part("ordered", orders, has_more_orders(model)), part("changes", records, has_more_runs(model))},
      canvas.width, 0, kMostAlarmLines, canvas.unicode);
}

Content channels(const Model& model, const Canvas& canvas) {
  Content content{.nothing = "No account is connected yet: sellerctl connect --help"};
  for (const auto& integration : model.status->integrations) {
    Entry entry{{title(integration).cut(canvas.width, canvas.unicode)},
                {Target::Kind::channel, integration.name, {}}};
    const auto add = [&entry](Lines lines) {
      entry.lines.insert(entry.lines.end(), lines.begin(), lines.end());
    };
    add(holdings(integration, canvas));
    for (const auto& module : integration.modules) {
      // Tax runs only where somebody asks for it.
      if (module.running || module.last_run || module.next_run) add(module_lines(model, module, canvas));
    }
    add(day_lines(model, integration, canvas));
    content.entries.push_back(std::move(entry));
  }
  return content;
}

// Its bar on the first line, and what there is no room for there on the second.
Content live(const Model& model, const Canvas& canvas) {
  Content content;
  for (const auto* run : live_runs(model)) {
    const auto name = std::string(enum_name(run->module)) + " " + run->integration;
    const auto bar = share_bar(*run, canvas.width < kWidePanels ? kBarWidth : 2 * kBarWidth);
    const Lines parts{Line(name).add(bar.empty() ? "" : "  ").add(bar, Style::good),
                      Line(counts_that_are(run->counts)), Line(activity(*run, model.now)),
                      Line(time_left(*run, model.now), Style::faint)};
    content.entries.push_back({packed(parts, canvas.width, kBarIndent, kMostAlarmLines, canvas.unicode),
                               {Target::Kind::run, std::to_string(run->run), run->integration}});
  }
  return content;
}

}  // namespace

std::string_view panel_name(Panel panel) {
  constexpr std::array<std::string_view, kPanels> names = {"Alarms", "Channels", "Running", "Runs",
                                                           "Orders", "Items",    "Quota"};
  return names[index_of(panel)];
}

std::optional<std::size_t> place_in_lists(Panel panel) {
  const auto* const found = std::find(kLists.begin(), kLists.end(), panel);
  if (found == kLists.end()) return std::nullopt;
  return static_cast<std::size_t>(found - kLists.begin());
}

Terminal terminal_of(const Canvas& canvas) {
  Terminal terminal;
  terminal.interactive = true;
  terminal.unicode = canvas.unicode;
  terminal.width = canvas.width;
  return terminal;
}

std::string coarse(Duration span) {
  if (span < std::chrono::minutes(1)) return "< 1 min";
  return format_duration(std::chrono::floor<std::chrono::minutes>(span));
}

Content content_of(Panel panel, const Model& model, const Canvas& canvas) {
  if (!model.status) return {};
  switch (panel) {
    case Panel::alarms:
      return alarms(model, canvas);
    case Panel::channels:
      return channels(model, canvas);
    case Panel::live:
      return live(model, canvas);
    case Panel::runs:
      return run_list(model, canvas);
    case Panel::orders:
      return order_list(model, canvas);
    case Panel::items:
      return item_list(model, canvas);
    case Panel::quota:
      break;
  }
  return quota_list(model, canvas);
}

}  // namespace sellerd::ctl::dashboard
