#include <boost/test/unit_test.hpp>

#include "ctl/command_line.h"
#include "ctl/help.h"
#include "ctl/option.h"
#include "ctl/socket_path.h"

// In a namespace with a name: the members of a record that only templates look at would else count as unused.
namespace sellerd::ctl_option_test {

enum class Size { small, large };

}  // namespace sellerd::ctl_option_test

template <>
struct sellerd::EnumTable<sellerd::ctl_option_test::Size> {
  static constexpr std::string_view kTypeName = "Size";
  static constexpr std::array kNames = {std::pair{ctl_option_test::Size::small, std::string_view("small")},
                                        std::pair{ctl_option_test::Size::large, std::string_view("large")}};
};

namespace sellerd::ctl_option_test {

// One field of every kind that an option can have.
struct Everything {
  std::string name;
  std::optional<std::string> note;
  bool force = false;
  std::optional<bool> loud;
  std::uint8_t small = 0;
  std::optional<Money> price;
  std::vector<std::string> tags;
  std::optional<Size> size;
  json::value any;
  std::string password;
  std::map<std::string, std::string> labels;

  static constexpr std::string_view kTypeName = "Everything";
  static constexpr auto fields() {
    using Self = Everything;
    return Fields{
        SELLERD_FIELD(name, "Name.", .positional = true),
        SELLERD_FIELD(note, "Note."),
        SELLERD_FIELD(force, "Force."),
        SELLERD_FIELD(loud, "Loud."),
        SELLERD_FIELD(small, "Small."),
        SELLERD_FIELD(price, "Price."),
        SELLERD_FIELD(tags, "Tags."),
        SELLERD_FIELD(size, "Size."),
        SELLERD_FIELD(any, "Any."),
        SELLERD_FIELD(password, "Password.", .privacy = Privacy::secret),
        SELLERD_FIELD(labels, "Labels."),
    };
  }
};

}  // namespace sellerd::ctl_option_test

