// From a call to its handler. The dispatcher knows no method by name: it decodes the request, checks access
// and encodes replies from the declarations in common/api. Thread: the event loop's.
#pragma once

#include <functional>
#include <map>
#include <string>

#include "common/api/errors.h"
#include "common/api/method.h"
#include "common/clock.h"
#include "common/varlink/idl.h"
#include "common/varlink/message.h"
#include "daemon/control/peer.h"
#include "daemon/event.h"

namespace sellerd::control {

// Where the replies to one call go.
class ReplySink {
 public:
  virtual ~ReplySink() = default;
  // False when the client is gone: stop the work. `flush` false lets several replies travel together.
  virtual Task<bool> send(varlink::Reply reply, bool flush) = 0;
  // The client hung up.
  virtual bool gone() const = 0;
  // Notifies the event when the client hangs up, until the call ends. For handlers that wait.
  virtual void wake_when_gone(Event& event) = 0;
};

struct Caller {
  const Peer& peer;
  bool more;  // accepts a stream of replies
};

// The typed end of a sink for lists and streams. It holds one reply back, because only the last one may lack
// "continues" and nobody knows which that is until the handler returns.
template <class Reply>
class ReplyStream {
 public:
  ReplyStream(ReplySink& sink, bool flush) : sink_(sink), flush_(flush) {}

  // False when the client is gone.
  Task<bool> send(const Reply& reply) {
    if (held_) {
      held_->continues = true;
      varlink::Reply before = std::move(*held_);
      held_.reset();
      if (!co_await sink_.send(std::move(before), flush_)) co_return false;
    }
    held_ = varlink::Reply{{}, to_json(reply).get_object(), false};
    co_return !sink_.gone();
  }

  // Live news goes out at once; the closing reply then repeats nothing, it is what finish() is given.
  Task<bool> send_now(const Reply& reply) {
    co_return co_await sink_.send(varlink::Reply{{}, to_json(reply).get_object(), true}, true);
  }

  Task<> finish() {
    varlink::Reply last = held_ ? std::move(*held_) : varlink::Reply{};
    held_.reset();
    co_await sink_.send(std::move(last), true);
  }

  // What was found before the failure is sent too.
  Task<> fail(const Error& error) {
    if (held_) {
      held_->continues = true;
      co_await sink_.send(std::move(*std::exchange(held_, std::nullopt)), false);
    }
    co_await sink_.send(api::error_reply(error), true);
  }

  ReplySink& sink() { return sink_; }

 private:
  ReplySink& sink_;
  bool flush_;
  std::optional<varlink::Reply> held_;
};

class Dispatcher {
 public:
  explicit Dispatcher(AccessPolicy policy) : policy_(policy) {}

  // Registers a handler. For Replies::one it is `Task<Result<Reply>>(Request, const Caller&)`, otherwise
  // `Task<Result<void>>(Request, const Caller&, ReplyStream<Reply>&)`.
  template <class Method, class Handler>
  void add(Handler handler);

  // Makes the interface known to introspection. Throws std::logic_error when a method of it has no handler.
  template <class Interface>
  void offer();

  // Counts from the next call on, on open connections too.
  void set_policy(AccessPolicy policy) { policy_ = policy; }

  Task<> dispatch(varlink::Call call, const Peer& peer, ReplySink& sink);

  // Told of each call that was refused for lack of access; for the log and the audit.
  std::function<void(const Peer&, std::string_view method)> on_refused;

 private:
  using Handler = std::function<Task<>(varlink::Call, Caller, ReplySink&)>;
  struct Entry {
    api::Access access;
    api::Replies replies;
    Handler handle;
  };

  // The handler lives as long as its entry.
  template <class Method, class HandlerFunction>
  static Task<> answer(const HandlerFunction& handler, varlink::Call call, Caller caller, ReplySink& sink);

  Task<> answer_service(varlink::Call call, ReplySink& sink);
  varlink::Reply describe() const;

  AccessPolicy policy_;
  std::map<std::string, Entry, std::less<>> methods_;
  std::map<std::string, std::string, std::less<>> interfaces_;
  std::vector<std::string> interface_order_;
};

// ---------------------------------------------------------------------------------------------------------------

template <class Method, class HandlerFunction>
Task<> Dispatcher::answer(const HandlerFunction& handler, varlink::Call call, Caller caller,
                          ReplySink& sink) {
  constexpr auto info = Method::kInfo;
  constexpr bool personal = info.access == api::Access::personal;
  static_assert(!personal || info.replies == api::Replies::one, "personal data is shown one by one");
  constexpr Reveal kReveal = personal ? Reveal::personal : Reveal::open_only;
  auto request = from_json<typename Method::Request>(call.parameters, Strictness::strict);
  if (!request) {
    co_await sink.send(api::error_reply(request.error()), true);
    co_return;
  }
  if constexpr (info.replies == api::Replies::one) {
    auto reply = co_await handler(std::move(*request), caller);
    co_await sink.send(reply ? varlink::Reply{{}, to_json(*reply, kReveal).get_object(), false}
                             : api::error_reply(reply.error()),
                       true);
  } else {
    ReplyStream<typename Method::Reply> stream(sink, info.replies == api::Replies::stream);
    auto ended = co_await handler(std::move(*request), caller, stream);
    if (ended) {
      co_await stream.finish();
    } else {
      co_await stream.fail(ended.error());
    }
  }
}

template <class Method, class HandlerFunction>
void Dispatcher::add(HandlerFunction handler) {
  constexpr auto info = Method::kInfo;
  Handler erased = [handler = std::move(handler)](varlink::Call call, Caller caller, ReplySink& sink) {
    return answer<Method>(handler, std::move(call), std::move(caller), sink);
  };
  methods_[std::string(info.name)] = Entry{info.access, info.replies, std::move(erased)};
}

template <class Interface>
void Dispatcher::offer() {
  api::for_each_type(typename Interface::Methods{}, [this]<class Method>() {
    if (!methods_.contains(Method::kInfo.name)) {
      throw std::logic_error(std::string(Method::kInfo.name) + " has no handler");
    }
  });
  interfaces_[std::string(Interface::kName)] = varlink::interface_text<Interface>();
  interface_order_.emplace_back(Interface::kName);
}

}  // namespace sellerd::control
