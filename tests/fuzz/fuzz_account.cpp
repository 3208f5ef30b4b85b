// What an account hangs on: answers about it, addresses, compressed bodies, secrets that are typed, and
// places that were stored. Nothing of it may be taken for more than it is.
#include <cstdint>
#include <cstdlib>
#include <string>

#include "common/model/integration.h"
#include "ctl/secret_file.h"
#include "ctl/shape.h"
#include "daemon/channel/amazon/answer_json.h"
#include "daemon/channel/amazon/bucket.h"
#include "daemon/channel/amazon/lwa_codec.h"
#include "daemon/channel/amazon/order_report_place.h"
#include "daemon/channel/amazon/participations_codec.h"
#include "daemon/channel/amazon/report_place.h"
#include "daemon/channel/amazon/reports_codec.h"
#include "daemon/http/gzip_body.h"
#include "daemon/http/http_date.h"
#include "daemon/http/url.h"

using namespace sellerd;

namespace {

constexpr std::size_t kLongestBody = 4'096;

void require(bool condition) {
  if (!condition) std::abort();
}

void check_answers(const std::string& text) {
  for (const int status : {200, 400, 503}) {
    const auto token = amazon::read_token_answer({.status = status, .body = text});
    require(!token || (status == 200 && amazon::is_token(token->text) && token->lifetime > Duration(0)));
  }
  const auto rate = amazon::parse_rate_micro(text);
  require(!rate || (*rate >= 0 && *rate <= 1'000'000'000));
  const auto answer = amazon::parse_answer(text);
  if (!answer) return;
  const auto account = amazon::read_account(*answer, "A21TJRUUN4KGV");
  require(!account || account->marketplace_id == "A21TJRUUN4KGV");
  const auto report = amazon::read_newest_report(*answer);
  require(!report || report->size() <= text.size());
}

void check_addresses(const std::string& text) {
  const auto url = http::parse_url(text);
  if (!url) return;
  require(url->secure || http::is_loopback(url->host));
  require(!url->host.empty() && url->target.starts_with('/'));
  require(url->host.find('@') == std::string::npos);
  // It is the same when it is read again.
  const auto again = http::parse_url((url->secure ? "https://" : "http://") + url->authority() + url->target);
  require(again && again->host == url->host && again->port == url->port && again->target == url->target);
}

void check_date(const std::string& text) {
  const auto time = http::parse_http_date(text);
  // What is told can be calculated with, and written.
  if (!time) return;
  const auto again = parse_time(format_time(*time));
  require(again && *again == *time);
}

void check_body(const std::string& text) {
  http::GzipBody whole;
  std::string body;
  const auto outcome = whole.feed(text, body, kLongestBody);
  require(body.size() <= kLongestBody);
  // However it was cut.
  http::GzipBody pieces;
  std::string joined;
  auto last = http::GzipBody::Outcome::good;
  for (std::size_t at = 0; at < text.size() && last == http::GzipBody::Outcome::good; ++at)
    last = pieces.feed(std::string_view(text).substr(at, 1), joined, kLongestBody);
  require((last == http::GzipBody::Outcome::good) == (outcome == http::GzipBody::Outcome::good));
  if (outcome == http::GzipBody::Outcome::good)
    require(joined == body && pieces.complete() == whole.complete());
}

void check_places(const std::string& text) {
  if (const auto place = amazon::ReportPlace::parse(text)) {
    const auto again = amazon::ReportPlace::parse(place->token());
    require(again && again->report_id == place->report_id && again->row == place->row);
  }
  if (const auto place = amazon::OrderReportPlace::parse(text)) {
    require(amazon::OrderReportPlace::parse(place->token()).has_value());
  }
}

void check_settings(const std::string& text) {
  const auto secrets = ctl::parse_secrets(ctl::shape_of<Credentials>(), "credentials", text);
  require(!secrets || secrets->size() <= 3);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text(reinterpret_cast<const char*>(data), size);
  check_answers(text);
  check_addresses(text);
  check_date(text);
  check_body(text);
  check_places(text);
  check_settings(text);
  return 0;
}
