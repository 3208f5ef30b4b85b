// Documents of the Reports and Feeds API: they lie outside of it, behind presigned addresses that live for
// five minutes and are as good as credentials. Trouble on the way there is tried again at the same address.
#pragma once

#include <string>

#include "daemon/channel/amazon/client.h"
#include "daemon/channel/amazon/document.h"

namespace sellerd::amazon {

// The call that tells a document's address.
struct DocumentSource {
  Operation operation;
  std::string target;
  std::string name;            // "report", for messages
  std::string_view role = {};  // as in a call
  bool restricted = false;     // the address is told against a restricted data token only
};

// Errors besides the client's: malformed; unavailable when the document cannot be had; refused for an address
// that is not https where the API's is. When the address is refused, another is asked for, once.
Task<Result<Document>> fetch_document(Client& client, DocumentSource source, CallContext& context);

// Whether the address took the document: false when it is refused, as an expired one is. Errors: unavailable,
// refused.
Task<Result<bool>> upload_document(Client& client, std::string address, Document document,
                                   CallContext& context);

}  // namespace sellerd::amazon
