// A day of a small shop, as the daemon would tell it, for the tests of the dashboard.
#pragma once

#include "ctl/dashboard/layout.h"

namespace sellerd::ctl::dashboard {

inline Timestamp sample_time(std::string_view text) {
  return parse_time(text).value();
}

inline Run sample_run(std::uint64_t id, Module module, RunState state, std::string_view started,
                      const RunCounts& counts) {
  Run run{.id = id, .integration = 1, .integration_name = "amazon-in", .module = module, .state = state};
  run.started = sample_time(started);
  run.ended = run.started + std::chrono::seconds(40);
  run.counts = counts;
  return run;
}

inline api::Progress sample_progress() {
  api::Progress run{.run = 9, .integration = "amazon-in", .module = Module::orders, .pages = 9};
  run.permille = 425;
  run.counts.created = 840;
  run.doing = "waiting for quota";
  run.waiting_until = sample_time("2026-08-05T04:31:22Z");
  run.estimated_end = sample_time("2026-08-05T04:33:10Z");
  return run;
}

inline api::GetStatus::Reply sample_status() {
  api::GetStatus::Reply status{.version = "0.1.0", .data_directory = "/var/lib/sellerd"};
  status.now = sample_time("2026-08-05T04:31:10Z");
  status.started = sample_time("2026-08-04T01:19:00Z");
  status.alarms = {"amazon-in holds 1 record in quarantine: sellerctl quarantine",
                   "1 order of amazon-in is frozen: sellerctl orders --frozen"};
  api::IntegrationStatus shop{.name = "amazon-in", .channel = "amazon-in"};
  shop.totals = {.orders = 60'277, .lines = 61'004, .items = 412, .quarantined = 1};
  shop.push = true;
  shop.pushes.verified = 405;
  shop.pushes.accepted = 4;
  shop.pushes.queued = 3;
  shop.frozen_orders = 1;
  api::ModuleStatus items{.module = Module::items};
  items.last_run = sample_run(8, Module::items, RunState::succeeded, "2026-08-05T03:10:00Z",
                              {.updated = 12, .unchanged = 400});
  items.next_run = sample_time("2026-08-05T07:12:00Z");
  api::ModuleStatus orders{.module = Module::orders};
  orders.running = sample_progress();
  orders.last_run = sample_run(7, Module::orders, RunState::partial, "2026-08-05T00:02:00Z",
                               {.created = 120, .updated = 31, .failed = 1});
  orders.read_to = sample_time("2026-08-05T00:00:10Z");
  orders.next_run = sample_time("2026-08-05T08:02:00Z");
  shop.modules = {items, orders, {.module = Module::tax}};
  api::IntegrationStatus other{.name = "second", .channel = "amazon-in"};
  other.state = IntegrationState::needs_reauth;
  other.state_reason = "the marketplace refuses the refresh token";
  status.integrations = {shop, other};
  return status;
}

// "पायल" is wider in bytes than on the screen, "磁石" the other way round.
inline Model sample_model() {
  Model model;
  model.status = sample_status();
  model.now = model.status->now;
  model.integrations = {{1, "amazon-in"}, {2, "second"}};
  model.runs = {sample_run(8, Module::items, RunState::succeeded, "2026-08-05T03:10:00Z",
                           {.updated = 12, .unchanged = 400}),
                sample_run(7, Module::orders, RunState::partial, "2026-08-05T00:02:00Z",
                           {.created = 120, .updated = 31, .failed = 1}),
                sample_run(6, Module::orders, RunState::failed, "2026-08-04T20:01:00Z", {})};
  for (int i = 0; i < 30; ++i) {
    Order order{.integration = 1, .order_id = "402-1234567-12345" + std::to_string(10 + i)};
    order.status = i % 7 == 3 ? OrderStatus::attention : OrderStatus::confirmed;
    order.created = model.now - std::chrono::minutes(20 + i * i * 2);
    order.total = Money::parse(std::to_string(499 + i * 100) + ".00", "INR").value();
    model.day.push_back({1, order.created});
    model.orders.push_back(std::move(order));
  }
  model.items = {
      {.sku = "KURTA-M", .on_hand = 14, .committed = 2, .available = 12, .listings = 1},
      {.sku = "MAGNET-磁石", .on_hand = 1, .committed = 3, .available = -2, .listings = 1},
      {.sku = "PAYAL-पायल", .state = ItemState::unconfirmed, .on_hand = 1'200, .available = 1'200}};
  model.quota = {{.integration = "amazon-in",
                  .operation = "searchOrders",
                  .calls_left = 0,
                  .burst = 20,
                  .milliseconds_per_call = 178'571,
                  .throttled = 1},
                 {.integration = "amazon-in",
                  .operation = "getListingsItem",
                  .calls_left = 10,
                  .burst = 10,
                  .milliseconds_per_call = 200}};
  return model;
}

inline std::string text_of(const Picture& picture) {
  std::string text;
  for (const auto& line : picture.lines) {
    auto one = line.text();
    one.erase(one.find_last_not_of(' ') + 1);
    text += one + "\n";
  }
  return text;
}

}  // namespace sellerd::ctl::dashboard
