#include "daemon/http/curl_failure.h"

#include <openssl/x509_vfy.h>

#include <algorithm>
#include <cerrno>

namespace sellerd::http {
namespace {

std::string span_text(Duration span) {
  return span < std::chrono::seconds(1) ? std::to_string(span.count()) + " ms" : format_duration(span);
}

std::string timed_out(const CurlFailure& failure) {
  if (!failure.connected) {
    return "no connection with " + failure.place + " within " +
           span_text(std::min(failure.timeout, failure.connect_timeout));
  }
  return "no complete answer of " + failure.place + " within " + span_text(failure.timeout) + " (" +
         grouped(failure.received) + " bytes had come)";
}

std::string broken_off(const CurlFailure& failure) {
  std::string message = "the answer of " + failure.place + " broke off after " + grouped(failure.received);
  if (failure.announced) message += " of " + grouped(*failure.announced);
  return message + " bytes";
}

std::string network_text(const CurlFailure& failure) {
  const std::string& place = failure.place;
  switch (failure.code) {
    case CURLE_COULDNT_RESOLVE_HOST:
      return "the name " + place + " cannot be resolved";
    case CURLE_COULDNT_RESOLVE_PROXY:
      return "the name of the proxy cannot be resolved";
    case CURLE_COULDNT_CONNECT:
      return (failure.os_error == ECONNREFUSED ? "connection refused by " : "no connection with ") + place;
    case CURLE_OPERATION_TIMEDOUT:
      return timed_out(failure);
    case CURLE_SSL_CONNECT_ERROR:
      return "no TLS connection with " + place + ": " + failure.detail;
    case CURLE_GOT_NOTHING:
      return place + " closed the connection without an answer";
    case CURLE_SEND_ERROR:
      return place + " closed the connection while the request was sent";
    case CURLE_RECV_ERROR:
      return failure.received == 0 ? "the connection with " + place + " was reset" : broken_off(failure);
    case CURLE_PARTIAL_FILE:
      return broken_off(failure);
    case CURLE_UNSUPPORTED_PROTOCOL:
    case CURLE_WEIRD_SERVER_REPLY:
      return place + " does not answer in HTTP";
    default:
      return "the exchange with " + place + " failed: " + curl_easy_strerror(failure.code);
  }
}

// A certificate is never to be accepted because somebody wants to get on.
std::string certificate_advice(const CurlFailure& failure) {
  switch (failure.verify_result) {
    case X509_V_ERR_CERT_HAS_EXPIRED:
    case X509_V_ERR_CERT_NOT_YET_VALID:
      return "look at this machine's clock (timedatectl); if that is right, the server's owner must renew "
             "the "
             "certificate";
    case X509_V_ERR_DEPTH_ZERO_SELF_SIGNED_CERT:
    case X509_V_ERR_SELF_SIGNED_CERT_IN_CHAIN:
    case X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT:
    case X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY:
    case X509_V_ERR_UNABLE_TO_VERIFY_LEAF_SIGNATURE:
      return "somebody may stand between you and " + failure.place +
             "; install or renew ca-certificates, and if it is a proxy of yours, add its authority to the "
             "system's (update-ca-certificates)";
    default:
      return "somebody may stand between you and " + failure.place +
             "; look whether the address is right, and what it resolves to";
  }
}

}  // namespace

std::string grouped(std::int64_t number) {
  std::string digits = std::to_string(number);
  for (auto at = static_cast<std::ptrdiff_t>(digits.size()) - 3; at > 0; at -= 3) {
    digits.insert(static_cast<std::size_t>(at), 1, ',');
  }
  return digits;
}

Error describe(const CurlFailure& failure) {
  if (failure.code == CURLE_PEER_FAILED_VERIFICATION) {
    return make_error(ErrorCode::refused,
                      "the certificate of " + failure.place + " does not verify: " + failure.detail, {},
                      certificate_advice(failure));
  }
  if (failure.code == CURLE_SSL_CACERT_BADFILE) {
    return make_error(ErrorCode::refused, "the trusted certificate authorities cannot be read");
  }
  return make_error(ErrorCode::unavailable, network_text(failure));
}

}  // namespace sellerd::http
