// sellerd: keeps a seller's books in step with their marketplaces. See sellerd(8).
#include <malloc.h>

#include <CLI/CLI.hpp>
#include <cstdlib>
#include <exception>
#include <iostream>
#include <new>
#include <system_error>

#include "common/paths.h"
#include "daemon/app.h"
#include "daemon/log.h"
#include "daemon/offline.h"
#include "daemon/process_secrets.h"

namespace {

using namespace sellerd;

Config defaults() {
  Config config;
  config.socket = default_socket(process_environment);
  config.data_dir = default_data_directory(process_environment);
  return config;
}

// What the service manager hands over by that name, if it does.
std::optional<std::string> credential(const char* name) {
  const auto directory = process_environment("CREDENTIALS_DIRECTORY");
  if (!directory) return std::nullopt;
  const auto file = std::filesystem::path(*directory) / name;
  std::error_code failure;
  return std::filesystem::exists(file, failure) ? std::optional(file.string()) : std::nullopt;
}

// The credential wins over a file in the data directory, which is for users without systemd.
std::string default_master_key_file(const Config& config) {
  return credential("master-key").value_or(std::filesystem::path(config.data_dir) / "master.key");
}

void complain(const Error& error) {
  std::cerr << "sellerd: " << error.text() << "\n";
  std::cerr << "  try: " << (error.hint.empty() ? "sellerd --help" : error.hint) << "\n";
}

// Memory that stays what it is for months (docs/reliability.md, "Soak"). glibc gives each thread a heap of
// its own; what one takes and another gives back, as the database's cache does all day, leaves holes in all
// of them. And what was once given back makes larger and larger blocks part of a heap, the database's write
// buffers at last, which are to return to the system.
void keep_memory_together() {
  constexpr int kOwnMapping = 512 << 10;  // bytes; a write buffer grows by twice as many
  (void)::mallopt(M_ARENA_MAX, 1);
  (void)::mallopt(M_MMAP_THRESHOLD, kOwnMapping);
}

// An exception that nobody caught, on any thread. What was committed is on the disk; the next start goes on.
[[noreturn]] void end_of_all() {
  try {
    if (const auto failure = std::current_exception()) std::rethrow_exception(failure);
    std::cerr << "sellerd: ended by a bug\n";
  } catch (const std::bad_alloc&) {
    std::cerr << "sellerd: there is no more memory\n  try: a higher limit: MemoryMax=, ulimit -v\n";
  } catch (const std::system_error& failure) {
    std::cerr << "sellerd: the system refuses: " << failure.what()
              << "\n  try: higher limits for memory and threads: MemoryMax=, TasksMax=, ulimit -a\n";
  } catch (const std::exception& failure) {
    std::cerr << "sellerd: ended by a bug: " << failure.what() << "\n";
  }
  std::abort();
}

}  // namespace

int main(int argc, char** argv) {
  std::set_terminate(end_of_all);
  keep_memory_together();
  keep_memory_private();
  CLI::App options("Keeps a seller's books in step with their marketplaces.", "sellerd");
  std::string config_file;
  std::string data_directory;
  std::string socket;
  std::string backup;
  bool check_only = false;
  bool check_books = false;
  std::string new_master_key;
  options.add_option("--config", config_file, "Configuration file (sellerd.conf)");
  options.add_option("--data-dir", data_directory, "Directory of the database");
  options.add_option("--socket", socket, "Path of the control socket");
  options.add_option("--restore-backup", backup,
                     "Put this backup (its number, or latest) in the place of the books, and end");
  options.add_flag("--check-config", check_only, "Read the configuration, say whether it is good, and end");
  options.add_flag("--check-data", check_books,
                   "Read every record of the books, say what is damaged, and end");
  options
      .add_option("--rotate-master-key", new_master_key,
                  "Seal everything under the master key in this file, made when it is missing, and end")
      ->type_name("FILE");
  options.set_version_flag("--version", "sellerd " SELLERD_VERSION);
  try {
    options.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return options.exit(error) == 0 ? 0 : 2;
  }

  const bool demanded = !config_file.empty();
  if (!demanded) config_file = default_config_file(process_environment);
  const auto read_config = [&]() -> Result<Config> {
    auto config = load_config(config_file, demanded, defaults());
    if (!config) return config;
    if (!data_directory.empty()) config->data_dir = data_directory;
    if (!socket.empty()) config->socket = socket;
    if (config->backup_dir.empty()) config->backup_dir = std::filesystem::path(config->data_dir) / "backups";
    // It is written down for the next start, which may be from elsewhere.
    config->backup_dir = std::filesystem::absolute(config->backup_dir);
    if (config->master_key_file.empty()) config->master_key_file = default_master_key_file(*config);
    if (config->client_secret_file.empty())
      config->client_secret_file = credential("client-secret").value_or("");
    return config;
  };
  const auto config = read_config();
  if (!config) {
    complain(config.error());
    return 2;
  }
  if (check_only) {
    std::cout << config_file << ": good\n";
    return 0;
  }
  if (check_books || !new_master_key.empty()) {
    const auto done =
        check_books ? check_data(*config, std::cout) : rotate_master_key(*config, new_master_key, std::cout);
    if (done) return 0;
    complain(done.error());
    return 1;
  }
  log::start(config->log_level, log::stderr_is_journald());
  try {
    if (!backup.empty()) {
      const auto restored = restore_backup(*config, backup);
      std::cout << "Restored backup " << restored.id << " of " << format_time(restored.made)
                << ". The books that were there before are kept as books.before-restore.\n";
      return 0;
    }
    return run_app(*config, read_config);
  } catch (const StartupError& error) {
    complain(error.error());
    return 1;
  }
}
