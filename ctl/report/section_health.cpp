// Whether the books were kept in step: runs day by day, and what each brought.
#include <algorithm>
#include <map>

#include "ctl/report/figure.h"
#include "ctl/report/sections.h"
#include "ctl/text.h"

namespace sellerd::ctl {
namespace {

// More columns than these cannot be told apart.
constexpr std::size_t kMostRuns = 200;

void write_accounts(Html& html, const ReportData& data) {
  DataTable table{.caption = "How each module stands now",
                  .headings = {{"Account"}, {"State"}, {"Module"}, {"Last run"}, {"Ended"}, {"Read up to"}}};
  for (const auto& integration : data.status.integrations) {
    for (const auto& module : integration.modules) {
      const auto& last = module.last_run;
      table.rows.push_back({integration.name, std::string(enum_name(integration.state)),
                            std::string(enum_name(module.module)),
                            last ? std::to_string(last->id) + " " + std::string(enum_name(last->state)) : "-",
                            last ? short_time(last->ended.value_or(Timestamp{})) : "-",
                            module.read_to ? short_time(*module.read_to) : "-"});
    }
  }
  html.element("h3", "How it stands now");
  if (table.rows.empty()) {
    html.element("p", {{"class", "nothing"}}, "No account is connected.");
  } else {
    write_table(html, "accounts-table", table);
  }
}

void write_days_of_runs(Html& html, const ReportData& data) {
  const ChartName name{
      "runs", "Runs, day by day",
      "How many runs began on each day, and how they ended. A day without a column had none."};
  const std::vector<Series> series = {{"succeeded", "good"}, {"ended otherwise", "bad"}};
  std::map<std::string, DaySummary> days;
  for (const auto& row : data.history) {
    auto& day = days[row.day];
    for (const auto part :
         {&DaySummary::runs, &DaySummary::succeeded, &DaySummary::not_succeeded, &DaySummary::created,
          &DaySummary::updated, &DaySummary::unchanged, &DaySummary::failed, &DaySummary::late})
      day.*part += row.*part;
  }
  DataTable table{.caption = "Runs by day", .headings = {{"Day"}}};
  add_numbers(table, {"Runs", "Succeeded", "Ended otherwise", "Created", "Updated", "Unchanged", "Failed",
                      "Found late"});
  std::vector<Group> columns;
  for (const auto& order_day : data.orders.days) {
    const auto& day = days[order_day.name];
    columns.push_back({order_day.name, {day.succeeded, day.not_succeeded}});
    if (day.runs == 0) continue;
    table.rows.push_back({order_day.name, grouped(day.runs), grouped(day.succeeded),
                          grouped(day.not_succeeded), grouped(day.created), grouped(day.updated),
                          grouped(day.unchanged), grouped(day.failed), grouped(day.late)});
  }
  write_figure(html, name, table, "No run began in these days.", [&] {
    write_legend(html, series);
    write_columns(html, name, series, columns);
  });
}

std::int64_t synced(const Run& run) {
  return run.counts.created + run.counts.updated + run.counts.unchanged;
}

void write_runs(Html& html, const ReportData& data) {
  const auto shown = std::min(data.runs.size(), kMostRuns);
  std::string about =
      "Upwards what was synced, downwards what failed, oldest run first; each line is ten "
      "times the one before.";
  if (shown < data.runs.size()) {
    about += " These are the newest " + std::to_string(shown) + " of " +
             count_of(static_cast<std::int64_t>(data.runs.size()), "run") + "; sellerctl history lists all.";
  }
  const ChartName name{"records", "Records, run by run", about};
  const std::vector<Series> series = {{"synced", "good"}, {"failed", "bad"}};
  DataTable table{
      .caption = "Records by run",
      .headings = {{"Run"}, {"Account"}, {"Module"}, {"Started by"}, {"Started (UTC)"}, {"Ended as"}}};
  add_numbers(table, {"Synced", "Created", "Updated", "Unchanged", "Failed", "Found late"});
  std::vector<Group> columns;
  for (auto run = data.runs.end() - static_cast<std::ptrdiff_t>(shown); run != data.runs.end(); ++run) {
    const auto& counts = run->counts;
    columns.push_back({"run " + std::to_string(run->id), {synced(*run), counts.failed}});
    table.rows.push_back({std::to_string(run->id), run->integration_name, std::string(enum_name(run->module)),
                          std::string(enum_name(run->trigger)), short_time(run->started),
                          std::string(enum_name(run->state)), grouped(synced(*run)), grouped(counts.created),
                          grouped(counts.updated), grouped(counts.unchanged), grouped(counts.failed),
                          grouped(run->late)});
  }
  write_figure(html, name, table, "No run began in these days.", [&] {
    write_legend(html, series);
    write_mirrored(html, name, series, columns);
  });
}

}  // namespace

void write_health(Html& html, const ReportData& data) {
  open_section(html, "health", "Sync health");
  write_accounts(html, data);
  write_days_of_runs(html, data);
  write_runs(html, data);
  html.close();
}

}  // namespace sellerd::ctl
