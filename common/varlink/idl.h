// Varlink interface text, generated from the declarations of common/api. Pure.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "common/api/errors.h"
#include "common/api/method.h"
#include "common/json.h"

namespace sellerd::varlink {

// Collects the named types that an interface mentions, each once, in the order of first mention.
class TypeCollector {
 public:
  // Returns the type's name in interface text: "?string", "[]Order", "[string]int".
  template <class T>
  std::string name_of();

  const std::vector<std::pair<std::string, std::string>>& definitions() const { return definitions_; }

 private:
  template <Record T>
  void define_record();
  template <NamedEnum T>
  void define_enum();
  bool known(std::string_view name) const;

  std::vector<std::pair<std::string, std::string>> definitions_;  // name, text
};

// A doc line as "# ..." comments, wrapped, each line indented by `indent` spaces.
std::string comment(std::string_view doc, std::size_t indent);

// "(\n  # doc\n  name: type,\n ...)" of a record's fields; "()" when it has none.
template <Record T>
std::string parameter_list(TypeCollector& types);

// The whole text of an interface; org.sellerd.Service also declares the errors of all.
template <class Interface>
std::string interface_text();

// The text of org.varlink.service, which the standard fixes.
std::string_view service_interface_text();

// ---------------------------------------------------------------------------------------------------------------

struct FieldLine {
  std::string name;
  std::string type;
  std::string doc;
};
std::string field_list(const std::vector<FieldLine>& lines);

template <class T>
std::string TypeCollector::name_of() {
  using namespace json_detail;
  if constexpr (std::is_same_v<T, json::value>) {
    return "object";
  } else if constexpr (std::is_same_v<T, bool>) {
    return "bool";
  } else if constexpr (std::is_same_v<T, std::string> || std::is_same_v<T, Timestamp>) {
    return "string";
  } else if constexpr (std::is_same_v<T, Money>) {
    if (!known("Money")) {
      definitions_.emplace_back("Money",
                                "# An amount: decimal text, never a float, and its ISO 4217 currency.\n"
                                "type Money (amount: string, currency: string)\n");
    }
    return "Money";
  } else if constexpr (std::is_integral_v<T>) {
    return "int";
  } else if constexpr (NamedEnum<T>) {
    define_enum<T>();
    return std::string(EnumTable<T>::kTypeName);
  } else if constexpr (is_optional<T>) {
    return "?" + name_of<typename T::value_type>();
  } else if constexpr (is_vector<T>) {
    return "[]" + name_of<typename T::value_type>();
  } else if constexpr (is_map<T>) {
    return "[string]" + name_of<typename T::mapped_type>();
  } else {
    define_record<T>();
    return std::string(T::kTypeName);
  }
}

template <Record T>
void TypeCollector::define_record() {
  if (known(T::kTypeName)) return;
  const std::size_t place = definitions_.size();
  definitions_.emplace_back(T::kTypeName, "");  // taken at once, so that types it mentions come after it
  std::string text = "type " + std::string(T::kTypeName) + " " + parameter_list<T>(*this) + "\n";
  definitions_[place].second = std::move(text);
}

template <NamedEnum T>
void TypeCollector::define_enum() {
  if (known(EnumTable<T>::kTypeName)) return;
  std::string names;
  for (const auto& [value, name] : EnumTable<T>::kNames)
    names += (names.empty() ? "" : ", ") + std::string(name);
  definitions_.emplace_back(EnumTable<T>::kTypeName,
                            "type " + std::string(EnumTable<T>::kTypeName) + " (" + names + ")\n");
}

template <Record T>
std::string parameter_list(TypeCollector& types) {
  std::vector<FieldLine> lines;
  for_each_field<T>([&](const auto& field) {
    using Value = typename std::decay_t<decltype(field)>::Value;
    lines.push_back({std::string(field.name), types.name_of<Value>(), std::string(field.doc)});
  });
  return field_list(lines);
}

template <class Interface>
std::string interface_text() {
  TypeCollector types;
  std::string methods;
  api::for_each_type(typename Interface::Methods{}, [&]<class Method>() {
    const auto& info = Method::kInfo;
    std::string doc = std::string(info.doc) + " Access: " + std::string(api::access_name(info.access)) + ".";
    if (info.replies == api::Replies::list) doc += " One record a reply: call with \"more\".";
    if (info.replies == api::Replies::stream) doc += " With \"more\" it streams.";
    methods += "\n" + comment(doc, 0) + "method " + std::string(info.name.substr(info.name.rfind('.') + 1)) +
               parameter_list<typename Method::Request>(types) + " -> " +
               parameter_list<typename Method::Reply>(types) + "\n";
  });
  std::string text = comment(Interface::kDoc, 0) + "interface " + std::string(Interface::kName) + "\n";
  for (const auto& [name, definition] : types.definitions()) text += "\n" + definition;
  text += methods;
  if constexpr (requires { Interface::kDeclaresErrors; }) {
    api::for_each_error([&](ErrorCode code) {
      text += "\nerror " + api::error_short_name(code) + " (message: string, field: string, hint: string)\n";
    });
  }
  return text;
}

}  // namespace sellerd::varlink
