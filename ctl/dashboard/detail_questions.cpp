// What is asked when something is opened: one thing after the other, since what comes next may depend on it.
#include <charconv>

#include "ctl/dashboard/ask.h"
#include "ctl/dashboard/questions.h"

namespace sellerd::ctl::dashboard {
namespace {

using Shared = std::shared_ptr<Detail>;
using Questions = std::vector<Question>;

std::optional<std::string> integration_of(const Target& target) {
  return target.integration.empty() ? std::nullopt : std::optional(target.integration);
}

void end_with(Detail& detail, const std::optional<Error>& error) {
  detail.loading = false;
  if (!error) return;
  detail.trouble = error->text();
  if (!error->hint.empty()) detail.trouble += "\n  try: " + error->hint;
}

Question ask_records(const Shared& detail, std::uint64_t run) {
  auto records = std::make_shared<std::vector<RecordOutcome>>();
  auto more = std::make_shared<bool>(false);
  return ask<api::ListRunRecords>(
      {.run = run},
      [records, more](api::ListRunRecords::Reply&& reply) {
        *more = records->size() == Model::kRecords;
        if (!*more) records->push_back(std::move(reply.record));
        return !*more;
      },
      [detail, records, more](const std::optional<Error>& error) -> Questions {
        detail->records = std::move(*records);
        detail->more_records = *more;
        end_with(*detail, error);
        return {};
      });
}

Question ask_run(const Shared& detail, std::uint64_t number) {
  return ask<api::GetRun>(
      {.run = number},
      [detail](api::GetRun::Reply&& reply) {
        detail->run = std::move(reply.run);
        return true;
      },
      [detail, number](const std::optional<Error>& error) -> Questions {
        if (!error) return {ask_records(detail, number)};
        end_with(*detail, error);
        return {};
      });
}

// The chain of `why`; an order is shown also without one.
Question ask_why(const Shared& detail, bool is_needed) {
  auto links = std::make_shared<std::vector<api::Explanation>>();
  return ask<api::Explain>(
      {.subject = detail->target.name, .integration = integration_of(detail->target)},
      [links](api::Explain::Reply&& reply) {
        links->push_back(std::move(reply.explanation));
        return true;
      },
      [detail, links, is_needed](const std::optional<Error>& error) -> Questions {
        detail->why = std::move(*links);
        end_with(*detail, is_needed ? error : std::nullopt);
        return {};
      });
}

Question ask_sku(const Shared& detail) {
  auto levels = std::make_shared<std::vector<StockLevel>>();
  return ask<api::ListStock>(
      {.item = detail->target.name},
      [levels](api::ListStock::Reply&& reply) {
        levels->push_back(std::move(reply.level));
        return true;
      },
      // A listing's SKU need not be an item's: then there is no stock under it, but a chain.
      [detail, levels](const std::optional<Error>&) -> Questions {
        detail->levels = std::move(*levels);
        return {ask_why(detail, true)};
      });
}

Question ask_order(const Shared& detail, bool may_be_sku) {
  return ask<api::GetOrder>(
      {.order_id = detail->target.name, .integration = integration_of(detail->target)},
      [detail](api::GetOrder::Reply&& reply) {
        detail->target.kind = Target::Kind::order;
        detail->order = std::move(reply);
        return true;
      },
      [detail, may_be_sku](const std::optional<Error>& error) -> Questions {
        if (!error) return {ask_why(detail, false)};
        if (may_be_sku && error->code == ErrorCode::not_found) {
          detail->target.kind = Target::Kind::sku;
          return {ask_sku(detail)};
        }
        end_with(*detail, error);
        return {};
      });
}

}  // namespace

Questions ask_detail(const Shared& detail) {
  const auto& target = detail->target;
  switch (target.kind) {
    case Target::Kind::alarms:
    case Target::Kind::channel:
      detail->loading = false;
      return {};
    case Target::Kind::run: {
      std::uint64_t number = 0;
      std::from_chars(target.name.data(), target.name.data() + target.name.size(), number);
      return {ask_run(detail, number)};
    }
    case Target::Kind::order:
      return {ask_order(detail, false)};
    case Target::Kind::sku:
      return {ask_sku(detail)};
    case Target::Kind::subject:
      break;
  }
  return {ask_order(detail, true)};
}

}  // namespace sellerd::ctl::dashboard
