// Collects what a client of the dispatcher would read.
#pragma once

#include <vector>

#include "daemon/control/dispatcher.h"

namespace sellerd::test {

class CollectingSink final : public control::ReplySink {
 public:
  Task<bool> send(varlink::Reply reply, bool) override {
    replies.push_back(std::move(reply));
    co_return true;
  }
  bool gone() const override { return false; }
  void wake_when_gone(Event&) override {}

  std::vector<varlink::Reply> replies;
};

}  // namespace sellerd::test
