// How to get the Channel of a marketplace: the only door to a marketplace's own code.
#pragma once

#include <boost/asio/any_io_executor.hpp>
#include <memory>

#include "daemon/channel/aside.h"
#include "daemon/channel/channel.h"
#include "daemon/channel/channel_info.h"
#include "daemon/http/transport.h"
#include "daemon/random.h"

namespace sellerd {

// What every channel draws on. The references must outlive the channels.
struct ChannelServices {
  Clock& clock;
  http::Transport& transport;
  QuotaLedger& quota;
  Random& random;
  boost::asio::any_io_executor executor;
  CallListener on_call{};  // told of every call; may be empty
  Aside aside{};
};

// The channel of integration.channel. Fills in the integration's marketplace id and, where they are empty,
// its endpoints. New credentials mean a new channel; its quota goes on where the old one's stood. Error:
// invalid_argument, as above.
Result<std::unique_ptr<Channel>> make_channel(Integration& integration, Credentials credentials,
                                              const ChannelServices& services);

}  // namespace sellerd
