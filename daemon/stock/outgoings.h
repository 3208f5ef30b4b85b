// What goes out, of every account.
#pragma once

#include <map>

#include "daemon/stock/outgoing.h"

namespace sellerd::stock {

// Thread: the event loop's. Outlives its loops: destroy it after stop() has returned.
class Outgoings {
 public:
  // `books`: notified at every change of a run. `accounts` gives the numbers of all there are.
  // `tools.books_changed` is set here.
  Outgoings(OutgoingTools tools, Event& books, std::function<std::vector<std::uint32_t>()> accounts);

  // Starts what every account needs, those to come included.
  void start();
  Task<> stop();

  // Something outside the runs changed: a move by hand, a rule, a link.
  void wake();
  // A run of items has ended.
  void follow_items(std::uint32_t integration);

  // What keeps an account's quantities and shipments from going out at present.
  std::vector<Trouble> troubles(std::uint32_t integration) const;

  // Why the order's marketplace wants no notice of a package; nothing when it does. Asks nobody. An account
  // that cannot be opened keeps no package from leaving.
  std::optional<Error> why_not_told(const Order& order) const;

 private:
  Task<> follow();
  void take_up_new();
  // The accounts for which the outbox holds something. Errors: storage, corrupt.
  Result<std::set<std::uint32_t>> waited_for() const;

  boost::asio::any_io_executor executor_;
  Event& books_;
  OutgoingTools tools_;
  std::function<std::vector<std::uint32_t>()> accounts_;
  std::map<std::uint32_t, std::unique_ptr<Outgoing>> outgoing_;
  bool stopping_ = false;
};

}  // namespace sellerd::stock
