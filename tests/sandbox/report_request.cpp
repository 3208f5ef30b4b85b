#include "tests/sandbox/report_request.h"

#include <algorithm>
#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <charconv>

#include "tests/sandbox/base64.h"

namespace sellerd::sandbox {
namespace {

namespace json = boost::json;
using std::chrono::days;

constexpr Duration kLongestOrderRange = days{30};
constexpr Duration kOrderRetention = days{30};
constexpr Duration kRetention = days{90};
constexpr std::size_t kMostMarketplaces = 25;
constexpr std::size_t kMostTypes = 10;
constexpr std::size_t kMostReportsPerPage = 100;

struct KindName {
  std::string_view type;
  ReportKind kind;
};

constexpr KindName kKinds[] = {
    {"GET_MERCHANT_LISTINGS_ALL_DATA", ReportKind::listings},
    {"GET_FLAT_FILE_ALL_ORDERS_DATA_BY_LAST_UPDATE_GENERAL", ReportKind::orders_by_last_update},
    {"GET_FLAT_FILE_ALL_ORDERS_DATA_BY_ORDER_DATE_GENERAL", ReportKind::orders_by_order_date},
};

constexpr std::string_view kStatuses[] = {"CANCELLED", "DONE", "FATAL", "IN_PROGRESS", "IN_QUEUE"};

Error invalid(std::string_view parameter, std::string message) {
  return make_error(ErrorCode::invalid_argument, std::move(message), std::string(parameter));
}

const KindName* find_kind(std::string_view type) {
  const auto found = std::ranges::find(kKinds, type, &KindName::type);
  return found == std::end(kKinds) ? nullptr : &*found;
}

Result<std::optional<Timestamp>> read_time(const json::object& body, std::string_view name, Timestamp now) {
  const json::value* value = body.if_contains(name);
  if (value == nullptr || value->is_null()) return std::optional<Timestamp>{};
  if (!value->is_string()) return invalid(name, "must be a text");
  const auto time = parse_time(std::string_view(value->get_string()));
  if (time.has_error()) return invalid(name, time.error().message);
  if (*time > now) return invalid(name, "must not be in the future");
  return std::optional{*time};
}

Result<> check_marketplaces(const json::object& body, std::string_view marketplace_id) {
  const json::value* value = body.if_contains("marketplaceIds");
  if (value == nullptr || !value->is_array())
    return invalid("marketplaceIds", "must be a list of marketplaces");
  const json::array& ids = value->get_array();
  if (ids.empty() || ids.size() > kMostMarketplaces)
    return invalid("marketplaceIds", "must name 1 to 25 marketplaces");
  for (const json::value& id : ids) {
    if (!id.is_string() || std::string_view(id.get_string()) != marketplace_id) {
      return invalid("marketplaceIds", "the seller does not sell in one of them");
    }
  }
  return {};
}

Result<> check_range(const ReportRequest& request, Timestamp now) {
  const Timestamp end = request.end.value_or(now);
  const Timestamp start = request.start.value_or(now);
  if (request.start && start > end) return invalid("dataEndTime", "must not be before dataStartTime");
  if (request.about_orders() && end - start > kLongestOrderRange) {
    return invalid("dataStartTime", "a report of orders spans at most 30 days");
  }
  return {};
}

template <class Number>
bool parse_number(std::string_view text, Number& value) {
  const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), value);
  return fault == std::errc{} && end == text.data() + text.size();
}

std::string joined(const std::vector<std::string>& parts) {
  std::string text;
  for (const std::string& part : parts) text.append(text.empty() ? "" : ",").append(part);
  return text;
}

Result<> read_names(const Parameters& parameters, ReportFilter& filter) {
  if (const auto* types = find_parameter(parameters, "reportTypes"); types != nullptr) {
    for (const std::string_view type : split_list(*types)) {
      if (find_kind(type) == nullptr) return invalid("reportTypes", "no such report type");
      filter.types.emplace_back(type);
    }
    if (filter.types.size() > kMostTypes) return invalid("reportTypes", "at most 10 may be given");
  }
  if (const auto* statuses = find_parameter(parameters, "processingStatuses"); statuses != nullptr) {
    for (const std::string_view status : split_list(*statuses)) {
      if (std::ranges::find(kStatuses, status) == std::end(kStatuses)) {
        return invalid("processingStatuses", "no such status");
      }
      filter.statuses.emplace_back(status);
    }
  }
  return {};
}

