#include "ctl/integration_names.h"

#include "common/api/integrations.h"
#include "ctl/typed_call.h"

namespace sellerd::ctl {

Result<std::map<std::uint32_t, std::string>> integration_names(Session& session) {
  std::map<std::uint32_t, std::string> names;
  auto listed = each_reply<api::ListIntegrations>(session, {}, [&](api::ListIntegrations::Reply reply) {
    names.emplace(reply.integration.number, std::move(reply.integration.name));
  });
  if (!listed) return listed.error();
  return names;
}

}  // namespace sellerd::ctl
