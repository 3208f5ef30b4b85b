#include "tests/sandbox/faults.h"

#include <algorithm>
#include <charconv>
#include <iterator>

#include "tests/sandbox/operations.h"
#include "tests/sandbox/random.h"

namespace sellerd::sandbox {
namespace {

constexpr FaultInfo kFaults[] = {
    {Fault::quota_exceeded, "429", FaultScope::api_calls, "refused for quota although a token was left"},
    {Fault::internal_failure, "500", FaultScope::api_calls, "500 InternalFailure"},
    {Fault::service_unavailable, "503", FaultScope::api_calls, "503 ServiceUnavailable"},
    {Fault::service_unavailable_html, "503html", FaultScope::api_calls, "503 whose body is a web page"},
    {Fault::garbage, "garbage", FaultScope::api_calls, "200 whose body is a web page"},
    {Fault::expired_token, "expired-token", FaultScope::api_calls,
     "the access token is refused as expired, once"},
    {Fault::reset, "reset", FaultScope::api_calls, "the call is carried out, then the connection is reset"},
    {Fault::truncate, "truncate", FaultScope::api_calls, "the connection closes in the middle of the body"},
    {Fault::slow, "slow", FaultScope::api_calls, "the answer takes two seconds"},
    {Fault::stall, "stall", FaultScope::api_calls, "the answer takes ten minutes"},
    {Fault::repeat_page, "repeat-page", FaultScope::order_searches,
     "the next token leads to the same page again, once"},
    {Fault::same_page_forever, "same-page-forever", FaultScope::order_searches,
     "the next token leads to the same page again and again"},
    {Fault::shift_page, "shift-page", FaultScope::order_searches,
     "the next page begins with orders of this one"},
    {Fault::reverse_page, "reverse-page", FaultScope::order_searches,
     "the orders of the page come newest first"},
    {Fault::move_order, "move-order", FaultScope::order_searches,
     "an order of the next page is updated meanwhile and leaves the window"},
    {Fault::late_order, "late-order", FaultScope::order_searches,
     "an order of the page that changed within a day is shown by no search for the next six hours"},
    {Fault::bad_order, "bad-order", FaultScope::order_searches,
     "the first order of the page cannot be understood"},
    {Fault::report_fatal, "report-fatal", FaultScope::report_requests, "the report ends as FATAL"},
    {Fault::report_cancelled, "report-cancelled", FaultScope::report_requests,
     "the report ends as CANCELLED"},
    {Fault::expired_url, "expired-url", FaultScope::documents, "the document's address has expired"},
    {Fault::invalid_grant, "invalid-grant", FaultScope::token_requests, "the refresh token is refused"},
    {Fault::login_unavailable, "token-503", FaultScope::token_requests, "503 with Login with Amazon's error"},
    {Fault::write_timeout, "write-timeout", FaultScope::writes,
     "the write takes effect, but the answer is 504"},
    {Fault::lost_write, "lost-write", FaultScope::quantity_writes, "accepted, but never takes effect"},
    {Fault::late_rejection, "late-rejection", FaultScope::quantity_writes,
     "accepted, then refused by an issue on the listing"},
    {Fault::feed_fatal, "feed-fatal", FaultScope::feed_requests, "the feed ends as FATAL, nothing applied"},
    {Fault::feed_cancelled, "feed-cancelled", FaultScope::feed_requests, "the feed ends as CANCELLED"},
    {Fault::feed_partial, "feed-partial", FaultScope::feed_requests,
     "every second good message of the feed is refused"},
};

bool is_api_call(std::string_view operation) {
  return operation != kTokenRequest && operation != kDownload && operation != kUpload;
}

bool is_one_of(std::string_view operation, std::initializer_list<Operation> wanted) {
  return std::ranges::any_of(wanted, [&](Operation one) { return info(one).name == operation; });
}

bool in_scope(FaultScope scope, std::string_view operation) {
  switch (scope) {
    case FaultScope::api_calls:
      return is_api_call(operation);
    case FaultScope::order_searches:
      return is_one_of(operation, {Operation::search_orders});
    case FaultScope::report_requests:
      return is_one_of(operation, {Operation::create_report});
    case FaultScope::documents:
      return operation == kDownload || operation == kUpload;
    case FaultScope::token_requests:
      return operation == kTokenRequest;
    case FaultScope::writes:
      return is_one_of(operation,
                       {Operation::patch_listings_item, Operation::create_feed, Operation::confirm_shipment});
    case FaultScope::quantity_writes:
      return is_one_of(operation, {Operation::patch_listings_item, Operation::create_feed});
    case FaultScope::feed_requests:
      return is_one_of(operation, {Operation::create_feed});
  }
  return false;
}

// The connection can fail on any call; the other faults are answers that only some calls know.
bool can_strike(const FaultInfo& fault, std::string_view operation) {
  switch (fault.fault) {
    case Fault::reset:
    case Fault::truncate:
    case Fault::slow:
    case Fault::stall:
    case Fault::service_unavailable_html:
      return true;
    default:
      return in_scope(fault.scope, operation);
  }
}

bool known_operation(std::string_view name) {
  return !is_api_call(name) ||
         std::ranges::find(operation_table(), name, &OperationInfo::name) != operation_table().end();
}

template <class Number>
bool parse_number(std::string_view text, Number& value) {
  const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), value);
  return fault == std::errc{} && end == text.data() + text.size();
}

