// Options that are the client's own and not a method's, declared the way requests are.
#pragma once

#include <optional>
#include <string>

#include "common/fields.h"

namespace sellerd::ctl {

struct SyncExtras {
  bool no_wait = false;

  static constexpr std::string_view kTypeName = "SyncExtras";
  static constexpr auto fields() {
    using Self = SyncExtras;
    return std::tuple{SELLERD_FIELD(no_wait, "Start the runs, print their numbers and return.")};
  }
};

struct CallOptions {
  std::string method;
  std::optional<std::string> parameters;
  bool more = false;

  static constexpr std::string_view kTypeName = "CallOptions";
  static constexpr auto fields() {
    using Self = CallOptions;
    return std::tuple{
        SELLERD_FIELD(method, "The method, such as org.sellerd.Orders.List.", .positional = true),
        SELLERD_FIELD(parameters, "Its parameters as a JSON object; - reads them from standard input.",
                      .positional = true),
        SELLERD_FIELD(more, "Accept a stream of replies, which lists need."),
    };
  }
};

struct IntrospectOptions {
  std::optional<std::string> interface;

  static constexpr std::string_view kTypeName = "IntrospectOptions";
  static constexpr auto fields() {
    using Self = IntrospectOptions;
    return std::tuple{
        SELLERD_FIELD(interface, "The interface; all are listed when left out.", .positional = true)};
  }
};

}  // namespace sellerd::ctl
