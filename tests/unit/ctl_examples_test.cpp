// The examples of the commands, and the commands that advice names: each is a command line that sellerctl
// takes.
#include <boost/test/unit_test.hpp>
#include <filesystem>
#include <regex>
#include <set>
#include <sstream>

#include "ctl/command_line.h"
#include "ctl/examples.h"
#include "ctl/help.h"
#include "tests/support/read_file.h"

namespace sellerd::ctl {
namespace {

// The words of the last sellerctl on a line, as a shell takes it apart.
std::vector<std::string> words_of(const std::string& line) {
  std::vector<std::string> words;
  std::string word;
  bool begun = false;
  char quote = 0;
  const auto end_word = [&] {
    if (begun) words.push_back(std::exchange(word, {}));
    begun = false;
  };
  for (const char c : line + " ") {
    if (quote != 0) {
      if (c == quote) {
        quote = 0;
      } else {
        word += c;
      }
    } else if (c == '\'' || c == '"') {
      quote = c;
      begun = true;
    } else if (c == '#' && !begun) {
      break;
    } else if (c == ' ') {
      end_word();
    } else {
      word += c;
      begun = true;
    }
  }
  end_word();
  for (auto place = words.begin(); place != words.end(); ++place) {
    if (*place != "sellerctl") continue;
    const auto end = std::find_if(
        place, words.end(), [](const auto& each) { return each.starts_with('|') || each.starts_with('>'); });
    return {place + 1, end};
  }
  return {};
}

std::vector<std::string> lines_of(std::string_view text) {
  std::vector<std::string> lines;
  std::istringstream stream{std::string(text)};
  for (std::string line; std::getline(stream, line);) lines.push_back(line);
  return lines;
}

// Everything between quotation marks of a source, with what the compiler joins joined.
std::string literals_of(std::string source) {
  source = std::regex_replace(source, std::regex("//[^\n]*"), "");
  std::string text;
  const std::regex literal("\"((?:[^\"\\\\\n]|\\\\.)*)\"(\\s*)");
  for (std::sregex_iterator found(source.begin(), source.end(), literal), end; found != end; ++found) {
    text += (*found)[1].str();
    const auto after = static_cast<std::size_t>(found->position() + found->length());
    if (after < source.size() && source[after] != '"') text += '\n';
  }
  return text;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(ctl_examples)

BOOST_AUTO_TEST_CASE(every_command_has_examples_that_it_takes) {
  const auto commands = all_commands();
  for (const auto& command : commands) {
    const auto lines = lines_of(command.examples);
    BOOST_TEST(!lines.empty(), command.words << " has no example");
    BOOST_TEST(lines.size() <= 4u, command.words);
    bool is_own = false;
    for (const auto& line : lines) {
      const auto parsed = parse_command_line(words_of(line), commands, true);
      BOOST_REQUIRE_MESSAGE(parsed, line << ": " << parsed.error().text());
      is_own =
          is_own || (parsed->wish == CommandLine::Wish::command && parsed->invocation.command == &command);
    }
    BOOST_TEST(is_own, command.words << " has no example of itself");
  }
  for (const auto& line : lines_of(overview_text(commands, 100))) {
    if (!line.starts_with("  sellerctl ")) continue;
    BOOST_TEST(parse_command_line(words_of(line), commands, true).has_value(), line);
  }
}

BOOST_AUTO_TEST_CASE(lines_are_taken_apart_as_a_shell_does) {
  BOOST_TEST(examples_of("no such command").empty());
  BOOST_TEST((words_of("pass x | sellerctl items add A --name 'two words' > f") ==
              std::vector<std::string>{"items", "add", "A", "--name", "two words"}));
}

// The guides, beyond what tests/guide types into a shell.
BOOST_AUTO_TEST_CASE(documents_show_command_lines_that_are_taken) {
  const auto commands = all_commands();
  const std::filesystem::path root = SELLERD_SOURCE_DIR;
  for (const auto* name :
       {"README.md", "docs/from-zoho.md", "docs/man/sellerctl.1", "docs/man/sellerd-tutorial.7"}) {
    std::size_t seen = 0;
    for (auto line : lines_of(test::read_file(root / name))) {
      for (const std::string_view prefix : {".Dl ", "$ "}) {
        if (line.starts_with(prefix)) line.erase(0, prefix.size());
      }
      if (!line.starts_with("sellerctl ")) continue;
      if (const auto arguments = line.find(" ..."); arguments != std::string::npos) continue;
      const auto parsed = parse_command_line(words_of(line), commands, true);
      BOOST_TEST(parsed.has_value(), name << ": " << line);
      ++seen;
    }
    BOOST_TEST(seen > 10u, name);
  }
}

// What an error, an alarm or the doctor tells people to type.
BOOST_AUTO_TEST_CASE(advice_names_commands_that_there_are) {
  const auto commands = all_commands();
  const auto knows = [&](const std::string& words) {
    return std::any_of(commands.begin(), commands.end(), [&](const Command& command) {
      return command.words == words || command.words.starts_with(words + " ");
    });
  };
  std::size_t seen = 0;
  for (const char* top : {"common", "ctl", "daemon"}) {
    for (const auto& file :
         std::filesystem::recursive_directory_iterator(std::filesystem::path(SELLERD_SOURCE_DIR) / top)) {
      if (file.path().extension() != ".cpp" && file.path().extension() != ".h") continue;
      const auto text = literals_of(test::read_file(file.path()));
      const std::regex advice("sellerctl ([a-z][a-z-]*)( [a-z][a-z-]*)?");
      for (std::sregex_iterator found(text.begin(), text.end(), advice), end; found != end; ++found) {
        const auto first = (*found)[1].str();
        const auto second = (*found)[2].str();
        // Sentences about the program or a command: "sellerctl talks to sellerd", "sellerctl orders lists
        // them".
        const std::set<std::string> verbs{"talks",  "that",  "for",   " shows",
                                          " lists", " asks", " with", " to"};
        if (!knows(first)) {
          BOOST_TEST(verbs.contains(first), file.path() << ": " << found->str());
          continue;
        }
        ++seen;
        const bool takes_words = std::any_of(commands.begin(), commands.end(), [&](const Command& command) {
          const auto options = options_of(command.request);
          return command.words == first &&
                 std::any_of(options.begin(), options.end(),
                             [](const Option& option) { return option.positional; });
        });
        BOOST_TEST((knows(first + second) || takes_words || verbs.contains(second)),
                   file.path() << ": " << found->str());
      }
    }
  }
  BOOST_TEST(seen > 50u);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace sellerd::ctl
