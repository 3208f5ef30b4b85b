// Which marketplaces there are, and what is known of each: facts only, nothing is reached by them.
#pragma once

#include <chrono>
#include <string>
#include <vector>

#include "common/error.h"

namespace sellerd {

// A marketplace that can be connected, with what an Integration takes from it unless the user says otherwise.
struct ChannelInfo {
  std::string name;   // "amazon-in"
  std::string title;  // "Amazon.in"
  std::string marketplace_id;
  std::string country;    // ISO 3166
  std::string time_zone;  // IANA
  std::string endpoint;
  std::string token_endpoint;
  std::chrono::days secret_life{};  // after which the marketplace refuses a client secret
};

// In the order in which to show them.
const std::vector<ChannelInfo>& known_channels();

// Error: invalid_argument, naming the known ones.
Result<ChannelInfo> find_channel(const std::string& name);

}  // namespace sellerd
