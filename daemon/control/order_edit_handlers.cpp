// What people change of an order.
#include "common/api/orders.h"
#include "daemon/books/order_edit.h"
#include "daemon/control/change.h"
#include "daemon/control/tax_book.h"

namespace sellerd::control {
namespace {

using Reply = api::EditOrder::Reply;

constexpr std::size_t kLongestNote = 1'000;

Result<void> check(const api::EditOrder::Request& request) {
  if (request.tax.empty() && !request.note && !request.undo) {
    return make_error(ErrorCode::invalid_argument, "nothing is said", "tax", "--tax, --note or --undo");
  }
  if (!request.tax.empty() && request.undo) {
    return make_error(ErrorCode::invalid_argument, "either rates or --undo", "tax");
  }
  if (request.note && request.note->size() > kLongestNote) {
    return make_error(ErrorCode::invalid_argument, "1000 characters at the most", "note");
  }
  return {};
}

bool is_empty(const OrderEdit& edit) {
  return edit.rates.empty() && edit.note.empty();
}

// What the audit keeps of it: not the note's words, which may be about anybody.
std::string told(const api::EditOrder::Request& request) {
  std::string text = request.order_id;
  for (const auto& rate : request.tax) text += " --tax " + rate;
  if (request.undo) text += " --undo";
  if (request.force) text += " --force";
  if (request.note) text += request.note->empty() ? " without a note" : " with a note";
  return text;
}

struct Planned {
  OrderEdit edit;
  Reply reply;
};

// What the order then looks like. Reads only.
Result<Planned> plan(const store::Store& store, std::uint32_t integration,
                     const api::EditOrder::Request& request, const std::string& actor, Timestamp now) {
  const auto order = store.get(store::kOrders, integration, request.order_id);
  if (!order) return order.error();
  if (!*order) return make_error(ErrorCode::not_found, "the order is gone", "order_id");
  if (!books::bears_gst(**order)) {
    return make_error(ErrorCode::conflict, "the order's amounts are not in rupees: GST is no matter of it",
                      "order_id");
  }
  auto situation = tax_situation(store, **order);
  if (!situation) return situation.error();
  auto edit = situation->edit.value_or(OrderEdit());
  if (request.undo) edit.rates.clear();
  if (request.note) edit.note = *request.note;
  if (!request.tax.empty()) {
    auto rates =
        books::plan_rates(**order, books::tax_of_order(**order, *situation), {request.tax, request.force});
    if (!rates) return rates.error();
    edit.rates = std::move(*rates);
  }
  edit.author = actor;
  edit.when = now;
  situation->edit = is_empty(edit) ? std::nullopt : std::optional(edit);
  Reply reply{books::tax_of_order(**order, *situation), books::rate_warnings(edit.rates, situation->day)};
  return Planned{std::move(edit), std::move(reply)};
}

Task<Result<Reply>> edit_order(Services& services, api::EditOrder::Request request, std::string actor) {
  if (auto good = check(request); !good) co_return good.error();
  const auto order = find_order(services, request.order_id, request.integration);
  if (!order) co_return order.error();
  const auto number = order->integration;
  if (request.dry_run) {
    auto planned = plan(services.store, number, request, actor, services.clock.now());
    if (!planned) co_return planned.error();
    co_return std::move(planned->reply);
  }
  const Deed deed{actor, "order edited", told(request)};
  // Read and written in one step, so that no sync comes between.
  co_return co_await change_books(services, deed,
                                  [number, request = std::move(request), actor = std::move(actor)](
                                      store::Draft& draft, Timestamp now) -> Result<Reply> {
                                    auto planned = plan(draft.view(), number, request, actor, now);
                                    if (!planned) return planned.error();
                                    if (is_empty(planned->edit)) {
                                      draft.erase(store::kOrderEdits, number, request.order_id);
                                    } else {
                                      draft.put(store::kOrderEdits, planned->edit, number, request.order_id);
                                    }
                                    return std::move(planned->reply);
                                  });
}

}  // namespace

void add_order_edit_handlers(Dispatcher& dispatcher, Services& services) {
  dispatcher.add<api::EditOrder>([&services](api::EditOrder::Request request, const Caller& caller) {
    return edit_order(services, std::move(request), caller.peer.name);
  });
}

}  // namespace sellerd::control
