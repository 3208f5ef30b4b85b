#include "daemon/channel/amazon/reports_codec.h"

#include "daemon/channel/amazon/object_reader.h"

namespace sellerd::amazon {
namespace {

Error malformed(const ObjectReader& reader) {
  Error error = *reader.failure();
  error.code = ErrorCode::malformed;
  return error;
}

}  // namespace

std::string create_report_body(const std::string& type, const std::string& marketplace_id) {
  return json::serialize(
      json::object{{"reportType", type}, {"marketplaceIds", json::array{json::string(marketplace_id)}}});
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
  if (status.word == "DONE") status.state = ReportState::done;
  if (status.word == "CANCELLED") status.state = ReportState::cancelled;
  if (status.word == "FATAL") status.state = ReportState::fatal;
  if (status.state == ReportState::done) reader.required("reportDocumentId", status.document_id);
  if (reader.failure()) return malformed(reader);
  return status;
}

Result<std::string> read_newest_report(const json::value& answer) {
  ObjectReader reader(answer);
  std::string newest_id;
  Timestamp newest{};
  reader.each("reports", [&](ObjectReader& report) {
    std::string id;
    Timestamp created{};
    report.identifier("reportId", id);
    report.required("createdTime", created);
    if (report.failure() || (!newest_id.empty() && created <= newest)) return;
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
