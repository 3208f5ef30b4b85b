// The real Transport: libcurl's multi interface on the daemon's own event loop, so that no exchange blocks
// it.
#pragma once

#include <boost/asio/any_io_executor.hpp>
#include <memory>
#include <string>

#include "daemon/http/transport.h"

namespace sellerd::http {

struct CurlSettings {
  Duration connect_timeout{15'000};  // name, connection and TLS handshake
  // Certificate authorities to trust instead of the system's, as a PEM file; for tests against a local
  // server. There is no setting that turns verification off.
  std::string ca_file;
};

// Connections are kept and used again. Proxies come from the environment (https_proxy, no_proxy), never for
// loopback. Gzip is asked for and undone; maximum_body counts what comes out. TLS 1.2 or newer, certificate
// and host name always verified. Exchanges still running when the transport goes are cut when their
// coroutines end.
std::unique_ptr<Transport> make_curl_transport(boost::asio::any_io_executor executor,
                                               CurlSettings settings = {});

}  // namespace sellerd::http
