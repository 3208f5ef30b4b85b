// sellerd-sandbox: a marketplace on this machine, to try sellerd against without an account.
#include <CLI/CLI.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>
#include <fstream>
#include <iostream>

#include "tests/sandbox/back_door.h"
#include "tests/sandbox/marketplace.h"
#include "tests/sandbox/order_file.h"
#include "tests/sandbox/server.h"
#include "tests/sandbox/synthetic.h"

namespace {

using namespace sellerd;
using namespace sellerd::sandbox;

constexpr int kFailed = 1;
constexpr int kWrongUse = 2;
constexpr Duration kShortestTime{50};

struct CommandLine {
  std::string listen = "127.0.0.1:0";
  std::string orders;
  std::string stock;
  std::size_t synthetic_orders = 2000;
  int days = 90;
  std::uint64_t seed = 1;
  double rate_multiplier = 1;
  int write_delay = 120;
  std::string faults;
  std::string seller_id = Shop{}.seller_id;
  std::string port_file;
};

std::string footer() {
  std::string help =
      "Faults, for --faults NAME=PROBABILITY,NAME@CALL,NAME@OPERATION:CALL,NAME@OPERATION:FIRST-LAST\n";
  for (const FaultInfo& fault : fault_table()) {
    std::string name(fault.name);
    name.resize(20, ' ');
    help.append("  ").append(name).append(fault.doc).append("\n");
  }
  help += "Operations: token, download, upload";
  for (const OperationInfo& operation : operation_table()) help.append(", ").append(operation.name);
  help +=
      "\n\nBeside Amazon's paths:\n"
      "  GET  /_sandbox/truth                              what the marketplace holds and has seen\n"
      "  POST /_sandbox/sales?sku=SKU&quantity=N           a buyer buys, if the listing shows so many;\n"
      "                                                    &pending=true, &easyShip=true\n"
      "  POST /_sandbox/cancellations?orderId=ID           a buyer cancels\n"
      "  GET  /_sandbox/orders, /_sandbox/listings         every one of them\n"
      "  POST /_sandbox/changes?orders=N                   life goes on: orders are placed, packed, "
      "delivered\n"
      "  POST /_sandbox/faults?plan=PLAN                   what goes wrong from now on";
  return help;
}

void declare(CLI::App& app, CommandLine& line) {
  app.add_option("--listen", line.listen, "Loopback address and port; port 0 takes a free one")
      ->capture_default_str();
  app.add_option(
      "--orders", line.orders,
      "Orders from an Amazon sale report, CSV or CSV in .xz; its dates are moved so that it ends yesterday");
  app.add_option("--stock", line.stock, "Stock from a sale report with SKU Code and Stock; needs --orders")
      ->needs("--orders");
  app.add_option("--synthetic-orders", line.synthetic_orders, "Number of invented orders, without --orders")
      ->capture_default_str();
  app.add_option("--days", line.days, "Days that the invented orders are spread over")
      ->capture_default_str()
      ->check(CLI::Range(1, 700));
  app.add_option("--seed", line.seed, "Decides everything that looks random")->capture_default_str();
  app.add_option(
         "--rate-multiplier", line.rate_multiplier,
         "Multiplies Amazon's rates and divides the time that reports, feeds and written quantities take")
      ->capture_default_str()
      ->check(CLI::PositiveNumber);
  app.add_option(
         "--write-delay", line.write_delay,
         "Seconds, at most, until a quantity that was written takes effect; divided by the multiplier")
      ->capture_default_str()
      ->check(CLI::Range(0, 86'400));
  app.add_option("--faults", line.faults, "What goes wrong, see below");
  app.add_option("--seller-id", line.seller_id, "The seller's merchant token")->capture_default_str();
  app.add_option("--port-file", line.port_file, "Gets the port number once the sandbox is ready");
  app.footer(footer());
}

Timestamp system_now() {
  return std::chrono::floor<Duration>(std::chrono::system_clock::now());
}

Result<MarketData> load(const CommandLine& line, Timestamp start) {
  if (!line.orders.empty()) return load_orders(line.orders, line.stock, start);
  return make_synthetic(
      {.seed = line.seed, .orders = line.synthetic_orders, .days = line.days, .start = start});
}

// A time of the marketplace's as it is with the multiplier; none stays none.
Duration hastened(Duration usual, double rate_multiplier) {
  if (rate_multiplier <= 1 || usual <= kShortestTime) return usual;
  const Duration shortened{static_cast<std::int64_t>(static_cast<double>(usual.count()) / rate_multiplier)};
  return std::max(kShortestTime, shortened);
}

MarketplaceOptions make_options(const CommandLine& line, FaultPlan faults, const std::string& base_url) {
  MarketplaceOptions options;
  options.seed = line.seed;
  options.base_url = base_url;
  options.shop.seller_id = line.seller_id;
  options.rate_multiplier = line.rate_multiplier;
  options.write_times.longest = std::chrono::seconds{line.write_delay};
  options.write_times.shortest = std::min(options.write_times.shortest, options.write_times.longest);
  for (Duration* time :
       {&options.report_times.queue, &options.report_times.progress, &options.feed_times.queue,
        &options.feed_times.progress, &options.write_times.shortest, &options.write_times.longest})
    *time = hastened(*time, line.rate_multiplier);
  options.faults = std::move(faults);
  return options;
}

void announce(const Marketplace& market, const std::string& base_url) {
  const sandbox::Credentials& credentials = market.login().credentials();
  const boost::json::object line{{"endpoint", base_url},
                                 {"token_endpoint", base_url + "/auth/o2/token"},
                                 {"seller_id", market.options().shop.seller_id},
                                 {"marketplace_id", market.options().shop.marketplace_id},
                                 {"client_id", credentials.client_id},
                                 {"client_secret", credentials.client_secret},
                                 {"refresh_token", credentials.refresh_token},
                                 {"rate_multiplier", market.options().rate_multiplier},
                                 {"orders", market.data().orders.size()},
                                 {"note", market.data().note}};
  std::cout << boost::json::serialize(line) << std::endl;
}

// Appears complete or not at all: a script waits for it.
bool write_port_file(const std::string& path, int port) {
  if (path.empty()) return true;
  const std::string half_done = path + ".new";
  std::ofstream file(half_done);
  file << port << "\n";
  file.close();
  return !file.fail() && std::rename(half_done.c_str(), path.c_str()) == 0;
}

int complain(const std::string& message, int exit_code) {
  std::cerr << "sellerd-sandbox: " << message << "\n";
  return exit_code;
}

}  // namespace

int main(int argc, char** argv) {
  CommandLine line;
  CLI::App app("A strict imitation of Amazon's Selling Partner API on this machine, for trying sellerd.",
               "sellerd-sandbox");
  declare(app, line);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? 0 : kWrongUse;
  }
  auto faults = FaultPlan::parse(line.faults);
  if (faults.has_error()) return complain("--faults: " + faults.error().text(), kWrongUse);
  auto server = Server::bind(line.listen);
  if (server.has_error()) {
    const bool wrong_use = server.error().code != ErrorCode::unavailable;
    return complain("--listen: " + server.error().text(), wrong_use ? kWrongUse : kFailed);
  }
  auto data = load(line, system_now());
  if (data.has_error())
    return complain(data.error().text() + (data.error().hint.empty() ? "" : "; " + data.error().hint),
                    kFailed);
  Marketplace market(make_options(line, std::move(*faults), server->base_url()), std::move(*data));
  announce(market, server->base_url());
  if (!write_port_file(line.port_file, server->port()))
    return complain(line.port_file + ": cannot be written", kFailed);
  BackDoor door(market);
  server->run([&](const http::Request& request) {
    const auto now = system_now();
    auto handled = door.handle(request, now);
    return handled ? *std::move(handled) : market.handle(request, now);
  });
  return 0;
}
