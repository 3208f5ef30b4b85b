// Reports API 2021-06-30: ask for a report, wait for it, fetch it.
// Source: Amazon's model reports_2021-06-30.json.
#pragma once

#include <optional>
#include <string>

#include "daemon/channel/amazon/client.h"
#include "daemon/channel/amazon/report_rows.h"
#include "daemon/channel/amazon/reports_codec.h"

namespace sellerd::amazon {

struct ReportRequest {
  std::string type;
  std::string marketplace_id;
  std::optional<ReportRange> range;  // of the data; absent for a report of what is
};

struct ReportDone {
  std::string document_id;  // empty when Amazon cancelled the report, which it does when there is no data
  std::optional<Timestamp> created;
};

// Thread: the event loop's. The references must outlive it. Errors besides the client's are said at each
// call.
class Reports {
 public:
  Reports(Client& client, Clock& clock);

  // Asks for a report of one marketplace; the result is its id. createReport has no idempotency key, so when
  // it is in doubt whether Amazon took it, this looks for a report of the type and range made since, and
  // takes that one.
  Task<Result<std::string>> create(ReportRequest request, CallContext& context);

  // Polls after 1, 2, 4, ... and then every 30 seconds. Errors: refused when Amazon could not make it
  // (FATAL), not_found when Amazon does not know the id, unavailable after two hours: the id stays good, wait
  // again later.
  Task<Result<ReportDone>> wait(std::string report_id, CallContext& context);

  // Whether a report could be asked for at once.
  bool ready(const CallContext& context) const { return client_.ready(operations::kCreateReport, context); }

  // How long Amazon takes to make a report, smoothed over those so far; a guess before the first.
  Duration making_time() const { return making_time_; }

  // How long wait() pauses before its first look, its second, ...: the one statement of that schedule.
  static Duration pause_before_look(int look);

  // The address of a document lives five minutes; when it is refused, another is asked for, once.
  Task<Result<ReportDocument>> fetch(std::string document_id, CallContext& context);

 private:
  Task<Result<std::optional<std::string>>> find_recent(const ReportRequest& request, Timestamp since,
                                                       CallContext& context);
  Task<Result<ReportDone>> check(const std::string& report_id, bool& is_done, CallContext& context);
  Task<Result<std::string>> address_of(const std::string& document_id, CallContext& context);
  Task<Result<http::Response>> download(std::string address, CallContext& context);

  Client& client_;
  Clock& clock_;
  Duration making_time_ = std::chrono::seconds(30);
};

}  // namespace sellerd::amazon
