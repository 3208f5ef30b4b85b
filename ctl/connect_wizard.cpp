#include "ctl/connect_wizard.h"

#include <charconv>

#include "common/api/integrations.h"
#include "common/api/tax.h"
#include "ctl/connect_questions.h"
#include "ctl/error_text.h"
#include "ctl/prompt.h"
#include "ctl/text.h"

namespace sellerd::ctl {
namespace {

constexpr int kMostAnswers = 5;   // to one question
constexpr int kMostRefusals = 8;  // of the whole
constexpr std::string_view kInCredentials = "credentials.";

json::object& credentials_of(json::object& parameters) {
  auto& value = parameters["credentials"];
  if (!value.is_object()) value = json::object();
  return value.get_object();
}

// The place of an answer in the call's parameters.
json::value& place_of(json::object& parameters, std::string_view field) {
  if (!field.starts_with(kInCredentials)) return parameters[field];
  return credentials_of(parameters)[field.substr(kInCredentials.size())];
}

bool is_missing(json::object& parameters, std::string_view field) {
  return !place_of(parameters, field).is_string();
}

std::string list_of_channels(std::size_t width) {
  std::string text;
  std::size_t number = 0;
  for (const auto channel : connect_channels()) {
    text += (text.empty() ? "" : " ") + std::to_string(++number) + ":" + std::string(channel);
  }
  return wrap(text, width, 0);
}

// A number of the list, or the name itself; Enter takes the first.
std::string channel_of(const std::string& answer) {
  const auto channels = connect_channels();
  if (answer.empty()) return std::string(channels.front());
  std::size_t number = 0;
  const auto [end, failure] = std::from_chars(answer.data(), answer.data() + answer.size(), number);
  const bool is_number = failure == std::errc{} && end == answer.data() + answer.size();
  return is_number && number >= 1 && number <= channels.size() ? std::string(channels[number - 1]) : answer;
}

class Wizard {
 public:
  Wizard(const Invocation& invocation, Session& session)
      : session_(session), method_(invocation.command->method), parameters_(invocation.parameters) {}

  Result<json::object> run() {
    if (auto begun =
            say("On Ctrl-C nothing is connected. What is secret is not shown while you type or paste "
                "it.");
        !begun) {
      return begun.error();
    }
    if (auto asked = ask_missing(); !asked) return asked.error();
    if (auto told = tell_organisation(); !told) return told.error();
    return call();
  }

 private:
  Error left() const {
    return make_error(ErrorCode::cancelled,
                      organisation_told_ ? "nothing is connected; what was said of the business is kept"
                                         : "nothing is connected or changed");
  }

  bool connects() const { return method_ == api::Connect::kInfo.name; }

  Result<void> say(std::string_view text) {
    auto printed = session_.print("\n" + wrap(text, session_.io.terminal.width, 0) + "\n");
    session_.io.out.flush();
    return printed;
  }

  Result<void> ask_missing() {
    for (const auto& question : connect_questions()) {
      const bool is_credential = question.field.starts_with(kInCredentials);
      if (!connects() && !is_credential) continue;
      if (question.field == kGstinField) {
        auto wanted = wants_gstin();
        if (!wanted) return wanted.error();
        if (!*wanted) continue;
      } else if (!is_missing(parameters_, question.field)) {
        continue;
      }
      if (auto asked = ask(question); !asked) return asked;
    }
    return {};
  }

  // An account in India needs to know how it is taxed, unless that has been said.
  Result<bool> wants_gstin() {
    const auto* channel = parameters_.if_contains("channel");
    if (channel == nullptr || !channel->is_string() || !channel->get_string().ends_with("-in")) return false;
    auto reply = session_.call(api::GetOrganisation::kInfo.name, {});
    if (!reply) return reply.error();
    const auto read = read_record<api::GetOrganisation::Reply>(*reply);
    if (!read) return read.error();
    const auto& said = read->organisation;
    return !said.unregistered && (said.gstin.empty() || said.home_state.empty());
  }

