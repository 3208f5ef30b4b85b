#include "common/paths.h"

#include <cstdlib>

namespace sellerd {
namespace {

namespace fs = std::filesystem;

fs::path home_or_root(const Environment& environment) {
  return environment("HOME").value_or("/");
}

// An XDG variable that is not an absolute path is to be ignored, says the specification.
fs::path xdg(const Environment& environment, const char* variable, const char* fallback) {
  const auto value = environment(variable);
  if (value && fs::path(*value).is_absolute()) return *value;
  return home_or_root(environment) / fallback;
}

fs::path user_socket(const Environment& environment) {
  const auto runtime = environment("XDG_RUNTIME_DIR");
  const fs::path base = runtime && fs::path(*runtime).is_absolute()
                            ? fs::path(*runtime)
                            : xdg(environment, "XDG_STATE_HOME", ".local/state");
  return base / "sellerd" / "sellerd.sock";
}

}  // namespace

std::optional<std::string> process_environment(const char* name) {
  const char* value = std::getenv(name);
  if (value == nullptr || *value == '\0') return std::nullopt;
  return value;
}

fs::path default_config_file(const Environment& environment) {
  if (const auto directory = environment("CONFIGURATION_DIRECTORY"))
    return fs::path(*directory) / "sellerd.conf";
  if (environment("STATE_DIRECTORY")) return "/etc/sellerd/sellerd.conf";
  return xdg(environment, "XDG_CONFIG_HOME", ".config") / "sellerd" / "sellerd.conf";
}

fs::path default_data_directory(const Environment& environment) {
  if (const auto directory = environment("STATE_DIRECTORY")) return *directory;
  return xdg(environment, "XDG_STATE_HOME", ".local/state") / "sellerd";
}

fs::path default_socket(const Environment& environment) {
  if (const auto directory = environment("RUNTIME_DIRECTORY")) return fs::path(*directory) / "sellerd.sock";
  return user_socket(environment);
}

std::vector<fs::path> socket_candidates(const Environment& environment) {
  if (const auto chosen = environment("SELLERD_SOCKET")) return {*chosen};
  return {user_socket(environment), "/run/sellerd/sellerd.sock"};
}

}  // namespace sellerd
