#include "ctl/completion.h"

#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <map>
#include <sstream>

#include "common/api/all.h"
#include "tests/support/program.h"

namespace sellerd::ctl {
namespace {

using Words = std::vector<std::string>;

bool offers(const Words& offered, const std::string& word) {
  return std::find(offered.begin(), offered.end(), word) != offered.end();
}

// A shell that has read the script and is asked, for each line "orders show", what may follow these words.
struct Shell {
  const char* program;
  ctl::Shell language;
  const char* driver;  // prints the candidates for $line on one line
};

const Shell kBash{"bash", ctl::Shell::bash, R"sh(
while IFS= read -r line; do
  COMP_WORDS=(sellerctl $line '') COMP_CWORD=$((${#COMP_WORDS[@]} - 1)) COMPREPLY=()
  _sellerctl
  echo "${COMPREPLY[@]}"
done)sh"};
const Shell kFish{"fish", ctl::Shell::fish, R"sh(
while read line
  set -l offered (complete -C "sellerctl $line " | string replace -r '\t.*' '')
  set -a offered (complete -C "sellerctl $line --" | string replace -r '\t.*' '')
  echo $offered
end)sh"};
// The completion system needs a terminal; what it shows is asked of the function below it.
const Shell kZsh{"zsh", ctl::Shell::zsh, R"sh(
_describe() { print -r -- "${next[@]%%:*}"; }
compadd() { print -r -- "${values[@]}"; }
_files() { print; }
while IFS= read -r line; do
  words=(sellerctl ${=line} '') CURRENT=$(( ${#${=line}} + 2 ))
  [[ -n $line ]] || CURRENT=2
  _sellerctl
done)sh"};

bool installed(const Shell& shell) {
  return test::run_program({"sh", "-c", std::string("command -v ") + shell.program}).exit_code == 0;
}

std::vector<Words> asked(const Shell& shell, const Words& lines) {
  auto script = completion_script(shell.language, all_commands());
  if (const auto call = script.rfind("_sellerctl \"$@\""); call != std::string::npos) script.erase(call);
  std::string input;
  for (const auto& line : lines) input += line + "\n";
  const auto finished = test::run_program({shell.program, "-c", script + shell.driver}, {}, input);
  BOOST_REQUIRE_MESSAGE(finished.exit_code == 0, finished.errors);
  BOOST_TEST(finished.errors == "");
  std::vector<Words> answers;
  std::istringstream output(finished.output);
  for (std::string line; std::getline(output, line);) {
    std::istringstream words(line);
    answers.emplace_back(std::istream_iterator<std::string>(words), std::istream_iterator<std::string>());
  }
  BOOST_REQUIRE_EQUAL(answers.size(), lines.size());
  return answers;
}

const Command& command_of(const std::vector<Command>& commands, const std::string& words) {
  return *std::find_if(commands.begin(), commands.end(),
                       [&](const auto& each) { return each.words == words; });
}

// Every command of the interfaces, its words one after the other, its options and the words they may be.
void check_everything_declared(const Shell& shell) {
  if (!installed(shell)) {
    BOOST_TEST_MESSAGE(shell.program << " is not installed");
    return;
  }
  const auto commands = all_commands();
  std::map<std::string, Words> wanted;  // what is to be offered after a line, each of which is asked once
  const auto want = [&](const std::string& line, const std::string& candidate) {
    wanted[line].push_back(candidate);
  };
  std::size_t declared = 0;
  api::for_each_type(api::Interfaces{}, [&]<class Interface>() {
    api::for_each_type(typename Interface::Methods{}, [&]<class Method>() {
      const std::string words(Method::kInfo.command);
      if (words.empty()) return;
      ++declared;
      const auto space = words.rfind(' ');
      want(space == std::string::npos ? "" : words.substr(0, space),
           space == std::string::npos ? words : words.substr(space + 1));
      for (const auto& option : command_options(command_of(commands, words))) {
        if (!option.positional) want(words, option.name);
        for (const auto name : option.file ? std::vector<std::string_view>{} : option.shape.names) {
          want(option.positional ? words : words + " " + option.name, std::string(name));
        }
      }
      want(words, "--json");
    });
  });
  BOOST_TEST(declared > 30u);
  Words lines;
  for (const auto& [line, candidates] : wanted) lines.push_back(line);
  const auto answers = asked(shell, lines);
  for (std::size_t i = 0; i < lines.size(); ++i) {
    for (const auto& candidate : wanted[lines[i]]) {
      BOOST_TEST(offers(answers[i], candidate),
                 shell.program << " does not offer " << candidate << " after \"" << lines[i] << "\"");
    }
  }
}

}  // namespace

BOOST_AUTO_TEST_SUITE(ctl_completion)

BOOST_AUTO_TEST_CASE(bash_completes_every_declared_command) {
  check_everything_declared(kBash);
}

BOOST_AUTO_TEST_CASE(zsh_completes_every_declared_command) {
  check_everything_declared(kZsh);
}

BOOST_AUTO_TEST_CASE(fish_completes_every_declared_command) {
  check_everything_declared(kFish);
}

BOOST_AUTO_TEST_CASE(values_and_arguments_are_told_from_words_of_commands) {
  const auto answers = asked(kBash, {"orders --status confirmed", "orders --limit = 5", "orders --status =",
                                     "orders --from orders", "--json orders show show", "orders --socket"});
  BOOST_TEST(offers(answers[0], "show"));  // behind an option's value the command goes on
  BOOST_TEST(offers(answers[1], "show"));  // bash splits at the equals sign
  BOOST_TEST(offers(answers[2], "confirmed"));
  BOOST_TEST(offers(answers[3], "--limit"));  // a value that looks like a command is none
  BOOST_TEST(!offers(answers[4], "show"));    // nor is an argument
  BOOST_TEST(answers[5].empty());             // the shell then offers files
}

BOOST_AUTO_TEST_CASE(hidden_commands_are_not_offered) {
  for (const auto& completion : completions_of(all_commands())) {
    BOOST_TEST(completion.words != "completion");
    for (const auto& candidate : completion.next) BOOST_TEST(candidate.text != "completion");
  }
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace sellerd::ctl
