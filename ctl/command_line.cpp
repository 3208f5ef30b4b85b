#include "ctl/command_line.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <deque>
#include <map>

#include "ctl/global_options.h"
#include "ctl/nearest.h"
#include "ctl/option.h"
#include "ctl/text.h"

namespace sellerd::ctl {
namespace {

Error usage(std::string message, std::string field, std::string hint) {
  return make_error(ErrorCode::invalid_argument, std::move(message), std::move(field), std::move(hint));
}

// An option and where the library puts what was given for it.
struct Slot {
  Option option;
  bool extra = false;
  CLI::Option* handle = nullptr;
};

// A word of the command line, with the words and options that may follow it.
struct Node {
  std::string words;
  const Command* command = nullptr;  // null for a word that only groups others
  CLI::App* app = nullptr;
  std::deque<Slot> slots;
};

class Parser {
 public:
  Parser(const std::vector<Command>& commands, bool can_ask) : can_ask_(can_ask) {
    add_globals(app_);
    app_.add_flag("--version", version_)->disable_flag_override();
    nodes_.emplace(&app_, Node{.app = &app_});
    for (const auto& command : commands) add(command);
  }

  Result<CommandLine> parse(const std::vector<std::string>& arguments) {
    try {
      // The library takes its arguments from the back.
      app_.parse(std::vector<std::string>(arguments.rbegin(), arguments.rend()));
    } catch (const CLI::CallForHelp&) {
      line_.wish = CommandLine::Wish::help;
      line_.help_words = leaf().words;
      return std::move(line_);
    } catch (const CLI::ExtrasError&) {
      return unexpected();
    } catch (const CLI::ArgumentMismatch& failure) {
      return mismatch(failure.what());
    } catch (const CLI::ParseError& failure) {
      return usage(failure.what(), {}, help_hint());
    }
    return understood();
  }

 private:
  void add_globals(CLI::App& app) {
    app.set_help_flag("-h,--help");
    app.require_subcommand(0, 1);
    app.add_flag("--json", line_.json)->disable_flag_override();
    app.add_option("--socket", line_.socket)->allow_extra_args(false);
  }

  void add(const Command& command) {
    CLI::App* app = &app_;
    std::string words;
    for (const auto& word : CLI::detail::split(command.words, ' ')) {
      words += (words.empty() ? "" : " ") + word;
      const auto known =
          app->get_subcommands([&](const CLI::App* inner) { return inner->get_name() == word; });
      auto* next = known.empty() ? app->add_subcommand(word) : known.front();
      if (known.empty()) {
        add_globals(*next);
        nodes_.emplace(next, Node{.words = words, .app = next});
      }
      app = next;
    }
    Node& node = nodes_.at(app);
    node.command = &command;
    for (auto& option : options_of(command.request)) add(node, std::move(option), false);
    for (auto& option : options_of(command.extras)) add(node, std::move(option), true);
  }

  // Everything is taken as text, however often it is given; what is wrong with it is said by us.
  static void add(Node& node, Option option, bool extra) {
    auto& slot = node.slots.emplace_back(Slot{std::move(option), extra, nullptr});
    if (slot.option.flag) {
      slot.handle = node.app->add_flag(slot.option.name)->disable_flag_override();
      return;
    }
    slot.handle = node.app->add_option(slot.option.name, [](const CLI::results_t&) { return true; });
    slot.handle->type_size(1)->expected(1)->allow_extra_args(false);
    slot.handle->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
  }

  // The last word that was understood.
  const Node& leaf() const {
    const CLI::App* app = &app_;
    while (!app->get_subcommands().empty()) app = app->get_subcommands().front();
    return nodes_.at(app);
  }

  std::string help_hint() const {
    const auto& words = leaf().words;
    return "sellerctl " + words + (words.empty() ? "--help" : " --help");
  }

  Error unexpected() const {
    const Node& node = leaf();
    const auto remaining = app_.remaining(true);
    const std::string argument = remaining.empty() ? "" : remaining.front();
    const bool is_option = argument.size() > 1 && argument.front() == '-';
    const bool has_verbs = !node.app->get_subcommands([](const CLI::App*) { return true; }).empty();
    const auto guess =
        nearest(argument.substr(0, argument.find('=')), is_option ? option_names(node) : verbs(node));
    const std::string prefix = node.words.empty() ? "sellerctl " : "sellerctl " + node.words + " ";
    const std::string hint = guess ? prefix + *guess : help_hint();
    if (is_option) return usage("there is no such option", fit(clean(argument), 60, false), hint);
    if (!has_verbs) return usage("was not expected", fit(clean(argument), 60, false), hint);
    return usage("there is no such command", fit(clean(argument), 60, false), hint);
  }

