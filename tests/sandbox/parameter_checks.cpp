#include "tests/sandbox/parameter_checks.h"

#include "tests/sandbox/random.h"

namespace sellerd::sandbox {

Error invalid(std::string_view parameter, std::string message) {
  return make_error(ErrorCode::invalid_argument, std::move(message), std::string(parameter));
}

Result<std::optional<Timestamp>> read_time(const Parameters& parameters, std::string_view name) {
  const auto* text = find_parameter(parameters, name);
  if (text == nullptr) return std::optional<Timestamp>{};
  const auto time = parse_time(*text);
  if (time.has_error()) return invalid(name, time.error().message);
  return std::optional{*time};
}

Result<> read_page_size(const Parameters& parameters, std::string_view name, std::size_t most,
                        std::size_t& size) {
  const auto* text = find_parameter(parameters, name);
  if (text == nullptr) return {};
  if (!parse_number(*text, size) || size < 1 || size > most) {
    return invalid(name, "must be a number from 1 to " + std::to_string(most));
  }
  return {};
}

Result<> check_marketplaces(const Parameters& parameters, std::string_view marketplace_id, std::size_t most) {
  const auto* text = find_parameter(parameters, "marketplaceIds");
  if (text == nullptr) return {};
  const auto ids = split_list(*text);
  if (ids.size() > most) {
    return invalid("marketplaceIds", "at most " + std::to_string(most) + " may be given");
  }
  for (const std::string_view id : ids) {
    if (id != marketplace_id) {
      return invalid("marketplaceIds", "the seller does not sell in \"" + std::string(id) + "\"");
    }
  }
  return {};
}

Result<> require_marketplaces(const Parameters& parameters, std::string_view marketplace_id,
                              std::size_t most) {
  if (find_parameter(parameters, "marketplaceIds") == nullptr) {
    return invalid("marketplaceIds", "must be given");
  }
  return check_marketplaces(parameters, marketplace_id, most);
}

std::uint64_t fingerprint(const Parameters& parameters, std::span<const std::string_view> names) {
  std::uint64_t print = 0;
  for (const std::string_view name : names) {
    const auto* text = find_parameter(parameters, name);
    print =
        hash_text(text == nullptr ? std::string_view{"-"} : std::string_view{*text}, print + (text ? 1 : 2));
  }
  return print;
}

}  // namespace sellerd::sandbox
