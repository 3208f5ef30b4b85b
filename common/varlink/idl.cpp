#include "common/varlink/idl.h"

namespace sellerd::varlink {

bool TypeCollector::known(std::string_view name) const {
  for (const auto& [defined, text] : definitions_) {
    if (defined == name) return true;
  }
  return false;
}

std::string comment(std::string_view doc, std::size_t indent) {
  constexpr std::size_t width = 100;
  std::string text;
  std::string line;
  const auto finish_line = [&] {
    text += std::string(indent, ' ') + "# " + line + "\n";
    line.clear();
  };
  while (!doc.empty()) {
    const auto space = doc.find(' ');
    const auto word = doc.substr(0, space);
    if (!line.empty() && indent + line.size() + word.size() + 3 > width) finish_line();
    line += (line.empty() ? "" : " ") + std::string(word);
    doc = space == std::string_view::npos ? std::string_view{} : doc.substr(space + 1);
  }
  if (!line.empty()) finish_line();
  return text;
}

std::string field_list(const std::vector<FieldLine>& lines) {
  if (lines.empty()) return "()";
  std::string text = "(\n";
  for (std::size_t i = 0; i < lines.size(); ++i) {
    text += comment(lines[i].doc, 2) + "  " + lines[i].name + ": " + lines[i].type;
    text += i + 1 < lines.size() ? ",\n" : "\n";
  }
  return text + ")";
}

std::string_view service_interface_text() {
  return R"(# The Varlink service interface is provided by every Varlink service. It describes the service and the
# interfaces it implements.
interface org.varlink.service

# Get a list of all the interfaces a service provides and information about the implementation.
method GetInfo() -> (
  vendor: string,
  product: string,
  version: string,
  url: string,
  interfaces: []string
)

# Get the description of an interface that is implemented by this service.
method GetInterfaceDescription(interface: string) -> (description: string)

# The requested interface was not found.
error InterfaceNotFound (interface: string)

# The requested method was not found.
error MethodNotFound (method: string)

# The interface defines the requested method, but the service does not implement it.
error MethodNotImplemented (method: string)

# One of the passed parameters is invalid.
error InvalidParameter (parameter: string)

# Client is denied access.
error PermissionDenied ()

# Method is expected to be called with 'more' set to true, but wasn't.
error ExpectedMore ()
)";
}

}  // namespace sellerd::varlink
