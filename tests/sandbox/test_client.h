// The least of a client, for tests of the marketplace itself: it logs in and asks, and understands nothing.
#pragma once

#include <boost/json/value.hpp>
#include <string>
#include <string_view>

#include "tests/sandbox/marketplace.h"

namespace sellerd::sandbox {

class TestClient {
 public:
  TestClient(Marketplace& market, Timestamp start) : now(start), market_(market) {}

  Timestamp now;  // the test moves it

  // Gets an access token and uses it from now on. Throws when the marketplace refuses.
  void log_in();

  HandledResponse token_request(const Parameters& form);
  Parameters token_form() const;  // what log_in() sends

  HandledResponse get(std::string_view path, const Parameters& parameters = {});
  HandledResponse search(const Parameters& parameters);  // searchOrders
  HandledResponse post(std::string_view path, const boost::json::value& body);
  HandledResponse send(std::string_view method, std::string_view path, std::string body = {});

  // getListingsItem and patchListingsItem, in the seller's marketplace.
  HandledResponse listing(std::string_view sku, std::string_view included_data = "summaries");
  HandledResponse patch_listing(std::string_view sku, const boost::json::value& body,
                                Parameters parameters = {});

  // An address that the marketplace gave out; sent without a token.
  HandledResponse download(std::string_view url);
  HandledResponse upload(std::string_view url, std::string_view content_type, std::string body);

  void forget_token() { access_token_.clear(); }
  void use_token(std::string token) { access_token_ = std::move(token); }
  void set_user_agent(std::string text) { user_agent_ = std::move(text); }

 private:
  Marketplace& market_;
  std::string access_token_;
  std::string user_agent_ = "TestClient/1 (Language=C++/20)";
};

// Throws when the body is not JSON.
boost::json::value body_of(const HandledResponse& handled);

// {"productType":"PRODUCT","patches":[{"op":...,"path":"/attributes/fulfillment_availability","value":[...]}]}
boost::json::value quantity_patch(std::string_view operation, std::int64_t quantity);

// "a=b&c=d", percent-encoded.
std::string encode_form(const Parameters& parameters);

}  // namespace sellerd::sandbox
