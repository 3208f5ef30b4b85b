#include "daemon/channel/channels.h"

#include "daemon/channel/amazon/amazon_channel.h"
#include "daemon/channel/amazon/marketplaces.h"

namespace sellerd {
namespace {

std::vector<ChannelInfo> all_channels() {
  std::vector<ChannelInfo> channels;
  for (const auto& marketplace : amazon::kMarketplaces) {
    ChannelInfo info;
    info.name = marketplace.channel;
    info.title = marketplace.title;
    info.marketplace_id = marketplace.id;
    info.country = marketplace.country;
    info.time_zone = marketplace.time_zone;
    info.endpoint = marketplace.endpoint;
    info.token_endpoint = amazon::kTokenEndpoint;
    info.secret_life = amazon::kSecretLife;
    channels.push_back(std::move(info));
  }
  return channels;
}

}  // namespace

const std::vector<ChannelInfo>& known_channels() {
  static const std::vector<ChannelInfo> channels = all_channels();
  return channels;
}

Result<ChannelInfo> find_channel(const std::string& name) {
  std::string names;
  for (const auto& info : known_channels()) {
    if (info.name == name) return info;
    names += (names.empty() ? "" : ", ") + info.name;
  }
  return make_error(ErrorCode::invalid_argument, "there is no such marketplace; known are: " + names,
                    "channel");
}

Result<std::unique_ptr<Channel>> make_channel(Integration& integration, Credentials credentials,
                                              const ChannelServices& services) {
  const auto info = find_channel(integration.channel);
  if (!info) return info.error();
  integration.marketplace_id = info->marketplace_id;
  if (integration.endpoint.empty()) integration.endpoint = info->endpoint;
  if (integration.token_endpoint.empty()) integration.token_endpoint = info->token_endpoint;
  amazon::AmazonChannelSettings settings{integration, std::move(credentials)};
  return amazon::make_amazon_channel(std::move(settings), services.clock, services.transport, services.quota,
                                     services.random, services.executor, services.on_call, services.aside);
}

}  // namespace sellerd
