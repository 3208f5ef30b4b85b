// A backup of the books, as lists show it. The file that describes it: daemon/store/rocks_backup.cpp.
#pragma once

#include <cstdint>
#include <string>

#include "common/fields.h"
#include "common/time_text.h"

namespace sellerd {

struct Backup {
  std::uint32_t id = 0;
  Timestamp made{};
  std::int64_t bytes = 0;
  std::int64_t files = 0;
  std::string version;
  std::string damage;

  static constexpr std::string_view kTypeName = "Backup";
  static constexpr auto fields() {
    using Self = Backup;
    return Fields{
        SELLERD_FIELD(id, "Its number; a newer backup has a higher one.", .column = true),
        SELLERD_FIELD(made, "When it was made.", .column = true),
        SELLERD_FIELD(bytes, "Size of all its files, also of those that it shares with other backups.",
                      .column = true),
        SELLERD_FIELD(files, "How many files it has.", .column = true),
        SELLERD_FIELD(version, "The sellerd that made it; empty when that is not known.", .column = true),
        SELLERD_FIELD(damage,
                      "What is wrong with it, as far as that shows without reading its files; else empty.",
                      .column = true),
    };
  }
};

}  // namespace sellerd
