// The one error type of the house, and Result<T>, which carries it.
// Exceptions are for bugs and start-up only; everything expected travels as a Result.
#pragma once

#include <boost/system/result.hpp>
#include <ostream>
#include <stdexcept>
#include <string>
#include <string_view>

namespace sellerd {

// Closed list. One place translates it to protocol errors (common/api/errors.h), one to exit codes
// (ctl/exit_code.h).
enum class ErrorCode {
  invalid_argument,  // the caller's input is wrong; `field` names it
  not_found,         // the named thing does not exist
  already_exists,    // the named thing exists already
  not_permitted,     // the caller lacks the access level
  conflict,          // the present state forbids it
  needs_reauth,      // the marketplace refuses our credentials; only a person can help
  throttled,         // the marketplace's quota is used up; passes by itself
  unavailable,       // network or marketplace trouble; passes by itself
  refused,           // the marketplace gave a final "no" to this request
  malformed,         // foreign bytes that cannot be understood
  corrupt,           // our own stored bytes that cannot be understood
  storage,           // the disk or the database refuses
  cancelled,         // stopped on purpose
  internal,          // a bug
};

std::string_view to_string(ErrorCode code);

struct Error {
  ErrorCode code = ErrorCode::internal;
  std::string message;  // for people; never holds personal data or secrets
  std::string field;    // the offending input, path or key; may be empty
  std::string hint;     // what to do next, ideally a command; may be empty

  // "field: message", or the message alone.
  std::string text() const;
};

std::ostream& operator<<(std::ostream& out, const Error& error);

template <class T = void>
using Result = boost::system::result<T, Error>;

inline Error make_error(ErrorCode code, std::string message, std::string field = {}, std::string hint = {}) {
  return Error{code, std::move(message), std::move(field), std::move(hint)};
}

// Puts an outer place before the error's field: within("lines[3]", e) turns "sku" into "lines[3].sku".
Error within(std::string_view outer, Error error);

// Thrown by start-up code, where there is nobody to hand a Result to.
class StartupError : public std::runtime_error {
 public:
  explicit StartupError(const Error& error) : std::runtime_error(error.text()), error_(error) {}
  const Error& error() const { return error_; }

 private:
  Error error_;
};

// boost::system::result calls this when value() is asked of an error: that is a bug of the caller.
[[noreturn]] void throw_exception_from_error(const Error& error, const boost::source_location& where);

}  // namespace sellerd
