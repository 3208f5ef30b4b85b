#include "common/error.h"

namespace sellerd {

std::string_view to_string(ErrorCode code) {
  switch (code) {
    case ErrorCode::invalid_argument:
      return "invalid_argument";
    case ErrorCode::not_found:
      return "not_found";
    case ErrorCode::already_exists:
      return "already_exists";
    case ErrorCode::not_permitted:
      return "not_permitted";
    case ErrorCode::conflict:
      return "conflict";
    case ErrorCode::needs_reauth:
      return "needs_reauth";
    case ErrorCode::throttled:
      return "throttled";
    case ErrorCode::unavailable:
      return "unavailable";
    case ErrorCode::refused:
      return "refused";
    case ErrorCode::malformed:
      return "malformed";
    case ErrorCode::corrupt:
      return "corrupt";
    case ErrorCode::storage:
      return "storage";
    case ErrorCode::cancelled:
      return "cancelled";
    case ErrorCode::internal:
      return "internal";
  }
  return "internal";
}

std::string Error::text() const {
  return field.empty() ? message : field + ": " + message;
}

std::ostream& operator<<(std::ostream& out, const Error& error) {
  return out << to_string(error.code) << ": " << error.text();
}

Error within(std::string_view outer, Error error) {
  if (error.field.empty()) {
    error.field = outer;
  } else {
    const bool bracket = error.field.front() == '[';
    error.field = std::string(outer) + (bracket ? "" : ".") + error.field;
  }
  return error;
}

void throw_exception_from_error(const Error& error, const boost::source_location& where) {
  throw std::logic_error("unchecked error at " + where.to_string() + ": " + error.text());
}

}  // namespace sellerd
