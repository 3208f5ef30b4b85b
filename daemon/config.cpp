#include "daemon/config.h"

#include <algorithm>
#include <charconv>
#include <fstream>
#include <set>
#include <sstream>

namespace sellerd {
namespace {

std::string_view trim(std::string_view text) {
  const auto first = text.find_first_not_of(" \t\r");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t\r") - first + 1);
}

Error bad_value(std::string message) {
  return make_error(ErrorCode::invalid_argument, std::move(message));
}

Result<void> assign(std::string& target, std::string_view value) {
  target = value;
  return {};
}

Result<void> assign(std::int64_t& target, std::string_view value) {
  const auto [end, failure] = std::from_chars(value.data(), value.data() + value.size(), target);
  if (failure != std::errc() || end != value.data() + value.size()) {
    return bad_value("\"" + std::string(value) + "\" is not a whole number");
  }
  return {};
}

template <NamedEnum E>
Result<void> assign(E& target, std::string_view value) {
  const auto known = enum_value<E>(value);
  if (!known) {
    std::string names;
    for (const auto& [each, name] : EnumTable<E>::kNames)
      names += (names.empty() ? "" : ", ") + std::string(name);
    return bad_value("\"" + std::string(value) + "\" is not one of " + names);
  }
  target = *known;
  return {};
}

Result<void> set_key(Config& config, std::string_view key, std::string_view value) {
  Result<void> result = bad_value("there is no such key");
  for_each_field<Config>([&](const auto& field) {
    if (field.name == key) result = assign(config.*field.member, value);
  });
  if (result && key == "stop_seconds" && (config.stop_seconds < 1 || config.stop_seconds > 600)) {
    result = bad_value("must be 1 to 600");
  }
  if (result && key == "metrics_file" && !value.empty() && value.front() != '/') {
    result = bad_value("must be an absolute path");
  }
  return result;
}

}  // namespace

Result<Config> parse_config(std::string_view text, std::string_view file_name, Config config) {
  const std::string advice =
      "man sellerd.conf; then sellerd --check-config --config " + std::string(file_name);
  std::set<std::string, std::less<>> seen;
  for (int number = 1; !text.empty(); ++number) {
    const auto end = text.find('\n');
    const auto line = trim(text.substr(0, end));
    text = end == std::string_view::npos ? std::string_view{} : text.substr(end + 1);
    if (line.empty() || line.front() == '#') continue;
    const std::string place = std::string(file_name) + ":" + std::to_string(number);
    const auto equals = line.find('=');
    if (equals == std::string_view::npos) {
      return make_error(ErrorCode::invalid_argument, "expected `key = value`", place, advice);
    }
    const auto key = trim(line.substr(0, equals));
    const std::string named = place + ": " + std::string(key);
    if (!seen.emplace(key).second)
      return make_error(ErrorCode::invalid_argument, "is given twice", named, advice);
    if (auto set = set_key(config, key, trim(line.substr(equals + 1))); !set) {
      return make_error(set.error().code, set.error().message, named, advice);
    }
  }
  return config;
}

Reloaded reload(const Config& running, Config fresh) {
  Reloaded reloaded{std::move(fresh), {}};
  for_each_field<Config>([&](const auto& field) {
    const bool fixed = std::find(kFixedKeys.begin(), kFixedKeys.end(), field.name) != kFixedKeys.end();
    if (!fixed || reloaded.config.*field.member == running.*field.member) return;
    reloaded.config.*field.member = running.*field.member;
    reloaded.kept.push_back(field.name);
  });
  return reloaded;
}

Result<Config> load_config(const std::filesystem::path& file, bool demanded, Config defaults) {
  std::ifstream source(file, std::ios::binary);
  if (!source) {
    std::error_code failure;
    if (!demanded && !std::filesystem::exists(file, failure)) return defaults;
    return make_error(ErrorCode::invalid_argument, "cannot be read", file.string(),
                      "sellerd without --config takes what it has by default; man sellerd.conf");
  }
  std::ostringstream text;
  text << source.rdbuf();
  return parse_config(text.str(), file.string(), std::move(defaults));
}

}  // namespace sellerd
