// What a report is made of, asked of the daemon. Holds no personal data: of buyers there is nothing but the
// state that goods went to.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "common/api/service.h"
#include "common/api/sync.h"
#include "common/model/order_summary.h"
#include "common/model/summary.h"
#include "ctl/report/rate_order.h"
#include "ctl/session.h"

namespace sellerd::ctl {

// A listing of which buyers see another quantity than they should.
struct DriftedListing {
  std::string integration;
  std::string sku;
  std::int64_t desired = 0;
  std::int64_t live = 0;
};

// Of the listings with a quantity to show, what buyers saw of them when they were last looked at.
struct StockLooks {
  std::int64_t agreeing = 0;
  std::int64_t not_seen = 0;  // not looked at yet
  std::vector<DriftedListing> drifted;
};

// Sales of the months that the period touches, of one place at one rate. Amounts are in rupees.
struct GstSum {
  Money taxable;
  Money igst;
  Money cgst;
  Money sgst;
  Money cess;
};

struct GstSums {
  std::vector<std::string> months;  // "2026-10", oldest first
  std::map<ByPlaceAndRate::Key, GstSum, ByPlaceAndRate> by_rate;
  std::map<std::string, Money> by_basis;  // taxable, by whose word it is
  std::int64_t set_aside = 0;             // orders that cannot be filed yet
};

struct ReportData {
  api::GetStatus::Reply status;
  OrderSummary orders;
  std::vector<DaySummary> history;  // oldest day first
  std::vector<Run> runs;            // oldest first
  std::vector<std::int64_t> late_seconds;
  std::vector<api::ListQuota::Reply> quota;
  StockLooks stock;
  GstSums gst;
};

// The days are the marketplace's; of the last 30 when left out. Errors: invalid_argument for from and to, and
// those of the calls.
Result<ReportData> collect_report(Session& session, const std::optional<std::string>& from,
                                  const std::optional<std::string>& to);

}  // namespace sellerd::ctl
