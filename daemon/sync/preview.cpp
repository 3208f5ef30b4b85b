#include "daemon/sync/preview.h"

#include <algorithm>
#include <set>

#include "common/json_difference.h"
#include "daemon/sync/record_rules.h"
#include "daemon/sync/record_source.h"
#include "daemon/sync/run_opening.h"

namespace sellerd::sync {
namespace {

template <class Kind>
bool is_column(std::string_view path) {
  bool column = false;
  const auto top = path.substr(0, path.find_first_of(".["));
  for_each_field<Kind>(
      [&](const auto& field) { column = column || (field.name == top && field.traits.column); });
  return column;
}

// The whole of a new record says more than anybody reads.
template <class Kind>
std::vector<FieldChange> changes_of(const Kind& record, const std::optional<Kind>& held) {
  auto changes = json_difference(held ? to_json(*held) : json::value(json::object()), to_json(record));
  if (!held) std::erase_if(changes, [](const FieldChange& change) { return !is_column<Kind>(change.field); });
  return changes;
}

// Compares pages with the books, each record once.
template <class Rules, class Kind>
class Comparer {
 public:
  Comparer(const store::Store& store, Run& run, OrderScope scope, Timestamp now)
      : store_(store), run_(run), scope_(scope), now_(now) {}

  bool brought(const std::string& id) const { return ids_.contains(id); }

  Result<std::vector<Difference>> compare(Page<Kind>& page) {
    std::vector<Difference> differences;
    for (auto& record : page.records) {
      auto difference = std::visit([this](auto& each) { return this->take(each); }, record);
      if (!difference) return difference.error();
      if (*difference) differences.push_back(std::move(**difference));
    }
    ++run_.pages;
    run_.reported = run_.counts.distinct();
    return differences;
  }

 private:
  Result<std::optional<Difference>> take(Kind& record) {
    const std::string id = Rules::id(record);
    if (!is_first(id)) return std::optional<Difference>();
    auto held = Rules::find(store_, run_.integration, id);
    if (!held) return held.error();
    Rules::complete(record, run_, *held, now_);
    const Outcome outcome = Rules::compare(record, *held, scope_);
    ++run_.counts.of(outcome);
    if (outcome != Outcome::created && outcome != Outcome::updated) return std::optional<Difference>();
    return std::optional(
        Difference{run_.integration_name, run_.module, id, outcome, {}, changes_of(record, *held)});
  }

  Result<std::optional<Difference>> take(Undecodable& record) {
    if (!is_first(record.record_id)) return std::optional<Difference>();
    ++run_.counts.failed;
    return std::optional(Difference{
        run_.integration_name, run_.module, record.record_id, Outcome::failed, record.error.text(), {}});
  }

  bool is_first(const std::string& id) {
    if (ids_.insert(id).second) return true;
    ++run_.counts.repeated;
    return false;
  }

  const store::Store& store_;
  Run& run_;
  OrderScope scope_;
  Timestamp now_;
  std::set<std::string> ids_;
};

template <class Rules, class Source>
Task<Result<void>> read_all(RunTools tools, RunOrder order, Channel& channel, Checkpoint checkpoint,
                            LiveRun& live, PreviewListener listener) {
  CallContext context;
  context.on_activity = [&live](const ChannelActivity& activity) { live.activity = activity; };
  if (!order.task.job.empty()) context.reserve = order.reserve;
  Comparer<Rules, typename Source::Kind> comparer(tools.store, live.run, order.preferences.order_scope,
                                                  tools.clock.now());
  Source source({tools.store,
                 channel,
                 live,
                 context,
                 order.preferences,
                 [&comparer](const std::string& id) -> Result<bool> { return comparer.brought(id); },
                 {}});
  for (bool more = true; more;) {
    auto page = co_await source.next(checkpoint);
    live.run.calls = context.calls;
    if (!page) co_return page.error();
    more = !page->next_token.empty();
    if (more && !page->body_hash.empty() && page->body_hash == checkpoint.last_page_hash) {
      co_return make_error(ErrorCode::conflict, "the marketplace sends the same page again", {},
                           "try again later");
    }
    auto differences = comparer.compare(*page);
    if (!differences) co_return differences.error();
    checkpoint.page_token = page->next_token;
    checkpoint.token_issued = tools.clock.now();
    checkpoint.last_page_hash = page->body_hash;
    if (!co_await listener(live, std::move(*differences))) co_return Result<void>();
  }
  live.run.state = live.run.counts.failed == 0 ? RunState::succeeded : RunState::partial;
  live.finished = true;
  co_return Result<void>();
}

}  // namespace

Task<Result<void>> preview(RunTools tools, RunOrder order, Channel& channel, LiveRun& live,
                           PreviewListener listener) {
  auto draft = draft_run(tools.store, order.integration, order.module, order.task, order.preferences,
                         tools.clock.now());
  if (!draft) co_return draft.error();
  live.run = draft->run;
  if (order.module == Module::orders) {
    co_return co_await read_all<OrderRules, OrderSource>(tools, std::move(order), channel, draft->checkpoint,
                                                         live, std::move(listener));
  }
  if (order.module == Module::tax) {
    co_return co_await read_all<TaxRules, TaxReportSource>(tools, std::move(order), channel,
                                                           draft->checkpoint, live, std::move(listener));
  }
  co_return co_await read_all<ListingRules, ListingSource>(tools, std::move(order), channel,
                                                           draft->checkpoint, live, std::move(listener));
}

}  // namespace sellerd::sync
