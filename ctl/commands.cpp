#include <algorithm>

#include "common/api/all.h"
#include "ctl/command.h"
#include "ctl/default_view.h"
#include "ctl/examples.h"
#include "ctl/views.h"

namespace sellerd::ctl {
namespace {

template <class Method>
Command declared_command() {
  constexpr auto info = Method::kInfo;
  return {.words = std::string(info.command),
          .method = std::string(info.name),
          .replies = info.replies,
          .doc = std::string(info.doc),
          .request = shape_of<typename Method::Request>(),
          .reply = shape_of<typename Method::Reply>(),
          .view = &default_view};
}

std::vector<Command> declared_commands() {
  std::vector<Command> commands;
  api::for_each_type(api::Interfaces{}, [&commands]<class Interface>() {
    api::for_each_type(typename Interface::Methods{}, [&commands]<class Method>() {
      if constexpr (!Method::kInfo.command.empty()) commands.push_back(declared_command<Method>());
    });
  });
  return commands;
}

std::string_view first_word(std::string_view words) {
  return words.substr(0, words.find(' '));
}

// A new command goes behind the others of its first word, so that help lists them together.
Command& add_command(std::vector<Command>& commands, std::string_view words) {
  const auto relative = std::find_if(commands.rbegin(), commands.rend(), [words](const Command& command) {
    return first_word(command.words) == first_word(words);
  });
  const auto place = relative == commands.rend() ? commands.end() : relative.base();
  return *commands.insert(place, Command{.words = std::string(words)});
}

void put_in(std::vector<Command>& commands, const HandMade& hand_made) {
  const auto found = std::find_if(commands.begin(), commands.end(),
                                  [&](const Command& command) { return command.words == hand_made.words; });
  Command& command = found != commands.end() ? *found : add_command(commands, hand_made.words);
  command.view = hand_made.view;
  command.hidden = hand_made.hidden;
  command.asks = hand_made.asks;
  if (!hand_made.doc.empty()) command.doc = hand_made.doc;
  if (hand_made.request != nullptr) command.request = hand_made.request();
  if (hand_made.extras != nullptr) command.extras = hand_made.extras();
}

}  // namespace

std::vector<Option> command_options(const Command& command) {
  auto options = options_of(command.request);
  for (auto& option : options_of(command.extras)) options.push_back(std::move(option));
  return options;
}

std::vector<Command> all_commands() {
  auto commands = declared_commands();
  for (const auto& hand_made : hand_made_views()) put_in(commands, hand_made);
  for (auto& command : commands) command.examples = examples_of(command.words);
  return commands;
}

}  // namespace sellerd::ctl
