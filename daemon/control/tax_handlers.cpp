// The business, and where its orders are taxed.
#include "common/api/tax.h"

#include <algorithm>

#include "daemon/books/gstin.h"
#include "daemon/control/change.h"
#include "daemon/control/tax_book.h"
#include "daemon/stock/warehouses.h"
#include "daemon/sync/customer_book.h"

namespace sellerd::control {
namespace {

using OrganisationReply = api::GetOrganisation::Reply;

// `change(organisation, store)` gives nothing, or an error: then nothing is written.
template <class Change>
Task<Result<OrganisationReply>> change_organisation(Services& services, Deed deed, Change change) {
  co_return co_await change_books(
      services, std::move(deed),
      [change = std::move(change)](store::Draft& draft, Timestamp) -> Result<OrganisationReply> {
        auto organisation = draft.get_or_default(store::kOrganisation, store::kTheOne);
        if (!organisation) return organisation.error();
        if (Result<void> changed = change(*organisation, draft.view()); !changed) return changed.error();
        draft.put(store::kOrganisation, *organisation, store::kTheOne);
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
  Deed deed{std::move(actor), "organisation set", json::serialize(to_json(request))};
  co_return co_await change_organisation(
      services, std::move(deed),
      [request = std::move(request)](Organisation& organisation, const store::Store& store) -> Result<void> {
        if (auto done = set_state(request, organisation); !done) return done.error();
        if (request.currency) {
          if (auto done = set_currency(*request.currency, store, organisation); !done) return done.error();
        }
        if (request.registered) organisation.unregistered = !*request.registered;
        return {};
      });
}

Task<Result<OrganisationReply>> register_state(Services& services, api::RegisterState::Request request,
                                               std::string actor) {
  Deed deed{std::move(actor), "organisation register", request.warehouse + " " + request.gstin};
  co_return co_await change_organisation(
      services, std::move(deed),
      [request = std::move(request)](Organisation& organisation, const store::Store& store) -> Result<void> {
        if (auto found = stock::find_warehouse(store, request.warehouse); !found) return found.error();
        const auto state = books::gstin_state(request.gstin);
        if (!state) return state.error();
        auto& all = organisation.registrations;
        std::erase_if(all, [&](const auto& each) { return each.warehouse == request.warehouse; });
        all.push_back({request.gstin, std::string(*state), request.warehouse});
        return {};
      });
}

Task<Result<OrganisationReply>> unregister_state(Services& services, std::string warehouse,
                                                 std::string actor) {
  Deed deed{std::move(actor), "organisation unregister", warehouse};
  co_return co_await change_organisation(
      services, std::move(deed),
      [warehouse = std::move(warehouse)](Organisation& organisation, const store::Store&) -> Result<void> {
        const auto erased = std::erase_if(organisation.registrations,
                                          [&](const auto& each) { return each.warehouse == warehouse; });
        if (erased > 0) return {};
        return make_error(ErrorCode::not_found, "the warehouse has no registration", "warehouse",
                          "sellerctl organisation");
      });
}

Task<Result<api::SetPlace::Reply>> set_place(Services& services, api::SetPlace::Request request,
                                             std::string actor) {
  if (request.state.has_value() == request.clear) {
    co_return make_error(ErrorCode::invalid_argument, "either a state or --clear", "state");
  }
  const auto found = find_order(services, request.order_id, request.integration);
  if (!found) co_return found.error();
  PlaceFix fix{.author = actor, .when = services.clock.now()};
  if (request.state) {
    auto state = chosen_state(*request.state, "state");
    if (!state) co_return state.error();
    fix.code = std::move(*state);
  }
  Deed deed{std::move(actor), "place of supply set",
            found->order_id + " " + (fix.code.empty() ? "as its address says" : fix.code)};
  co_return co_await change_books(services, std::move(deed),
                                  [fix = std::move(fix), number = found->integration, id = found->order_id](
                                      store::Draft& draft, Timestamp) -> Result<api::SetPlace::Reply> {
                                    if (fix.code.empty()) {
                                      draft.erase(store::kPlaceFixes, number, id);
                                    } else {
                                      draft.put(store::kPlaceFixes, fix, number, id);
                                    }
                                    sync::CustomerBook customers(draft);
                                    const auto order = customers.link_again(number, id);
                                    if (!order) return order.error();
                                    if (!*order)
                                      return make_error(ErrorCode::not_found, "the order is gone",
                                                        "order_id");
                                    if (auto done = customers.finish(); !done) return done.error();
                                    const auto situation = tax_situation(draft.view(), **order);
                                    if (!situation) return situation.error();
                                    return api::SetPlace::Reply{books::tax_of_order(**order, *situation)};
                                  });
}

Task<Result<OrganisationReply>> show_organisation(Services& services) {
  auto organisation = services.store.get_or_default(store::kOrganisation, store::kTheOne);
  if (!organisation) co_return organisation.error();
  co_return OrganisationReply{std::move(*organisation)};
}

}  // namespace

void add_tax_handlers(Dispatcher& dispatcher, Services& services) {
  dispatcher.add<api::GetOrganisation>(
      [&services](api::GetOrganisation::Request, const Caller&) { return show_organisation(services); });
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
