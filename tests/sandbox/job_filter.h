// What getReports and getFeeds are asked: they filter and page their jobs in the same way. Pure.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "common/error.h"
#include "common/time_text.h"
#include "tests/sandbox/request_target.h"

namespace sellerd::sandbox {

struct JobFilter {
  std::vector<std::string> types;     // empty: all
  std::vector<std::string> statuses;  // empty: all
  Timestamp since;
  Timestamp until;
  std::size_t page_size = 10;
  std::size_t skip = 0;

  bool wants(std::string_view type, std::string_view status, Timestamp created) const;
};

// How one operation calls what it filters by.
struct JobFilterRules {
  std::string_view types_parameter;      // "reportTypes"
  bool (*known_type)(std::string_view);  // of the types that may be asked for
  std::string_view marketplace_id;
};

// How long a job is kept, unless it is said otherwise.
inline constexpr Duration kJobRetention = std::chrono::days{90};

// A nextToken excludes every other parameter. Errors: invalid_argument naming the parameter.
Result<JobFilter> read_job_filter(const Parameters& parameters, const JobFilterRules& rules, Timestamp now);

// The nextToken for what follows `skip` jobs of the filter.
std::string job_page_token(const JobFilter& filter, const JobFilterRules& rules, std::size_t skip);

}  // namespace sellerd::sandbox
