// Telling the caller what it waits for.
#pragma once

#include <string>

#include "daemon/channel/channel.h"

namespace sellerd::amazon {

inline void tell_waiting(const CallContext& context, std::string doing, Timestamp until) {
  if (context.on_activity) context.on_activity(ChannelActivity{std::move(doing), until});
}

inline void tell_going_on(const CallContext& context) {
  if (context.on_activity) context.on_activity(ChannelActivity{});
}

}  // namespace sellerd::amazon
