// The business, and where its orders are taxed.
#include "common/api/tax.h"

#include <algorithm>

#include "daemon/books/gstin.h"
#include "daemon/control/handlers.h"
#include "daemon/control/listing.h"
#include "daemon/control/tax_book.h"
#include "daemon/stock/warehouses.h"
#include "daemon/store/draft.h"
#include "daemon/sync/customer_book.h"
#include "daemon/sync/removal.h"

namespace sellerd::control {
namespace {

using OrganisationReply = api::GetOrganisation::Reply;

// Changes the organisation in one audited commit on the store's worker. `change(organisation, store)` gives
// what the audit says of it, or an error: then nothing is written.
template <class Change>
Task<Result<OrganisationReply>> change_organisation(Services& services, std::string actor, std::string action,
                                                    Change change) {
  co_return co_await services.worker.run([&store = services.store, change = std::move(change),
                                          actor = std::move(actor), action = std::move(action),
                                          now = services.clock.now()]() -> Result<OrganisationReply> {
    auto organisation = store.get_or_default(store::kOrganisation, store::kTheOne);
    if (!organisation) return organisation.error();
    auto subject = change(*organisation, store);
    if (!subject) return subject.error();
    store::Batch batch;
    batch.put(store::kOrganisation, *organisation, store::kTheOne);
    if (auto noted = sync::note_audit(store, batch, {0, now, actor, action, *subject}); !noted)
      return noted.error();
    if (auto committed = store.commit(batch); !committed) return committed.error();
    return OrganisationReply{std::move(*organisation)};
  });
}

Result<void> set_state(const api::SetOrganisation::Request& request, Organisation& organisation) {
  if (request.gstin) organisation.gstin = *request.gstin;
  std::string of_gstin;
  if (!organisation.gstin.empty()) {
    const auto state = books::gstin_state(organisation.gstin);
    if (!state) return state.error();
    of_gstin = *state;
  }
  if (request.state) {
    auto state = chosen_state(*request.state, "state");
    if (!state) return state.error();
    organisation.home_state = std::move(*state);
  } else if (request.gstin && !of_gstin.empty()) {
    organisation.home_state = of_gstin;
  }
  if (!of_gstin.empty() && of_gstin != organisation.home_state) {
    return make_error(ErrorCode::invalid_argument, "the GSTIN " + organisation.gstin + " is of another state",
                      "state", "sellerctl organisation set --gstin ... names the state, too");
  }
  return {};
}

// Books in one currency hold no account in another.
Result<void> set_currency(const std::string& code, const store::Store& store, Organisation& organisation) {
  if (auto currency = Currency::parse(code); !currency) return within("currency", currency.error());
  auto integrations = store.list(store::kIntegrations, {});
  if (!integrations) return integrations.error();
  for (const auto& integration : *integrations) {
    if (integration.currency.empty() || integration.currency == code) continue;
    return make_error(ErrorCode::conflict, integration.name + " sells in " + integration.currency,
                      "currency");
  }
  organisation.base_currency = code;
  return {};
}

Task<Result<OrganisationReply>> set(Services& services, api::SetOrganisation::Request request,
                                    std::string actor) {
  if (!request.state && !request.gstin && !request.currency && !request.registered) {
    co_return make_error(ErrorCode::invalid_argument, "nothing is said", "state",
                         "--state, --gstin, --currency or --registered");
  }
  co_return co_await change_organisation(
      services, std::move(actor), "organisation set",
      [request = std::move(request)](Organisation& organisation,
                                     const store::Store& store) -> Result<std::string> {
        if (auto done = set_state(request, organisation); !done) return done.error();
        if (request.currency) {
          if (auto done = set_currency(*request.currency, store, organisation); !done) return done.error();
        }
        if (request.registered) organisation.unregistered = !*request.registered;
        return json::serialize(to_json(request));
      });
}

Task<Result<OrganisationReply>> register_state(Services& services, api::RegisterState::Request request,
                                               std::string actor) {
  co_return co_await change_organisation(
      services, std::move(actor), "organisation register",
      [request = std::move(request)](Organisation& organisation,
                                     const store::Store& store) -> Result<std::string> {
        if (auto found = stock::find_warehouse(store, request.warehouse); !found) return found.error();
        const auto state = books::gstin_state(request.gstin);
        if (!state) return state.error();
        auto& all = organisation.registrations;
        std::erase_if(all, [&](const auto& each) { return each.warehouse == request.warehouse; });
        all.push_back({request.gstin, std::string(*state), request.warehouse});
        return request.warehouse + " " + request.gstin;
      });
}

Task<Result<OrganisationReply>> unregister_state(Services& services, std::string warehouse,
                                                 std::string actor) {
  co_return co_await change_organisation(
      services, std::move(actor), "organisation unregister",
      [warehouse = std::move(warehouse)](Organisation& organisation,
                                         const store::Store&) -> Result<std::string> {
        const auto erased = std::erase_if(organisation.registrations,
                                          [&](const auto& each) { return each.warehouse == warehouse; });
        if (erased > 0) return warehouse;
        return make_error(ErrorCode::not_found, "the warehouse has no registration", "warehouse",
                          "sellerctl organisation");
      });
}

Task<Result<api::SetPlace::Reply>> set_place(Services& services, api::SetPlace::Request request,
                                             std::string actor) {
  if (request.state.has_value() == request.clear) {
    co_return make_error(ErrorCode::invalid_argument, "either a state or --clear", "state");
  }
  auto order = find_order(services, request.order_id, request.integration);
  if (!order) co_return order.error();
  PlaceFix fix{.author = actor, .when = services.clock.now()};
  if (request.state) {
    auto state = chosen_state(*request.state, "state");
    if (!state) co_return state.error();
    fix.code = std::move(*state);
  }
  auto written = co_await services.worker.run([&store = services.store, &order, &fix]() -> Result<void> {
    store::Draft draft(store);
    if (fix.code.empty()) {
      draft.erase(store::kPlaceFixes, order->integration, order->order_id);
    } else {
      draft.put(store::kPlaceFixes, fix, order->integration, order->order_id);
    }
    if (auto linked = sync::link_customer(draft, *order); !linked) return linked;
    const auto what = fix.code.empty() ? std::string("as its address says") : fix.code;
    auto noted =
        sync::note_audit(draft.view(), draft.batch(),
                         {0, fix.when, fix.author, "place of supply set", order->order_id + " " + what});
    if (!noted) return noted;
    return store.commit(draft.batch());
  });
  if (!written) co_return written.error();
  const auto situation = tax_situation(services.store, *order);
  if (!situation) co_return situation.error();
  co_return api::SetPlace::Reply{books::tax_of_order(*order, *situation)};
}

}  // namespace

void add_tax_handlers(Dispatcher& dispatcher, Services& services) {
  dispatcher.add<api::GetOrganisation>(
      [&services](api::GetOrganisation::Request, const Caller&) -> Task<Result<OrganisationReply>> {
        auto organisation = services.store.get_or_default(store::kOrganisation, store::kTheOne);
        if (!organisation) co_return organisation.error();
        co_return OrganisationReply{std::move(*organisation)};
      });
  dispatcher.add<api::SetOrganisation>(
      [&services](api::SetOrganisation::Request request, const Caller& caller) {
        return set(services, std::move(request), caller.peer.name);
      });
  dispatcher.add<api::RegisterState>([&services](api::RegisterState::Request request, const Caller& caller) {
    return register_state(services, std::move(request), caller.peer.name);
  });
  dispatcher.add<api::UnregisterState>(
      [&services](api::UnregisterState::Request request, const Caller& caller) {
        return unregister_state(services, std::move(request.warehouse), caller.peer.name);
      });
  dispatcher.add<api::SetPlace>([&services](api::SetPlace::Request request, const Caller& caller) {
    return set_place(services, std::move(request), caller.peer.name);
  });
}

}  // namespace sellerd::control
