#include "common/api/service.h"
#include "daemon/control/doctor.h"
#include "daemon/control/handlers.h"
#include "daemon/control/listing.h"
#include "daemon/control/metrics.h"
#include "daemon/control/status.h"

namespace sellerd::control {
namespace {

// A watcher that is slower than the changes sees the newest state, not each of them: the state is made after
// the last one was sent.
Task<Result<void>> watch(Services& services, bool follow, ReplyStream<api::Watch::Reply>& stream) {
  auto& changed = services.engine.changed();
  if (follow) stream.sink().wake_when_gone(changed);
  while (follow && !stream.sink().gone()) {
    const auto seen = changed.count();
    auto status = status_now(services);
    if (!status) co_return status.error();
    if (!co_await stream.send_now(*status)) break;
    if (changed.count() == seen) co_await changed.wait();
  }
  if (follow) co_return Result<void>();
  auto status = status_now(services);
  if (!status) co_return status.error();
  co_await stream.send(*status);
  co_return Result<void>();
}

Task<Result<void>> list_audit(Services& services, api::ListAudit::Request request,
                              ReplyStream<api::ListAudit::Reply>& stream) {
  const auto limit = chosen_limit(request.limit);
  if (!limit) co_return limit.error();
  co_return co_await send_table(services.store, store::kAudit, {}, store::Direction::backward, *limit, stream,
                                [](const AuditEntry& entry) -> Result<std::optional<api::ListAudit::Reply>> {
                                  return std::optional(api::ListAudit::Reply{entry});
                                });
}

Task<Result<api::GetStatus::Reply>> tell_status(Services& services) {
  co_return status_now(services);
}

Task<Result<api::GetMetrics::Reply>> tell_metrics(Services& services) {
  auto text = co_await metrics_text(services);
  if (!text) co_return text.error();
  co_return api::GetMetrics::Reply{std::move(*text)};
}

Task<Result<api::StopAll::Reply>> stop_all(Services& services, std::string actor) {
  if (auto stopped = co_await services.engine.stop_all(std::move(actor)); !stopped) co_return stopped.error();
  co_return api::StopAll::Reply{services.engine.stopped()};
}

Task<Result<api::StopAll::Reply>> resume_all(Services& services, std::string actor) {
  if (auto resumed = co_await services.engine.resume_all(std::move(actor)); !resumed)
    co_return resumed.error();
  services.scheduler.reconsider();
  co_return api::StopAll::Reply{services.engine.stopped()};
}

}  // namespace

void add_service_handlers(Dispatcher& dispatcher, Services& services) {
  dispatcher.add<api::GetStatus>(
      [&services](api::GetStatus::Request, const Caller&) { return tell_status(services); });
  dispatcher.add<api::Watch>(
      [&services](api::Watch::Request, const Caller& caller, ReplyStream<api::Watch::Reply>& stream) {
        return watch(services, caller.more, stream);
      });
  dispatcher.add<api::GetMetrics>(
      [&services](api::GetMetrics::Request, const Caller&) { return tell_metrics(services); });

  dispatcher.add<api::StopAll>([&services](api::StopAll::Request, const Caller& caller) {
    return stop_all(services, caller.peer.name);
  });
  dispatcher.add<api::ResumeAll>([&services](api::ResumeAll::Request, const Caller& caller) {
    return resume_all(services, caller.peer.name);
  });

  dispatcher.add<api::Diagnose>(
      [&services](api::Diagnose::Request, const Caller&, ReplyStream<api::Diagnose::Reply>& stream) {
        return diagnose(services, stream);
      });

  dispatcher.add<api::ListAudit>([&services](api::ListAudit::Request request, const Caller&,
                                             ReplyStream<api::ListAudit::Reply>& stream) {
    return list_audit(services, std::move(request), stream);
  });
}

}  // namespace sellerd::control
