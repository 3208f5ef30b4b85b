// RocksDB's own files as a power cut leaves them: any bytes as the end of a write-ahead log or of a MANIFEST.
// Whatever lies there, what is cut off is only the end of the MANIFEST, and nothing else is touched.
#include <rocksdb/env.h>

#include <cstdint>
#include <cstdlib>
#include <memory>
#include <string>

#include "daemon/store/rocks_tail.h"

using namespace sellerd::store;

namespace {

const std::string kPlace = "/books";
const std::string kLog = kPlace + "/000007.log";
const std::string kManifest = kPlace + "/MANIFEST-000005";

void require(bool condition) {
  if (!condition) std::abort();
}

void write(rocksdb::Env& files, const std::string& name, const std::string& content) {
  require(rocksdb::WriteStringToFile(&files, content, name, false).ok());
}

std::string read(rocksdb::Env& files, const std::string& name) {
  std::string content;
  require(rocksdb::ReadFileToString(&files, name, &content).ok());
  return content;
}

}  // namespace

// The first byte says how much of the rest is the MANIFEST; the other part is the log.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const std::string rest(reinterpret_cast<const char*>(data + 1), size - 1);
  const auto cut = rest.size() * data[0] / 255;
  const std::string manifest = rest.substr(0, cut);
  const std::string log = rest.substr(cut);

  const std::unique_ptr<rocksdb::Env> files(rocksdb::NewMemEnv(rocksdb::Env::Default()));
  require(files->CreateDirIfMissing(kPlace).ok());
  write(*files, kPlace + "/CURRENT", "MANIFEST-000005\n");
  write(*files, kManifest, manifest);
  write(*files, kLog, log);

  (void)only_unsynced_is_damaged(*files, kPlace);
  const bool shortened = shorten_manifest(*files, kPlace);
  require(read(*files, kLog) == log);
  const auto left = read(*files, kManifest);
  require(shortened ? manifest.size() > left.size() && manifest.starts_with(left) : left == manifest);
  // What is left is whole: a second time nothing is to be done.
  require(!shortened || !shorten_manifest(*files, kPlace));
  return 0;
}