  Result<void> ask(const Question& question) {
    const bool is_channel = question.field == "channel";
    if (auto said = say(question.where); !said) return said;
    if (is_channel) {
      if (auto said = say(list_of_channels(session_.io.terminal.width)); !said) return said;
    }
    const std::string words = std::string(question.name) +
                              (is_channel ? " [1 " + std::string(connect_channels().front()) + "]: " : ": ");
    for (int tries = 0; tries < kMostAnswers; ++tries) {
      auto answer =
          session_.io.prompt->ask(words, question.secret ? Prompt::Echo::hidden : Prompt::Echo::shown);
      if (!answer) return left();
      if (is_channel) answer = channel_of(*answer);
      if (const auto wrong = question.wrong(*answer)) {
        if (auto said = session_.print("  No: " + *wrong + ".\n"); !said) return said;
        continue;
      }
      if (question.field == kGstinField) {
        gstin_ = std::move(*answer);
      } else {
        place_of(parameters_, question.field) = std::move(*answer);
      }
      return {};
    }
    return left();
  }

  Result<void> tell_organisation() {
    if (!gstin_) return {};
    for (int refusals = 0; refusals < kMostRefusals; ++refusals) {
      json::object request;
      if (*gstin_ == "none") {
        request["registered"] = false;
      } else {
        request["gstin"] = *gstin_;
      }
      auto told = session_.call(api::SetOrganisation::kInfo.name, std::move(request));
      if (told) {
        organisation_told_ = true;
        return {};
      }
      if (told.error().code != ErrorCode::invalid_argument) return told.error();
      if (auto said = say(error_text(told.error())); !said) return said;
      if (auto asked = ask(connect_question(kGstinField)); !asked) return asked;
    }
    return left();
  }

  Result<json::object> call() {
    std::string before;
    for (int refusals = 0; refusals < kMostRefusals; ++refusals) {
      if (auto said = say("Asking the marketplace whether it accepts them ..."); !said) return said.error();
      auto reply = session_.call(method_, parameters_);
      if (reply || session_.lost()) return reply;
      const Error& refusal = reply.error();
      std::string_view doubted = doubted_field(refusal);
      // The secret was given anew and the same is said again: then it is the id.
      if (doubted == "credentials.client_secret" && before == doubted) doubted = "credentials.client_id";
      before = doubted;
      if (doubted.empty() && refusal.code != ErrorCode::unavailable) return refusal;
      if (auto said = session_.print("\n" + refusal_text(refusal, doubted)); !said) return said.error();
      if (doubted.empty()) {
        if (!session_.io.prompt->ask("Enter tries again: ", Prompt::Echo::shown)) return left();
      } else if (auto asked = ask(connect_question(doubted)); !asked) {
        return asked.error();
      }
    }
    return left();
  }

  std::string refusal_text(const Error& refusal, std::string_view doubted) const {
    std::string text = refusal.text() + ".";
    if (!doubted.empty()) text += " Most likely it is the " + name_of(doubted) + ".";
    return wrap(clean(text), session_.io.terminal.width, 0) + "\n";
  }

  static std::string name_of(std::string_view field) {
    std::string name(connect_question(field).name);
    name.front() = static_cast<char>(name.front() - 'A' + 'a');
    return name;
  }

  Session& session_;
  std::string method_;
  json::object parameters_;
  std::optional<std::string> gstin_;
  bool organisation_told_ = false;
};

}  // namespace

bool lacks_answers(const Invocation& invocation) {
  const auto& command = *invocation.command;
  for (const auto& option : options_of(command.request)) {
    if (option.required && !invocation.parameters.contains(option.field)) return true;
  }
  return false;
}

Result<json::object> call_with_answers(const Invocation& invocation, Session& session) {
  return Wizard(invocation, session).run();
}

}  // namespace sellerd::ctl
