#include "ctl/completion.h"

#include <algorithm>

#include "ctl/global_options.h"

namespace sellerd::ctl {
namespace {

// The first sentence, which is what fits beside a word.
std::string brief(std::string_view doc) {
  doc = doc.substr(0, doc.find(". "));
  if (doc.ends_with('.')) doc.remove_suffix(1);
  return std::string(doc);
}

std::vector<std::string> values_of(const Option& option) {
  if (option.shape.kind == Kind::boolean) return {"yes", "no"};
  return {option.shape.names.begin(), option.shape.names.end()};
}

void add_option(Completion& completion, const Option& option) {
  if (option.positional) {
    auto values = values_of(option);
    completion.free_argument = completion.free_argument || values.empty();
    for (auto& value : values) completion.next.push_back({std::move(value), {}});
    return;
  }
  completion.next.push_back({option.name, brief(option.doc)});
  if (!option.flag) {
    completion.takes_value.push_back(
        {option.name, option.file ? std::vector<std::string>{} : values_of(option)});
  }
}

void add_globals(Completion& completion) {
  for (const auto& option : kGlobalOptions) {
    if (option.bare && !completion.words.empty()) continue;
    completion.next.push_back({std::string(option.name), brief(option.doc)});
    if (!option.value_name.empty()) completion.takes_value.push_back({std::string(option.name), {}});
  }
}

Completion& entry(std::vector<Completion>& all, std::string_view words) {
  const auto known =
      std::find_if(all.begin(), all.end(), [&](const auto& each) { return each.words == words; });
  return known != all.end() ? *known : all.emplace_back(Completion{.words = std::string(words)});
}

// Makes the word known where it follows, and the words before it where they follow.
void add_words(std::vector<Completion>& all, std::string_view words, std::string_view doc) {
  const auto space = words.rfind(' ');
  const bool first = space == std::string_view::npos;
  const auto outer = first ? std::string_view{} : words.substr(0, space);
  const auto word = first ? words : words.substr(space + 1);
  if (!outer.empty()) add_words(all, outer, {});
  entry(all, words);
  auto& next = entry(all, outer).next;
  const auto known =
      std::find_if(next.begin(), next.end(), [&](const auto& each) { return each.text == word; });
  if (known == next.end()) {
    next.push_back({std::string(word), brief(doc)});
  } else if (!doc.empty()) {
    known->doc = brief(doc);
  }
}

}  // namespace

std::vector<Completion> completions_of(const std::vector<Command>& commands) {
  std::vector<Completion> all(1);
  for (const auto& command : commands) {
    if (!command.hidden) add_words(all, command.words, command.doc);
  }
  for (const auto& command : commands) {
    if (command.hidden) continue;
    for (const auto& option : command_options(command)) add_option(entry(all, command.words), option);
  }
  for (auto& completion : all) add_globals(completion);
  return all;
}

}  // namespace sellerd::ctl
