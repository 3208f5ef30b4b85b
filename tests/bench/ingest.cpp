// What it costs to take orders in, from the bytes of a page to its durable commit, on the daemon's real path;
// and beside it the floor: the same bytes parsed, and written as they are in a batch a page, synced as ours
// are. The two take turns.
//
// With --keep the books stay for other measurements, in DIRECTORY/data.
#include <CLI/CLI.hpp>
#include <filesystem>

#include "daemon/channel/amazon/answer_json.h"
#include "daemon/store/places.h"
#include "daemon/store/rocks.h"
#include "tests/bench/figures.h"
#include "tests/bench/made_pages.h"
#include "tests/bench/page_transport.h"
#include "tests/bench/real_daemon.h"
#include "tests/support/temporary_directory.h"

namespace sellerd::bench {
namespace {

namespace fs = std::filesystem;

double bytes_under(const fs::path& directory) {
  double bytes = 0;
  for (const auto& entry : fs::recursive_directory_iterator(directory)) {
    if (entry.is_regular_file()) bytes += static_cast<double>(entry.file_size());
  }
  return bytes;
}

json::object per_order(const Spent& spent, std::size_t orders, double bytes) {
  const auto count = static_cast<double>(orders);
  return {{"orders", orders},
          {"cpu_us_per_order", spent.cpu_us / count},
          {"wall_us_per_order", spent.wall_us / count},
          {"bytes_per_order", bytes / count}};
}

void ingest(const fs::path& directory, std::size_t orders) {
  fs::create_directories(directory);
  PageTransport* network = nullptr;
  Spent spent;
  std::size_t all = 0;
  {
    RealDaemon daemon(directory, [&](boost::asio::any_io_executor loop, Clock& clock) {
      auto made = std::make_unique<PageTransport>(std::move(loop), clock, orders);
      network = made.get();
      return made;
    });
    daemon.say_business();
    network->hold();
    daemon.call<api::Connect>(network->connect_request());
    // Only the orders are measured: the listings come first.
    daemon.run_until(
        [&] { return network->is_waiting() && !daemon.daemon().engine().live(1, Module::items); });
    // The first run would go over to reports where they take less time, which is not what is measured here.
    const auto first = daemon.daemon().engine().live(1, Module::orders);
    daemon.call<api::CancelRun>({.run = first->run.id});
    daemon.run_until_idle();
    const Spent begun = now_spent();
    network->go_on();
    daemon.call<api::StartSync>(
        {.module = Module::orders, .only = true, .route = Route::search, .full = true});
    spent = now_spent() - begun - network->pages().making();
    all = network->pages().orders();
    const auto totals = daemon.call<api::GetStatus>({}).front().integrations.at(0).totals;
    if (totals.orders != static_cast<std::int64_t>(all))
      throw std::runtime_error(std::to_string(totals.orders) + " of " + std::to_string(all) +
                               " orders are held");
  }
  tell("ingest", per_order(spent, all, bytes_under(store::books_of(directory))));
}

void floor(const fs::path& directory, std::size_t orders, Timestamp end) {
  MadePages pages(orders, end);
  Spent spent;
  {
    auto engine = store::open_rocks({.directory = directory, .backups = {}});
    if (!engine) throw std::runtime_error(engine.error().text());
    while (const auto page = pages.next()) {
      // Where each order lies in the text costs the floor nothing.
      std::vector<std::pair<std::string, std::string>> records;
      const auto known = parse_json(*page).value();
      for (const auto& order : known.at("orders").as_array())
        records.emplace_back(json::value_to<std::string>(order.at("orderId")), json::serialize(order));
      const Spent begun = now_spent();
      const auto parsed = amazon::parse_answer(*page);
      std::vector<store::Write> writes;
      for (auto& [id, text] : records)
        writes.push_back({store::Family::orders, std::move(id), std::move(text)});
      if (!parsed || !(*engine)->write(writes, store::Durability::synced))
        throw std::runtime_error("the floor cannot write");
      spent += now_spent() - begun;
    }
  }
  tell("floor", per_order(spent, pages.orders(), bytes_under(directory)));
}

}  // namespace
}  // namespace sellerd::bench

int main(int argc, char** argv) {
  using namespace sellerd;
  CLI::App app("Measures what taking orders in costs.", "bench_ingest");
  std::size_t orders = 10'000;
  int rounds = 1;
  std::string keep;
  app.add_option("--orders", orders, "How many; beyond ten thousand in whole ten thousands");
  app.add_option("--rounds", rounds, "How often each way is measured");
  app.add_option("--keep", keep, "Leaves the books of the last round in this data directory");
  CLI11_PARSE(app, argc, argv);
  const TemporaryDirectory scratch;
  const auto end = std::chrono::floor<std::chrono::days>(SystemClock().now());
  for (int round = 0; round < rounds; ++round) {
    const bool kept = !keep.empty() && round + 1 == rounds;
    const auto directory =
        kept ? std::filesystem::path(keep) : scratch.path() / ("data" + std::to_string(round));
    bench::ingest(directory, orders);
    if (!kept) std::filesystem::remove_all(directory);
    bench::floor(scratch.path() / "floor", orders, end);
    std::filesystem::remove_all(scratch.path() / "floor");
  }
}
