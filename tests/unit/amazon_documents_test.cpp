// Where documents may lie: a marketplace names the address, and must not lead the daemon to other services.
#include <boost/test/unit_test.hpp>

#include "daemon/channel/amazon/documents.h"
#include "tests/support/amazon_calls.h"

namespace sellerd::amazon {
namespace {

struct Fixture : test::AmazonCalls {
  std::string address;

  Fixture() {
    transport.handler = [this](const http::Request& request) {
      if (request.url.ends_with("/token"))
        return test::respond(200, R"({"access_token":"Atza|1","expires_in":3600})");
      if (request.url.ends_with("/documents/1")) return test::respond(200, R"({"url":")" + address + "\"}");
      return test::respond(200, "text");
    };
  }

  Result<Document> fetch(const std::string& endpoint) {
    Client client(endpoint, quota, tokens, clock, transport, random);
    return test::run_task(
        loop, fetch_document(client, {operations::kGetReportDocument, "/documents/1", "report"}, context));
  }
  Result<bool> upload(const std::string& endpoint) {
    Client client(endpoint, quota, tokens, clock, transport, random);
    return test::run_task(loop, upload_document(client, address, {"text", "text/plain"}, context));
  }
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(amazon_documents, Fixture)

BOOST_AUTO_TEST_CASE(services_of_this_machine_are_not_called) {
  const std::string amazon = "https://sellingpartnerapi-eu.amazon.com";
  for (const char* bad : {"http://127.0.0.1:631/", "http://localhost:8080/admin", "http://[::1]/",
                          "HTTP://127.0.0.1/", "file:///etc/passwd", "ftp://a.example/", ""}) {
    address = bad;
    const auto document = fetch(amazon);
    BOOST_REQUIRE(!document);
    BOOST_TEST((document.error().code == ErrorCode::refused), bad);
    BOOST_TEST(document.error().message.find("not https") != std::string::npos, document.error().message);
    const auto uploaded = upload(amazon);
    BOOST_REQUIRE(!uploaded);
    BOOST_TEST((uploaded.error().code == ErrorCode::refused), bad);
    if (*bad != '\0') BOOST_TEST(transport.count(bad) == 0u, bad);
  }
}

BOOST_AUTO_TEST_CASE(storage_elsewhere_is_called_without_the_token) {
  for (const char* good : {"https://tortuga-prod-eu.s3.example/x?sig=1", "HTTPS://store.example/"}) {
    address = good;
    BOOST_TEST(fetch("https://sellingpartnerapi-eu.amazon.com").has_value(), good);
    BOOST_TEST(transport.requests.back().url == good);
    BOOST_TEST(!transport.requests.back().headers.contains("x-amz-access-token"));
  }
}

BOOST_AUTO_TEST_CASE(a_marketplace_model_on_this_machine_has_its_documents_there) {
  address = "http://127.0.0.1:8080/document";
  BOOST_TEST(fetch("http://127.0.0.1:8080").has_value());
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace sellerd::amazon
