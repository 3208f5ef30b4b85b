// An application's client secret in a file of the administrator's, such as a systemd credential:
//   {"client_id": "amzn1.application-oa2-client....", "client_secret": "amzn1.oa2-cs.v1...."}
#pragma once

#include <filesystem>
#include <string>

#include "common/error.h"
#include "common/fields.h"

namespace sellerd {

struct ClientSecret {
  std::string client_id;
  std::string client_secret;

  static constexpr std::string_view kTypeName = "ClientSecret";
  static constexpr auto fields() {
    using Self = ClientSecret;
    return Fields{
        SELLERD_FIELD(client_id, "The application's client id.", .privacy = Privacy::secret),
        SELLERD_FIELD(client_secret, "Its client secret.", .privacy = Privacy::secret),
    };
  }
};

// Other keys are passed over: the file that was given to `sellerctl connect` serves. Errors, which repeat
// nothing of the content: storage (also where there is no such file), not_permitted (others may read it),
// invalid_argument.
Result<ClientSecret> read_client_secret(const std::filesystem::path& file);

}  // namespace sellerd
