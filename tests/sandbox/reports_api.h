// Answers the operations of Reports 2021-06-30.
//
// A report holds what was true when it was asked for. It is ready after `queue_time` and `progress_time`,
// counted by the `now` of the calls. Tax reports are for applications with the role; the document of the one
// about businesses is shown against a restricted data token only. Order reports are kept 30 days, others 90.
#pragma once

#include <cstdint>
#include <deque>
#include <string>
#include <string_view>

#include "tests/sandbox/documents.h"
#include "tests/sandbox/faults.h"
#include "tests/sandbox/market_data.h"
#include "tests/sandbox/report_request.h"
#include "tests/sandbox/request_target.h"
#include "tests/sandbox/shop.h"

namespace sellerd::sandbox {

struct ReportTimes {
  Duration queue{5'000};
  Duration progress{5'000};
};

class ReportsApi {
 public:
  // Holds on to all references.
  ReportsApi(const MarketData& data, const Shop& shop, Documents& documents, FaultInjector& faults,
             ReportTimes times)
      : data_(data), shop_(shop), documents_(documents), faults_(faults), times_(times) {}

  http::Response create(const std::string& body, Timestamp now, Fault fault);
  http::Response get(std::string_view report_id, Timestamp now) const;
  http::Response list(const Parameters& parameters, Timestamp now) const;
  http::Response cancel(std::string_view report_id, Timestamp now);
  http::Response document(std::string_view document_id, Timestamp now, bool restricted_token) const;

 private:
  enum class Fate { done, cancelled, fatal };
  struct Report {
    std::string id;
    ReportRequest request;
    Timestamp created;
    Timestamp ended;  // when it leaves the queue for good
    Fate fate = Fate::done;
    std::string document_id;
  };

  void forget_old(Timestamp now);
  const Report* find(std::string_view report_id, Timestamp now) const;
  std::string_view status(const Report& report, Timestamp now) const;
  boost::json::object render(const Report& report, Timestamp now) const;
  std::string make_document(const ReportRequest& request);

  const MarketData& data_;
  const Shop& shop_;
  Documents& documents_;
  FaultInjector& faults_;
  ReportTimes times_;
  std::deque<Report> reports_;  // oldest first
  std::uint64_t created_ = 0;
};

}  // namespace sellerd::sandbox
