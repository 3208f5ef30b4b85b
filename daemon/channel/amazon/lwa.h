// Access tokens of Login with Amazon: fetched once for however many callers wait, renewed before they expire.
#pragma once

#include <boost/asio/any_io_executor.hpp>
#include <memory>
#include <string>

#include "common/clock.h"
#include "common/model/integration.h"
#include "daemon/http/transport.h"

namespace sellerd::amazon {

// Thread: the event loop's.
class TokenCache {
 public:
  TokenCache(std::string endpoint, Credentials credentials, Clock& clock, http::Transport& transport,
             boost::asio::any_io_executor executor);
  ~TokenCache();

  // A token good for some minutes yet. One request, not repeated here; when several callers wait for it, all
  // of them get its outcome. Errors: those of lwa_codec.h and of the transport.
  Task<Result<std::string>> token();

  // The API refused this token: the next caller fetches another. Another token than the present one is passed
  // over, so that several refused callers cause one renewal.
  void invalidate(const std::string& refused);

  // Takes effect with the next call of token(); a token of the old credentials is not handed out any more.
  void set_credentials(Credentials credentials);

  std::int64_t requests_made() const;

 private:
  struct State;
  class FetchInProgress;

  Task<Result<std::string>> fetch();

  std::string endpoint_;
  Credentials credentials_;
  Clock& clock_;
  http::Transport& transport_;
  std::shared_ptr<State> state_;
};

}  // namespace sellerd::amazon
