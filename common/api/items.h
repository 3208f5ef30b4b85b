// org.sellerd.Items: what is sold.
#pragma once

#include <optional>
#include <string>

#include "common/api/method.h"
#include "common/fields.h"
#include "common/model/item.h"

namespace sellerd::api {

struct ListItems {
  static constexpr MethodInfo kInfo{.name = "org.sellerd.Items.List",
                                    .access = Access::read,
                                    .replies = Replies::list,
                                    .command = "items",
                                    .doc = "Lists the marketplace's listings, by SKU."};
  struct Request {
    std::optional<std::string> integration;
    std::optional<std::int64_t> limit;

    static constexpr std::string_view kTypeName = "ListItemsRequest";
    static constexpr auto fields() {
      using Self = Request;
      return std::tuple{
          SELLERD_FIELD(integration, "Only this integration."),
          SELLERD_FIELD(limit, "At most so many."),
      };
    }
  };
  struct Reply {
    Listing listing;

    static constexpr std::string_view kTypeName = "ListItemsReply";
    static constexpr auto fields() {
      using Self = Reply;
      return std::tuple{SELLERD_FIELD(listing, "A listing.")};
    }
  };
};

struct ItemsInterface {
  static constexpr std::string_view kName = "org.sellerd.Items";
  static constexpr std::string_view kDoc = "What is sold.";
  using Methods = MethodList<ListItems>;
};

}  // namespace sellerd::api
