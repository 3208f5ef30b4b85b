#include "daemon/control/gst_month.h"

#include <algorithm>
#include <map>

#include "common/charset.h"
#include "daemon/books/gst_entries.h"
#include "daemon/control/tax_book.h"
#include "daemon/sync/business_day.h"

namespace sellerd::control {
namespace {

// Orders that were placed so long before the month may have shipped in it.
constexpr Duration kLongestWait = std::chrono::days(90);

// The documents of a report: whose, and its number.
using Document = std::tuple<std::uint32_t, std::string, std::string>;

Document document_of(const TaxReportRow& row) {
  return {row.integration, row.seller_gstin, row.document};
}

Result<void> visit_reported(const store::Store& store, const GstMonth& month,
                            std::optional<std::uint32_t> integration, const EntryVisitor& visit) {
  // A large invoice is one of a large sum, whatever its rows are. A row that comes while this goes on has
  // none yet: it is as large as itself.
  std::map<Document, Money> values;
  auto summed = visit_report(store, month, integration, [&](const TaxReportRow& row) -> Result<void> {
    const auto [found, is_new] = values.try_emplace(document_of(row), row.value);
    if (is_new) return {};
    return add_to(found->second, row.value);
  });
  if (!summed) return summed;
  return visit_report(store, month, integration, [&](const TaxReportRow& row) -> Result<void> {
    const auto day = sync::parse_day(row.document_day);
    if (!day) return day.error();
    const auto sum = values.find(document_of(row));
    const auto value = sum == values.end() ? row.value : sum->second;
    for (auto& entry : books::entries_of(row, value.minor, *day)) {
      if (auto visited = visit(std::move(entry)); !visited) return visited;
    }
    return {};
  });
}

Result<void> visit_order(const store::Store& store, const Order& order, const Organisation& organisation,
                         const EntryVisitor& visit) {
  const auto situation = tax_situation(store, order, organisation);
  if (!situation) return situation.error();
  const bool reported = std::any_of(situation->report.begin(), situation->report.end(),
                                    [](const TaxReportRow& row) { return row.transaction == "Shipment"; });
  if (reported) return {};
  for (auto& entry : books::entries_of(order, books::tax_of_order(order, *situation), situation->day)) {
    if (auto visited = visit(std::move(entry)); !visited) return visited;
  }
  return {};
}

Result<void> visit_inferred(const store::Store& store, const GstMonth& month,
                            std::optional<std::uint32_t> integration, const EntryVisitor& visit) {
  const auto organisation = store.get_or_default(store::kOrganisation, store::kTheOne);
  if (!organisation) return organisation.error();
  const store::Range range{store::make_key(month.begins - kLongestWait), store::make_key(month.ends)};
  return store.scan(store::kOrdersByTime, range, store::Direction::forward,
                    [&](store::IndexEntry, std::string_view key) -> Result<bool> {
                      const auto parts = store::kOrdersByTime.parse(key);
                      if (!parts) return parts.error();
                      const auto& [created, number, id] = *parts;
                      if (integration && number != *integration) return true;
                      const auto order = store.get(store::kOrders, number, id);
                      if (!order) return order.error();
                      if (!*order || !books::bears_gst(**order)) return true;
                      const auto supplied = supply_time(**order);
                      if (supplied < month.begins || supplied >= month.ends) return true;
                      if (auto done = visit_order(store, **order, *organisation, visit); !done)
                        return done.error();
                      return true;
                    });
}

}  // namespace

Result<GstMonth> read_month(const std::string& text) {
  const auto first = sync::parse_day(text + "-01");
  if (!first || text.size() != 7) {
    return make_error(ErrorCode::invalid_argument,
                      "\"" + std::string(cut_utf8(text, 20)) + "\" is not a month such as 2026-10", "month");
  }
  const auto begins = sync::day_begins(*first, kGstZone);
  if (!begins) return begins.error();
  const auto ends = sync::day_begins(*first + std::chrono::months(1), kGstZone);
  if (!ends) return ends.error();
  return GstMonth{text, *begins, *ends};
}

Result<void> visit_report(const store::Store& store, const GstMonth& month,
                          std::optional<std::uint32_t> integration, const RowVisitor& visit) {
  return store.scan(store::kTaxReportByMonth, store::under(store::kTaxReportByMonth, month.name),
                    store::Direction::forward, [&](store::IndexEntry, std::string_view key) -> Result<bool> {
                      const auto parts = store::kTaxReportByMonth.parse(key);
                      if (!parts) return parts.error();
                      const auto& [name, number, id, row_name] = *parts;
                      if (integration && number != *integration) return true;
                      const auto row = store.get(store::kTaxReport, number, id, row_name);
                      if (!row) return row.error();
                      if (!*row) return true;
                      if (auto visited = visit(**row); !visited) return visited.error();
                      return true;
                    });
}

Result<void> visit_month(const store::Store& store, const GstMonth& month,
                         std::optional<std::uint32_t> integration, const EntryVisitor& visit) {
  if (auto done = visit_reported(store, month, integration, visit); !done) return done;
  return visit_inferred(store, month, integration, visit);
}

}  // namespace sellerd::control
