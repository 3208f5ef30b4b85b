// Login with Amazon: hands out access tokens against the refresh token, and knows which of them are good.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>

#include "tests/sandbox/answers.h"

namespace sellerd::sandbox {

struct Credentials {
  std::string client_id;
  std::string client_secret;
  std::string refresh_token;
};

class Login {
 public:
  Login(Credentials credentials, Duration token_lifetime, std::uint64_t seed);

  // Answers POST /auth/o2/token.
  http::Response answer(const http::Request& request, Timestamp now);

  enum class Verdict { good, unknown, expired };
  Verdict check(std::string_view access_token, Timestamp now) const;

  // As when the seller rotates the secret or revokes the grant. Access tokens already given stay good.
  void set_credentials(Credentials credentials) { credentials_ = std::move(credentials); }
  const Credentials& credentials() const { return credentials_; }

  // No access token given so far is good any more.
  void expire_access_tokens(Timestamp now);

 private:
  http::Response grant(Timestamp now);
  void forget_old_tokens(Timestamp now);

  Credentials credentials_;
  Duration token_lifetime_;
  std::uint64_t seed_;
  std::uint64_t granted_ = 0;
  std::map<std::string, Timestamp, std::less<>> expiries_;
};

}  // namespace sellerd::sandbox
