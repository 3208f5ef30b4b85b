#include "daemon/daemon.h"

#include "daemon/channel/channels.h"

namespace sellerd {

Daemon::Daemon(World world, control::AccessPolicy policy)
    : world_(std::move(world)),
      store_(std::move(world_.engine)),
      worker_(world_.worker_executor),
      quota_(store_, worker_),
      integrations_(store_, worker_, world_.vault, world_.clock,
                    [this](Integration& integration, const Credentials& credentials) {
                      return make_channel(
                          integration, credentials,
                          {world_.clock, world_.transport, quota_, world_.random, world_.executor});
                    }),
      engine_(world_.executor, {world_.clock, store_, worker_}, integrations_),
      services_{world_.clock, store_, integrations_, engine_, world_.data_directory, world_.clock.now()},
      dispatcher_(policy) {
  control::add_all_handlers(dispatcher_, services_);
}

Task<Result<void>> Daemon::start() {
  if (auto ready = store_.prepare(); !ready) co_return ready.error();
  if (auto loaded = integrations_.load(); !loaded) co_return loaded.error();
  co_await engine_.resume_unfinished();
  co_return Result<void>();
}

Task<> Daemon::stop() {
  return engine_.stop();
}

}  // namespace sellerd
