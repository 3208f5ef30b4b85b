// org.sellerd.Integrations: connected accounts.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "common/api/method.h"
#include "common/fields.h"
#include "common/model/integration.h"

namespace sellerd::api {

struct Connect {
  static constexpr MethodInfo kInfo{.name = "org.sellerd.Integrations.Connect",
                                    .access = Access::operate,
                                    .command = "connect",
                                    .doc =
                                        "Connects an account of a marketplace: verifies the credentials, "
                                        "stores them sealed, starts the first "
                                        "items and orders runs."};
  struct Request {
    std::string channel;
    std::string seller_id;
    Credentials credentials;
    std::optional<std::string> name;
    std::optional<std::string> endpoint;
    std::optional<std::string> token_endpoint;
    std::optional<std::int32_t> backfill_days;

    static constexpr std::string_view kTypeName = "ConnectRequest";
    static constexpr auto fields() {
      using Self = Request;
      return Fields{
          SELLERD_FIELD(channel, "The marketplace, such as amazon-in.", .positional = true),
          SELLERD_FIELD(seller_id, "The seller's id there (merchant token)."),
          SELLERD_FIELD(credentials, "LWA client id, client secret and refresh token.",
                        .privacy = Privacy::secret),
          SELLERD_FIELD(name, "Name for the integration; the marketplace's name when left out."),
          SELLERD_FIELD(endpoint, "API endpoint, for a sandbox; https, or http to this machine."),
          SELLERD_FIELD(token_endpoint, "Token endpoint, for a sandbox."),
          SELLERD_FIELD(backfill_days,
                        "How many days back the first orders run reaches (1 to 730); 730 when left out."),
      };
    }
  };
  struct Reply {
    Integration integration;

    static constexpr std::string_view kTypeName = "ConnectReply";
    static constexpr auto fields() {
      using Self = Reply;
      return Fields{SELLERD_FIELD(integration, "The new integration.")};
    }
  };
};

struct ListIntegrations {
  static constexpr MethodInfo kInfo{.name = "org.sellerd.Integrations.List",
                                    .access = Access::read,
                                    .replies = Replies::list,
                                    .command = "integrations",
                                    .doc = "Lists the connected accounts."};
  struct Request {
    static constexpr std::string_view kTypeName = "ListIntegrationsRequest";
    static constexpr auto fields() { return Fields{}; }
  };
  using Reply = Connect::Reply;
};

struct GetIntegration {
  static constexpr MethodInfo kInfo{.name = "org.sellerd.Integrations.Get",
                                    .access = Access::read,
                                    .command = "show",
                                    .doc = "Shows one connected account."};
  struct Request {
    std::string name;

    static constexpr std::string_view kTypeName = "GetIntegrationRequest";
    static constexpr auto fields() {
      using Self = Request;
      return Fields{SELLERD_FIELD(name, "The integration's name.", .positional = true)};
    }
  };
  using Reply = Connect::Reply;
};

struct Enable {
  static constexpr MethodInfo kInfo{.name = "org.sellerd.Integrations.Enable",
                                    .access = Access::operate,
                                    .command = "enable",
                                    .doc = "Makes an integration active again; it goes on where it was."};
  using Request = GetIntegration::Request;
  using Reply = Connect::Reply;
};

struct Disable {
  static constexpr MethodInfo kInfo{.name = "org.sellerd.Integrations.Disable",
                                    .access = Access::operate,
                                    .command = "disable",
                                    .doc =
                                        "Makes an integration inactive: live runs stop at their last page, "
                                        "nothing starts, everything stays."};
  using Request = GetIntegration::Request;
  using Reply = Connect::Reply;
};

struct Reauthorize {
  static constexpr MethodInfo kInfo{.name = "org.sellerd.Integrations.Reauthorize",
                                    .access = Access::operate,
                                    .command = "reauthorize",
                                    .doc =
                                        "Replaces the credentials of an integration once the marketplace has "
                                        "accepted them, without a restart."};
  struct Request {
    std::string name;
    Credentials credentials;

    static constexpr std::string_view kTypeName = "ReauthorizeRequest";
    static constexpr auto fields() {
      using Self = Request;
      return Fields{
          SELLERD_FIELD(name, "The integration's name.", .positional = true),
          SELLERD_FIELD(credentials, "LWA client id, client secret and refresh token.",
                        .privacy = Privacy::secret),
      };
    }
  };
  using Reply = Connect::Reply;
};

struct Disconnect {
  static constexpr MethodInfo kInfo{.name = "org.sellerd.Integrations.Disconnect",
                                    .access = Access::operate,
                                    .command = "disconnect",
                                    .doc =
                                        "Removes an integration for good: credentials, cursors, history, "
                                        "quarantine, which items its listings sell, stock rules and the "
                                        "warehouse mapping. Orders and listings stay in the books unless "
                                        "they are to be erased."};
  struct Request {
    std::string name;
    bool yes = false;
    bool erase = false;

    static constexpr std::string_view kTypeName = "DisconnectRequest";
    static constexpr auto fields() {
      using Self = Request;
      return Fields{
          SELLERD_FIELD(name, "The integration's name.", .positional = true),
          SELLERD_FIELD(yes, "Must be true: this cannot be undone."),
          SELLERD_FIELD(erase, "Also erase its orders and listings."),
      };
    }
  };
  struct Reply {
    std::string removed;

    static constexpr std::string_view kTypeName = "DisconnectReply";
    static constexpr auto fields() {
      using Self = Reply;
      return Fields{SELLERD_FIELD(removed, "What was removed.")};
    }
  };
};

// How many records of one kind.
struct ErasedRecords {
  std::string what;
  std::int64_t records = 0;

  static constexpr std::string_view kTypeName = "ErasedRecords";
  static constexpr auto fields() {
    using Self = ErasedRecords;
    return Fields{
        SELLERD_FIELD(what, "Of which kind.", .column = true),
        SELLERD_FIELD(records, "How many are erased.", .column = true),
    };
  }
};

struct Erase {
  static constexpr MethodInfo kInfo{
      .name = "org.sellerd.Integrations.Erase",
      .access = Access::operate,
      .command = "erase",
      .doc =
          "Removes an integration and erases all that came from its marketplace, as Amazon or the seller may "
          "demand; counts what is erased and looks that nothing is left. The items, their stock and its "
          "ledger are the seller's own and stay."};
  struct Request {
    std::string name;
    bool yes = false;

    static constexpr std::string_view kTypeName = "EraseRequest";
    static constexpr auto fields() {
      using Self = Request;
      return Fields{
          SELLERD_FIELD(name, "The integration's name.", .positional = true),
          SELLERD_FIELD(yes, "Must be true: this cannot be undone."),
      };
    }
  };
  struct Reply {
    std::vector<ErasedRecords> erased;
    std::string stays;

    static constexpr std::string_view kTypeName = "EraseReply";
    static constexpr auto fields() {
      using Self = Reply;
      return Fields{
          SELLERD_FIELD(erased, "What was there and is not any more."),
          SELLERD_FIELD(stays, "What is kept, and what to do about copies."),
      };
    }
  };
};

struct IntegrationsInterface {
  static constexpr std::string_view kName = "org.sellerd.Integrations";
  static constexpr std::string_view kDoc = "Connected accounts of marketplaces.";
  using Methods =
      MethodList<Connect, ListIntegrations, GetIntegration, Enable, Disable, Reauthorize, Disconnect, Erase>;
};

}  // namespace sellerd::api
