#include "tests/sandbox/job_filter.h"

#include <algorithm>
#include <boost/algorithm/string/join.hpp>

#include "tests/sandbox/base64.h"
#include "tests/sandbox/parameter_checks.h"

namespace sellerd::sandbox {
namespace {

constexpr std::size_t kMostTypes = 10;
constexpr std::size_t kMostMarketplacesOfJobs = 10;
constexpr std::size_t kMostJobsPerPage = 100;

constexpr std::string_view kJobStatuses[] = {"CANCELLED", "DONE", "FATAL", "IN_PROGRESS", "IN_QUEUE"};

bool listed(const std::vector<std::string>& wanted, std::string_view value) {
  return wanted.empty() || std::ranges::find(wanted, value) != wanted.end();
}

Result<> read_names(const Parameters& parameters, const JobFilterRules& rules, JobFilter& filter) {
  if (const auto* types = find_parameter(parameters, rules.types_parameter); types != nullptr) {
    for (const std::string_view type : split_list(*types)) {
      if (!rules.known_type(type)) return invalid(rules.types_parameter, "no such type");
      filter.types.emplace_back(type);
    }
    if (filter.types.size() > kMostTypes) return invalid(rules.types_parameter, "at most 10 may be given");
  }
  if (const auto* statuses = find_parameter(parameters, "processingStatuses"); statuses != nullptr) {
    for (const std::string_view status : split_list(*statuses)) {
      if (std::ranges::find(kJobStatuses, status) == std::end(kJobStatuses)) {
        return invalid("processingStatuses", "no such status");
      }
      filter.statuses.emplace_back(status);
    }
  }
  return {};
}

Result<> read_limits(const Parameters& parameters, JobFilter& filter) {
  for (const auto& [name, time] :
       {std::pair{"createdSince", &filter.since}, std::pair{"createdUntil", &filter.until}}) {
    const auto given = read_time(parameters, name);
    if (given.has_error()) return given.error();
    *time = given->value_or(*time);
  }
  return read_page_size(parameters, "pageSize", kMostJobsPerPage, filter.page_size);
}

Result<JobFilter> read_page_token(const std::string& token, const JobFilterRules& rules, Timestamp now) {
  const auto text = base64_decoded(token);
  const auto form = text ? parse_form(*text) : Result<Parameters>(invalid("nextToken", "is not a token"));
  if (form.has_error()) return invalid("nextToken", "is not a token of this marketplace");
  JobFilter filter;
  filter.until = now;
  const auto* skip = find_parameter(*form, "skip");
  const bool good = skip != nullptr && parse_number(*skip, filter.skip) &&
                    !read_names(*form, rules, filter).has_error() && !read_limits(*form, filter).has_error();
  if (!good) return invalid("nextToken", "is not a token of this marketplace");
  return filter;
}

}  // namespace

bool JobFilter::wants(std::string_view type, std::string_view status, Timestamp created) const {
  return created >= since && created <= until && listed(types, type) && listed(statuses, status);
}

Result<JobFilter> read_job_filter(const Parameters& parameters, const JobFilterRules& rules, Timestamp now) {
  if (const auto* token = find_parameter(parameters, "nextToken"); token != nullptr) {
    if (parameters.size() > 1) return invalid("nextToken", "must be the only parameter");
    return read_page_token(*token, rules, now);
  }
  if (find_parameter(parameters, rules.types_parameter) == nullptr)
    return invalid(rules.types_parameter, "or nextToken must be given");
  if (auto ours = check_marketplaces(parameters, rules.marketplace_id, kMostMarketplacesOfJobs);
      ours.has_error())
    return ours.error();
  JobFilter filter;
  filter.since = now - kJobRetention;
  filter.until = now;
  if (auto names = read_names(parameters, rules, filter); names.has_error()) return names.error();
  if (auto limits = read_limits(parameters, filter); limits.has_error()) return limits.error();
  return filter;
}

std::string job_page_token(const JobFilter& filter, const JobFilterRules& rules, std::size_t skip) {
  std::string text = "skip=" + std::to_string(skip) + "&pageSize=" + std::to_string(filter.page_size);
  text += "&createdSince=" + format_time(filter.since) + "&createdUntil=" + format_time(filter.until);
  if (!filter.types.empty())
    text.append("&")
        .append(rules.types_parameter)
        .append("=")
        .append(boost::algorithm::join(filter.types, ","));
  if (!filter.statuses.empty()) text += "&processingStatuses=" + boost::algorithm::join(filter.statuses, ",");
  return base64(text);
}

}  // namespace sellerd::sandbox
