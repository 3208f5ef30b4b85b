// sellerctl as a whole, in this process, and what came of it.
#pragma once

#include <sstream>
#include <string>
#include <vector>

#include "common/json.h"
#include "ctl/run.h"

namespace sellerd::ctl {

struct Outcome {
  int code;
  std::string out;
  std::string err;
};

inline Outcome sellerctl(const std::vector<std::string>& arguments, const std::string& socket,
                         const std::string& input = {}, Terminal terminal = {}, Prompt* prompt = nullptr) {
  std::istringstream in(input);
  std::ostringstream out;
  std::ostringstream err;
  Io io{.in = in,
        .out = out,
        .err = err,
        .terminal = terminal,
        .environment = [&](const char* name) -> std::optional<std::string> {
          return std::string_view(name) == "SELLERD_SOCKET" ? std::optional(socket) : std::nullopt;
        },
        .now = [] { return parse_time("2026-08-05T04:31:10Z").value(); },
        .prompt = prompt};
  const auto code = run(arguments, io);
  return {static_cast<int>(code), out.str(), err.str()};
}

inline json::object parsed(std::string_view text) {
  return parse_json(text).value().as_object();
}

}  // namespace sellerd::ctl
