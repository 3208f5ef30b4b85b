#include "ctl/dashboard/questions.h"

#include <algorithm>

#include "common/api/integrations.h"
#include "ctl/dashboard/ask.h"
#include "ctl/dashboard/panels.h"
#include "ctl/progress_text.h"

namespace sellerd::ctl::dashboard {
namespace {

// Notes what could not be had of a panel, or that it could.
void note(Model& model, Panel panel, const std::optional<Error>& error) {
  const std::string name(panel_name(panel));
  if (error) {
    model.missing[name] = error->text();
  } else {
    model.missing.erase(name);
  }
}

// A list of the model, taken over when it is complete.
template <class Method, class Part, class Get>
Question ask_list(Model& model, Panel panel, const typename Method::Request& request, Part Model::* part,
                  Get get) {
  auto list = std::make_shared<Part>();
  return ask<Method>(
      request,
      [list, get](typename Method::Reply&& reply) {
        list->push_back(get(std::move(reply)));
        return true;
      },
      [list, &model, panel, part](const std::optional<Error>& error) -> std::vector<Question> {
        note(model, panel, error);
        if (!error) model.*part = std::move(*list);
        return {};
      });
}

Question ask_day(Model& model, Timestamp from) {
  return ask_list<api::ListOrders>(model, Panel::orders, {.from = from, .limit = Model::kDayOrders},
                                   &Model::day, [](api::ListOrders::Reply&& reply) {
                                     return PlacedOrder{reply.order.integration, reply.order.created};
                                   });
}

}  // namespace

Question ask_integrations(Model& model) {
  auto names = std::make_shared<std::map<std::uint32_t, std::string>>();
  return ask<api::ListIntegrations>(
      {},
      [names](api::ListIntegrations::Reply&& reply) {
        names->emplace(reply.integration.number, std::move(reply.integration.name));
        return true;
      },
      [names, &model](const std::optional<Error>& error) -> std::vector<Question> {
        if (!error) model.integrations = std::move(*names);
        return {};
      });
}

Question ask_runs(Model& model) {
  return ask_list<api::ListRuns>(model, Panel::runs, {.limit = Model::kRuns}, &Model::runs,
                                 [](api::ListRuns::Reply&& reply) { return std::move(reply.run); });
}

Question ask_orders(Model& model) {
  auto question =
      ask_list<api::ListOrders>(model, Panel::orders, {.limit = Model::kOrders}, &Model::orders,
                                [](api::ListOrders::Reply&& reply) { return std::move(reply.order); });
  question.end = [end = std::move(question.end), &model](const std::optional<Error>& error) {
    auto next = end(error);
    if (error) return next;
    const auto from = model.now - std::chrono::hours(24);
    // Where the newest orders do not reach back so far, the others of the day are asked for.
    const bool is_whole = std::ssize(model.orders) < Model::kOrders || model.orders.back().created < from;
    if (!is_whole) {
      next.push_back(ask_day(model, from));
      return next;
    }
    model.day.clear();
    for (const auto& order : model.orders) model.day.push_back({order.integration, order.created});
    return next;
  };
  return question;
}

Question ask_items(Model& model) {
  return ask_list<api::ListItems>(model, Panel::items, {.limit = Model::kItems}, &Model::items,
                                  [](api::ListItems::Reply&& reply) { return std::move(reply.item); });
}

Question ask_quota(Model& model) {
  return ask_list<api::ListQuota>(model, Panel::quota, {}, &Model::quota,
                                  [](api::ListQuota::Reply&& reply) { return std::move(reply); });
}

Question ask_sync(std::function<void(std::string)> tell) {
  auto text = std::make_shared<std::string>();
  return ask<api::StartSync>(
      {},
      [text](api::StartSync::Reply&& reply) {
        for (const auto& run : reply.runs) *text += (text->empty() ? "" : ", ") + run_name(run);
        return true;
      },
      [text, tell = std::move(tell)](const std::optional<Error>& error) -> std::vector<Question> {
        if (error) {
          tell("No sync: " + error->text() + (error->hint.empty() ? "" : " (try: " + error->hint + ")"));
        } else {
          tell(text->empty() ? "There is no account to sync." : "Under way: " + *text);
        }
        return {};
      },
      Replying::once);
}

}  // namespace sellerd::ctl::dashboard
