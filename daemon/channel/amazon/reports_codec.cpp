#include "daemon/channel/amazon/reports_codec.h"

#include "daemon/channel/amazon/jobs_codec.h"

namespace sellerd::amazon {
namespace {

bool is_about(const std::optional<ReportRange>& wanted, const std::optional<Timestamp>& from,
              const std::optional<Timestamp>& to) {
  const auto second = [](Timestamp time) { return std::chrono::floor<std::chrono::seconds>(time); };
  return !wanted ||
         (from && to && second(*from) == second(wanted->from) && second(*to) == second(wanted->to));
}

}  // namespace

std::string create_report_body(const std::string& type, const std::string& marketplace_id,
                               const std::optional<ReportRange>& range) {
  json::object body{{"reportType", type}, {"marketplaceIds", json::array{json::string(marketplace_id)}}};
  if (range) {
    body["dataStartTime"] = format_time(range->from);
    body["dataEndTime"] = format_time(range->to);
  }
  return json::serialize(body);
}

Result<std::string> read_newest_report(const json::value& answer, const std::optional<ReportRange>& range) {
  return read_newest_job(answer, kReportWords, [&](const std::string&, ObjectReader& report) {
    std::optional<Timestamp> from;
    std::optional<Timestamp> to;
    report.optional("dataStartTime", from);
    report.optional("dataEndTime", to);
    return is_about(range, from, to);
  });
}

}  // namespace sellerd::amazon
