#include "tests/sandbox/answers.h"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

namespace sellerd::sandbox {

namespace json = boost::json;

http::Response text_answer(int status, std::string_view content_type, std::string body) {
  http::Response response;
  response.status = status;
  response.headers.emplace("content-type", content_type);
  response.body = std::move(body);
  return response;
}

http::Response json_answer(int status, const json::value& body) {
  return text_answer(status, "application/json", json::serialize(body));
}

http::Response api_error(int status, std::string_view code, std::string_view message,
                         std::string_view details) {
  const json::object error{{"code", code}, {"message", message}, {"details", details}};
  return json_answer(status, json::object{{"errors", json::array{error}}});
}

http::Response invalid_input(const Error& error) {
  return api_error(400, "InvalidInput", error.text());
}

http::Response not_found(std::string_view message) {
  return api_error(404, "NotFound", message);
}

http::Response unauthorized(std::string_view details) {
  auto response = api_error(403, "Unauthorized", "Access to requested resource is denied.", details);
  response.headers.emplace("x-amzn-errortype", "AccessDeniedException");
  return response;
}

http::Response quota_exceeded() {
  return api_error(429, "QuotaExceeded", "You exceeded your quota for the requested resource.");
}

http::Response gateway_timeout() {
  return json_answer(504, json::object{{"message", "Endpoint request timed out"}});
}

http::Response login_error(int status, std::string_view error, std::string_view description) {
  auto response = json_answer(status, json::object{{"error", error}, {"error_description", description}});
  response.headers["content-type"] = "application/json;charset=UTF-8";
  response.headers.emplace("cache-control", "no-store");
  return response;
}

http::Response store_error(int status, std::string_view code, std::string_view message) {
  std::string body = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Error><Code>";
  body.append(code).append("</Code><Message>").append(message).append("</Message></Error>");
  return text_answer(status, "application/xml", std::move(body));
}

}  // namespace sellerd::sandbox
