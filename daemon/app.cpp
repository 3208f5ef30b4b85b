#include "daemon/app.h"

#include <unistd.h>

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/thread_pool.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "daemon/client_secret.h"
#include "daemon/control/server.h"
#include "daemon/daemon.h"
#include "daemon/data_directory.h"
#include "daemon/http/curl_transport.h"
#include "daemon/log.h"
#include "daemon/log_news.h"
#include "daemon/metrics_file.h"
#include "daemon/restore.h"
#include "daemon/store/rocks.h"
#include "daemon/store/rocks_backup.h"
#include "daemon/supervision.h"
#include "daemon/system_clock.h"
#include "daemon/systemd.h"

namespace sellerd {
namespace {

namespace asio = boost::asio;
namespace fs = std::filesystem;

// Start-up has nobody to hand an error to.
template <class T>
T must(Result<T> result) {
  if (!result) throw StartupError(result.error());
  if constexpr (!std::is_void_v<T>) return std::move(*result);
}

Result<std::optional<gid_t>> group_of(const std::string& name, std::string_view key) {
  if (name.empty()) return std::optional<gid_t>();
  auto group = control::find_group(name);
  if (!group) return within(key, group.error());
  return std::optional(*group);
}

// Error: not_found, naming the key whose group does not exist.
Result<control::AccessPolicy> access_policy(const Config& config) {
  auto read = group_of(config.read_group, "read_group");
  if (!read) return read.error();
  auto operate = group_of(config.operate_group, "operate_group");
  if (!operate) return operate.error();
  auto personal = group_of(config.personal_group, "personal_group");
  if (!personal) return personal.error();
  return control::AccessPolicy{
      .owner = ::geteuid(), .read_group = *read, .operate_group = *operate, .personal_group = *personal};
}

// With groups configured, others than the owner must reach the socket; the dispatcher then decides what they
// may do.
unsigned socket_mode(const Config& config) {
  const bool groups =
      !config.read_group.empty() || !config.operate_group.empty() || !config.personal_group.empty();
  return groups ? 0666 : 0600;
}

std::unique_ptr<control::Server> open_socket(const Config& config, asio::any_io_executor executor,
                                             control::Dispatcher& dispatcher) {
  if (const auto handed = must(systemd::activation_socket())) {
    return must(control::listen_on(executor, *handed, dispatcher));
  }
  const fs::path path = fs::absolute(config.socket);
  std::error_code failure;
  fs::create_directories(path.parent_path(), failure);
  if (failure)
    throw StartupError(make_error(ErrorCode::storage, failure.message(), path.parent_path().string()));
  return must(control::listen_at(executor, path, socket_mode(config), dispatcher));
}

// A process that serves, and what SIGHUP may change of it.
struct Service {
  Daemon& daemon;
  Config config;
  const std::function<Result<Config>()>& read_config;
  MetricsFile& metrics_file;
  std::unique_ptr<control::Server> server{};
  int exit_code = 0;
};

// All or nothing: an error leaves everything as it was.
Result<void> reload_config(Service& service) {
  auto fresh = service.read_config();
  if (!fresh) return fresh.error();
  const auto reloaded = reload(service.config, std::move(*fresh));
  const auto policy = access_policy(reloaded.config);
  if (!policy) return policy.error();
  if (auto changed = service.server->set_mode(socket_mode(reloaded.config)); !changed) return changed;
  service.daemon.dispatcher().set_policy(*policy);
  log::set_lowest(reloaded.config.log_level);
  service.metrics_file.set_path(reloaded.config.metrics_file);
  service.config = reloaded.config;
  for (const auto key : reloaded.kept) {
    log::warning("changed in the configuration, counts from the next start on", {{"key", std::string(key)}});
  }
  return {};
}

// Trouble with the file is the administrator's to mend, and no reason to stop: the secrets that are held
// count.
Task<> take_client_secret(Service& service) {
  if (service.config.client_secret_file.empty()) co_return;
  const auto secret = read_client_secret(service.config.client_secret_file);
  auto taken = secret ? co_await service.daemon.take_client_secret(secret->client_id, secret->client_secret)
                      : Result<std::size_t>(secret.error());
  if (!taken) {
    log::error("client secret not taken", {{"why", taken.error().text()}});
  } else if (*taken > 0) {
    log::info("new client secret", {{"accounts", std::to_string(*taken)}});
  }
}

// Tells the service manager when it is through, whether the new configuration was good or not.
Task<> reload_on_hangup(Service& service, asio::signal_set& hangup) {
  for (;;) {
    co_await hangup.async_wait(asio::use_awaitable);
    systemd::notify_reloading();
    const auto reloaded = reload_config(service);
    if (reloaded) {
      co_await take_client_secret(service);
      log::info("configuration reloaded");
    } else {
      log::error("configuration not reloaded, the old one holds", {{"why", reloaded.error().text()}});
      systemd::notify_status("The configuration was not reloaded: " + reloaded.error().text());
    }
    systemd::notify_ready();
  }
}

// Start, serve until a signal, stop. The deadline and a second signal are the process's last resort: every
// commit is durable by itself, so a forced end loses nothing but time.
Task<> live(Service& service, asio::signal_set& hangup, std::exception_ptr& failure) {
  const auto executor = co_await asio::this_coro::executor;
  asio::signal_set signals(executor, SIGTERM, SIGINT);
  try {
    must(co_await service.daemon.start());
    service.server = open_socket(service.config, executor, service.daemon.dispatcher());
    service.daemon.tally().connections = [&server = *service.server] { return server.connections(); };
  } catch (...) {
    failure = std::current_exception();
    co_return;
  }
  log::info("ready", {{"version", SELLERD_VERSION},
                      {"socket", service.config.socket},
                      {"data_dir", service.config.data_dir}});
  co_await take_client_secret(service);
  systemd::notify_ready();
  asio::co_spawn(executor, reload_on_hangup(service, hangup), asio::detached);
  asio::co_spawn(executor, show_status(service.daemon), asio::detached);
  service.metrics_file.start();
  if (const auto limit = systemd::watchdog_limit())
    asio::co_spawn(executor, show_life(*limit), asio::detached);
  service.daemon.on_restore = [&signals] { signals.cancel(); };
  const auto [restart, signal] = co_await signals.async_wait(asio::as_tuple(asio::use_awaitable));
  service.daemon.on_restore = nullptr;
  if (restart) service.exit_code = kExitToRestart;
  log::info("stopping", {{"why", restart ? "to restore a backup" : "signal " + std::to_string(signal)}});
  systemd::notify_stopping();
  asio::steady_timer deadline(executor, std::chrono::seconds(service.config.stop_seconds));
  const auto force = [](const char* why) {
    log::error("forced to stop: unfinished runs go on at the next start", {{"why", why}});
    ::_exit(1);
  };
  deadline.async_wait([force](boost::system::error_code cancelled) {
    if (!cancelled) force("the deadline passed");
  });
  signals.async_wait([force](boost::system::error_code cancelled, int) {
    if (!cancelled) force("a second signal");
  });
  co_await service.daemon.stop();
  co_await service.metrics_file.stop();
  service.server->stop();
  deadline.cancel();
}

// A restore that fails leaves the books: they are served, and the log and their audit say why.
void restore_if_asked(const DataDirectory& directory) {
  const auto outcome = must(restore_as_asked(directory.path()));
  if (!outcome.asked) return;
  const auto backup = std::to_string(outcome.request.backup);
  if (outcome.failure) {
    log::error("backup not restored, the books are as they were",
               {{"backup", backup}, {"why", outcome.failure->text()}});
  } else {
    log::warning("backup restored", {{"backup", backup}, {"actor", outcome.request.actor}});
  }
}

}  // namespace

int run_app(const Config& config, const std::function<Result<Config>()>& read_config) {
  const auto directory = must(DataDirectory::open(config.data_dir));
  const auto vault = must(store::load_vault(config.master_key_file, /*create=*/true));
  auto keys = must(store::KeyRing::open(store::key_ring_of(directory.path()), vault));
  restore_if_asked(directory);
  auto engine =
      must(store::open_rocks({.directory = store::books_of(directory.path()), .backups = config.backup_dir}));

  asio::io_context loop(1);
  asio::thread_pool worker(1);
  asio::thread_pool reader(1);
  asio::thread_pool backup(1);
  asio::thread_pool aside(1);
  SystemClock clock;
  const auto transport = http::make_curl_transport(loop.get_executor());
  Daemon daemon({.executor = loop.get_executor(),
                 .worker_executor = worker.get_executor(),
                 .reader_executor = reader.get_executor(),
                 .clock = clock,
                 .transport = *transport,
                 .engine = std::move(engine),
                 .vault = vault,
                 .keys = keys,
                 .random = Random::from_system(),
                 .data_directory = directory.path(),
                 .aside_executor = aside.get_executor(),
                 .backup_executor = backup.get_executor(),
                 .master_key_file = config.master_key_file,
                 .ask_restore =
                     [&directory, &config](std::uint32_t number, const std::string& actor) {
                       return ask_for_restore(directory.path(), *store::rocks_backups(config.backup_dir),
                                              number, actor);
                     }},
                must(access_policy(config)));
  MetricsFile metrics_file(loop.get_executor(), clock, daemon.reader(),
                           [&daemon] { return daemon.metrics(); });
  metrics_file.set_path(config.metrics_file);
  metrics_file.on_change = log_metrics_file;
  daemon.on_run = [&metrics_file](const Run& run) {
    log_run(run);
    if (run.state != RunState::running) metrics_file.wake();
  };
  daemon.on_call = log_call;
  daemon.on_refused = log_refused;
  Service service{
      .daemon = daemon, .config = config, .read_config = read_config, .metrics_file = metrics_file};
  asio::signal_set hangup(loop, SIGHUP);
  std::exception_ptr failure;
  asio::co_spawn(loop, live(service, hangup, failure), [&loop](std::exception_ptr bug) {
    loop.stop();
    if (bug) std::rethrow_exception(bug);
  });
  loop.run();
  reader.join();
  worker.join();  // saved quota states behind the last commit
  backup.join();
  aside.join();
  if (failure) std::rethrow_exception(failure);
  log::info("stopped");
  return service.exit_code;
}

Backup restore_backup(const Config& config, const std::string& which) {
  const auto directory = must(DataDirectory::open(config.data_dir));
  return must(restore_now(directory.path(), config.backup_dir, which));
}

}  // namespace sellerd
