// sellerctl as a whole, in this process, against a daemon of a few lines.
#include <sys/stat.h>

#include <boost/test/unit_test.hpp>
#include <csignal>
#include <fstream>

#include "common/model/integration.h"
#include "ctl/secret_file.h"
#include "tests/unit/ctl_fake_daemon.h"
#include "tests/unit/ctl_outcome.h"

namespace sellerd::ctl {
namespace {

json::object progress(const char* rest) {
  return parsed(std::string(R"({"runs":[{"run":7,"integration":"amazon-in","module":"orders",)") + rest +
                "}]}");
}

Answer integrations() {
  return {
      {framed_reply(
           parsed(R"({"integration":{"name":"a","channel":"amazon-in","seller_id":"A1","state":"active"}})"),
           true),
       framed_reply(parsed(
           R"({"integration":{"name":"bb","channel":"amazon-us","seller_id":"A2","state":"tomorrow"}})"))}};
}

constexpr const char* kCredentials =
    R"({"client_id":"c","client_secret":"CANARY-1","refresh_token":"CANARY-2"})";

}  // namespace

BOOST_AUTO_TEST_SUITE(ctl_run)

BOOST_AUTO_TEST_CASE(a_list_is_a_table_or_lines_of_json) {
  FakeDaemon daemon([](const varlink::Call&) { return integrations(); });
  const auto table = sellerctl({"integrations"}, daemon.path());
  BOOST_TEST(table.code == 0);
  BOOST_TEST(table.out ==
             "NAME  CHANNEL    SELLER ID  STORE NAME  STATE\n"
             "a     amazon-in  A1         -           active\n"
             "bb    amazon-us  A2         -           tomorrow\n");
  BOOST_TEST(table.err.empty());
  BOOST_TEST(daemon.calls().at(0).more);
  const auto lines = sellerctl({"--json", "integrations"}, daemon.path());
  BOOST_TEST(lines.out == R"({"name":"a","channel":"amazon-in","seller_id":"A1","state":"active"})"
                          "\n"
                          R"({"name":"bb","channel":"amazon-us","seller_id":"A2","state":"tomorrow"})"
                          "\n");
}

BOOST_AUTO_TEST_CASE(figures_are_text_as_it_is_or_json) {
  FakeDaemon daemon([](const varlink::Call&) {
    return Answer{{framed_reply(parsed(R"({"text":"# TYPE a gauge\na{b=\"c\\\\d\"} 1\n# EOF\n"})"))}};
  });
  const auto text = sellerctl({"metrics"}, daemon.path());
  BOOST_TEST(text.code == 0);
  BOOST_TEST(text.out == "# TYPE a gauge\na{b=\"c\\\\d\"} 1\n# EOF\n");
  BOOST_TEST(daemon.calls().at(0).method == "org.sellerd.Service.GetMetrics");
  const auto json = sellerctl({"metrics", "--json"}, daemon.path());
  BOOST_TEST(parsed(json.out) == parsed(R"({"text":"# TYPE a gauge\na{b=\"c\\\\d\"} 1\n# EOF\n"})"));
}

BOOST_AUTO_TEST_CASE(an_empty_list_is_silent_in_a_pipe) {
  FakeDaemon daemon([](const varlink::Call&) { return Answer{{framed_reply({})}}; });
  BOOST_TEST(sellerctl({"quarantine"}, daemon.path()).out.empty());
  BOOST_TEST(sellerctl({"quarantine", "--json"}, daemon.path()).out.empty());
  Terminal terminal;
  terminal.interactive = true;
  BOOST_TEST(sellerctl({"quarantine"}, daemon.path(), {}, terminal).out == "none\n");
}

BOOST_AUTO_TEST_CASE(rows_before_an_error_are_shown) {
  FakeDaemon daemon([](const varlink::Call&) {
    auto answer = integrations();
    answer.pieces[1] = framed_error(make_error(ErrorCode::storage, "the disk is gone"));
    return answer;
  });
  const auto outcome = sellerctl({"integrations"}, daemon.path());
  BOOST_TEST(outcome.code == 1);
  BOOST_TEST(outcome.out.find("\na ") != std::string::npos);
  BOOST_TEST(outcome.err == "sellerctl: the disk is gone\n  try: sellerctl doctor\n");
}

BOOST_AUTO_TEST_CASE(errors_have_their_codes) {
  const auto code_of = [](const Error& error) {
    FakeDaemon daemon([&](const varlink::Call&) { return Answer{{framed_error(error)}}; });
    return sellerctl({"show", "x"}, daemon.path()).code;
  };
  BOOST_TEST(code_of(make_error(ErrorCode::not_found, "none")) == 1);
  BOOST_TEST(code_of(make_error(ErrorCode::unavailable, "Amazon is away")) == 1);
  BOOST_TEST(code_of(make_error(ErrorCode::invalid_argument, "bad", "name")) == 2);
  BOOST_TEST(code_of(make_error(ErrorCode::not_permitted, "no")) == 4);
  BOOST_TEST(sellerctl({"status"}, "/nonexistent").code == 3);
  BOOST_TEST(sellerctl({"stauts"}, "/nonexistent").code == 2);
  FakeDaemon silent([](const varlink::Call&) { return Answer{{}, true}; });
  BOOST_TEST(sellerctl({"show", "x"}, silent.path()).code == 3);
}

BOOST_AUTO_TEST_CASE(alone_it_shows_how_things_stand_or_what_there_is) {
  FakeDaemon daemon(
      [](const varlink::Call&) { return Answer{{framed_reply(parsed(R"({"version":"9"})"))}}; });
  BOOST_TEST(sellerctl({}, daemon.path()).out.starts_with("sellerd 9  all well  up "));
  const auto outcome = sellerctl({}, "/nonexistent");
  BOOST_TEST(outcome.code == 3);
  BOOST_TEST(outcome.out.find("Commands:") != std::string::npos);
  BOOST_TEST(outcome.err.starts_with(
      "sellerctl: sellerd does not run, or elsewhere: cannot reach it at /nonexistent: "));
}

BOOST_AUTO_TEST_CASE(an_unwritable_stdout_is_a_failure) {
  FakeDaemon daemon([](const varlink::Call&) { return integrations(); });
  std::istringstream in;
  std::ofstream out("/dev/full");
  std::ostringstream err;
  Io io{
      in, out, err, {}, [](const char*) { return std::optional<std::string>(); }, [] { return Timestamp{}; }};
  BOOST_TEST(static_cast<int>(run({"integrations", "--socket", daemon.path()}, io)) == 1);
  BOOST_TEST(err.str() == "sellerctl: cannot write the output\n");
}

BOOST_AUTO_TEST_CASE(sync_follows_to_the_end) {
  FakeDaemon daemon([](const varlink::Call&) {
    return Answer{{framed_reply(progress(R"("state":"running","pages":0,"doing":"reading")"), true),
                   framed_reply(progress(
                       R"("state":"succeeded","finished":true,"pages":4,"counts":{"created":2000})"))}};
  });
  const auto outcome = sellerctl({"sync"}, daemon.path());
  BOOST_TEST(outcome.code == 0);
  BOOST_TEST(
      outcome.out ==
      "orders run 7 of amazon-in: started: 0 pages, no records, reading\n"
      "orders run 7 of amazon-in: succeeded: 2,000 created, 0 updated, 0 unchanged, 0 failed in 4 pages\n");
  BOOST_TEST(outcome.err.empty());
  BOOST_TEST(daemon.calls().at(0).more);
  const auto lines = sellerctl({"sync", "--json"}, daemon.path());
  BOOST_TEST(
      lines.out.starts_with(R"({"run":7,"integration":"amazon-in","module":"orders","state":"running")"));
  BOOST_TEST(std::count(lines.out.begin(), lines.out.end(), '\n') == 2);
}

BOOST_AUTO_TEST_CASE(sync_that_ends_badly) {
  FakeDaemon daemon([](const varlink::Call&) {
    return Answer{{framed_reply(progress(
        R"("state":"partial","finished":true,"reason":"3 records are in quarantine","advice":"sellerctl quarantine")"))}};
  });
  const auto outcome = sellerctl({"sync", "--json"}, daemon.path());
  BOOST_TEST(outcome.code == 1);
  BOOST_TEST(outcome.err ==
             "sellerctl: orders run 7 of amazon-in: partial: 3 records are in quarantine\n  try: sellerctl "
             "quarantine\n");
}

BOOST_AUTO_TEST_CASE(sync_without_waiting) {
  FakeDaemon daemon(
      [](const varlink::Call&) { return Answer{{framed_reply(progress(R"("state":"running")"))}}; });
  const auto outcome = sellerctl({"sync", "--no-wait", "orders"}, daemon.path());
  BOOST_TEST(outcome.code == 0);
  BOOST_TEST(outcome.out == "orders run 7 of amazon-in: running\n");
  BOOST_TEST(!daemon.calls().at(0).more);
  BOOST_TEST(json::serialize(daemon.calls().at(0).parameters) == R"({"module":"orders"})");
}

BOOST_AUTO_TEST_CASE(ctrl_c_leaves_the_run_going) {
  // The reply comes first, so that the view is surely watching; then the daemon is silent.
  std::thread presser;
  FakeDaemon daemon([&presser, watcher = pthread_self()](const varlink::Call&) {
    presser = std::thread([watcher] {
      std::this_thread::sleep_for(std::chrono::milliseconds(100));
      pthread_kill(watcher, SIGINT);
    });
    return Answer{{framed_reply(progress(R"("state":"running")"), true)}};
  });
  const auto outcome = sellerctl({"sync"}, daemon.path());
  presser.join();
  BOOST_TEST(outcome.code == 130);
  BOOST_TEST(outcome.err.find("stopped watching; the run goes on in sellerd") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(connect_sends_the_secrets_and_shows_none) {
  FakeDaemon daemon([](const varlink::Call&) {
    return Answer{{framed_reply(parsed(
        R"({"integration":{"name":"shop","channel":"amazon-in","seller_id":"A1","store_name":"S","currency":"INR"}})"))}};
  });
  const auto outcome = sellerctl({"connect", "amazon-in", "--seller-id", "A1", "--credentials-file", "-"},
                                 daemon.path(), kCredentials);
  BOOST_TEST(outcome.code == 0);
  BOOST_TEST(outcome.out ==
             "Connected amazon-in as \"shop\": seller A1, store S, INR.\n"
             "Its first sync has started. Watch it with: sellerctl sync\n");
  BOOST_TEST(outcome.err.empty());
  BOOST_TEST(json::serialize(daemon.calls().at(0).parameters.at("credentials")) == kCredentials);
}

BOOST_AUTO_TEST_CASE(secret_files_are_checked_before_the_daemon_is_called) {
  const auto path = std::filesystem::temp_directory_path() / ("sellerctl-secret." + std::to_string(getpid()));
  std::ofstream(path) << kCredentials;
  FakeDaemon daemon(
      [](const varlink::Call&) { return Answer{{framed_reply(parsed(R"({"integration":{}})"))}}; });
  const std::vector<std::string> arguments{"reauthorize", "shop", "--credentials-file", path};
  chmod(path.c_str(), 0640);
  const auto exposed = sellerctl(arguments, daemon.path());
  BOOST_TEST(exposed.code == 0);
  BOOST_TEST(exposed.err == "sellerctl: warning: others can read " + path.string() + "\n  try: chmod 600 " +
                                path.string() + "\n");
  chmod(path.c_str(), 0600);
  BOOST_TEST(sellerctl(arguments, daemon.path()).err.empty());
  std::filesystem::remove(path);
  const auto missing = sellerctl(arguments, daemon.path());
  BOOST_TEST(missing.code == 2);
  BOOST_TEST(missing.err == "sellerctl: --credentials-file: cannot read " + path.string() +
                                ": no such file or directory\n  try: sellerctl reauthorize --help\n");
  BOOST_TEST(daemon.calls().size() == 2u);
  BOOST_TEST(sellerctl({"reauthorize", "shop", "--credentials-file", "-"}, "/nonexistent",
                       std::string(kMaximumSecretFile + 1, ' '))
                 .code == 2);
}

BOOST_AUTO_TEST_CASE(secrets_are_read_strictly_and_never_repeated) {
  const auto shape = shape_of<Credentials>();
  const auto check = [&](const char* text, const char* message) {
    const auto secrets = parse_secrets(shape, "credentials", text);
    BOOST_REQUIRE(!secrets);
    BOOST_TEST(secrets.error().text().starts_with(message), secrets.error().text());
    BOOST_TEST((secrets.error().text() + secrets.error().hint).find("CANARY") == std::string::npos);
  };
  BOOST_TEST(parse_secrets(shape, "credentials", kCredentials).has_value());
  check("", "credentials: not valid JSON");
  check("{\"client_id\": CANARY}", "credentials: not valid JSON");
  check("[]", "credentials: must be a JSON object");
  check(R"({"client_id":"CANARY"})", "credentials.client_secret: is required");
  check(R"({"client_id":"CANARY","client_secret":"","refresh_token":"x"})",
        "credentials.client_secret: is empty");
  check(R"({"client_id":"CANARY","client_secret":["CANARY"],"refresh_token":"x"})",
        "credentials.client_secret: must be a string");
  check(R"({"client_id":"a","client_secret":"CANARY","refresh_token":"x","extra":"CANARY"})",
        "credentials.extra: there is no such field");
}

BOOST_AUTO_TEST_CASE(history_of_one_run) {
  FakeDaemon daemon([](const varlink::Call& call) {
    if (call.method == "org.sellerd.Sync.GetRun")
      return Answer{{framed_reply(parsed(R"({"run":{"id":7,"state":"partial"}})"))}};
    return Answer{{framed_reply(
        parsed(R"({"record":{"run":7,"record_id":"402-1","outcome":"failed","reason":"odd"}})"))}};
  });
  const auto outcome = sellerctl({"history", "show", "7", "--outcome", "failed"}, daemon.path());
  BOOST_TEST(outcome.code == 0);
  BOOST_TEST(outcome.out.starts_with("Id                7\n"));
  BOOST_TEST(
      outcome.out.ends_with("\n\nRECORD ID  OUTCOME  REASON  ADVICE\n402-1      failed   odd     -\n"));
  BOOST_TEST(json::serialize(daemon.calls().at(0).parameters) == R"({"run":7})");
  BOOST_TEST(json::serialize(daemon.calls().at(1).parameters) == R"({"run":7,"outcome":"failed"})");
  BOOST_TEST(sellerctl({"history", "show", "7", "--json"}, daemon.path()).out.starts_with("{\"id\":7,"));
}

BOOST_AUTO_TEST_CASE(the_protocol_itself) {
  FakeDaemon daemon([](const varlink::Call& call) {
    if (call.method.ends_with("GetInfo"))
      return Answer{{framed_reply(parsed(R"({"interfaces":["a.b","c.d"]})"))}};
    if (call.method.ends_with("GetInterfaceDescription")) {
      return Answer{{framed_reply(parsed(R"({"description":"# doc\ninterface a.b\n\u001b[2J\n"})"))}};
    }
    return Answer{{framed_reply(call.parameters, true), framed_reply({})}};
  });
  BOOST_TEST(sellerctl({"introspect"}, daemon.path()).out == "a.b\nc.d\n");
  BOOST_TEST(sellerctl({"introspect", "a.b"}, daemon.path()).out == "# doc\ninterface a.b\n [2J\n");
  BOOST_TEST(sellerctl({"call", "x.Y", "-", "--more"}, daemon.path(), R"({"n": 1})").out == "{\"n\":1}\n");
  BOOST_TEST(sellerctl({"call", "x.Y", "[1]"}, daemon.path())
                 .err.starts_with("sellerctl: PARAMETERS: must be a JSON object\n"));
  BOOST_TEST(sellerctl({"call", "x.Y", "{"}, daemon.path()).code == 2);
}

BOOST_AUTO_TEST_CASE(a_list_called_without_more_says_what_to_add) {
  FakeDaemon daemon([](const varlink::Call&) {
    return Answer{{varlink::frame(R"({"error":"org.varlink.service.ExpectedMore"})")}};
  });
  const auto outcome = sellerctl({"call", "x.Y"}, daemon.path());
  BOOST_TEST(outcome.code == 1);
  BOOST_TEST(outcome.err == "sellerctl: org.varlink.service.ExpectedMore\n  try: add --more\n");
}

BOOST_AUTO_TEST_CASE(an_answer_that_is_not_understood) {
  FakeDaemon daemon(
      [](const varlink::Call&) { return Answer{{framed_reply(parsed(R"({"order":{"status":"lost"}})"))}}; });
  const auto outcome = sellerctl({"orders", "show", "x"}, daemon.path());
  BOOST_TEST(outcome.code == 1);
  BOOST_TEST(
      outcome.err.starts_with("sellerctl: order.status: sellerd's answer is not understood: \"lost\""));
  // The same as JSON needs no understanding.
  BOOST_TEST(sellerctl({"orders", "show", "x", "--json"}, daemon.path()).out == "{\"status\":\"lost\"}\n");
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace sellerd::ctl
