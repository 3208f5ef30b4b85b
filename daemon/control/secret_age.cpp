#include "daemon/control/secret_age.h"

#include "daemon/channel/channel_info.h"

namespace sellerd::control {

Timestamp secret_given(const Integration& integration) {
  return std::max(integration.secret_since, integration.connected);
}

std::optional<Timestamp> secret_ends(const Integration& integration) {
  const auto channel = find_channel(integration.channel);
  if (!channel || channel->secret_life == std::chrono::days(0)) return std::nullopt;
  return secret_given(integration) + channel->secret_life;
}

std::optional<Alarm> secret_alarm(const Integration& integration, Timestamp now) {
  const auto ends = secret_ends(integration);
  if (!ends || now < *ends - kSecretNotice) return std::nullopt;
  const auto days_since_given = [given = secret_given(integration)](Timestamp time) {
    return std::to_string(std::chrono::floor<std::chrono::days>(time - given).count());
  };
  return Alarm{"the client secret of " + integration.name + " was given " + days_since_given(now) +
                   " days ago, and the marketplace refuses it from day " + days_since_given(*ends) + " on",
               "make a new one there, then sellerctl reauthorize " + integration.name};
}

}  // namespace sellerd::control
