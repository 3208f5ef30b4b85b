// The tax report and the figures of GSTR-1.
#include "common/api/tax.h"
#include "daemon/books/gst_entries.h"
#include "daemon/books/gst_summary.h"
#include "daemon/books/place_of_supply.h"
#include "daemon/books/tax_report_rows.h"
#include "daemon/control/gst_month.h"
#include "daemon/control/handlers.h"
#include "daemon/control/listing.h"
#include "daemon/control/tax_book.h"
#include "daemon/store/draft.h"
#include "daemon/sync/customer_book.h"
#include "daemon/sync/record_rules.h"
#include "daemon/sync/removal.h"

namespace sellerd::control {
namespace {

constexpr std::size_t kMostLines = 1'000;

// Puts a row that is new or says something else than before.
Result<void> take(store::Draft& draft, sync::CustomerBook& customers, const TaxReportRow& row,
                  api::ImportTaxReport::Reply& reply) {
  using Rules = sync::TaxRules;
  const auto held = Rules::find(draft.view(), row.integration, Rules::id(row));
  if (!held) return held.error();
  switch (Rules::compare(row, *held, {})) {
    case Outcome::created:
      ++reply.created;
      break;
    case Outcome::updated:
      ++reply.updated;
      break;
    default:
      ++reply.unchanged;
      return {};
  }
  Rules::put(draft.batch(), row, *held);
  return customers.note_gstin(row.integration, row.order_id, row.buyer_gstin);
}

Result<api::ImportTaxReport::Reply> import_rows(store::Store& store, const std::vector<TaxReportRow>& rows,
                                                bool dry_run, const std::string& actor, Timestamp now) {
  store::Draft draft(store);
  sync::CustomerBook customers(draft);
  api::ImportTaxReport::Reply reply;
  for (const auto& row : rows) {
    if (auto taken = take(draft, customers, row, reply); !taken) return taken.error();
  }
  for (const auto& row : rows) {
    auto differences = differences_of(draft.view(), row);
    if (!differences) return differences.error();
    std::move(differences->begin(), differences->end(), std::back_inserter(reply.differences));
  }
  if (dry_run || reply.created + reply.updated == 0) return reply;
  if (auto finished = customers.finish(); !finished) return finished.error();
  auto noted = sync::note_audit(
      draft.view(), draft.batch(),
      {0, now, actor, "tax report imported",
       std::to_string(reply.created) + " new rows, " + std::to_string(reply.updated) + " changed"});
  if (!noted) return noted.error();
  if (auto committed = store.commit(draft.batch()); !committed) return committed.error();
  return reply;
}

Task<Result<api::ImportTaxReport::Reply>> import_report(Services& services,
                                                        api::ImportTaxReport::Request request,
                                                        std::string actor) {
  if (request.lines.size() > kMostLines)
    co_return make_error(ErrorCode::invalid_argument, "1000 rows at the most", "lines");
  const auto integration = the_integration(services.integrations, request.integration, "report");
  if (!integration) co_return integration.error();
  std::vector<TaxReportRow> rows;
  for (std::size_t i = 0; i < request.lines.size(); ++i) {
    auto row = books::tax_report_row(std::move(request.lines[i]), integration->number);
    if (!row) co_return within("lines[" + std::to_string(i) + "].row", row.error());
    rows.push_back(std::move(*row));
  }
  co_return co_await services.worker.run(
      [&store = services.store, rows = std::move(rows), dry_run = request.dry_run, actor = std::move(actor),
       now = services.clock.now()] { return import_rows(store, rows, dry_run, actor, now); });
}

// All below looks at a whole month, on the reader.
using Figures = Result<std::vector<GstFigure>>;

Task<Result<void>> send_figures(Figures figures, ReplyStream<api::GstSummary::Reply>& stream) {
  if (!figures) co_return figures.error();
  for (auto& figure : *figures) {
    const api::GstSummary::Reply reply{std::move(figure)};
    if (!co_await stream.send(reply)) break;
  }
  co_return Result<void>();
}

Task<Result<void>> summarize(Services& services, api::GstSummary::Request request,
                             ReplyStream<api::GstSummary::Reply>& stream) {
  const auto integration = chosen_integration(services.integrations, request.integration);
  if (!integration) co_return integration.error();
  const auto month = read_month(request.month);
  if (!month) co_return month.error();
  auto figures = co_await services.reader.run(
      [&store = services.store, month = *month, number = *integration]() -> Figures {
        books::GstSummarizer summarizer;
        auto visited =
            visit_month(store, month, number, [&](GstFigure&& entry) { return summarizer.take(entry); });
        if (!visited) return visited.error();
        return summarizer.figures();
      });
  co_return co_await send_figures(std::move(figures), stream);
}

Task<Result<void>> list_entries(Services& services, api::GstEntries::Request request,
                                ReplyStream<api::GstEntries::Reply>& stream) {
  const auto integration = chosen_integration(services.integrations, request.integration);
  if (!integration) co_return integration.error();
  const auto month = read_month(request.month);
  if (!month) co_return month.error();
  std::optional<std::string> place;
  if (request.place) {
    auto state = chosen_state(*request.place, "place");
    if (!state) co_return state.error();
    place = books::place_text(*state);
  }
  const auto wanted = [request, place](const GstFigure& entry) {
    return (!request.section || entry.section == *request.section) && (!place || entry.place == *place) &&
           (!request.rate || entry.rate == *request.rate) &&
           (!request.order_id || entry.order_id == *request.order_id);
  };
  auto entries = co_await services.reader.run(
      [&store = services.store, month = *month, number = *integration, wanted]() -> Figures {
        std::vector<GstFigure> chosen;
        auto visited = visit_month(store, month, number, [&](GstFigure&& entry) -> Result<void> {
          if (wanted(entry)) chosen.push_back(std::move(entry));
          return {};
        });
        if (!visited) return visited.error();
        return chosen;
      });
  co_return co_await send_figures(std::move(entries), stream);
}

Task<Result<void>> list_differences(Services& services, api::GstDifferences::Request request,
                                    ReplyStream<api::GstDifferences::Reply>& stream) {
  const auto integration = chosen_integration(services.integrations, request.integration);
  if (!integration) co_return integration.error();
  const auto month = read_month(request.month);
  if (!month) co_return month.error();
  using Differences = Result<std::vector<TaxDifference>>;
  auto differences = co_await services.reader.run(
      [&store = services.store, month = *month, number = *integration]() -> Differences {
        std::vector<TaxDifference> all;
        auto visited = visit_report(store, month, number, [&](const TaxReportRow& row) -> Result<void> {
          auto found = differences_of(store, row);
          if (!found) return found.error();
          std::move(found->begin(), found->end(), std::back_inserter(all));
          return {};
        });
        if (!visited) return visited.error();
        return all;
      });
  if (!differences) co_return differences.error();
  for (auto& difference : *differences) {
    const api::GstDifferences::Reply reply{std::move(difference)};
    if (!co_await stream.send(reply)) break;
  }
  co_return Result<void>();
}

}  // namespace

void add_gst_handlers(Dispatcher& dispatcher, Services& services) {
  dispatcher.add<api::ImportTaxReport>(
      [&services](api::ImportTaxReport::Request request, const Caller& caller) {
        return import_report(services, std::move(request), caller.peer.name);
      });
  dispatcher.add<api::GstSummary>([&services](api::GstSummary::Request request, const Caller&,
                                              ReplyStream<api::GstSummary::Reply>& stream) {
    return summarize(services, std::move(request), stream);
  });
  dispatcher.add<api::GstEntries>([&services](api::GstEntries::Request request, const Caller&,
                                              ReplyStream<api::GstEntries::Reply>& stream) {
    return list_entries(services, std::move(request), stream);
  });
  dispatcher.add<api::GstDifferences>([&services](api::GstDifferences::Request request, const Caller&,
                                                  ReplyStream<api::GstDifferences::Reply>& stream) {
    return list_differences(services, std::move(request), stream);
  });
}

}  // namespace sellerd::control
