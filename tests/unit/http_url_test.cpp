#include <boost/test/unit_test.hpp>

#include "daemon/http/url.h"

namespace sellerd::http {

BOOST_AUTO_TEST_SUITE(http_url)

BOOST_AUTO_TEST_CASE(https_goes_anywhere) {
  const auto url = parse_url("https://Sellingpartnerapi-EU.amazon.com/orders/2026-01-01/orders?a=b%20c");
  BOOST_REQUIRE(url);
  BOOST_TEST(url->secure);
  BOOST_TEST(url->host == "sellingpartnerapi-eu.amazon.com");
  BOOST_TEST(url->port == 443);
  BOOST_TEST(url->target == "/orders/2026-01-01/orders?a=b%20c");
  BOOST_TEST(url->authority() == "sellingpartnerapi-eu.amazon.com");
}

BOOST_AUTO_TEST_CASE(parts) {
  BOOST_TEST(parse_url("https://a.example")->target == "/");
  BOOST_TEST(parse_url("https://a.example?x=1")->target == "/?x=1");
  BOOST_TEST(parse_url("https://a.example:8443/")->port == 8443);
  BOOST_TEST(parse_url("http://[::1]:8080/x")->host == "::1");
  BOOST_TEST(parse_url("http://[::1]:8080/x")->authority() == "[::1]:8080");
  BOOST_TEST(parse_url("http://localhost:80/x")->authority() == "localhost");
}

BOOST_AUTO_TEST_CASE(http_only_to_this_machine) {
  for (const char* good : {"http://127.0.0.1/", "http://127.255.3.4:99/x", "http://[::1]/",
                           "http://localhost:1/", "HTTP://LOCALHOST/"}) {
    BOOST_TEST(parse_url(good).has_value(), good);
  }
  for (const char* bad : {"http://api.amazon.com/", "http://10.0.0.1/", "http://127.0.0.1.evil.example/",
                          "http://localhost.evil.example/", "http://127.1/", "http://0x7f.0.0.1/",
                          "http://2130706433/", "http://0177.0.0.1/", "http://[::ffff:127.0.0.1]/",
                          "http://localhost./", "http://0.0.0.0/", "http://[::]/", "http://128.0.0.1/"}) {
    const auto url = parse_url(bad);
    BOOST_TEST(!url.has_value(), bad);
    if (!url) BOOST_TEST((url.error().code == ErrorCode::invalid_argument));
  }
  BOOST_TEST(parse_url("http://api.amazon.com/").error().message.find("only to this machine") !=
             std::string::npos);
}

BOOST_AUTO_TEST_CASE(hostile_text) {
  for (const char* bad : {"",
                          "x",
                          "ftp://a.example/",
                          "https:/a.example",
                          "https://",
                          "https:///x",
                          "https://user@a.example/",
                          "https://user:password@a.example/",
                          "https://a.example@127.0.0.1/",
                          "http://127.0.0.1@a.example/",
                          "https://a.example:0/",
                          "https://a.example:65536/",
                          "https://a.example:/",
                          "https://a.example:80x/",
                          "https://a.example/#part",
                          "https://a.example/ b",
                          "https://a.example/\r\nHost: x",
                          "https://a.example\\@b/",
                          "https://[::1/",
                          "https://[zz]/",
                          "https://[::1]x/",
                          "https://a..b/",
                          "https://.a/",
                          "https://a%2eb/",
                          "https://\xc3\xa4.example/",
                          "file:///etc/passwd",
                          "https://[fe80::1%25eth0]/"}) {
    BOOST_TEST(!parse_url(bad).has_value(), bad);
  }
  BOOST_TEST(!parse_url("https://a.example/" + std::string(20'000, 'x')).has_value());
}

BOOST_AUTO_TEST_CASE(errors_never_repeat_the_query) {
  const auto url = parse_url("http://a.example/x?token=CANARY");
  BOOST_REQUIRE(!url);
  BOOST_TEST(url.error().text().find("CANARY") == std::string::npos);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace sellerd::http
