// A seller's account in one of Amazon's marketplaces, as a Channel.
//
// Of an order it asks for FULFILLMENT, PROCEEDS, PROMOTION, CANCELLATION, PACKAGES, PAYMENT, and for
// RECIPIENT: city and state decide the place of supply. BUYER is asked for only when personal data is wanted;
// else of the recipient nothing but city, state and country leaves the decoders (orders_codec.h,
// order_personal_codec.h). TAX is never asked for.
#pragma once

#include <boost/asio/any_io_executor.hpp>
#include <memory>

#include "daemon/channel/aside.h"
#include "daemon/channel/channel.h"
#include "daemon/http/transport.h"
#include "daemon/random.h"

namespace sellerd::amazon {

struct AmazonChannelSettings {
  // Empty endpoint, token_endpoint and marketplace_id mean those of the marketplace named by `channel`.
  // `currency` prices the listings; without it (before the account is verified) they have no price.
  Integration integration;
  Credentials credentials;
};

// The references must outlive the channel; `on_call` is told of every call. Error: invalid_argument when
// integration.channel is not one of Amazon's.
Result<std::unique_ptr<Channel>> make_amazon_channel(AmazonChannelSettings settings, Clock& clock,
                                                     http::Transport& transport, QuotaLedger& quota,
                                                     Random& random, boost::asio::any_io_executor executor,
                                                     CallListener on_call = {}, Aside aside = {});

}  // namespace sellerd::amazon
