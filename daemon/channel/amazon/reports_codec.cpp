#include "daemon/channel/amazon/reports_codec.h"

#include "daemon/channel/amazon/object_reader.h"

namespace sellerd::amazon {
namespace {

Error malformed(const ObjectReader& reader) {
  Error error = *reader.failure();
  error.code = ErrorCode::malformed;
  return error;
}

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

Result<std::string> read_created_report(const json::value& answer) {
  ObjectReader reader(answer);
  std::string id;
  reader.identifier("reportId", id);
  if (reader.failure()) return malformed(reader);
  return id;
}

Result<ReportStatus> read_report_status(const json::value& answer) {
  ObjectReader reader(answer);
  ReportStatus status;
  reader.required("processingStatus", status.word);
  reader.optional("createdTime", status.created);
  reader.optional("processingEndTime", status.ended);
  if (status.word == "DONE") status.state = ReportState::done;
  if (status.word == "CANCELLED") status.state = ReportState::cancelled;
  if (status.word == "FATAL") status.state = ReportState::fatal;
  if (status.state == ReportState::done) reader.required("reportDocumentId", status.document_id);
  if (reader.failure()) return malformed(reader);
  return status;
}

Result<std::string> read_newest_report(const json::value& answer, const std::optional<ReportRange>& range) {
  ObjectReader reader(answer);
  std::string newest_id;
  Timestamp newest{};
  reader.each("reports", [&](ObjectReader& report) {
    std::string id;
    Timestamp created{};
    report.identifier("reportId", id);
    report.required("createdTime", created);
    std::optional<Timestamp> from;
    std::optional<Timestamp> to;
    report.optional("dataStartTime", from);
    report.optional("dataEndTime", to);
    if (report.failure() || !is_about(range, from, to)) return;
    if (!newest_id.empty() && created <= newest) return;
    newest_id = id;
    newest = created;
  });
  if (reader.failure()) return malformed(reader);
  return newest_id;
}

Result<std::string> read_document_address(const json::value& answer) {
  ObjectReader reader(answer);
  std::string address;
  std::string compression;
  reader.required("url", address);
  reader.optional("compressionAlgorithm", compression);
  if (!reader.failure() && !compression.empty() && compression != "GZIP") {
    reader.fail(make_error(ErrorCode::malformed, "is not one that we know", "compressionAlgorithm"));
  }
  if (reader.failure()) return malformed(reader);
  return address;
}

}  // namespace sellerd::amazon
