#include "daemon/supervision.h"

#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "daemon/daemon.h"
#include "daemon/systemd.h"

namespace sellerd {
namespace {

void add(std::string& list, const std::string& entry) {
  list += (list.empty() ? "" : ", ") + entry;
}

}  // namespace

Task<> show_life(std::chrono::microseconds limit) {
  boost::asio::steady_timer timer(co_await boost::asio::this_coro::executor);
  for (;;) {
    systemd::notify_alive();
    timer.expires_after(limit / 2);
    co_await timer.async_wait(boost::asio::use_awaitable);
  }
}

std::string status_line(Daemon& daemon) {
  const auto integrations = daemon.integrations().all();
  if (integrations.empty()) return "No account is connected";
  std::string running;
  std::string refused;
  for (const auto& integration : integrations) {
    if (integration.state == IntegrationState::needs_reauth) add(refused, integration.name);
    for (const auto& [module, name] : EnumTable<Module>::kNames) {
      const auto work = integration.name + " " + std::string(name);
      if (daemon.engine().live(integration.number, module)) add(running, work);
      for (const auto& job : daemon.engine().live_jobs(integration.number, module)) {
        add(running, work + " (run " + std::to_string(job->run.id) + ")");
      }
    }
  }
  std::string line =
      std::to_string(integrations.size()) + (integrations.size() == 1 ? " account" : " accounts");
  if (daemon.engine().stopped()) return line + "; stopped by hand";
  line += running.empty() ? "; waiting for the schedule" : "; running: " + running;
  return refused.empty() ? line : line + "; new credentials wanted for: " + refused;
}

Task<> show_status(Daemon& daemon) {
  std::string told;
  for (;;) {
    if (auto line = status_line(daemon); line != told) {
      systemd::notify_status(line);
      told = std::move(line);
    }
    co_await daemon.engine().changed().wait();
  }
}

}  // namespace sellerd
