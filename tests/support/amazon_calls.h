// What a call to Amazon needs besides its client: time, network and quota that a test has in its hand.
#pragma once

#include <boost/asio/io_context.hpp>

#include "daemon/channel/amazon/client.h"
#include "tests/support/fake_clock.h"
#include "tests/support/fake_transport.h"
#include "tests/support/memory_ledger.h"
#include "tests/support/run_task.h"

namespace sellerd::test {

struct AmazonCalls {
  boost::asio::io_context loop;
  FakeClock clock{loop.get_executor()};
  FakeTransport transport{loop.get_executor()};
  MemoryLedger ledger;
  Random random{1};
  amazon::Quota quota{"scope", clock, ledger, loop.get_executor()};
  amazon::TokenCache tokens{"https://api.amazon.com/auth/o2/token",
                            {"id", "secret", "refresh"},
                            clock,
                            transport,
                            loop.get_executor()};
  CallContext context;
};

}  // namespace sellerd::test
