#include "ctl/dashboard/page.h"

#include <algorithm>
#include <set>

#include "ctl/dashboard/health.h"
#include "ctl/dashboard/list_panels.h"
#include "ctl/order_text.h"
#include "ctl/progress_text.h"
#include "ctl/record_text.h"
#include "ctl/status_text.h"
#include "ctl/text.h"
#include "ctl/why_text.h"

namespace sellerd::ctl::dashboard {
namespace {

// Builds a page from the top.
class Writer {
 public:
  Writer(std::string title, const Canvas& canvas) : canvas_(canvas) { page_.title = std::move(title); }

  void add(Line line, std::optional<Target> target = std::nullopt) {
    page_.lines.push_back(line.cut(canvas_.width, canvas_.unicode));
    page_.targets.push_back(std::move(target));
  }
  void text(std::string_view text, Style style = Style::plain) {
    for (auto& line : wrapped(text, canvas_.width, style)) add(std::move(line));
  }
  void heading(std::string_view text) {
    if (!page_.lines.empty()) add(Line());
    add(Line(text, Style::heading));
  }
  // A table whose rows can be opened.
  void table(const Content& content) {
    if (content.entries.empty()) add(Line(content.nothing, Style::faint));
    if (content.heading.width() > 0) add(content.heading);
    for (const auto& entry : content.entries) {
      for (const auto& line : entry.lines) add(line, entry.target);
    }
  }
  const Canvas& canvas() const { return canvas_; }
  PageContent take() { return std::move(page_); }

