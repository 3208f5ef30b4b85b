// Which marketplaces there are, and how to get the Channel of one: the only door to a marketplace's own code.
#pragma once

#include <boost/asio/any_io_executor.hpp>
#include <memory>
#include <string>
#include <vector>

#include "daemon/channel/channel.h"
#include "daemon/http/transport.h"
#include "daemon/random.h"

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

// What every channel draws on. The references must outlive the channels.
struct ChannelServices {
  Clock& clock;
  http::Transport& transport;
  QuotaLedger& quota;
  Random& random;
  boost::asio::any_io_executor executor;
  CallListener on_call{};  // told of every call; may be empty
};

// The channel of integration.channel. Fills in the integration's marketplace id and, where they are empty,
// its endpoints. New credentials mean a new channel; its quota goes on where the old one's stood. Error:
// invalid_argument, as above.
Result<std::unique_ptr<Channel>> make_channel(Integration& integration, Credentials credentials,
                                              const ChannelServices& services);

}  // namespace sellerd
