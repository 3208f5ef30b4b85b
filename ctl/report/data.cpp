#include "ctl/report/data.h"

#include <algorithm>

#include "common/api/orders.h"
#include "common/api/stock.h"
#include "common/api/tax.h"
#include "ctl/integration_names.h"
#include "ctl/typed_call.h"

namespace sellerd::ctl {
namespace {

// Each month is a look at four months of orders.
constexpr std::size_t kMostMonths = 24;

Result<void> collect_history(Session& session, ReportData& data) {
  const auto span = data.status.now - data.orders.begins;
  // The day in which the oldest moment lies is cut.
  const auto days = std::max<std::int64_t>(std::chrono::ceil<std::chrono::days>(span).count() + 1, 1);
  auto listed =
      each_reply<api::SummarizeHistory>(session, {.days = days}, [&](api::SummarizeHistory::Reply reply) {
        const auto& day = reply.summary.day;
        if (day >= data.orders.first_day && day <= data.orders.last_day)
          data.history.push_back(std::move(reply.summary));
      });
  std::reverse(data.history.begin(), data.history.end());
  return listed;
}

Result<void> collect_runs(Session& session, ReportData& data) {
  auto listed = each_reply<api::ListRuns>(session, {}, [&](api::ListRuns::Reply reply) {
    if (reply.run.started >= data.orders.begins && reply.run.started < data.orders.ends)
      data.runs.push_back(std::move(reply.run));
  });
  std::reverse(data.runs.begin(), data.runs.end());
  return listed;
}

Result<void> collect_late(Session& session, ReportData& data) {
  for (const auto& run : data.runs) {
    if (run.late == 0 || run.module != Module::orders) continue;
    auto listed = each_reply<api::ListRunRecords>(session, {.run = run.id, .late = true},
                                                  [&](const api::ListRunRecords::Reply& reply) {
                                                    if (reply.record.late_seconds)
                                                      data.late_seconds.push_back(*reply.record.late_seconds);
                                                  });
    if (!listed) return listed;
  }
  return {};
}

Result<void> collect_stock(Session& session, ReportData& data) {
  const auto names = integration_names(session);
  if (!names) return names.error();
  return each_reply<api::ListPushes>(session, {}, [&](api::ListPushes::Reply reply) {
    auto& push = reply.push;
    if (!push.live) {
      ++data.stock.not_seen;
    } else if (*push.live == push.desired) {
      ++data.stock.agreeing;
    } else {
      const auto name = names->find(push.integration);
      data.stock.drifted.push_back({name != names->end() ? name->second : std::string(), std::move(push.sku),
                                    push.desired, *push.live});
    }
  });
}

// "2026-11" to "2026-10".
std::string month_before(const std::string& month) {
  const auto first = parse_time(month + "-01T00:00:00Z");
  if (!first) return {};
  return format_time(*first - std::chrono::days(1)).substr(0, 7);
}

// The newest months that the period touches, oldest first.
std::vector<std::string> months_of(const OrderSummary& orders) {
  std::vector<std::string> months;
  const auto first = orders.first_day.substr(0, 7);
  auto month = orders.last_day.substr(0, 7);
  for (; month >= first && months.size() < kMostMonths; month = month_before(month)) months.push_back(month);
  std::reverse(months.begin(), months.end());
  return months;
}

// What is a sale, or takes one back; the other tables hold the same again or no tax of the seller's.
bool is_sale(GstSection section) {
  return section != GstSection::hsn && section != GstSection::tcs && section != GstSection::set_aside;
}

Result<void> take_figure(GstSums& sums, const GstFigure& figure) {
  if (figure.section == GstSection::set_aside) sums.set_aside += figure.orders;
  if (!is_sale(figure.section)) return {};
  auto& sum = sums.by_rate[{figure.place, figure.rate}];
  for (const auto& [into, amount] :
       {std::pair(&sum.taxable, &figure.taxable), std::pair(&sum.igst, &figure.igst),
        std::pair(&sum.cgst, &figure.cgst), std::pair(&sum.sgst, &figure.sgst),
        std::pair(&sum.cess, &figure.cess),
        std::pair(&sums.by_basis[std::string(enum_name(figure.basis))], &figure.taxable)}) {
    if (auto added = add_to(*into, *amount); !added) return added;
  }
  return {};
}

Result<void> collect_gst(Session& session, ReportData& data) {
  data.gst.months = months_of(data.orders);
  for (const auto& month : data.gst.months) {
    Result<void> taken;
    auto listed =
        each_reply<api::GstSummary>(session, {.month = month}, [&](const api::GstSummary::Reply& reply) {
          if (taken) taken = take_figure(data.gst, reply.figure);
        });
    if (!listed) return listed;
    if (!taken) return taken;
  }
  return {};
}

}  // namespace

Result<ReportData> collect_report(Session& session, const std::optional<std::string>& from,
                                  const std::optional<std::string>& to) {
  ReportData data;
  auto orders = call_method<api::SummarizeOrders>(session, {.from = from, .to = to});
  if (!orders) return orders.error();
  data.orders = std::move(orders->summary);
  auto status = call_method<api::GetStatus>(session, {});
  if (!status) return status.error();
  data.status = std::move(*status);
  auto listed = each_reply<api::ListQuota>(
      session, {}, [&](api::ListQuota::Reply reply) { data.quota.push_back(std::move(reply)); });
  if (!listed) return listed.error();
  for (const auto collect : {&collect_history, &collect_runs, &collect_late, &collect_stock, &collect_gst}) {
    if (auto collected = collect(session, data); !collected) return collected.error();
  }
  return data;
}

}  // namespace sellerd::ctl
