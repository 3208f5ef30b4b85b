// What an account needs, where a seller finds it, and what it looks like. Pure.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "common/error.h"

namespace sellerd::ctl {

struct Question {
  std::string_view field;  // of the connect request; "credentials.x" for a credential
  std::string_view name;   // "Client secret"
  std::string_view where;  // where it stands, for people
  bool secret = false;
  // What is wrong with the text, in words that repeat nothing of it; nothing when it looks right.
  std::optional<std::string> (*wrong)(std::string_view text) = nullptr;
};

// In the order in which they are asked; the GSTIN is not of the request but of the organisation.
std::span<const Question> connect_questions();
const Question& connect_question(std::string_view field);

inline constexpr std::string_view kGstinField = "gstin";

// The marketplaces that can be connected, India first.
std::span<const std::string_view> connect_channels();

// Which answer the refusal of a connection puts in doubt; empty when it is none of them.
std::string_view doubted_field(const Error& refusal);

}  // namespace sellerd::ctl