namespace sellerd::ctl {
namespace {

using ctl_option_test::Everything;

const std::vector<Command>& commands() {
  static const auto all = all_commands();
  return all;
}

CommandLine parsed(const std::vector<std::string>& arguments) {
  auto line = parse_command_line(arguments, commands());
  if (!line) throw std::runtime_error(line.error().text());
  return *line;
}

Error refused(const std::vector<std::string>& arguments) {
  auto line = parse_command_line(arguments, commands());
  BOOST_REQUIRE(!line);
  BOOST_TEST((line.error().code == ErrorCode::invalid_argument));
  return line.error();
}

std::string parameters(const std::vector<std::string>& arguments) {
  return json::serialize(parsed(arguments).invocation.parameters);
}

const Command& command(std::string_view words) {
  for (const auto& candidate : commands()) {
    if (candidate.words == words) return candidate;
  }
  throw std::logic_error("no such command");
}

const Option& option(const std::vector<Option>& options, std::string_view name) {
  for (const auto& candidate : options) {
    if (candidate.name == name) return candidate;
  }
  throw std::logic_error("no such option");
}

std::string read(const std::vector<Option>& options, std::string_view name, std::string_view text) {
  const auto value = read_option(option(options, name), text);
  return value ? json::serialize(*value) : "error: " + value.error().text();
}

}  // namespace

BOOST_AUTO_TEST_SUITE(ctl_command_line)

BOOST_AUTO_TEST_CASE(a_declared_method_is_a_command) {
  const auto line = parsed({"orders", "--status", "confirmed", "--from", "2026-08-01", "--limit=5"});
  BOOST_TEST((line.wish == CommandLine::Wish::command));
  BOOST_TEST(line.invocation.command->method == "org.sellerd.Orders.List");
  BOOST_TEST(json::serialize(line.invocation.parameters) ==
             R"({"status":"confirmed","from":"2026-08-01T00:00:00Z","limit":5})");
  BOOST_TEST(!line.json);
  BOOST_TEST(!line.socket);
}

BOOST_AUTO_TEST_CASE(words_nest) {
  const auto line = parsed({"orders", "show", "402-1234567-1234567"});
  BOOST_TEST(line.invocation.command->method == "org.sellerd.Orders.Get");
  BOOST_TEST(json::serialize(line.invocation.parameters) == R"({"order_id":"402-1234567-1234567"})");
}

BOOST_AUTO_TEST_CASE(global_options_stand_anywhere) {
  for (const std::vector<std::string>& arguments :
       {std::vector<std::string>{"--json", "--socket", "/s", "orders", "show", "x"},
        std::vector<std::string>{"orders", "--json", "show", "x", "--socket=/s"},
        std::vector<std::string>{"orders", "show", "x", "--socket", "/s", "--json"}}) {
    const auto line = parsed(arguments);
    BOOST_TEST(line.json);
    BOOST_TEST(line.socket.value() == "/s");
    BOOST_TEST(line.invocation.command->words == "orders show");
  }
}

BOOST_AUTO_TEST_CASE(values_may_be_words_of_commands) {
  BOOST_TEST(parameters({"show", "status"}) == R"({"name":"status"})");
  BOOST_TEST(parameters({"orders", "show", "orders"}) == R"({"order_id":"orders"})");
  BOOST_TEST(parameters({"orders", "--integration", "show"}) == R"({"integration":"show"})");
}

BOOST_AUTO_TEST_CASE(options_of_our_own_are_no_parameters) {
  const auto line = parsed({"sync", "orders", "--no-wait"});
  BOOST_TEST(json::serialize(line.invocation.parameters) == R"({"module":"orders"})");
  BOOST_TEST(json::serialize(line.invocation.extras) == R"({"no_wait":true})");
}

BOOST_AUTO_TEST_CASE(secrets_come_from_a_file) {
  const auto line = parsed({"connect", "amazon-in", "--seller-id", "A1", "--credentials-file", "-"});
  BOOST_TEST(json::serialize(line.invocation.parameters) == R"({"channel":"amazon-in","seller_id":"A1"})");
  BOOST_REQUIRE(line.invocation.secret_files.size() == 1u);
  BOOST_TEST(line.invocation.secret_files[0].field == "credentials");
  BOOST_TEST(line.invocation.secret_files[0].path == "-");
  BOOST_TEST(refused({"connect", "amazon-in", "--seller-id", "A1"}).text() ==
             "--credentials-file: is required");
  BOOST_TEST(refused({"connect", "x", "--client-secret", "y"}).text() ==
             "--client-secret: there is no such option");
}

BOOST_AUTO_TEST_CASE(commands_of_our_own) {
  BOOST_TEST(parameters({"history", "show", "7", "--outcome", "failed"}) ==
             R"({"run":7,"outcome":"failed"})");
  BOOST_TEST(parameters({"call", "a.b.C", "{\"limit\": 3}", "--more"}) ==
             R"({"method":"a.b.C","parameters":"{\"limit\": 3}","more":true})");
  BOOST_TEST(parameters({"introspect"}) == "{}");
}

BOOST_AUTO_TEST_CASE(nothing_help_and_version) {
  BOOST_TEST((parsed({}).wish == CommandLine::Wish::nothing));
  BOOST_TEST((parsed({"--json"}).wish == CommandLine::Wish::nothing));
  BOOST_TEST((parsed({"--version"}).wish == CommandLine::Wish::version));
  BOOST_TEST((parsed({"--help"}).wish == CommandLine::Wish::help));
  BOOST_TEST(parsed({"--help"}).help_words.empty());
  BOOST_TEST(parsed({"orders", "show", "--help"}).help_words == "orders show");
  BOOST_TEST(parsed({"orders", "-h"}).help_words == "orders");
}

BOOST_AUTO_TEST_CASE(mistakes_name_the_argument_and_what_was_meant) {
  const auto check = [](const std::vector<std::string>& arguments, const char* text, const char* hint) {
    const auto error = refused(arguments);
    BOOST_TEST(error.text() == text);
    BOOST_TEST(error.hint == hint);
  };
  check({"ordres"}, "ordres: there is no such command", "sellerctl orders");
  check({"frobnicate"}, "frobnicate: there is no such command", "sellerctl --help");
  check({"orders", "shwo", "x"}, "shwo: there is no such command", "sellerctl orders show");
  check({"orders", "--limt", "5"}, "--limt: there is no such option", "sellerctl orders --limit");
  check({"orders", "--limt=5"}, "--limt=5: there is no such option", "sellerctl orders --limit");
  check({"orders", "--limit"}, "--limit: needs a value", "sellerctl orders --help");
  check({"orders", "--limit", "1", "--limit", "2"}, "--limit: was given more than once",
        "sellerctl orders --help");
  check({"orders", "show"}, "ORDER_ID: is required", "sellerctl orders show --help");
  check({"orders", "show", "a", "b"}, "b: was not expected", "sellerctl orders show --help");
  check({"orders", "--limit", "5", "show", "x"}, "--limit: belongs to \"orders\", not to \"orders show\"",
        "sellerctl orders show --help");
  check({"sync", "--no-wait=yes"}, "--no-wait: takes no value", "sellerctl sync --help");
  check({"status", "orders"}, "orders: was not expected", "sellerctl status --help");
}

BOOST_AUTO_TEST_CASE(options_derive_from_fields) {
  const auto options = options_of(shape_of<Everything>());
  std::string names;
  for (const auto& one : options) names += one.name + (one.required ? "! " : " ") + one.value_name + "; ";
  // The password and the map have no option.
  BOOST_TEST(names ==
             "NAME! TEXT; --note TEXT; --force ; --loud yes|no; --small! NUMBER; --price MONEY; --tags TEXT; "
             "--size WORD; --any! JSON; ");
  BOOST_TEST(option(options, "--force").flag);
  BOOST_TEST(option(options, "--tags").repeated);
  BOOST_TEST(option(options, "--size").doc == "Size. One of: small, large.");
}

BOOST_AUTO_TEST_CASE(values_are_read_by_kind) {
  const auto options = options_of(shape_of<Everything>());
  BOOST_TEST(read(options, "--note", "7") == R"("7")");
  BOOST_TEST(read(options, "--note", "\xff") == "error: --note: must be UTF-8 text");
  BOOST_TEST(read(options, "--loud", "no") == "false");
  BOOST_TEST(read(options, "--loud", "maybe") == "error: --loud: \"maybe\" is neither yes nor no");
  BOOST_TEST(read(options, "--small", "255") == "255");
  BOOST_TEST(read(options, "--small", "256") == "error: --small: \"256\" is out of range (0 to 255)");
  BOOST_TEST(read(options, "--small", "-1") == "error: --small: \"-1\" is out of range (0 to 255)");
  BOOST_TEST(read(options, "--small", "99999999999999999999") ==
             "error: --small: \"99999999999999999999\" is out of range (0 to 255)");
  BOOST_TEST(read(options, "--small", "5x") == "error: --small: \"5x\" is not a whole number");
  BOOST_TEST(read(options, "--small", "") == "error: --small: \"\" is not a whole number");
  BOOST_TEST(read(options, "--price", "561.90 INR") == R"({"amount":"561.90","currency":"INR"})");
  BOOST_TEST(read(options, "--price", "561.90") ==
             "error: --price: \"561.90\" is not an amount such as \"561.90 INR\"");
  BOOST_TEST(read(options, "--size", "large") == R"("large")");
  BOOST_TEST(read(options, "--size", "huge") ==
             "error: --size: \"huge\" is not known here; known are: small, large");
  BOOST_TEST(read(options, "--any", "[1]") == "[1]");
  BOOST_TEST(read(options, "--any", "[").starts_with("error: --any: not valid JSON"));
}

BOOST_AUTO_TEST_CASE(no_secret_ever_is_an_option_by_value) {
  for (const auto& one : commands()) {
    for (const auto& field : one.request.fields) {
      if (field.traits.privacy != Privacy::secret) continue;
      for (const auto& derived : options_of(one.request))
        BOOST_TEST((derived.field != field.name || derived.file));
    }
  }
}

BOOST_AUTO_TEST_CASE(every_command_explains_itself) {
  const auto overview = overview_text(commands(), 80);
  for (const auto& one : commands()) {
    BOOST_TEST((overview.find("\n  " + one.words) != std::string::npos) == !one.hidden, one.words);
    BOOST_TEST(command_help(commands(), one.words, 80).find(one.words) != std::string::npos);
    auto words = one.words + " --help";
    std::vector<std::string> arguments;
    for (std::size_t space; !words.empty();
         words = space == std::string::npos ? "" : words.substr(space + 1)) {
      space = words.find(' ');
      arguments.push_back(words.substr(0, space));
    }
    BOOST_TEST(parsed(arguments).help_words == one.words);
    BOOST_TEST((one.view != nullptr));
  }
}

BOOST_AUTO_TEST_CASE(help_of_one_command) {
  BOOST_TEST(command_help({command("orders show")}, "orders show", 80) ==
             "Usage: sellerctl orders show ORDER_ID [options]\n"
             "\n"
             "Shows one order with its lines, every amount as the marketplace sent it, what it\n"
             "has done to the stock, and its tax.\n"
             "\n"
             "Arguments:\n"
             "  ORDER_ID  The marketplace's order id.\n"
             "\n"
             "Options:\n"
             "  --integration TEXT  The integration, where two hold the same id.\n"
             "  --json              Print each reply as one line of JSON.\n"
             "  --socket PATH       The daemon's socket; else $SELLERD_SOCKET, else your own\n"
             "                      daemon's, else the system's.\n"
             "  -h, --help          Explain the command.\n"
             "\n"
             "Examples:\n"
             "  sellerctl orders show 402-1234567-1234567\n");
}

BOOST_AUTO_TEST_CASE(which_socket) {
  const auto none = [](const char*) { return std::optional<std::string>(); };
  const auto user = [](const char* name) {
    return std::string_view(name) == "XDG_RUNTIME_DIR" ? std::optional<std::string>("/run/user/7")
                                                       : std::nullopt;
  };
  const auto chosen = [](const char* name) {
    return std::string_view(name) == "SELLERD_SOCKET" ? std::optional<std::string>("/chosen") : std::nullopt;
  };
  const auto everything = [](const std::filesystem::path&) { return true; };
  const auto nothing = [](const std::filesystem::path&) { return false; };
  BOOST_TEST(socket_path("/asked", chosen, everything) == "/asked");
  BOOST_TEST(socket_path({}, chosen, nothing) == "/chosen");
  BOOST_TEST(socket_path({}, user, everything) == "/run/user/7/sellerd/sellerd.sock");
  BOOST_TEST(socket_path({}, user, nothing) == "/run/sellerd/sellerd.sock");
  BOOST_TEST(socket_path({}, none, nothing) == "/run/sellerd/sellerd.sock");
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace sellerd::ctl
