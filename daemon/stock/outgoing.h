// What goes out to one marketplace account all by itself: quantities, looks at what buyers see, shipments.
#pragma once

#include <array>
#include <boost/asio/cancellation_signal.hpp>
#include <functional>
#include <list>
#include <memory>
#include <set>
#include <string>

#include "daemon/channel/stock_channel.h"
#include "daemon/event.h"
#include "daemon/stock/outbox.h"
#include "daemon/store/store.h"
#include "daemon/store/worker.h"

namespace sellerd::stock {

// What all of them work with; outlives them.
struct OutgoingTools {
  boost::asio::any_io_executor executor;
  Clock& clock;
  store::Store& store;
  store::Worker& worker;
  // Told when what an account has read may concern other accounts.
  std::function<void()> books_changed;
  // The account's channel. Errors: as of Integrations::channel().
  std::function<Result<std::shared_ptr<Channel>>(std::uint32_t integration)> channel;
  // Active, and not stopped by hand.
  std::function<bool(std::uint32_t integration)> may_run;
};

// What it does, each by itself: trouble with one keeps none of the others.
enum class Duty { write, batch, look, tell, follow };

struct Trouble {
  Duty duty = Duty::write;
  Error error;
};

// Thread: the event loop's.
class Outgoing {
 public:
  Outgoing(const OutgoingTools& tools, std::uint32_t integration);
  Outgoing(const Outgoing&) = delete;

  std::uint32_t integration() const { return integration_; }

  // What keeps it from its duties at present.
  std::vector<Trouble> troubles() const;

  // Starts its loops. Once.
  void start();
  // Ends them, in the middle of a call too, and returns when they have; what was sent is then in doubt and
  // looked at by the next process.
  Task<> stop();

  // The books may hold something new for it: looks again whether there is something to do.
  void wake() { changed_.notify(); }
  // Whether it has something to do that the store does not show: a run of items to follow, a batch in doubt.
  bool has_own_work() const { return items_ended_ || in_doubt_; }

  // A run of items has ended: the marketplace's own warehouse is read again, and the variation families of
  // what is new.
  void follow_items();

 private:
  using Loop = Task<> (Outgoing::*)();

  using Signals = std::list<boost::asio::cancellation_signal>;

  void spawn(Loop loop);
  Task<> carry_out(Loop loop, std::shared_ptr<Signals> signals);
  Task<> write_singly();
  Task<> write_in_batches();
  Task<> look();
  Task<> tell_shipments();
  Task<> follow_items_runs();
  Task<Result<void>> read_fulfilment_stock(std::shared_ptr<Channel> account);
  Task<Result<void>> read_families(std::shared_ptr<Channel> account);

  Task<bool> settle_batches();
  Task<> name_the_batch(std::string batch);
  Task<> give_up_unnamed(std::string reason);
  Task<> finish_batch(std::string batch);
  template <class Step>
  Task<> write_in_the_end(Step step);
  Task<bool> send_batch();
  Task<bool> look_once();
  Task<bool> tell_one(Shipment shipment);
  Task<Result<bool>> is_told(const Shipment& shipment, CallContext& context);
  Result<std::shared_ptr<Channel>> channel() const;
  // Waits to be woken since the event's count, or until then.
  Task<> rest(std::uint64_t seen, std::optional<Timestamp> until);
  // Whether a quantity waits to be sent: the worker is asked only where there is something for it.
  bool is_queued();
  // Trouble with a duty quiets it, for longer each time, so that it makes no storm; what succeeds ends that.
  // Refused credentials are no more than that here: a right to write may be missing where orders can be read.
  void note_trouble(Duty duty, const Error& error);
  void note_success(Duty duty) { pause_of(duty) = {}; }
  template <class Outcome>
  void note(Duty duty, const Outcome& outcome) {
    outcome ? note_success(duty) : note_trouble(duty, outcome.error());
  }
  bool may_run(Duty duty) const {
    return !stopping_ && tools_.clock.now() >= pause_of(duty).until && tools_.may_run(integration_);
  }
  // When to look again whether it may.
  std::optional<Timestamp> quiet_end(Duty duty) const {
    const Timestamp until = pause_of(duty).until;
    return tools_.clock.now() < until ? std::optional(until) : std::nullopt;
  }
  // One piece of work at the store's worker.
  template <class Step>
  auto write(Step step) {
    return tools_.worker.run([&store = tools_.store, step = std::move(step), now = tools_.clock.now()] {
      return step(store, now);
    });
  }
  // One commit of what `what(Work&)` does.
  template <class What>
  Task<Result<void>> change(What what) {
    return write([what = std::move(what)](store::Store& store, Timestamp now) -> Result<void> {
      store::Draft draft(store);
      Work work{draft, now, {}};
      if (auto done = what(work); !done) return done;
      if (auto refreshed = refresh_touched(work); !refreshed) return refreshed;
      return store.commit(draft.batch());
    });
  }

  const OutgoingTools& tools_;
  std::uint32_t integration_;
  std::shared_ptr<Signals> signals_ = std::make_shared<Signals>();
  std::size_t running_ = 0;
  bool stopping_ = false;
  std::set<std::string> in_flight_;  // SKUs whose write has no answer yet
  bool items_ended_ = false;
  // Why there may be batches of which nobody knows what became.
  std::optional<std::string> in_doubt_ = "sellerd was cut short while it was sent";
  struct Pause {
    std::optional<Error> trouble;
    int troubles = 0;  // one after the other
    Timestamp until{};
  };
  Pause& pause_of(Duty duty) { return pauses_[static_cast<std::size_t>(duty)]; }
  const Pause& pause_of(Duty duty) const { return pauses_[static_cast<std::size_t>(duty)]; }
  std::array<Pause, 5> pauses_;
  Event changed_;
  Event ended_;
};

}  // namespace sellerd::stock
