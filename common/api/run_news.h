// What calls that start runs answer, whatever their topic.
#pragma once

#include <vector>

#include "common/api/service.h"
#include "common/fields.h"
#include "common/model/difference.h"

namespace sellerd::api {

// News of the runs that a call started or joined. The last reply names every one of them.
struct RunNews {
  std::vector<Progress> runs;
  std::vector<Difference> differences;

  static constexpr std::string_view kTypeName = "RunNews";
  static constexpr auto fields() {
    using Self = RunNews;
    return Fields{
        SELLERD_FIELD(runs, "The runs of this request."),
        SELLERD_FIELD(differences, "With dry_run: what a page would change."),
    };
  }
};

}  // namespace sellerd::api