 private:
  PageContent page_;
  const Canvas& canvas_;
};

void write_alarms(Writer& page, const Model& model) {
  for (const auto& alarm : model.status->alarms) page.text("! " + alarm, Style::bad);
  if (model.status->alarms.empty()) page.text("There is none.");
}

void write_channel(Writer& page, const Model& model, const Detail& detail) {
  auto status = *model.status;
  status.alarms.clear();
  status.stopped = false;
  std::erase_if(status.integrations, [&](const auto& each) { return each.name != detail.target.name; });
  if (status.integrations.empty()) return page.text("It is not connected any more.");
  status.now = model.now;
  page.text(status_text(status, terminal_of(page.canvas())));
  Model quota;
  for (const auto& bucket : model.quota) {
    if (bucket.integration == detail.target.name) quota.quota.push_back(bucket);
  }
  page.heading("Quota");
  page.table(quota_list(quota, page.canvas()));
}

std::string run_facts(const Run& run) {
  std::vector<std::pair<std::string, std::string>> facts;
  const auto fact = [&facts](const char* name, const std::string& value) {
    if (!value.empty()) facts.emplace_back(name, clean(value));
  };
  const auto state = std::string(enum_name(run.state));
  fact("State", run.reason.empty() ? state : state + ": " + run.reason);
  fact("Do", run.advice);
  fact("Started", utc(run.started) + ", " + std::string(enum_name(run.trigger)));
  if (run.ended) fact("Ended", utc(*run.ended) + ", after " + format_duration(*run.ended - run.started));
  if (run.window_from && run.window_to)
    fact("Window",
         utc(*run.window_from) + " to " + utc(*run.window_to) + ", " + std::string(enum_name(run.axis)));
  fact("Records", counts_that_are(run.counts));
  fact("Reported", grouped(run.reported) + ", of which " + grouped(run.held) + " are held" +
                       (run.late == 0 ? "" : ", " + grouped(run.late) + " late"));
  fact("Took", count_of(run.calls, "call") + ", " + count_of(run.pages, "page") + " by " +
                   std::string(enum_name(run.route)));
  fact("Job", run.job);
  return labelled_lines(facts, 0);
}

void write_run(Writer& page, const Model& model, const Detail& detail) {
  const auto& run = *detail.run;
  if (const auto* progress = live_run(model, run.id)) {
    page.text(progress_bar(*progress, model.now, page.canvas().width, page.canvas().unicode), Style::good);
    page.add(Line());
  }
  page.text(run_facts(run));
  page.heading(detail.more_records ? "Its first records: sellerctl history show " + std::to_string(run.id)
                                   : "Its records");
  if (detail.records.empty()) page.add(Line("none", Style::faint));
  std::size_t width = 0;
  for (const auto& record : detail.records) width = std::max(width, display_width(clean(record.record_id)));
  for (const auto& record : detail.records) {
    Line line(record.record_id);
    const bool failed = record.outcome == Outcome::failed;
    line.pad_to(std::min(width, page.canvas().width / 2)).add("  ");
    line.add(enum_name(record.outcome), failed ? Style::warning : Style::plain);
    if (!record.reason.empty()) line.add("  " + record.reason);
    std::optional<Target> target;
    if (run.module == Module::orders)
      target = Target{Target::Kind::order, record.record_id, run.integration_name};
    if (run.module == Module::items) target = Target{Target::Kind::sku, record.record_id, {}};
    page.add(std::move(line), std::move(target));
  }
}

void write_why(Writer& page, const Detail& detail) {
  if (detail.why.empty()) return;
  page.heading("Why");
  const auto terminal = terminal_of(page.canvas());
  WhyWriter writer(terminal);
  for (const auto& link : detail.why) page.text(writer.add(link));
}

void write_order(Writer& page, const Detail& detail) {
  const auto& reply = *detail.order;
  std::set<std::string> skus;
  for (const auto& line : reply.order.lines) {
    if (!line.sku.empty()) skus.insert(line.sku);
  }
  page.text(order_text(reply.order, reply.stock, reply.tax, reply.customer));
  if (!skus.empty()) page.heading("Its SKUs");
  for (const auto& sku : skus) page.add(Line(sku), Target{Target::Kind::sku, sku, {}});
  write_why(page, detail);
}

void write_sku(Writer& page, const Detail& detail) {
  page.heading("Stock");
  if (detail.levels.empty()) page.add(Line("none is kept under this SKU", Style::faint));
  for (const auto& level : detail.levels) {
    page.text(clean(level.warehouse) + ": " + grouped(level.free()) + " free, " + grouped(level.on_hand) +
                  " on hand, " + grouped(level.committed) + " reserved",
              level.free() < 0 ? Style::bad : Style::plain);
  }
  write_why(page, detail);
}

std::string title_of(const Target& target) {
  switch (target.kind) {
    case Target::Kind::alarms:
      return "Alarms";
    case Target::Kind::channel:
      return "Account " + target.name;
    case Target::Kind::run:
      return "Run " + target.name;
    case Target::Kind::order:
      return "Order " + target.name;
    case Target::Kind::sku:
      return "SKU " + target.name;
    case Target::Kind::subject:
      break;
  }
  return target.name;
}

}  // namespace

PageContent page_content(const Model& model, const Detail& detail, const Canvas& canvas) {
  Writer page(title_of(detail.target), canvas);
  const bool is_known = model.status.has_value();
  if (!detail.trouble.empty()) {
    page.text(detail.trouble, Style::bad);
  } else if (is_known && detail.target.kind == Target::Kind::alarms) {
    write_alarms(page, model);
  } else if (is_known && detail.target.kind == Target::Kind::channel) {
    write_channel(page, model, detail);
  } else if (detail.loading) {
    page.text("asking ...");
  } else if (detail.run) {
    write_run(page, model, detail);
  } else if (detail.order) {
    write_order(page, detail);
  } else {
    write_sku(page, detail);
  }
  return page.take();
}

PageContent help_content(const Canvas& canvas) {
  Writer page("Keys", canvas);
  for (const auto& [key, meaning] :
       {std::pair{"Tab, left, right", "another part"}, std::pair{"up, down, j, k", "another line"},
        std::pair{"PgUp, PgDn, Home, End", "far away"},
        std::pair{"Enter", "open: an account, a run, an order, a SKU"},
        std::pair{"/", "open an order or a SKU by its name, a run as: run 7"},
        std::pair{"s", "start a sync of everything"}, std::pair{"Esc, q", "back; at last, leave"},
        std::pair{"Ctrl-C", "leave at once"}, std::pair{"Ctrl-L", "draw anew"}}) {
    const auto line = pad(key, 23, Align::left) + meaning;
    page.text(display_width(line) <= canvas.width ? line : std::string(key) + "\n  " + meaning);
  }
  page.text("What runs goes on in sellerd when you leave. All commands: sellerctl --help");
  return page.take();
}

}  // namespace sellerd::ctl::dashboard
