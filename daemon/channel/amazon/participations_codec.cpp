#include "daemon/channel/amazon/participations_codec.h"

#include "daemon/channel/amazon/fault.h"
#include "daemon/channel/amazon/marketplaces.h"
#include "daemon/channel/amazon/object_reader.h"

namespace sellerd::amazon {
namespace {

// It is stored with the account and shown.
constexpr std::size_t kLongestStoreName = 200;

struct Participation {
  Account account;
  std::string country;
  bool takes_part = false;
};

Participation read_participation(ObjectReader& in) {
  Participation participation;
  in.object("marketplace", [&](ObjectReader& marketplace) {
    marketplace.required("id", participation.account.marketplace_id);
    marketplace.optional("defaultCurrencyCode", participation.account.currency);
    marketplace.optional("countryCode", participation.country);
  });
  in.object("participation",
            [&](ObjectReader& state) { state.optional("isParticipating", participation.takes_part); });
  in.optional("storeName", participation.account.store_name);
  participation.account.store_name = printable(participation.account.store_name, kLongestStoreName);
  return participation;
}

}  // namespace

Result<Account> read_account(const json::value& answer, std::string_view marketplace_id) {
  ObjectReader reader(answer);
  std::optional<Account> found;
  std::string advice;
  std::string others;
  const bool has_payload = reader.take("payload") != nullptr;
  reader.each("payload", [&](ObjectReader& element) {
    Participation participation = read_participation(element);
    if (!participation.takes_part) return;
    others += (others.empty() ? "" : ", ") + printable(participation.country, 20);
    for (const auto& marketplace : kMarketplaces) {
      if (marketplace.id != participation.account.marketplace_id) continue;
      advice += (advice.empty() ? "" : ", or ") + ("sellerctl connect " + std::string(marketplace.channel));
    }
    if (participation.account.marketplace_id == marketplace_id) found = std::move(participation.account);
  });
  if (reader.failure() || !has_payload) {
    Error error = reader.failure() ? *reader.failure() : json_detail::missing_key("payload");
    error.code = ErrorCode::malformed;
    return error;
  }
  if (found) return std::move(*found);
  return make_error(ErrorCode::not_found,
                    "the account does not sell in marketplace " + std::string(marketplace_id) +
                        (others.empty() ? ", nor in any other" : "; it sells in " + others),
                    "channel", advice);
}

}  // namespace sellerd::amazon
