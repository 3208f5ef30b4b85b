#include "tests/sandbox/report_request.h"

#include <algorithm>
#include <boost/json/object.hpp>

#include "tests/sandbox/body_fields.h"
#include "tests/sandbox/job_filter.h"
#include "tests/sandbox/parameter_checks.h"

namespace sellerd::sandbox {
namespace {

namespace json = boost::json;
using std::chrono::days;

constexpr Duration kLongestOrderRange = days{30};
constexpr Duration kOrderRetention = days{30};

struct KindName {
  std::string_view type;
  ReportKind kind;
};

constexpr KindName kKinds[] = {
    {"GET_MERCHANT_LISTINGS_ALL_DATA", ReportKind::listings},
    {"GET_FLAT_FILE_ALL_ORDERS_DATA_BY_LAST_UPDATE_GENERAL", ReportKind::orders_by_last_update},
    {"GET_FLAT_FILE_ALL_ORDERS_DATA_BY_ORDER_DATE_GENERAL", ReportKind::orders_by_order_date},
    {"GET_GST_MTR_B2B_CUSTOM", ReportKind::tax_b2b},
    {"GET_GST_MTR_B2C_CUSTOM", ReportKind::tax_b2c},
};

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

Result<> check_range(const ReportRequest& request, Timestamp now) {
  const Timestamp end = request.end.value_or(now);
  const Timestamp start = request.start.value_or(now);
  if (request.start && start > end) return invalid("dataEndTime", "must not be before dataStartTime");
  if (request.about_orders() && end - start > kLongestOrderRange) {
    return invalid("dataStartTime", "a report of orders spans at most 30 days");
  }
  return {};
}

}  // namespace

Duration ReportRequest::retention() const {
  return about_orders() ? kOrderRetention : kJobRetention;
}

bool is_report_type(std::string_view type) {
  return find_kind(type) != nullptr;
}

Result<ReportRequest> read_report_request(const std::string& body, std::string_view marketplace_id,
                                          Timestamp now) {
  const auto read = read_body(body);
  if (read.has_error()) return read.error();
  const json::object& fields = *read;
  const json::value* type = fields.if_contains("reportType");
  if (type == nullptr || !type->is_string()) return invalid("reportType", "must be given");
  const KindName* kind = find_kind(std::string_view(type->get_string()));
  if (kind == nullptr) return invalid("reportType", "this marketplace has no such report");
  if (auto ours = check_marketplace_list(fields, marketplace_id); ours.has_error()) return ours.error();
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

}  // namespace sellerd::sandbox
