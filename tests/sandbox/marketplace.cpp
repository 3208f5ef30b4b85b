#include "tests/sandbox/marketplace.h"

#include "tests/sandbox/fault_answers.h"
#include "tests/sandbox/random.h"

namespace sellerd::sandbox {
namespace {

// "Wed, 05 Aug 2026 04:31:10 GMT", as every HTTP server tells its clock.
std::string http_date(Timestamp now) {
  const auto seconds = std::chrono::system_clock::to_time_t(now);
  std::tm parts{};
  ::gmtime_r(&seconds, &parts);
  std::array<char, 40> text{};
  const auto length = std::strftime(text.data(), text.size(), "%a, %d %b %Y %H:%M:%S GMT", &parts);
  return {text.data(), length};
}

constexpr std::size_t kLongestUserAgent = 500;

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
      warehouse_(data_),
      writes_(data_.catalogue, options_.write_times, options_.seed),
      selling_(data_, warehouse_, options_.seed),
      orders_api_(data_, options_.shop, faults_, options_.seed),
      shipments_api_(data_.orders, options_.shop),
      reports_api_(data_, options_.shop, documents_, faults_, options_.report_times),
      restricted_tokens_(options_.shop, options_.seed),
      listings_api_(data_, warehouse_, writes_, options_.shop, faults_, options_.seed),
      feeds_api_(data_, writes_, options_.shop, documents_, faults_, options_.feed_times,
                 options_.rate_multiplier),
      inventory_api_(data_, warehouse_, options_.shop, options_.seed) {}

void Marketplace::settle(Timestamp now) {
  feeds_api_.settle(now);
  writes_.settle(now);
  settled_ = now;
}

Result<Sale> Marketplace::sell(const Purchase& purchase, Timestamp now) {
  settle(now);
  return selling_.sell(purchase, now);
}

Result<> Marketplace::cancel_by_buyer(const std::string& order_id, Timestamp now) {
  settle(now);
  return selling_.cancel(order_id, now);
}

Result<std::int64_t> Marketplace::live_quantity(std::string_view sku, Timestamp now) {
  settle(now);
  const auto product = data_.catalogue.id_of(sku);
  if (!product) return make_error(ErrorCode::not_found, "no such listing", std::string(sku));
  return sandbox::live_quantity(data_, warehouse_, *product);
}

// The form of a UUID.
std::string Marketplace::request_id() {
  ++answered_;
  const std::string digits = hex(mix(options_.seed + answered_)) + hex(mix(~options_.seed - answered_));
  return digits.substr(0, 8) + "-" + digits.substr(8, 4) + "-" + digits.substr(12, 4) + "-" +
         digits.substr(16, 4) + "-" + digits.substr(20);
}

HandledResponse Marketplace::handle(const http::Request& request, Timestamp now) {
  settle(now);
  const auto target = parse_target(request.url);
  HandledResponse handled;
  if (target.has_error()) {
    handled.response = invalid_input(target.error());
  } else if (target->path == "/auth/o2/token") {
    handled = handle_token(request, now);
  } else if (target->path.starts_with("/documents/")) {
    return handle_document(request, *target, now);
  } else if (target->path.starts_with("/_sandbox/")) {
    handled.response = handle_door(request, *target, now);
  } else {
    handled = handle_api(request, *target, now);
  }
  handled.response.headers["x-amzn-requestid"] = request_id();
  handled.response.headers["date"] = http_date(now);
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
  return carried(login_.answer(request, now), fault, faults_);
}

HandledResponse Marketplace::handle_document(const http::Request& request, const Target& target,
                                             Timestamp now) {
  const Fault fault = faults_.draw(request.method == "PUT" ? kUpload : kDownload);
  if (fault == Fault::expired_url) {
    faults_.happened(fault);
    return {store_error(403, "AccessDenied", "Request has expired"), {}};
  }
  if (auto failed = failed_answer(fault)) return {*std::move(failed), {}};
  return carried(documents_.answer(request, target, now), fault, faults_);
}

HandledResponse Marketplace::handle_api(const http::Request& request, const Target& target, Timestamp now) {
  const auto matched = match_operation(request.method, target);
  // Amazon says so, and not 404, to paths that it does not know.
  if (!matched) return {unauthorized(""), {}};
  const Fault fault = faults_.draw(info(matched->operation).name);
  HandledResponse handled;
  if (auto refusal = refuse_caller(request, target, now, fault)) {
    handled.response = *std::move(refusal);
  } else if (!options_.buckets->take(matched->operation, now)) {
    handled.response = quota_exceeded();
  } else if (auto failed = failed_answer(fault)) {
    handled.response = *std::move(failed);
  } else {
    handled = carried(handle_operation(*matched, request, target, now, fault), fault, faults_);
  }
  if (shows_rate(handled.response.status)) {
    handled.response.headers["x-amzn-ratelimit-limit"] = options_.buckets->rate_text(matched->operation);
  }
  return handled;
}

std::optional<http::Response> Marketplace::refuse_caller(const http::Request& request, const Target& target,
                                                         Timestamp now, Fault fault) {
  const std::string_view agent = header(request, "user-agent");
  if (agent.empty() || agent.size() > kLongestUserAgent) {
    return invalid_input(
        make_error(ErrorCode::invalid_argument, "must be given, with at most 500 characters", "User-Agent"));
  }
  const std::string_view token = header(request, "x-amz-access-token");
  if (token.empty()) return unauthorized("Access token is missing in the request header.");
  if (RestrictedTokens::is_one(token)) {
    if (restricted_tokens_.opens(token, target.path, now)) return std::nullopt;
    return unauthorized("Access to requested resource is denied.");
  }
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

std::optional<http::Response> Marketplace::failed_answer(Fault fault) {
  auto answer = answer_in_place(fault);
  if (answer) faults_.happened(fault);
  return answer;
}

}  // namespace sellerd::sandbox
