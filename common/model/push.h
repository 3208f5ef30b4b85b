// Quantities on their way to a marketplace: one record a listing, the newest wish wins.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "common/fields.h"
#include "common/time_text.h"

namespace sellerd {

enum class PushState {
  queued,    // to be sent
  sent,      // on its way, or its end is in doubt: the marketplace is asked before it is sent again
  accepted,  // the marketplace took it; not seen in force yet
  verified,  // buyers see it
  rejected,  // the marketplace said no
};

template <>
struct EnumTable<PushState> {
  static constexpr std::string_view kTypeName = "PushState";
  static constexpr std::array kNames = {
      std::pair{PushState::queued, std::string_view("queued")},
      std::pair{PushState::sent, std::string_view("sent")},
      std::pair{PushState::accepted, std::string_view("accepted")},
      std::pair{PushState::verified, std::string_view("verified")},
      std::pair{PushState::rejected, std::string_view("rejected")},
  };
};

// Those that lower come first: what is not there must not be sold.
enum class PushLane { lower, raise };

template <>
struct EnumTable<PushLane> {
  static constexpr std::string_view kTypeName = "PushLane";
  static constexpr std::array kNames = {
      std::pair{PushLane::lower, std::string_view("lower")},
      std::pair{PushLane::raise, std::string_view("raise")},
  };
};

struct Push {
  std::uint32_t integration = 0;
  std::string sku;
  std::string item;
  PushState state = PushState::queued;
  PushLane lane = PushLane::lower;
  std::int64_t desired = 0;
  std::int64_t available = 0;
  std::uint64_t entry = 0;
  Timestamp computed{};
  std::optional<std::int64_t> sent;
  Timestamp sent_at{};
  std::string batch;
  std::string submission_id;
  std::string request_id;
  std::string reason;
  std::optional<std::int64_t> live;
  Timestamp live_at{};
  std::optional<Timestamp> next_look;
  std::int32_t looks = 0;
  std::int64_t corrections = 0;

  static constexpr std::string_view kTypeName = "Push";
  static constexpr auto fields() {
    using Self = Push;
    return Fields{
        SELLERD_FIELD(integration, "Number of the listing's integration."),
        SELLERD_FIELD(sku, "The listing's SKU.", .column = true),
        SELLERD_FIELD(item, "The item it sells.", .column = true),
        SELLERD_FIELD(state, "queued, sent, accepted, verified or rejected.", .column = true),
        SELLERD_FIELD(lane, "Whether it lowers or raises what buyers see."),
        SELLERD_FIELD(desired, "The quantity that buyers are to see.", .column = true),
        SELLERD_FIELD(available, "The units that were available when that was worked out.", .column = true),
        SELLERD_FIELD(entry, "The newest ledger entry that it takes account of."),
        SELLERD_FIELD(computed, "When it was worked out."),
        SELLERD_FIELD(sent, "The quantity sent last; absent before the first.", .column = true),
        SELLERD_FIELD(sent_at, "When it was sent."),
        SELLERD_FIELD(batch, "The marketplace's id of the batch it went with; empty when it went alone."),
        SELLERD_FIELD(submission_id, "The marketplace's id of the write."),
        SELLERD_FIELD(request_id, "The marketplace's id of its answer."),
        SELLERD_FIELD(reason, "The marketplace's words when it said no, or the trouble on the way.",
                      .column = true),
        SELLERD_FIELD(live, "What buyers saw when it was last looked at.", .column = true),
        SELLERD_FIELD(live_at, "When that was."),
        SELLERD_FIELD(next_look, "When it is looked at or tried again."),
        SELLERD_FIELD(looks, "Looks since this quantity was first sent; 0 once buyers have seen it."),
        SELLERD_FIELD(corrections,
                      "How often buyers were found to see something else, and it was set right."),
    };
  }
};

// How many listings of an integration are in which state.
struct PushTotals {
  std::int64_t queued = 0;
  std::int64_t sent = 0;
  std::int64_t accepted = 0;
  std::int64_t verified = 0;
  std::int64_t rejected = 0;
  std::int64_t corrections = 0;

  std::int64_t& of(PushState state) {
    switch (state) {
      case PushState::queued:
        return queued;
      case PushState::sent:
        return sent;
      case PushState::accepted:
        return accepted;
      case PushState::verified:
        return verified;
      case PushState::rejected:
        break;
    }
    return rejected;
  }
  std::int64_t listings() const { return queued + sent + accepted + verified + rejected; }

  static constexpr std::string_view kTypeName = "PushTotals";
  static constexpr auto fields() {
    using Self = PushTotals;
    return Fields{
        SELLERD_FIELD(queued, "Listings whose quantity is to be sent."),
        SELLERD_FIELD(sent, "Listings whose quantity is on its way."),
        SELLERD_FIELD(accepted, "Listings whose quantity the marketplace took; not seen in force yet."),
        SELLERD_FIELD(verified, "Listings of which buyers see what they are to see."),
        SELLERD_FIELD(rejected, "Listings whose quantity the marketplace refused."),
        SELLERD_FIELD(corrections,
                      "How often buyers were found to see something else, and it was set right."),
    };
  }
};

}  // namespace sellerd
