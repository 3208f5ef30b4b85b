// Answers createRestrictedDataToken of Tokens 2021-03-01, and knows what each token opens.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>

#include "tests/sandbox/answers.h"
#include "tests/sandbox/shop.h"

namespace sellerd::sandbox {

class RestrictedTokens {
 public:
  RestrictedTokens(const Shop& shop, std::uint64_t seed) : shop_(shop), seed_(seed) {}

  // Of the resources only reports' documents are known here, and of those only to read.
  http::Response create(const std::string& body, Timestamp now);

  // Whether it is such a token, good or not; others are access tokens.
  static bool is_one(std::string_view token);

  // Whether it opens this very path.
  bool opens(std::string_view token, std::string_view path, Timestamp now) const;

 private:
  struct Grant {
    std::string path;
    Timestamp ends;
  };

  const Shop& shop_;
  std::uint64_t seed_;
  std::map<std::string, Grant, std::less<>> grants_;
};

}  // namespace sellerd::sandbox
