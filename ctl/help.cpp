#include "ctl/help.h"

#include <algorithm>

#include "ctl/global_options.h"
#include "ctl/text.h"

namespace sellerd::ctl {
namespace {

// Longer lines are hard to read, however wide the terminal.
constexpr std::size_t kWidestText = 100;
constexpr std::size_t kWidestLeft = 30;

struct Entry {
  std::string left;
  std::string right;
};

std::string two_columns(const std::vector<Entry>& entries, std::size_t width) {
  std::size_t left = 0;
  for (const auto& entry : entries) {
    if (entry.left.size() <= kWidestLeft) left = std::max(left, entry.left.size());
  }
  const std::size_t column = left + 4;
  std::string text;
  for (const auto& entry : entries) {
    text += "  " + entry.left;
    const std::size_t used = 2 + entry.left.size();
    if (used + 2 > column) {
      text += "\n" + std::string(column, ' ');
    } else {
      text += std::string(column - used, ' ');
    }
    text += wrap(entry.right, width, column, column) + "\n";
  }
  return text;
}

std::string with_value(const Option& option) {
  return option.positional || option.flag ? option.name : option.name + " " + option.value_name;
}

// "connect CHANNEL --seller-id TEXT [options]"
std::string usage_line(const Command& command) {
  std::string line = command.words;
  bool more = false;
  const auto options = command_options(command);
  for (const auto& option : options) {
    if (option.positional) line += option.required ? " " + option.name : " [" + option.name + "]";
    more = more || (!option.positional && !option.required);
  }
  for (const auto& option : options) {
    if (!option.positional && option.required) line += " " + with_value(option);
  }
  return more ? line + " [options]" : line;
}

std::string examples_text(std::string_view lines) {
  std::string text = "\nExamples:\n";
  while (!lines.empty()) {
    const auto end = lines.find('\n');
    text += "  " + std::string(lines.substr(0, end)) + "\n";
    lines = end == std::string_view::npos ? std::string_view{} : lines.substr(end + 1);
  }
  return text;
}

// Those of every command; `bare`: without one.
std::vector<Entry> global_options(bool bare) {
  std::vector<Entry> entries;
  for (const auto& option : kGlobalOptions) {
    if (option.bare && !bare) continue;
    std::string left(option.name);
    if (!option.short_name.empty()) left = std::string(option.short_name) + ", " + left;
    if (!option.value_name.empty()) left += " " + std::string(option.value_name);
    entries.push_back({std::move(left), std::string(option.doc)});
  }
  return entries;
}

std::string command_text(const Command& command, std::size_t width) {
  std::string text = "Usage: sellerctl " + usage_line(command) + "\n\n" + wrap(command.doc, width, 0) + "\n";
  std::vector<Entry> arguments;
  std::vector<Entry> options;
  for (const auto& option : command_options(command)) {
    auto doc = option.doc + (option.required && !option.positional ? " Required." : "") +
               (option.repeated ? " May be given several times." : "");
    (option.positional ? arguments : options).push_back({with_value(option), std::move(doc)});
  }
  for (auto& option : global_options(false)) options.push_back(std::move(option));
  if (!arguments.empty()) text += "\nArguments:\n" + two_columns(arguments, width);
  text += "\nOptions:\n" + two_columns(options, width);
  if (!command.examples.empty()) text += examples_text(command.examples);
  return text;
}

}  // namespace

std::string overview_text(const std::vector<Command>& commands, std::size_t width) {
  width = std::min(width, kWidestText);
  std::vector<Entry> entries;
  for (const auto& command : commands) {
    if (command.hidden) continue;
    std::string left = command.words;
    for (const auto& option : options_of(command.request)) {
      if (option.positional) left += option.required ? " " + option.name : " [" + option.name + "]";
    }
    entries.push_back({std::move(left), command.doc});
  }
  const auto options = global_options(true);
  return wrap("sellerctl talks to sellerd, which keeps a seller's own books in step with marketplaces.",
              width, 0) +
         "\n\nUsage: sellerctl [--json] [--socket PATH] COMMAND [options]\n\nCommands:\n" +
         two_columns(entries, width) + "\nOptions:\n" + two_columns(options, width) +
         examples_text(
             "sellerctl connect\n"
             "sellerctl sync\n"
             "sellerctl orders --status confirmed --from 2026-08-01\n"
             "sellerctl orders --json | wc -l\n") +
         "\n" +
         wrap("Every command explains itself: sellerctl COMMAND --help. All of it: man sellerctl.", width,
              0) +
         "\n";
}

std::string command_help(const std::vector<Command>& commands, std::string_view words, std::size_t width) {
  width = std::min(width, kWidestText);
  std::string text;
  std::vector<Entry> inner;
  for (const auto& command : commands) {
    if (command.words == words) text = command_text(command, width);
    if (command.words.starts_with(std::string(words) + " "))
      inner.push_back({usage_line(command), command.doc});
  }
  if (text.empty()) text = "Usage: sellerctl " + std::string(words) + " COMMAND [options]\n";
  if (!inner.empty()) text += "\nSee also:\n" + two_columns(inner, width);
  return text;
}

}  // namespace sellerd::ctl
