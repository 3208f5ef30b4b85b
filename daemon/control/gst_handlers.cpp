// The tax report and the figures of GSTR-1.
#include "common/api/tax.h"
#include "daemon/books/gst_entries.h"
#include "daemon/books/gst_summary.h"
#include "daemon/books/india_states.h"
#include "daemon/books/place_of_supply.h"
#include "daemon/control/gst_month.h"
#include "daemon/control/handlers.h"
#include "daemon/control/listing.h"
#include "daemon/control/tax_book.h"
#include "daemon/store/draft.h"
#include "daemon/sync/business_day.h"
#include "daemon/sync/removal.h"

namespace sellerd::control {
namespace {

constexpr std::size_t kMostLines = 1'000;
constexpr std::size_t kLongestText = 200;
constexpr std::int64_t kMostUnits = 1'000'000;

Error bad_line(std::size_t index, std::string_view field, std::string message) {
  return make_error(ErrorCode::invalid_argument, std::move(message),
                    "lines[" + std::to_string(index) + "].row." + std::string(field));
}

// What becomes part of keys, and of sums.
Result<void> check(const TaxReportRow& row, std::size_t index) {
  const auto short_enough = [](const std::string& text) { return text.size() <= kLongestText; };
  if (row.order_id.empty() || !short_enough(row.order_id))
    return bad_line(index, "order_id", "is no order id");
  if (row.transaction.empty() || !short_enough(row.transaction))
    return bad_line(index, "transaction", "must be said");
  for (const auto* text : {&row.document, &row.original_document, &row.shipment_item_id, &row.seller_gstin,
                           &row.buyer_gstin, &row.sku, &row.hsn}) {
    if (!short_enough(*text)) return bad_line(index, "document", "a text of the row is too long");
  }
  if (!sync::parse_day(row.document_day))
    return bad_line(index, "document_day", "is not a day such as 2026-01-04");
  if (row.quantity < -kMostUnits || row.quantity > kMostUnits)
    return bad_line(index, "quantity", "is too large");
  if (row.occurrence < 0) return bad_line(index, "occurrence", "must be 0 or more");
  for (const auto* amount : {&row.value, &row.taxable, &row.tax, &row.igst, &row.cgst, &row.sgst, &row.cess,
                             &row.tcs_igst, &row.tcs_cgst, &row.tcs_sgst}) {
    if (amount->currency.code() != "INR") return bad_line(index, "value", "amounts must be in INR");
  }
  return {};
}

// The named account, or the only one.
Result<std::uint32_t> account_of(const Services& services, const std::optional<std::string>& name) {
  const auto chosen = chosen_integration(services.integrations, name);
  if (!chosen) return chosen.error();
  if (*chosen) return **chosen;
  const auto all = services.integrations.all();
  if (all.size() == 1) return all.front().number;
  return make_error(ErrorCode::conflict, "it is not clear whose report it is", "integration",
                    all.empty() ? "sellerctl connect" : "add --integration");
}

TaxReportRow completed(api::TaxReportLine line, std::uint32_t integration) {
  line.row.integration = integration;
  const auto* from = books::read_india_state(line.ship_from_state);
  line.row.ship_from = from == nullptr ? std::string() : std::string(from->code);
  line.row.place = books::place_of_supply(line.ship_to_state, line.ship_to_postal_code, line.ship_to_country);
  return std::move(line.row);
}

// Puts a row that is new or says something else than before.
Result<void> take(store::Draft& draft, const TaxReportRow& row, api::ImportTaxReport::Reply& reply) {
  const auto name = tax_row_name(row);
  const auto held = draft.get(store::kTaxReport, row.integration, row.order_id, name);
  if (!held) return held.error();
  if (*held && **held == row) {
    ++reply.unchanged;
    return {};
  }
  ++(*held ? reply.updated : reply.created);
  if (*held) {
    draft.erase(store::kTaxReportByMonth, (*held)->document_day.substr(0, 7), row.integration, row.order_id,
                name);
  }
  draft.put(store::kTaxReport, row, row.integration, row.order_id, name);
  draft.put(store::kTaxReportByMonth, store::IndexEntry{}, row.document_day.substr(0, 7), row.integration,
            row.order_id, name);
  return {};
}

Result<api::ImportTaxReport::Reply> import_rows(store::Store& store, const std::vector<TaxReportRow>& rows,
                                                bool dry_run, const std::string& actor, Timestamp now) {
  store::Draft draft(store);
  api::ImportTaxReport::Reply reply;
  for (const auto& row : rows) {
    if (auto taken = take(draft, row, reply); !taken) return taken.error();
  }
  for (const auto& row : rows) {
    auto differences = differences_of(draft.view(), row);
    if (!differences) return differences.error();
    std::move(differences->begin(), differences->end(), std::back_inserter(reply.differences));
  }
  if (dry_run || reply.created + reply.updated == 0) return reply;
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
  const auto integration = account_of(services, request.integration);
  if (!integration) co_return integration.error();
  std::vector<TaxReportRow> rows;
  for (std::size_t i = 0; i < request.lines.size(); ++i) {
    rows.push_back(completed(std::move(request.lines[i]), *integration));
    if (auto good = check(rows.back(), i); !good) co_return good.error();
  }
  co_return co_await services.worker.run(
      [&store = services.store, rows = std::move(rows), dry_run = request.dry_run, actor = std::move(actor),
       now = services.clock.now()] { return import_rows(store, rows, dry_run, actor, now); });
}

using Figures = Result<std::vector<GstFigure>>;

Task<Result<void>> send_figures(Figures figures, ReplyStream<api::GstSummary::Reply>& stream) {
  if (!figures) co_return figures.error();
  for (auto& figure : *figures) {
    const api::GstSummary::Reply reply{std::move(figure)};
    if (!co_await stream.send(reply)) break;
  }
  co_return Result<void>();
}

// On the worker: it takes longer than the loop may.
Task<Result<void>> summarize(Services& services, api::GstSummary::Request request,
                             ReplyStream<api::GstSummary::Reply>& stream) {
  const auto integration = chosen_integration(services.integrations, request.integration);
  if (!integration) co_return integration.error();
  const auto month = read_month(request.month);
  if (!month) co_return month.error();
  auto figures = co_await services.worker.run(
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
  auto entries = co_await services.worker.run(
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
  auto differences = co_await services.worker.run(
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
