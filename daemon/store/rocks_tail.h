// What a power cut may leave at the end of RocksDB's write-ahead log: of bytes that were never synced some
// are on the disk and some are not, so that zeros or what lay there before stand among them. RocksDB itself
// goes on after a log that ends early; such a one it takes for damage.
#pragma once

#include <cstdint>
#include <string>

namespace rocksdb {
class Env;
class WriteBatch;
}  // namespace rocksdb

namespace sellerd::store {

// To be called first for every batch: writes into the log, and nowhere else, up to which sequence number all
// was on the disk when the batch was made, and at which the batch before it began.
void note_synced(rocksdb::WriteBatch& batch, std::uint64_t synced, std::uint64_t previous);

// Whether something is damaged in the database's logs, and no batch behind it says that it had been synced:
// then nothing is lost with it that was promised. A batch of a sellerd that noted nothing says so of all
// before it.
bool only_unsynced_is_damaged(rocksdb::Env& environment, const std::string& directory);

// Cuts off what is damaged at the end of the MANIFEST: an entry that was never synced, so that nothing
// followed from it. False, and nothing is done, when nothing is damaged, a whole entry follows, or the
// write-ahead log begins behind a gap: then the entry had been synced, and what it says is in the tables was
// taken off the log.
bool shorten_manifest(rocksdb::Env& environment, const std::string& directory);

}  // namespace sellerd::store
