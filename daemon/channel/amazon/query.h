// Paths and queries of requests. Pure.
#pragma once

#include <string>
#include <string_view>

namespace sellerd::amazon {

// Encodes every byte outside RFC 3986's unreserved set, a space as %20: Amazon's page tokens hold + / = and
// SKUs hold anything.
std::string percent_encode(std::string_view text);

// "?a=1&b=2" in the order of the calls; empty without any.
class Query {
 public:
  Query& add(std::string_view name, std::string_view value);
  const std::string& text() const { return text_; }

 private:
  std::string text_;
};

}  // namespace sellerd::amazon
