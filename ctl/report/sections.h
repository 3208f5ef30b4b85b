// The parts of the report, each a function of what was collected. Pure.
#pragma once

#include "ctl/report/data.h"
#include "ctl/report/html.h"

namespace sellerd::ctl {

void write_overview(Html& html, const ReportData& data);
void write_health(Html& html, const ReportData& data);
void write_orders(Html& html, const ReportData& data);
void write_stock(Html& html, const ReportData& data);
void write_late(Html& html, const ReportData& data);
void write_quota(Html& html, const ReportData& data);
void write_gst(Html& html, const ReportData& data);

// All orders of the period together.
OrderCount all_orders(const ReportData& data);

// "1,234.50 INR"; "-" where there is no amount.
std::string amount_text(const Money& amount);

// All of what the sums say.
struct GstTotal {
  Money taxable;
  Money tax;
};
Result<GstTotal> gst_total(const GstSums& sums);

}  // namespace sellerd::ctl
