// sellerd.conf: lines of `key = value`, `#` comments. Every key is a field of Config.
#pragma once

#include <array>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "common/error.h"
#include "common/fields.h"

namespace sellerd {

enum class LogLevel { debug, info, warning, error };

template <>
struct EnumTable<LogLevel> {
  static constexpr std::string_view kTypeName = "LogLevel";
  static constexpr std::array kNames = {
      std::pair{LogLevel::debug, std::string_view("debug")},
      std::pair{LogLevel::info, std::string_view("info")},
      std::pair{LogLevel::warning, std::string_view("warning")},
      std::pair{LogLevel::error, std::string_view("error")},
  };
};

struct Config {
  std::string socket;
  std::string data_dir;
  std::string backup_dir;
  std::string master_key_file;
  std::string client_secret_file;
  LogLevel log_level = LogLevel::info;
  std::string read_group;
  std::string operate_group;
  std::string personal_group;
  std::int64_t stop_seconds = 20;
  std::string metrics_file;

  static constexpr std::string_view kTypeName = "Config";
  static constexpr auto fields() {
    using Self = Config;
    return Fields{
        SELLERD_FIELD(socket, "Path of the control socket."),
        SELLERD_FIELD(data_dir, "Directory of the database."),
        SELLERD_FIELD(backup_dir, "Directory of the backups. Default: backups in data_dir."),
        SELLERD_FIELD(master_key_file,
                      "File with the 32-byte master key; made at the first start when it is missing. "
                      "Default: the systemd credential master-key, else master.key in data_dir."),
        SELLERD_FIELD(
            client_secret_file,
            "File with the client id and client secret of the application, as JSON; read at the start "
            "and on SIGHUP. Default: the systemd credential client-secret, if there is one."),
        SELLERD_FIELD(log_level, "debug, info, warning or error."),
        SELLERD_FIELD(read_group, "Members may look, without personal data."),
        SELLERD_FIELD(operate_group, "Members may also change anything, and read the audit."),
        SELLERD_FIELD(personal_group, "Members may also see personal data."),
        SELLERD_FIELD(stop_seconds, "How long a stop may take before it is forced (1 to 600)."),
        SELLERD_FIELD(metrics_file, "File to write the figures of `sellerctl metrics` to; empty: none."),
    };
  }
};

// What can only be chosen at the start.
inline constexpr std::array<std::string_view, 4> kFixedKeys = {"socket", "data_dir", "backup_dir",
                                                               "master_key_file"};

// What a running daemon does with a configuration that was read anew: the fixed keys stay as they are in
// `running`. `kept`, one of them each, names those that differ.
struct Reloaded {
  Config config;
  std::vector<std::string_view> kept;
};
Reloaded reload(const Config& running, Config fresh);

// Reads the text over `defaults`. Error: invalid_argument with field "FILE:LINE: KEY".
Result<Config> parse_config(std::string_view text, std::string_view file_name, Config defaults);

// A missing file is no error unless it was `demanded` by name.
Result<Config> load_config(const std::filesystem::path& file, bool demanded, Config defaults);

}  // namespace sellerd
