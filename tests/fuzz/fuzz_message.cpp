// Calls and replies of the socket: what is accepted can be written and read again with the same meaning.
#include <cstdint>
#include <cstdlib>

#include "common/api/all.h"
#include "common/varlink/message.h"

using namespace sellerd;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  if (const auto call = varlink::parse_call(text)) {
    const auto again = varlink::parse_call(varlink::write_call(*call));
    if (!again || again->method != call->method || again->more != call->more) std::abort();
    api::for_each_type(api::Interfaces{}, [&]<class Interface>() {
      api::for_each_type(typename Interface::Methods{}, [&]<class Method>() {
        if (const auto request = from_json<typename Method::Request>(call->parameters, Strictness::strict)) {
          const auto back =
              from_json<typename Method::Request>(to_json(*request, Reveal::all), Strictness::strict);
          if (!back) std::abort();
        }
      });
    });
  }
  if (const auto reply = varlink::parse_reply(text)) {
    const auto again = varlink::parse_reply(varlink::write_reply(*reply));
    if (!again || again->error != reply->error || again->continues != reply->continues) std::abort();
  }
  return 0;
}
