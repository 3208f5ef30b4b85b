// The report as one page of HTML that asks for nothing else: no script, no picture, no address. Pure.
#pragma once

#include <string>

#include "ctl/report/data.h"

namespace sellerd::ctl {

std::string report_page(const ReportData& data);

// The style sheet within it.
std::string report_style();

}  // namespace sellerd::ctl
