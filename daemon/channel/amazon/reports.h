// Reports API 2021-06-30: ask for a report, wait for it, fetch it.
// Source: Amazon's model reports_2021-06-30.json.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "daemon/channel/amazon/client.h"
#include "daemon/channel/amazon/document.h"
#include "daemon/channel/amazon/reports_codec.h"

namespace sellerd::amazon {

// What a kind of report asks of the application.
struct ReportRights {
  std::string_view role = {};  // without which Amazon answers 403; empty: any
  bool restricted = false;     // its document is given against a restricted data token only
};

struct ReportRequest {
  std::string type;
  std::string marketplace_id;
  std::optional<ReportRange> range;  // of the data; absent for a report of what is
  ReportRights rights = {};
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

  // Errors besides those of wait_for_job(): refused when Amazon could not make it (FATAL).
  Task<Result<ReportDone>> wait(std::string report_id, CallContext& context, ReportRights rights = {});

  // Whether a report could be asked for at once.
  bool ready(const CallContext& context) const { return client_.ready(operations::kCreateReport, context); }

  // How long Amazon takes to make a report, smoothed over those so far; a guess before the first.
  Duration making_time() const { return making_time_; }

  // Errors: those of fetch_document().
  Task<Result<Document>> fetch(std::string document_id, CallContext& context, ReportRights rights = {});

 private:
  Task<Result<std::optional<std::string>>> find_recent(const ReportRequest& request, Timestamp since,
                                                       CallContext& context);

  Client& client_;
  Clock& clock_;
  Duration making_time_ = std::chrono::seconds(30);
};

}  // namespace sellerd::amazon
