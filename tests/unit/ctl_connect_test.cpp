// `sellerctl connect` on a terminal: what it asks, what it refuses at once, and what it asks again.
#include <boost/test/unit_test.hpp>
#include <deque>

#include "ctl/connect_questions.h"
#include "daemon/channel/amazon/marketplaces.h"
#include "tests/unit/ctl_fake_daemon.h"
#include "tests/unit/ctl_outcome.h"

namespace sellerd::ctl {
namespace {

const std::string kId = "amzn1.application-oa2-client.0a1b2c3d";
const std::string kSecret = "amzn1.oa2-cs.v1.9f8e7d6c5b4a";
const std::string kToken = "Atzr|IwEBabcdefghijklmnop";
const std::string kReply =
    R"({"integration":{"name":"amazon-in","channel":"amazon-in","seller_id":"A1B2C3","currency":"INR"}})";

class FakePrompt : public Prompt {
 public:
  explicit FakePrompt(std::deque<std::string> answers) : answers_(std::move(answers)) {}

  std::optional<std::string> ask(std::string_view question, Echo echo) override {
    asked.emplace_back(question);
    echoed.push_back(echo == Echo::shown);
    if (answers_.empty()) return std::nullopt;
    auto answer = answers_.front();
    answers_.pop_front();
    return answer;
  }

  std::vector<std::string> asked;
  std::vector<bool> echoed;

 private:
  std::deque<std::string> answers_;
};

// A daemon whose connect says one after the other what the test says; an empty error is a success.
struct Marketplace {
  explicit Marketplace(std::deque<Error> refusals, std::string organisation = "{}")
      : refusals_(std::move(refusals)), daemon([this, organisation](const varlink::Call& call) {
          if (call.method.ends_with("GetOrganisation"))
            return Answer{{framed_reply(parsed(R"({"organisation":)" + organisation + "}"))}};
          if (call.method.ends_with("SetOrganisation")) return answered(gstin_refusals);
          return answered(refusals_, kReply);
        }) {}

  static Answer answered(std::deque<Error>& refusals, const std::string& reply = R"({"organisation":{}})") {
    if (refusals.empty()) return {{framed_reply(parsed(reply))}};
    const Error refusal = refusals.front();
    refusals.pop_front();
    return {{framed_error(refusal)}};
  }

  std::vector<varlink::Call> calls_of(std::string_view method) const {
    std::vector<varlink::Call> found;
    for (auto& call : daemon.calls()) {
      if (call.method.ends_with(method)) found.push_back(call);
    }
    return found;
  }

 private:
  std::deque<Error> refusals_;

