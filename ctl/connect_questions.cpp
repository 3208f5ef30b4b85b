#include "ctl/connect_questions.h"

#include <algorithm>
#include <array>
#include <stdexcept>

namespace sellerd::ctl {
namespace {

using Wrong = std::optional<std::string>;

constexpr std::array<std::string_view, 23> kChannels = {
    "amazon-in", "amazon-ae", "amazon-au", "amazon-be", "amazon-br", "amazon-ca", "amazon-de", "amazon-eg",
    "amazon-es", "amazon-fr", "amazon-ie", "amazon-it", "amazon-jp", "amazon-mx", "amazon-nl", "amazon-pl",
    "amazon-sa", "amazon-se", "amazon-sg", "amazon-tr", "amazon-uk", "amazon-us", "amazon-za"};

constexpr std::string_view kClientId = "amzn1.application-oa2-client.";
constexpr std::string_view kClientSecret = "amzn1.oa2-cs.";
constexpr std::string_view kRefreshToken = "Atzr|";
constexpr std::string_view kAccessToken = "Atza|";
constexpr std::size_t kLongestRefreshToken = 2'048;
constexpr std::size_t kShortestSecret = 16;
constexpr std::size_t kGstinLength = 15;

bool is_one_word(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return c > ' ' && c < 127; });
}

bool is_capital_or_digit(char c) {
  return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

// What it is instead, where it can be told: the values stand side by side and are easily mixed up.
Wrong mixed_up(std::string_view text, std::string_view own) {
  if (text.empty()) return "nothing was typed";
  if (!is_one_word(text)) return "it holds blanks or characters that none of these values has";
  if (own != kClientId && text.starts_with(kClientId)) return "that is a client id";
  if (own != kClientSecret && text.starts_with(kClientSecret)) return "that is a client secret";
  if (own != kRefreshToken && text.starts_with(kRefreshToken)) return "that is a refresh token";
  if (text.starts_with(kAccessToken)) return "that is an access token, which lives for an hour";
  if (text.starts_with("amzn1.sp.solution.")) return "that is the application's own id";
  return std::nullopt;
}

Wrong wrong_channel(std::string_view text) {
  if (std::find(kChannels.begin(), kChannels.end(), text) != kChannels.end()) return std::nullopt;
  return "there is no such marketplace";
}

Wrong wrong_seller_id(std::string_view text) {
  if (auto other = mixed_up(text, {})) return other;
  if (text.find('@') != std::string_view::npos) return "that is an e-mail address";
  if (text.front() != 'A' || !std::all_of(text.begin(), text.end(), is_capital_or_digit))
    return "it begins with A and has capital letters and digits alone";
  return std::nullopt;
}

Wrong wrong_client_id(std::string_view text) {
  if (auto other = mixed_up(text, kClientId)) return other;
  if (!text.starts_with(kClientId) || text.size() == kClientId.size())
    return "it begins with " + std::string(kClientId);
  return std::nullopt;
}

Wrong wrong_client_secret(std::string_view text) {
  if (auto other = mixed_up(text, kClientSecret)) return other;
  if (text.size() < kShortestSecret) return "it is too short: was all of it copied?";
  return std::nullopt;
}

Wrong wrong_refresh_token(std::string_view text) {
  if (auto other = mixed_up(text, kRefreshToken)) return other;
  if (!text.starts_with(kRefreshToken)) return "it begins with " + std::string(kRefreshToken);
  if (text.size() > kLongestRefreshToken) return "it is longer than a refresh token can be";
  if (text.size() < kRefreshToken.size() + kShortestSecret) return "it is too short: was all of it copied?";
  return std::nullopt;
}

// The daemon knows states and check characters.
Wrong wrong_gstin(std::string_view text) {
  if (text == "none") return std::nullopt;
  if (text.size() != kGstinLength || !std::all_of(text.begin(), text.end(), is_capital_or_digit))
    return "it has 15 capital letters and digits";
  return std::nullopt;
}

constexpr std::array kQuestions = {
    Question{"channel", "Marketplace", "Where the account sells.", false, &wrong_channel},
    Question{kGstinField, "GSTIN",
             "Orders from India have their GST from the first sync on, so the business is said first: its "
             "GSTIN, or \"none\" when it is not registered for GST.",
             false, &wrong_gstin},
    Question{"seller_id", "Seller id",
             "Seller Central, Settings, Account Info, Merchant Token: a word that begins with A. Amazon does "
             "not check it now, so compare it once more.",
             false, &wrong_seller_id},
    Question{
        "credentials.client_id", "Client id",
        "Seller Central, Apps and Services, Develop Apps (or the Solution Provider Portal): at your "
        "application, LWA credentials, View, the client identifier. Without an application: the account's "
        "primary user registers as developer there, then makes one with the roles it needs, such as "
        "Inventory and Order Tracking and Product Listing. It may stay a draft.",
        true, &wrong_client_id},
    Question{"credentials.client_secret", "Client secret",
             "On the same page, below the client identifier. Amazon wants a new one every 180 days.", true,
             &wrong_client_secret},
    Question{"credentials.refresh_token", "Refresh token",
             "In the list of applications, beside Edit App: Authorize, then Authorize app. It is shown once; "
             "another click shows another, and those before stay good.",
             true, &wrong_refresh_token},
};

bool says(const Error& error, std::string_view text) {
  return error.message.find(text) != std::string::npos;
}

}  // namespace

std::span<const Question> connect_questions() {
  return kQuestions;
}

const Question& connect_question(std::string_view field) {
  for (const auto& question : kQuestions) {
    if (question.field == field) return question;
  }
  throw std::logic_error("there is no question about " + std::string(field));
}

std::span<const std::string_view> connect_channels() {
  return kChannels;
}

std::string_view doubted_field(const Error& refusal) {
  if (refusal.field == "gstin" || refusal.field == "channel" || refusal.field.starts_with("credentials.")) {
    for (const auto& question : kQuestions) {
      if (question.field == refusal.field) return question.field;
    }
  }
  if (refusal.code != ErrorCode::needs_reauth) return {};
  // Login with Amazon refuses id and secret with one word; the secret is what expires.
  return says(refusal, "(invalid_client)") ? "credentials.client_secret" : "credentials.refresh_token";
}

}  // namespace sellerd::ctl