Error bad_part(std::string_view part, std::string message) {
  return make_error(ErrorCode::invalid_argument, std::move(message), std::string(part));
}

std::string known_names() {
  std::string names;
  for (const FaultInfo& fault : kFaults) names.append(names.empty() ? "" : ", ").append(fault.name);
  return names;
}

// "3" or "2-6"; numbers begin at 1.
bool parse_range(std::string_view text, std::uint64_t& first, std::uint64_t& last) {
  const auto dash = text.find('-');
  if (!parse_number(text.substr(0, dash), first)) return false;
  last = first;
  if (dash != std::string_view::npos && !parse_number(text.substr(dash + 1), last)) return false;
  return first > 0 && last >= first;
}

}  // namespace

std::span<const FaultInfo> fault_table() {
  return kFaults;
}

Result<FaultPlan::Rule> FaultPlan::parse_rule(std::string_view text) {
  const auto mark = text.find_first_of("=@");
  if (mark == std::string_view::npos) return bad_part(text, "a fault needs =PROBABILITY or @NUMBER");
  const auto found = std::ranges::find(kFaults, text.substr(0, mark), &FaultInfo::name);
  if (found == std::end(kFaults)) return bad_part(text, "no such fault; there are " + known_names());
  Rule rule;
  rule.info = &*found;
  std::string_view rest = text.substr(mark + 1);
  if (text[mark] == '=') {
    const bool good = parse_number(rest, rule.probability) && rule.probability > 0 && rule.probability <= 1;
    if (!good) return bad_part(text, "a probability is above 0 and at most 1");
    return rule;
  }
  if (const auto colon = rest.find(':'); colon != std::string_view::npos) {
    rule.operation = rest.substr(0, colon);
    rest.remove_prefix(colon + 1);
    if (!known_operation(rule.operation)) return bad_part(text, "no such operation");
    if (!can_strike(*found, rule.operation)) return bad_part(text, "this fault cannot strike that operation");
  }
  if (!parse_range(rest, rule.first, rule.last))
    return bad_part(text, "expected the number of a call, such as 3 or 2-6");
  return rule;
}

Result<FaultPlan> FaultPlan::parse(std::string_view specification) {
  FaultPlan plan;
  if (specification.empty()) return plan;
  for (const std::string_view part : split_list(specification)) {
    auto rule = parse_rule(part);
    if (rule.has_error()) return rule.error();
    plan.rules_.push_back(std::move(*rule));
  }
  return plan;
}

bool FaultInjector::strikes(const FaultPlan::Rule& rule, std::string_view operation) const {
  if (rule.operation.empty() ? !in_scope(rule.info->scope, operation) : rule.operation != operation)
    return false;
  const std::uint64_t of_operation = calls_.find(operation)->second;
  if (rule.probability > 0) {
    Random dice(hash_text(rule.info->name, hash_text(operation, seed_)) + of_operation);
    return dice.chance(rule.probability);
  }
  const bool counts_all_calls = rule.operation.empty() && rule.info->scope == FaultScope::api_calls;
  const std::uint64_t number = counts_all_calls ? api_calls_ : of_operation;
  return number >= rule.first && number <= rule.last;
}

Fault FaultInjector::draw(std::string_view operation) {
  auto place = calls_.find(operation);
  if (place == calls_.end()) place = calls_.emplace(operation, 0).first;
  ++place->second;
  if (is_api_call(operation)) ++api_calls_;
  for (const FaultPlan::Rule& rule : plan_.rules_) {
    if (strikes(rule, operation)) return rule.info->fault;
  }
  return Fault::none;
}

std::uint64_t FaultInjector::count(Fault fault) const {
  const auto found = happened_.find(fault);
  return found == happened_.end() ? 0 : found->second;
}

std::map<std::string_view, std::uint64_t> FaultInjector::counts() const {
  std::map<std::string_view, std::uint64_t> counts;
  for (const FaultInfo& fault : kFaults) {
    if (const auto number = count(fault.fault); number > 0) counts.emplace(fault.name, number);
  }
  return counts;
}

}  // namespace sellerd::sandbox
