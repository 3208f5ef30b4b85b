// How old an account's client secret is. Pure.
#pragma once

#include <optional>
#include <string>

#include "common/model/integration.h"
#include "daemon/control/alarm.h"

namespace sellerd::control {

// Marketplaces stop accepting a client secret some time after it was made (ChannelInfo::secret_life); the
// daemon knows when it was given, not when it was made, and so speaks a month before.
inline constexpr std::chrono::days kSecretNotice{30};

// Since when the account has had its secret, as far as that is known.
Timestamp secret_given(const Integration& integration);

// When the marketplace refuses the secret at the latest; nothing where it never does.
std::optional<Timestamp> secret_ends(const Integration& integration);

// The alarm, from kSecretNotice before the end on.
std::optional<Alarm> secret_alarm(const Integration& integration, Timestamp now);

}  // namespace sellerd::control
