// Replies as the client reads and shows them: whatever a daemon answers, nothing that is printed has power
// over a terminal.
#include <cstdint>
#include <cstdlib>

#include "common/api/all.h"
#include "common/api/errors.h"
#include "common/charset.h"
#include "common/varlink/message.h"
#include "ctl/error_text.h"
#include "ctl/flat_record.h"
#include "ctl/order_text.h"
#include "ctl/progress_text.h"
#include "ctl/record_text.h"
#include "ctl/session.h"
#include "ctl/status_text.h"
#include "ctl/why_text.h"

using namespace sellerd;
using namespace sellerd::ctl;

namespace {

// Anything odd about a terminal: small, and able to do everything.
const Terminal kTerminal{.interactive = true, .live = true, .color = false, .unicode = true, .width = 40};

void require(bool condition) {
  if (!condition) std::abort();
}

// Line feeds are ours.
void check_shown(std::string_view text) {
  require(is_valid_utf8(text));
  for (const char c : text) require(static_cast<unsigned char>(c) >= ' ' || c == '\n');
  require(text.find('\x7f') == std::string_view::npos);
}

template <class Reply>
void check_typed(const Reply& reply) {
  if constexpr (std::is_same_v<Reply, api::GetStatus::Reply>) check_shown(status_text(reply, kTerminal));
  if constexpr (std::is_same_v<Reply, api::GetOrder::Reply>)
    check_shown(order_text(reply.order, reply.stock, reply.tax, reply.customer));
  if constexpr (std::is_same_v<Reply, api::Explain::Reply>)
    check_shown(WhyWriter(kTerminal).add(reply.explanation));
  if constexpr (std::is_same_v<Reply, api::RunNews>) {
    for (const auto& run : reply.runs) {
      check_shown(progress_text(run, Timestamp()));
      check_shown(progress_bar(run, Timestamp(), 60, true));
      check_shown(result_text(run));
    }
  }
}

template <class Reply>
void check_reply(const json::object& parameters) {
  static const Shape shape = shape_of<Reply>();
  static const Shape& record = sole_record(shape) == nullptr ? shape : sole_record(shape)->shape;
  const auto* sole = sole_record(shape);
  const auto* inner = sole == nullptr ? nullptr : parameters.if_contains(sole->name);
  // The default views show what is there, of whatever type it is.
  const auto& shown = inner != nullptr && inner->is_object() ? inner->get_object() : parameters;
  check_shown(record_text(record, shown, kTerminal));
  const auto fields = table_fields(record);
  Table table(table_columns(fields), kTerminal);
  check_shown(table.add(table_row(fields, shown)) + table.finish());
  require(flat_cells(record, shown).size() == flat_columns(record).size());
  if (const auto reply = read_record<Reply>(parameters)) check_typed(*reply);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto reply = varlink::parse_reply(text);
  if (!reply) return 0;
  if (!reply->error.empty()) {
    const auto error = api::error_from_reply(*reply);
    require(!error.message.empty());
    check_shown(error_text(error));
  }
  api::for_each_type(api::Interfaces{}, [&]<class Interface>() {
    api::for_each_type(typename Interface::Methods{},
                       [&]<class Method>() { check_reply<typename Method::Reply>(reply->parameters); });
  });
  return 0;
}
