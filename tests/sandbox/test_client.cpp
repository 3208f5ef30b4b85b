#include "tests/sandbox/test_client.h"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <stdexcept>

namespace sellerd::sandbox {
namespace {

std::string percent_encoded(std::string_view text) {
  std::string encoded;
  for (const char c : text) {
    const bool plain = (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
    if (plain || c == '-' || c == '.' || c == '_' || c == '~') {
      encoded += c;
    } else {
      const auto byte = static_cast<unsigned char>(c);
      encoded += '%';
      encoded += "0123456789ABCDEF"[byte >> 4];
      encoded += "0123456789ABCDEF"[byte & 15];
    }
  }
  return encoded;
}

http::Request request_to(std::string_view method, std::string_view url) {
  http::Request request;
  request.method = method;
  request.url = url;
  return request;
}

}  // namespace

std::string encode_form(const Parameters& parameters) {
  std::string form;
  for (const auto& [name, value] : parameters) {
    form.append(form.empty() ? "" : "&")
        .append(percent_encoded(name))
        .append("=")
        .append(percent_encoded(value));
  }
  return form;
}

boost::json::value quantity_patch(std::string_view operation, std::int64_t quantity) {
  const boost::json::object value{{"fulfillment_channel_code", "DEFAULT"}, {"quantity", quantity}};
  const boost::json::object patch{{"op", operation},
                                  {"path", "/attributes/fulfillment_availability"},
                                  {"value", boost::json::array{value}}};
  return boost::json::object{{"productType", "PRODUCT"}, {"patches", boost::json::array{patch}}};
}

boost::json::value body_of(const HandledResponse& handled) {
  return boost::json::parse(handled.response.body);
}

Parameters TestClient::token_form() const {
  const Credentials& credentials = market_.login().credentials();
  return {{"grant_type", "refresh_token"},
          {"client_id", credentials.client_id},
          {"client_secret", credentials.client_secret},
          {"refresh_token", credentials.refresh_token}};
}

HandledResponse TestClient::token_request(const Parameters& form) {
  http::Request request = request_to("POST", "https://api.amazon.com/auth/o2/token");
  request.headers["content-type"] = "application/x-www-form-urlencoded;charset=UTF-8";
  request.body = encode_form(form);
  return market_.handle(request, now);
}

void TestClient::log_in() {
  const auto handled = token_request(token_form());
  if (handled.response.status != 200) throw std::runtime_error("no token: " + handled.response.body);
  access_token_ = body_of(handled).at("access_token").as_string();
}

HandledResponse TestClient::send(std::string_view method, std::string_view path, std::string body) {
  http::Request request = request_to(method, "https://sellingpartnerapi-eu.amazon.com" + std::string(path));
  if (!user_agent_.empty()) request.headers["user-agent"] = user_agent_;
  if (!access_token_.empty()) request.headers["x-amz-access-token"] = access_token_;
  request.body = std::move(body);
  return market_.handle(request, now);
}

HandledResponse TestClient::get(std::string_view path, const Parameters& parameters) {
  return send("GET",
              parameters.empty() ? std::string(path) : std::string(path) + "?" + encode_form(parameters));
}

HandledResponse TestClient::search(const Parameters& parameters) {
  return get("/orders/2026-01-01/orders", parameters);
}

HandledResponse TestClient::post(std::string_view path, const boost::json::value& body) {
  return send("POST", path, boost::json::serialize(body));
}

HandledResponse TestClient::listing(std::string_view sku, std::string_view included_data) {
  const Shop& shop = market_.options().shop;
  return get("/listings/2021-08-01/items/" + shop.seller_id + "/" + percent_encoded(sku),
             {{"marketplaceIds", shop.marketplace_id}, {"includedData", std::string(included_data)}});
}

HandledResponse TestClient::patch_listing(std::string_view sku, const boost::json::value& body,
                                          Parameters parameters) {
  const Shop& shop = market_.options().shop;
  parameters.try_emplace("marketplaceIds", shop.marketplace_id);
  const std::string path = "/listings/2021-08-01/items/" + shop.seller_id + "/" + percent_encoded(sku);
  return send("PATCH", path + "?" + encode_form(parameters), boost::json::serialize(body));
}

HandledResponse TestClient::upload(std::string_view url, std::string_view content_type, std::string body) {
  http::Request request = request_to("PUT", url);
  request.headers["content-type"] = content_type;
  request.body = std::move(body);
  return market_.handle(request, now);
}

HandledResponse TestClient::download(std::string_view url) {
  return market_.handle(request_to("GET", url), now);
}

}  // namespace sellerd::sandbox
