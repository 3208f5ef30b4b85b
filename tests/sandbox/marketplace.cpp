#include "tests/sandbox/marketplace.h"

#include <boost/json/object.hpp>

#include "tests/sandbox/random.h"
#include "tests/sandbox/sellers_api.h"

namespace sellerd::sandbox {
namespace {

namespace json = boost::json;

constexpr std::size_t kLongestUserAgent = 500;
constexpr std::string_view kWebPage =
    "<!DOCTYPE html><html><body><h1>Http/1.1 Service Unavailable</h1></body></html>\n";

std::string_view header(const http::Request& request, std::string_view name) {
  const auto found = request.headers.find(name);
  return found == request.headers.end() ? std::string_view{} : std::string_view{found->second};
}

// Amazon tells the rate with these answers only.
bool shows_rate(int status) {
  return (status >= 200 && status < 210) || status == 400 || status == 404;
}

MarketplaceOptions completed(MarketplaceOptions options) {
  if (options.credentials.client_id.empty()) options.credentials = default_credentials(options.seed);
  if (!options.buckets) options.buckets = std::make_shared<TokenBuckets>(options.rate_multiplier);
  return options;
}

}  // namespace

Credentials default_credentials(std::uint64_t seed) {
  const std::uint64_t dice = mix(seed ^ 0xc4ed);
  return {
      "amzn1.application-oa2-client." + hex(dice) + hex(mix(dice)),
      "amzn1.oa2-cs.v1." + hex(mix(dice + 1)) + hex(mix(dice + 2)) + hex(mix(dice + 3)) + hex(mix(dice + 4)),
      "Atzr|IwEB" + opaque_text(dice, 300)};
}

Marketplace::Marketplace(MarketplaceOptions options, MarketData data)
    : options_(completed(std::move(options))),
      data_(std::move(data)),
      login_(options_.credentials, options_.token_lifetime, options_.seed),
      faults_(options_.faults, options_.seed),
      documents_(options_.base_url, options_.seed),
      orders_api_(data_, options_.shop, faults_, options_.seed),
      reports_api_(data_, options_.shop, documents_, faults_, options_.report_times) {}

// The form of a UUID.
std::string Marketplace::request_id() {
  ++answered_;
  const std::string digits = hex(mix(options_.seed + answered_)) + hex(mix(~options_.seed - answered_));
  return digits.substr(0, 8) + "-" + digits.substr(8, 4) + "-" + digits.substr(12, 4) + "-" +
         digits.substr(16, 4) + "-" + digits.substr(20);
}

HandledResponse Marketplace::handle(const http::Request& request, Timestamp now) {
  const auto target = parse_target(request.url);
  HandledResponse handled;
  if (target.has_error()) {
    handled.response = invalid_input(target.error());
  } else if (target->path == "/auth/o2/token") {
    handled = handle_token(request, now);
  } else if (target->path.starts_with("/documents/")) {
    return handle_download(request, *target, now);
  } else if (target->path == "/_sandbox/truth") {
    handled.response = json_answer(200, truth());
  } else {
    handled = handle_api(request, *target, now);
  }
  handled.response.headers["x-amzn-requestid"] = request_id();
  return handled;
}

HandledResponse Marketplace::handle_token(const http::Request& request, Timestamp now) {
  const Fault fault = faults_.draw(kTokenRequest);
  if (fault == Fault::invalid_grant) {
    faults_.happened(fault);
    return {login_error(400, "invalid_grant", "The request has an invalid grant parameter : refresh_token"),
            {}};
  }
  if (fault == Fault::login_unavailable) {
    faults_.happened(fault);
    return {login_error(503, "temporarily_unavailable", "The server is busy"), {}};
  }
  if (auto failed = failed_answer(fault)) return {*std::move(failed), {}};
  return carried(login_.answer(request, now), fault);
}

HandledResponse Marketplace::handle_download(const http::Request& request, const Target& target,
                                             Timestamp now) {
  const Fault fault = faults_.draw(kDownload);
  if (fault == Fault::expired_url) {
    faults_.happened(fault);
    return {store_error(403, "AccessDenied", "Request has expired"), {}};
  }
  if (auto failed = failed_answer(fault)) return {*std::move(failed), {}};
  return carried(documents_.answer(request, target, now), fault);
}

HandledResponse Marketplace::handle_api(const http::Request& request, const Target& target, Timestamp now) {
  std::string argument;
  const auto operation = match_operation(request.method, target, argument);
  // Amazon says so, and not 404, to paths that it does not know.
  if (!operation) return {unauthorized(""), {}};
  const Fault fault = faults_.draw(info(*operation).name);
  HandledResponse handled;
  if (auto refusal = refuse_caller(request, now, fault)) {
    handled.response = *std::move(refusal);
  } else if (!options_.buckets->take(*operation, now)) {
    handled.response = api_error(429, "QuotaExceeded", "You exceeded your quota for the requested resource.");
  } else if (auto failed = failed_answer(fault)) {
    handled.response = *std::move(failed);
  } else {
    handled = carried(handle_operation(*operation, argument, request, target, now, fault), fault);
  }
  if (shows_rate(handled.response.status)) {
    handled.response.headers["x-amzn-ratelimit-limit"] = options_.buckets->rate_text(*operation);
  }
  return handled;
}

http::Response Marketplace::handle_operation(Operation operation, const std::string& argument,
                                             const http::Request& request, const Target& target,
                                             Timestamp now, Fault fault) {
  switch (operation) {
    case Operation::get_marketplace_participations:
      return marketplace_participations(options_.shop);
    case Operation::search_orders:
      return orders_api_.search(target.parameters, now, fault);
    case Operation::get_order:
      return orders_api_.get(argument, target.parameters, now);
    case Operation::create_report:
      return reports_api_.create(request.body, now, fault);
    case Operation::get_report:
      return reports_api_.get(argument, now);
    case Operation::get_reports:
      return reports_api_.list(target.parameters, now);
    case Operation::cancel_report:
      return reports_api_.cancel(argument, now);
    case Operation::get_report_document:
      return reports_api_.document(argument, now);
  }
  return not_found("");
}

std::optional<http::Response> Marketplace::refuse_caller(const http::Request& request, Timestamp now,
                                                         Fault fault) {
  const std::string_view agent = header(request, "user-agent");
  if (agent.empty() || agent.size() > kLongestUserAgent) {
    return invalid_input(
        make_error(ErrorCode::invalid_argument, "must be given, with at most 500 characters", "User-Agent"));
  }
  const std::string_view token = header(request, "x-amz-access-token");
  if (token.empty()) return unauthorized("Access token is missing in the request header.");
  const Login::Verdict verdict = login_.check(token, now);
  if (verdict == Login::Verdict::unknown)
    return unauthorized("The access token you provided is revoked, malformed or invalid.");
  if (verdict == Login::Verdict::expired) return unauthorized("The access token you provided has expired.");
  if (fault == Fault::expired_token) {
    faults_.happened(fault);
    return unauthorized("The access token you provided has expired.");
  }
  return std::nullopt;
}

// The answer in place of the real one, for the faults that have one.
std::optional<http::Response> Marketplace::failed_answer(Fault fault) {
  std::optional<http::Response> answer;
  if (fault == Fault::quota_exceeded) {
    answer = api_error(429, "QuotaExceeded", "You exceeded your quota for the requested resource.");
  } else if (fault == Fault::internal_failure) {
    answer = api_error(500, "InternalFailure", "We encountered an internal error. Please try again.");
  } else if (fault == Fault::service_unavailable) {
    answer = api_error(503, "ServiceUnavailable", "Service is temporarily unavailable. Please try again.");
  } else if (fault == Fault::service_unavailable_html) {
    answer = text_answer(503, "text/html", std::string(kWebPage));
  } else if (fault == Fault::garbage) {
    answer = text_answer(200, "text/html", std::string(kWebPage));
  }
  if (answer) faults_.happened(fault);
  return answer;
}

// The response with what the fault does to its connection.
HandledResponse Marketplace::carried(http::Response response, Fault fault) {
  HandledResponse handled{std::move(response), std::nullopt};
  if (fault == Fault::reset) {
    handled.fault = SocketFault{.kind = SocketFault::Kind::reset};
  } else if (fault == Fault::truncate && !handled.response.body.empty()) {
    handled.fault =
        SocketFault{.kind = SocketFault::Kind::truncate, .truncate_after = handled.response.body.size() / 2};
  } else if (fault == Fault::slow || fault == Fault::stall) {
    handled.fault =
        SocketFault{.kind = SocketFault::Kind::delay, .delay = fault == Fault::slow ? kSlowness : kStall};
  }
  if (handled.fault) faults_.happened(fault);
  return handled;
}

json::object Marketplace::truth() const {
  std::map<std::string_view, std::uint64_t> statuses;
  for (OrderNumber number = 0; number < data_.orders.size(); ++number)
    ++statuses[status_name(data_.orders.at(number).status)];
  const auto object_of = [](const auto& counts) {
    json::object object;
    for (const auto& [name, count] : counts) object[name] = count;
    return object;
  };
  return json::object{{"orders", data_.orders.size()},       {"lines", data_.orders.line_count()},
                      {"items", data_.catalogue.size()},     {"statuses", object_of(statuses)},
                      {"calls", object_of(faults_.calls())}, {"faults", object_of(faults_.counts())}};
}

}  // namespace sellerd::sandbox
