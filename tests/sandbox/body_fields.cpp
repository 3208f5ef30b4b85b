#include "tests/sandbox/body_fields.h"

#include <algorithm>
#include <boost/json/array.hpp>
#include <boost/json/parse.hpp>

#include "tests/sandbox/parameter_checks.h"

namespace sellerd::sandbox {
namespace {

namespace json = boost::json;

constexpr std::size_t kMostMarketplacesOfBody = 25;

}  // namespace

Result<json::object> read_body(const std::string& body) {
  boost::system::error_code fault;
  json::value parsed = json::parse(body, fault);
  if (fault || !parsed.is_object()) return invalid("body", "must be a JSON object");
  return std::move(parsed.get_object());
}

Result<> refuse_unknown(const json::object& object, std::initializer_list<std::string_view> known) {
  for (const auto& field : object) {
    const std::string_view name = field.key();
    if (std::ranges::find(known, name) == known.end()) return invalid(name, "is not a known field");
  }
  return {};
}

Result<std::string> required_text(const json::object& object, std::string_view name) {
  auto text = optional_text(object, name);
  if (text.has_error()) return text.error();
  if (!text->has_value()) return invalid(name, "must be given");
  return *std::move(*text);
}

Result<std::optional<std::string>> optional_text(const json::object& object, std::string_view name) {
  const json::value* value = object.if_contains(name);
  if (value == nullptr) return std::optional<std::string>{};
  if (!value->is_string() || value->get_string().empty()) {
    return invalid(name, "must be a text that is not empty");
  }
  return std::optional<std::string>(std::string(value->get_string()));
}

Result<> check_marketplace_list(const json::object& body, std::string_view marketplace_id) {
  const json::value* value = body.if_contains("marketplaceIds");
  if (value == nullptr || !value->is_array())
    return invalid("marketplaceIds", "must be a list of marketplaces");
  const json::array& ids = value->get_array();
  if (ids.empty() || ids.size() > kMostMarketplacesOfBody)
    return invalid("marketplaceIds", "must name 1 to 25 marketplaces");
  for (const json::value& id : ids) {
    if (!id.is_string() || std::string_view(id.get_string()) != marketplace_id) {
      return invalid("marketplaceIds", "the seller does not sell in one of them");
    }
  }
  return {};
}

std::optional<std::int64_t> whole_number(const json::value& value, std::int64_t lowest,
                                         std::int64_t highest) {
  if (!value.is_int64() && !value.is_uint64()) return std::nullopt;
  boost::system::error_code fault;
  const auto number = value.to_number<std::int64_t>(fault);
  if (fault || number < lowest || number > highest) return std::nullopt;
  return number;
}

}  // namespace sellerd::sandbox