  // The library's message starts with the option's name, and a colon when its value is missing.
  Error mismatch(std::string_view message) const {
    const auto end = message.find_first_of(": ");
    const bool missing = end != std::string_view::npos && message[end] == ':';
    std::string name(message.substr(0, end));
    if (!name.starts_with("-")) name.insert(0, "--");  // of a flag it says the bare name
    return usage(missing ? "needs a value" : "takes no value", std::move(name), help_hint());
  }

  static std::vector<std::string> option_names(const Node& node) {
    std::vector<std::string> names;
    for (const auto& option : kGlobalOptions) {
      if (!option.bare || node.words.empty()) names.emplace_back(option.name);
    }
    for (const auto& slot : node.slots) {
      if (!slot.option.positional) names.push_back(slot.option.name);
    }
    return names;
  }

  static std::vector<std::string> verbs(const Node& node) {
    std::vector<std::string> names;
    for (const auto* app : node.app->get_subcommands([](const CLI::App*) { return true; })) {
      names.push_back(app->get_name());
    }
    return names;
  }

  Result<CommandLine> understood() {
    const Node& node = leaf();
    if (auto misplaced = check_outer_words(node)) return *misplaced;
    if (version_) line_.wish = CommandLine::Wish::version;
    if (line_.wish == CommandLine::Wish::version || node.words.empty()) return std::move(line_);
    if (node.command == nullptr) return usage("needs another word", node.words, help_hint());
    line_.wish = CommandLine::Wish::command;
    line_.invocation.command = node.command;
    for (const auto& slot : node.slots) {
      if (auto taken = take(slot); !taken) return taken.error();
    }
    return std::move(line_);
  }

  // "orders --limit 5 show X": the option would be silently without effect.
  std::optional<Error> check_outer_words(const Node& innermost) const {
    for (const auto& [app, node] : nodes_) {
      if (&node == &innermost) continue;
      for (const auto& slot : node.slots) {
        if (slot.handle->count() == 0) continue;
        return usage("belongs to \"" + node.words + "\", not to \"" + innermost.words + "\"",
                     slot.option.name, help_hint());
      }
    }
    return std::nullopt;
  }

  // Where nobody can be asked, or the answer is to be JSON for a program, what is required must be there.
  bool is_asked_for(const Option& option) const {
    const auto asks = line_.invocation.command->asks;
    return can_ask_ && !line_.json && (asks == Asks::everything || (asks == Asks::secrets && option.file));
  }

  Result<void> take(const Slot& slot) {
    const auto& option = slot.option;
    auto& target = slot.extra ? line_.invocation.extras : line_.invocation.parameters;
    if (option.flag) {
      if (slot.handle->count() > 0) target[option.field] = true;
      return {};
    }
    const auto& texts = slot.handle->results();
    if (texts.empty() && option.required) {
      if (is_asked_for(option)) return {};
      return usage("is required", option.name, help_hint());
    }
    if (texts.size() > 1 && !option.repeated)
      return usage("was given more than once", option.name, help_hint());
    for (const auto& text : texts) {
      if (option.file) {
        line_.invocation.secret_files.push_back({option.name, std::string(option.field), text, option.shape});
        continue;
      }
      auto value = read_option(option, text);
      if (!value) return value.error();
      if (!option.repeated) {
        target[option.field] = std::move(*value);
      } else if (auto* list = target.if_contains(option.field)) {
        list->as_array().push_back(std::move(*value));
      } else {
        target[option.field] = json::array{std::move(*value)};
      }
    }
    return {};
  }

  CLI::App app_{"", "sellerctl"};
  bool can_ask_ = false;
  bool version_ = false;
  CommandLine line_;
  std::map<const CLI::App*, Node> nodes_;
};

}  // namespace

Result<CommandLine> parse_command_line(const std::vector<std::string>& arguments,
                                       const std::vector<Command>& commands, bool can_ask) {
  return Parser(commands, can_ask).parse(arguments);
}

}  // namespace sellerd::ctl
