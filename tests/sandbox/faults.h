// The ways in which the marketplace misbehaves on demand, and the text in which one asks for them:
//
//   429=0.05,503html=0.02          each with this probability, at every call that it can strike
//   503html@3                      at the third call that it can strike
//   truncate@searchOrders:2        at the second call of that operation
//   429@searchOrders:2-6           at the second to sixth
//
// Besides Amazon's operations there are "token" (token requests), "download" and "upload" (of documents).
#pragma once

#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "common/error.h"
#include "common/time_text.h"

namespace sellerd::sandbox {

enum class Fault {
  none,
  quota_exceeded,
  internal_failure,
  service_unavailable,
  service_unavailable_html,
  garbage,
  expired_token,
  reset,
  truncate,
  slow,
  stall,
  repeat_page,
  same_page_forever,
  shift_page,
  reverse_page,
  move_order,
  late_order,
  bad_order,
  report_fatal,
  report_cancelled,
  expired_url,
  invalid_grant,
  login_unavailable,
  write_timeout,
  lost_write,
  late_rejection,
  feed_fatal,
  feed_cancelled,
  feed_partial,
};

// The calls that a fault can strike when the specification names no operation.
enum class FaultScope {
  api_calls,
  order_searches,
  report_requests,
  documents,  // downloads and uploads
  token_requests,
  writes,           // of quantities, and confirmations of shipments
  quantity_writes,  // single ones and feeds
  feed_requests,
};

struct FaultInfo {
  Fault fault;
  std::string_view name;
  FaultScope scope;
  std::string_view doc;
};

// All of them; --help and the documentation are made from this.
std::span<const FaultInfo> fault_table();

inline constexpr std::string_view kTokenRequest = "token";
inline constexpr std::string_view kDownload = "download";
inline constexpr std::string_view kUpload = "upload";

inline constexpr Duration kSlowness = std::chrono::seconds{2};
inline constexpr Duration kStall = std::chrono::minutes{10};

class FaultPlan {
 public:
  // Errors: invalid_argument naming the offending part as the field.
  static Result<FaultPlan> parse(std::string_view specification);

 private:
  friend class FaultInjector;
  struct Rule {
    const FaultInfo* info = nullptr;
    double probability = 0;  // 0: by number
    std::string operation;   // empty: whatever the scope allows
    std::uint64_t first = 0;
    std::uint64_t last = 0;
  };
  static Result<Rule> parse_rule(std::string_view text);
  std::vector<Rule> rules_;
};

// Decides call by call, the same way for the same seed and the same sequence of calls.
class FaultInjector {
 public:
  FaultInjector(FaultPlan plan, std::uint64_t seed) : plan_(std::move(plan)), seed_(seed) {}

  // The fault that strikes this call; counts the call. `operation`: Amazon's name of it, kTokenRequest,
  // kDownload or kUpload.
  Fault draw(std::string_view operation);

  // To be called by whoever carries a fault out: not every drawn fault finds something to strike.
  void happened(Fault fault) { ++happened_[fault]; }

  std::uint64_t count(Fault fault) const;
  std::map<std::string_view, std::uint64_t> counts() const;  // by name, those that happened
  const std::map<std::string, std::uint64_t, std::less<>>& calls() const { return calls_; }

  // Calls count on from where they were.
  void set_plan(FaultPlan plan) { plan_ = std::move(plan); }

 private:
  bool strikes(const FaultPlan::Rule& rule, std::string_view operation) const;

  FaultPlan plan_;
  std::uint64_t seed_;
  std::uint64_t api_calls_ = 0;
  std::map<std::string, std::uint64_t, std::less<>> calls_;
  std::map<Fault, std::uint64_t> happened_;
};

}  // namespace sellerd::sandbox
