// The three shells' languages. The scripts walk along the words alike: a word that goes on with the command
// is part of it, an option that takes a value takes the next word with it, and everything else is an
// argument.
#include "ctl/completion.h"
#include "ctl/text.h"

namespace sellerd::ctl {
namespace {

constexpr std::string_view kBashWalk = R"sh(
_sellerctl() {
  local current=${COMP_WORDS[COMP_CWORD]} command= longer word i=1
  while ((i < COMP_CWORD)); do
    word=${COMP_WORDS[i]}
    if [[ $word == -* ]]; then
      if _sellerctl_values "$command $word" >/dev/null; then
        [[ ${COMP_WORDS[i + 1]} == = ]] && ((i += 1))
        if ((i + 1 >= COMP_CWORD)); then
          COMPREPLY=($(compgen -W "$(_sellerctl_values "$command $word")" -- "${current#=}"))
          return
        fi
        ((i += 1))
      fi
    else
      longer="${command:+$command }$word"
      if _sellerctl_next "$longer" >/dev/null; then command=$longer; fi
    fi
    ((i += 1))
  done
  COMPREPLY=($(compgen -W "$(_sellerctl_next "$command")" -- "$current"))
}

complete -o default -F _sellerctl sellerctl
)sh";

constexpr std::string_view kZshWalk = R"sh(
_sellerctl() {
  local command= longer word
  local -i i=2
  local -a next values
  while (( i < CURRENT )); do
    word=${words[i]}
    if [[ $word == -* ]]; then
      if _sellerctl_values "$command $word"; then
        if (( i + 1 == CURRENT )); then
          if (( $#values )); then compadd -a values; else _files; fi
          return
        fi
        (( i += 1 ))
      fi
    else
      longer="${command:+$command }$word"
      if _sellerctl_next "$longer"; then command=$longer; fi
    fi
    (( i += 1 ))
  done
  _sellerctl_next "$command"
  _describe sellerctl next || _files
}

_sellerctl "$@"
)sh";

constexpr std::string_view kFishWalk = R"sh(
function __sellerctl_after
    set -l command
    set -l skip 0
    for word in (commandline -opc)[2..]
        set -l longer (string trim -- "$command $word")
        if test $skip = 1
            set skip 0
        else if contains -- "$command $word" $__sellerctl_values
            set skip 1
        else if contains -- $longer $__sellerctl_commands
            set command $longer
        end
    end
    test "$command" = "$argv[1]"
end

complete -c sellerctl -f
)sh";

// One word of a shell, whatever the text holds.
std::string shell_quoted(std::string_view text, std::string_view quote, std::string_view backslash) {
  std::string word = "'";
  for (const char c : text) {
    if (c == '\'') {
      word += quote;
    } else if (c == '\\') {
      word += backslash;
    } else {
      word += c;
    }
  }
  return word + "'";
}

std::string posix_word(std::string_view text) {
  return shell_quoted(text, R"('\'')", "\\");
}

std::string fish_word(std::string_view text) {
  return shell_quoted(text, R"(\')", R"(\\)");
}

std::string bash_script(const std::vector<Completion>& completions) {
  std::string next;
  std::string values;
  for (const auto& completion : completions) {
    std::vector<std::string> words;
    for (const auto& candidate : completion.next) words.push_back(candidate.text);
    next += "    " + posix_word(completion.words) + ") echo " + posix_word(joined(words, " ")) + " ;;\n";
    for (const auto& option : completion.takes_value) {
      values += "    " + posix_word(completion.words + " " + option.name) + ") echo " +
                posix_word(joined(option.values, " ")) + " ;;\n";
    }
  }
  const std::string otherwise = "    *) return 1 ;;\n  esac\n}\n";
  return "# Completion of sellerctl for bash, written by: sellerctl completion bash\n\n"
         "_sellerctl_next() {\n  case $1 in\n" +
         next + otherwise + "\n_sellerctl_values() {\n  case $1 in\n" + values + otherwise +
         std::string(kBashWalk);
}

std::string zsh_script(const std::vector<Completion>& completions) {
  std::string next;
  std::string values;
  for (const auto& completion : completions) {
    next += "    " + posix_word(completion.words) + ")\n      next=(\n";
    for (const auto& candidate : completion.next) {
      const auto doc = candidate.doc.empty() ? "" : ":" + candidate.doc;
      next += "        " + posix_word(candidate.text + doc) + "\n";
    }
    next += "      ) ;;\n";
    for (const auto& option : completion.takes_value) {
      values += "    " + posix_word(completion.words + " " + option.name) + ") values=(" +
                joined(option.values, " ") + ") ;;\n";
    }
  }
  const std::string otherwise = "    *) return 1 ;;\n  esac\n}\n";
  return "#compdef sellerctl\n# Completion of sellerctl for zsh, written by: sellerctl completion zsh\n\n"
         "_sellerctl_next() {\n  case $1 in\n" +
         next + otherwise + "\n_sellerctl_values() {\n  case $1 in\n" + values + otherwise +
         std::string(kZshWalk);
}

const ValueOption* takes_value(const Completion& completion, const std::string& option) {
  for (const auto& each : completion.takes_value) {
    if (each.name == option) return &each;
  }
  return nullptr;
}

// Of a long option that takes a value: the words that it may be, or files.
std::string fish_value(const ValueOption* option) {
  if (option == nullptr) return {};
  return option->values.empty() ? " -r -F" : " -x -a " + fish_word(joined(option->values, " "));
}

std::string fish_condition(const Completion& completion) {
  return "complete -c sellerctl -n " + fish_word("__sellerctl_after " + fish_word(completion.words));
}

std::string fish_line(const Completion& completion, const Candidate& candidate) {
  const bool is_option = candidate.text.starts_with("--");
  std::string line = fish_condition(completion);
  line += is_option ? " -l " + candidate.text.substr(2) + fish_value(takes_value(completion, candidate.text))
                    : " -a " + fish_word(candidate.text);
  return candidate.doc.empty() ? line + "\n" : line + " -d " + fish_word(candidate.doc) + "\n";
}

std::string fish_script(const std::vector<Completion>& completions) {
  std::string commands;
  std::string values;
  std::string lines;
  for (const auto& completion : completions) {
    if (!completion.words.empty()) commands += " " + fish_word(completion.words);
    for (const auto& option : completion.takes_value) {
      values += " " + fish_word(completion.words + " " + option.name);
    }
    if (completion.free_argument) lines += fish_condition(completion) + " -F\n";
    for (const auto& candidate : completion.next) lines += fish_line(completion, candidate);
  }
  return "# Completion of sellerctl for fish, written by: sellerctl completion fish\n\n"
         "set -g __sellerctl_commands" +
         commands + "\nset -g __sellerctl_values" + values + "\n" + std::string(kFishWalk) + lines;
}

}  // namespace

std::string completion_script(Shell shell, const std::vector<Command>& commands) {
  const auto completions = completions_of(commands);
  switch (shell) {
    case Shell::bash:
      return bash_script(completions);
    case Shell::zsh:
      return zsh_script(completions);
    case Shell::fish:
      break;
  }
  return fish_script(completions);
}

}  // namespace sellerd::ctl
