#include "tests/bench/real_daemon.h"

#include <boost/asio/co_spawn.hpp>

#include "daemon/store/places.h"
#include "daemon/store/rocks.h"

namespace sellerd::bench {
namespace {

template <class T>
T must(Result<T> result) {
  if (!result) throw std::runtime_error(result.error().text());
  if constexpr (!std::is_void_v<T>) return std::move(*result);
}

}  // namespace

RealDaemon::RealDaemon(const std::filesystem::path& directory, const MakeTransport& make_transport)
    : vault_(must(store::load_vault(directory / "master.key", /*create=*/true))),
      keys_(must(store::KeyRing::open(store::key_ring_of(directory), vault_))),
      transport_(make_transport(loop_.get_executor(), clock_)),
      daemon_(std::make_unique<Daemon>(
          World{.executor = loop_.get_executor(),
                .worker_executor = worker_.get_executor(),
                .reader_executor = reader_.get_executor(),
                .clock = clock_,
                .transport = *transport_,
                .engine = must(store::open_rocks({.directory = store::books_of(directory), .backups = {}})),
                .vault = vault_,
                .keys = keys_,
                .random = Random(1),
                .data_directory = directory,
                .aside_executor = aside_.get_executor(),
                .backup_executor = reader_.get_executor()},
          control::AccessPolicy{})) {
  run([](Daemon& daemon) -> Task<> { must(co_await daemon.start()); }(*daemon_));
}

RealDaemon::~RealDaemon() {
  run([](Daemon& daemon) -> Task<> { co_await daemon.stop(); }(*daemon_));
  worker_.join();
  reader_.join();
  aside_.join();
  daemon_.reset();
}

void RealDaemon::run(Task<> task) {
  bool ended = false;
  boost::asio::co_spawn(loop_, std::move(task), [&](std::exception_ptr bug) {
    if (bug) std::rethrow_exception(bug);
    ended = true;
  });
  run_until([&] { return ended; });
}

void RealDaemon::run_until(const std::function<bool()>& done) {
  while (!done()) {
    if (loop_.run_one() == 0) throw std::runtime_error("the daemon has nothing left to do");
  }
}

void RealDaemon::run_until_idle() {
  run_until([this] { return !daemon_->engine().any_live(); });
}

void RealDaemon::say_business() {
  store::Batch batch;
  batch.put(store::kOrganisation, test::a_business(), store::kTheOne);
  must(daemon_->store().commit(batch));
}

std::vector<varlink::Reply> RealDaemon::call_raw(std::string method, json::object parameters, bool more) {
  test::CollectingSink sink;
  const control::Peer peer{.user = 0, .groups = {}, .name = "root"};
  run(daemon_->dispatcher().dispatch(
      {.method = std::move(method), .parameters = std::move(parameters), .more = more}, peer, sink));
  return std::move(sink.replies);
}

}  // namespace sellerd::bench
