// What is done with the books while no daemon serves them. Each takes the lock of the data directory, so that
// none runs beside one. Thread: the only one.
#pragma once

#include <filesystem>
#include <ostream>

#include "daemon/config.h"

namespace sellerd {

// Seals everything that the master key of the configuration seals (credentials, and the keys of personal
// data) under the one in `new_key`, which is made when it is missing; then, where the present key is a file
// of the data directory, puts the new one in its place. Cut short at any point it is finished by doing it
// again. Says what it did. Errors: storage, corrupt, not_permitted, conflict (a daemon runs).
Result<void> rotate_master_key(const Config& config, const std::filesystem::path& new_key, std::ostream& out);

// Reads every record of every table, opens everything that is sealed, and says what each table holds. No
// record is changed. Error: corrupt when anything was damaged, which `out` has then named; storage, conflict.
Result<void> check_data(const Config& config, std::ostream& out);

}  // namespace sellerd