 public:
  std::deque<Error> gstin_refusals;
  FakeDaemon daemon;
};

Outcome connect(const Marketplace& market, FakePrompt& prompt, std::vector<std::string> more = {}) {
  std::vector<std::string> arguments{"connect"};
  arguments.insert(arguments.end(), more.begin(), more.end());
  return sellerctl(arguments, market.daemon.path(), {}, {.interactive = true}, &prompt);
}

Error refused(const std::string& code) {
  return make_error(ErrorCode::needs_reauth, "Amazon refuses it (" + code + ")");
}

std::string text(const json::value& value) {
  return std::string(std::string_view(value.as_string()));
}

void check_that_no_secret_shows(const Outcome& outcome) {
  for (const auto& secret : {kId, kSecret, kToken}) {
    BOOST_TEST(outcome.out.find(secret) == std::string::npos);
    BOOST_TEST(outcome.err.find(secret) == std::string::npos);
  }
}

}  // namespace

BOOST_AUTO_TEST_SUITE(ctl_connect)

BOOST_AUTO_TEST_CASE(every_marketplace_of_the_daemon_can_be_chosen) {
  const auto channels = connect_channels();
  BOOST_REQUIRE(channels.size() == amazon::kMarketplaces.size());
  for (std::size_t place = 0; place < channels.size(); ++place)
    BOOST_TEST(channels[place] == amazon::kMarketplaces[place].channel);
}

BOOST_AUTO_TEST_CASE(a_mistake_is_told_without_repeating_it) {
  const auto check = [](std::string_view field, const std::string& typed, std::string_view told) {
    const auto wrong = connect_question(field).wrong(typed);
    BOOST_REQUIRE_MESSAGE(wrong.has_value() == !told.empty(), field << ": " << typed);
    if (!wrong) return;
    BOOST_TEST(wrong->find(told) != std::string::npos, *wrong);
    BOOST_TEST((typed.size() < 6 || wrong->find(typed) == std::string::npos), *wrong);
  };
  check("channel", "amazon-in", "");
  check("channel", "flipkart", "no such marketplace");
  check("gstin", "29AAGCB7383J1Z4", "");
  check("gstin", "none", "");
  check("gstin", "29AAGCB7383J1Z", "15");
  check("gstin", "29aagcb7383j1z4", "15");
  check("seller_id", "A1B2C3D4E5F6G7", "");
  check("seller_id", "", "nothing");
  check("seller_id", "me@example.com", "e-mail");
  check("seller_id", "5566-1717-7700", "begins with A");
  check("seller_id", kId, "client id");
  check("credentials.client_id", kId, "");
  check("credentials.client_id", kSecret, "client secret");
  check("credentials.client_id", "oa2-client-0a1b2c3d", "begins with");
  check("credentials.client_id", "amzn1.sp.solution.1-2-3", "application's own id");
  check("credentials.client_secret", kSecret, "");
  check("credentials.client_secret", "b5f7f8b5f7f8b5f7f8b5f7f8", "");  // an older one
  check("credentials.client_secret", kToken, "refresh token");
  check("credentials.client_secret", "short", "too short");
  check("credentials.refresh_token", kToken, "");
  check("credentials.refresh_token", "Atza|IwEBabcdefghijklmnop", "access token");
  check("credentials.refresh_token", "Atzr|IwEB abcdefghijklmnop", "blanks");
  check("credentials.refresh_token", kToken + std::string(2'048, 'x'), "longer");
  check("credentials.refresh_token", "Atzr|", "too short");
}

BOOST_AUTO_TEST_CASE(everything_is_asked_and_connected) {
  const Marketplace market({});
  FakePrompt prompt({"", "29AAGCB7383J1Z4", "A1B2C3", kId, kSecret, kToken});
  const auto outcome = connect(market, prompt);
  BOOST_TEST(outcome.code == 0, outcome.out << outcome.err);
  BOOST_TEST(prompt.asked ==
             (std::vector<std::string>{"Marketplace [1 amazon-in]: ", "GSTIN: ", "Seller id: ", "Client id: ",
                                       "Client secret: ", "Refresh token: "}));
  BOOST_TEST(prompt.echoed == (std::vector<bool>{true, true, true, false, false, false}));
  BOOST_TEST(outcome.out.find("Develop Apps") != std::string::npos);
  BOOST_TEST(outcome.out.ends_with("Watch it with: sellerctl sync\n"));
  check_that_no_secret_shows(outcome);
  BOOST_TEST(json::serialize(market.calls_of("SetOrganisation").at(0).parameters) ==
             R"({"gstin":"29AAGCB7383J1Z4"})");
  const auto sent = market.calls_of("Connect").at(0).parameters;
  BOOST_TEST(text(sent.at("channel")) == "amazon-in");
  BOOST_TEST(text(sent.at("seller_id")) == "A1B2C3");
  BOOST_TEST(json::serialize(sent.at("credentials")) == R"({"client_id":")" + kId + R"(","client_secret":")" +
                                                            kSecret + R"(","refresh_token":")" + kToken +
                                                            "\"}");
}

BOOST_AUTO_TEST_CASE(only_what_is_missing_is_asked) {
  const Marketplace market({}, R"({"home_state":"29","gstin":"29AAGCB7383J1Z4"})");
  FakePrompt prompt({kId, kSecret, kToken});
  BOOST_TEST(connect(market, prompt, {"amazon-in", "--seller-id", "A1B2C3"}).code == 0);
  BOOST_TEST(prompt.asked.size() == 3u);
  BOOST_TEST(market.calls_of("SetOrganisation").empty());
}

BOOST_AUTO_TEST_CASE(a_business_without_gst_says_none_and_other_countries_are_not_asked) {
  const Marketplace market({});
  FakePrompt prompt({"none", "A1B2C3", kId, kSecret, kToken});
  BOOST_TEST(connect(market, prompt, {"amazon-in"}).code == 0);
  BOOST_TEST(json::serialize(market.calls_of("SetOrganisation").at(0).parameters) ==
             R"({"registered":false})");
  const Marketplace abroad({});
  FakePrompt other({"2", "A1B2C3", kId, kSecret, kToken});
  BOOST_TEST(connect(abroad, other).code == 0);
  BOOST_TEST(text(abroad.calls_of("Connect").at(0).parameters.at("channel")) == "amazon-ae");
  BOOST_TEST(abroad.calls_of("Organisation").empty());
}

BOOST_AUTO_TEST_CASE(what_looks_wrong_is_asked_at_once_again) {
  const Marketplace market({});
  FakePrompt prompt({"A1B2C3", kSecret, kId, kSecret, kToken});
  const auto outcome = connect(market, prompt, {"amazon-us"});
  BOOST_TEST(outcome.code == 0);
  BOOST_TEST(outcome.out.find("No: that is a client secret.") != std::string::npos, outcome.out);
  check_that_no_secret_shows(outcome);
}

BOOST_AUTO_TEST_CASE(a_refusal_asks_only_for_what_is_in_doubt) {
  const Marketplace market({refused("invalid_grant"), refused("invalid_client"), refused("invalid_client"),
                            make_error(ErrorCode::unavailable, "no route to host")});
  FakePrompt prompt({"A1B2C3", kId, kSecret, kToken, kToken + "2", kSecret + "2", kId + "2", ""});
  const auto outcome = connect(market, prompt, {"amazon-us"});
  BOOST_TEST(outcome.code == 0, outcome.out << outcome.err);
  const std::vector<std::string> again(prompt.asked.begin() + 4, prompt.asked.end());
  BOOST_TEST(again == (std::vector<std::string>{
                          "Refresh token: ", "Client secret: ", "Client id: ", "Enter tries again: "}));
  BOOST_TEST(outcome.out.find("Most likely it is the refresh token.") != std::string::npos, outcome.out);
  const auto last = market.calls_of("Connect").back().parameters.at("credentials").as_object();
  BOOST_TEST(text(last.at("refresh_token")) == kToken + "2");
  BOOST_TEST(text(last.at("client_id")) == kId + "2");
  check_that_no_secret_shows(outcome);
}

BOOST_AUTO_TEST_CASE(a_gstin_that_the_daemon_refuses_is_asked_again) {
  Marketplace market({});
  market.gstin_refusals = {make_error(ErrorCode::invalid_argument, "its check character is wrong", "gstin")};
  FakePrompt prompt({"29AAGCB7383J1Z5", "A1B2C3", kId, kSecret, kToken, "29AAGCB7383J1Z4"});
  const auto outcome = connect(market, prompt, {"amazon-in"});
  BOOST_TEST(outcome.code == 0, outcome.out << outcome.err);
  BOOST_TEST(outcome.out.find("check character") != std::string::npos);
  BOOST_TEST(market.calls_of("SetOrganisation").size() == 2u);
}

BOOST_AUTO_TEST_CASE(other_refusals_are_the_answer) {
  const Marketplace market(
      {make_error(ErrorCode::conflict, "the account sells in USD", "seller_id", "sellerctl x")});
  FakePrompt prompt({"A1B2C3", kId, kSecret, kToken});
  const auto outcome = connect(market, prompt, {"amazon-us"});
  BOOST_TEST(outcome.code == 1);
  BOOST_TEST(outcome.err == "sellerctl: seller_id: the account sells in USD\n  try: sellerctl x\n");
}

BOOST_AUTO_TEST_CASE(who_leaves_has_connected_nothing) {
  const Marketplace market({});
  FakePrompt prompt({"none", "A1B2C3", kId});
  const auto outcome = connect(market, prompt, {"amazon-in"});
  BOOST_TEST(outcome.code == 130);
  BOOST_TEST(outcome.err == "sellerctl: nothing is connected or changed\n");
  BOOST_TEST(market.calls_of("Connect").empty());
  BOOST_TEST(market.calls_of("SetOrganisation").empty());
}

BOOST_AUTO_TEST_CASE(what_is_wrong_again_and_again_ends_it) {
  const Marketplace market({});
  FakePrompt prompt(std::deque<std::string>(50, "no"));
  BOOST_TEST(connect(market, prompt, {"amazon-us"}).code == 130);
  BOOST_TEST(prompt.asked.size() < 10u);
}

BOOST_AUTO_TEST_CASE(what_is_refused_again_and_again_ends_it_and_says_what_is_kept) {
  const Marketplace refusing(std::deque<Error>(50, refused("invalid_grant")));
  std::deque<std::string> answers{"none", "A1B2C3", kId, kSecret};
  answers.insert(answers.end(), 50, kToken);
  FakePrompt patient(answers);
  const auto outcome = connect(refusing, patient, {"amazon-in"});
  BOOST_TEST(outcome.code == 130);
  BOOST_TEST(outcome.err == "sellerctl: nothing is connected; what was said of the business is kept\n");
  BOOST_TEST(refusing.calls_of("SetOrganisation").size() == 1u);
  BOOST_TEST(refusing.calls_of("Connect").size() > 1u);
  BOOST_TEST(refusing.calls_of("Connect").size() < 20u);
  Marketplace no_gstin({});
  no_gstin.gstin_refusals.assign(
      50, make_error(ErrorCode::invalid_argument, "its last character is wrong", "gstin"));
  std::deque<std::string> gstins{"29AAGCB7383J1Z5", kId, kSecret, kToken};
  gstins.insert(gstins.end(), 50, "29AAGCB7383J1Z5");
  FakePrompt stubborn(gstins);
  BOOST_TEST(connect(no_gstin, stubborn, {"amazon-in", "--seller-id", "A1B2C3"}).code == 130);
  BOOST_TEST(no_gstin.calls_of("SetOrganisation").size() > 1u);
  BOOST_TEST(no_gstin.calls_of("Connect").empty());
}

BOOST_AUTO_TEST_CASE(reauthorize_asks_for_the_credentials_alone) {
  const Marketplace market({});
  FakePrompt prompt({kId, kSecret, kToken});
  const auto outcome =
      sellerctl({"reauthorize", "amazon-in"}, market.daemon.path(), {}, {.interactive = true}, &prompt);
  BOOST_TEST(outcome.code == 0, outcome.err);
  BOOST_TEST(outcome.out.ends_with("accepts the new credentials of amazon-in. It is active.\n"), outcome.out);
  BOOST_TEST(text(market.calls_of("Reauthorize").at(0).parameters.at("name")) == "amazon-in");
  BOOST_TEST(sellerctl({"reauthorize"}, market.daemon.path(), {}, {.interactive = true}, &prompt).code == 2);
}

BOOST_AUTO_TEST_CASE(without_a_terminal_and_for_programs_what_is_missing_is_an_error) {
  const Marketplace market({});
  const auto piped = sellerctl({"connect"}, market.daemon.path());
  BOOST_TEST(piped.code == 2);
  BOOST_TEST(piped.err == "sellerctl: CHANNEL: is required\n  try: sellerctl connect --help\n");
  FakePrompt prompt({});
  BOOST_TEST(connect(market, prompt, {"--json"}).code == 2);
  BOOST_TEST(prompt.asked.empty());
  BOOST_TEST(market.daemon.calls().empty());
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace sellerd::ctl
