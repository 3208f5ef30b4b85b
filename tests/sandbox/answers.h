// The answers of the marketplace and the shapes that Amazon gives its errors.
#pragma once

#include <boost/json/value.hpp>
#include <cstddef>
#include <optional>
#include <string_view>

#include "daemon/http/transport.h"

namespace sellerd::sandbox {

// What is done to the connection instead of, or besides, sending the response.
struct SocketFault {
  enum class Kind {
    reset,     // nothing is sent: the connection is reset
    truncate,  // Content-Length promises all, `truncate_after` bytes of the body come, then the connection
               // closes
    delay,     // the response comes `delay` later
  };
  Kind kind = Kind::reset;
  std::size_t truncate_after = 0;
  Duration delay{0};
};

struct HandledResponse {
  http::Response response;
  std::optional<SocketFault> fault;
};

http::Response json_answer(int status, const boost::json::value& body);
http::Response text_answer(int status, std::string_view content_type, std::string body);

// {"errors":[{"code":...,"message":...,"details":...}]}
http::Response api_error(int status, std::string_view code, std::string_view message,
                         std::string_view details = {});

// 400 with the error's text, which names the parameter.
http::Response invalid_input(const Error& error);
http::Response not_found(std::string_view message);
http::Response unauthorized(std::string_view details);  // 403
http::Response quota_exceeded();
http::Response gateway_timeout();  // of the gateway before the API: another shape

// Login with Amazon's own shape: {"error":...,"error_description":...}
http::Response login_error(int status, std::string_view error, std::string_view description);

// The shape of the file store that holds documents: XML.
http::Response store_error(int status, std::string_view code, std::string_view message);

}  // namespace sellerd::sandbox