Result<> read_limits(const Parameters& parameters, ReportFilter& filter) {
  for (const auto& [name, time] :
       {std::pair{"createdSince", &filter.since}, std::pair{"createdUntil", &filter.until}}) {
    const auto* text = find_parameter(parameters, name);
    if (text == nullptr) continue;
    const auto parsed = parse_time(*text);
    if (parsed.has_error()) return invalid(name, parsed.error().message);
    *time = *parsed;
  }
  if (const auto* size = find_parameter(parameters, "pageSize"); size != nullptr) {
    const bool good = parse_number(*size, filter.page_size);
    if (!good || filter.page_size < 1 || filter.page_size > kMostReportsPerPage) {
      return invalid("pageSize", "must be a number from 1 to 100");
    }
  }
  return {};
}

Result<ReportFilter> read_page_token(const std::string& token, Timestamp now) {
  const auto text = base64_decoded(token);
  const auto form = text ? parse_form(*text) : Result<Parameters>(invalid("nextToken", "is not a token"));
  if (form.has_error()) return invalid("nextToken", "is not a token of this marketplace");
  ReportFilter filter;
  filter.until = now;
  const auto* skip = find_parameter(*form, "skip");
  const bool good = skip != nullptr && parse_number(*skip, filter.skip) &&
                    !read_names(*form, filter).has_error() && !read_limits(*form, filter).has_error();
  if (!good) return invalid("nextToken", "is not a token of this marketplace");
  return filter;
}

}  // namespace

Duration ReportRequest::retention() const {
  return about_orders() ? kOrderRetention : kRetention;
}

Result<ReportRequest> read_report_request(const std::string& body, std::string_view marketplace_id,
                                          Timestamp now) {
  boost::system::error_code fault;
  const json::value parsed = json::parse(body, fault);
  if (fault || !parsed.is_object()) return invalid("body", "must be a JSON object");
  const json::object& fields = parsed.get_object();
  const json::value* type = fields.if_contains("reportType");
  if (type == nullptr || !type->is_string()) return invalid("reportType", "must be given");
  const KindName* kind = find_kind(std::string_view(type->get_string()));
  if (kind == nullptr) return invalid("reportType", "this marketplace has no such report");
  if (auto ours = check_marketplaces(fields, marketplace_id); ours.has_error()) return ours.error();
  ReportRequest request;
  request.kind = kind->kind;
  request.type = kind->type;
  const auto start = read_time(fields, "dataStartTime", now);
  if (start.has_error()) return start.error();
  const auto end = read_time(fields, "dataEndTime", now);
  if (end.has_error()) return end.error();
  request.start = *start;
  request.end = *end;
  if (auto range = check_range(request, now); range.has_error()) return range.error();
  return request;
}

Result<ReportFilter> read_report_filter(const Parameters& parameters, std::string_view marketplace_id,
                                        Timestamp now) {
  if (const auto* token = find_parameter(parameters, "nextToken"); token != nullptr) {
    if (parameters.size() > 1) return invalid("nextToken", "must be the only parameter");
    return read_page_token(*token, now);
  }
  if (find_parameter(parameters, "reportTypes") == nullptr)
    return invalid("reportTypes", "or nextToken must be given");
  if (const auto* ids = find_parameter(parameters, "marketplaceIds");
      ids != nullptr && *ids != marketplace_id) {
    return invalid("marketplaceIds", "the seller does not sell there");
  }
  ReportFilter filter;
  filter.since = now - kRetention;
  filter.until = now;
  if (auto names = read_names(parameters, filter); names.has_error()) return names.error();
  if (auto limits = read_limits(parameters, filter); limits.has_error()) return limits.error();
  return filter;
}

std::string report_page_token(const ReportFilter& filter, std::size_t skip) {
  std::string text = "skip=" + std::to_string(skip) + "&pageSize=" + std::to_string(filter.page_size);
  text += "&createdSince=" + format_time(filter.since) + "&createdUntil=" + format_time(filter.until);
  if (!filter.types.empty()) text += "&reportTypes=" + joined(filter.types);
  if (!filter.statuses.empty()) text += "&processingStatuses=" + joined(filter.statuses);
  return base64(text);
}

}  // namespace sellerd::sandbox
