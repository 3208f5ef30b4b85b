// Streaming a table to a client in pieces: nothing of the store is held while the client reads.
#pragma once

#include <boost/asio/post.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "common/model/integration.h"
#include "daemon/control/dispatcher.h"
#include "daemon/store/store.h"

namespace sellerd::control {

// Records looked at per piece: a millisecond or so of the event loop's time.
inline constexpr std::size_t kPiece = 64;

// The optional filter "only this integration" of many requests, as its number. Errors: not_found.
template <class Integrations>
Result<std::optional<std::uint32_t>> chosen_integration(const Integrations& integrations,
                                                        const std::optional<std::string>& name,
                                                        std::string_view field = "integration") {
  if (!name) return std::optional<std::uint32_t>{};
  auto found = integrations.find(std::string_view(*name));
  if (!found) {
    Error error = found.error();
    error.field = field;
    return error;
  }
  return std::optional<std::uint32_t>(found->number);
}

// To those who have not said which of several integrations they mean.
inline constexpr std::string_view kNameTheIntegration =
    "sellerctl integrations, then the same with --integration NAME";

// The named integration, or the only one. Errors: not_found; conflict when it is not clear whose `what` it
// is.
template <class Integrations>
Result<Integration> the_integration(const Integrations& integrations, const std::optional<std::string>& name,
                                    std::string_view what) {
  if (name) return integrations.find(std::string_view(*name));
  auto all = integrations.all();
  if (all.size() == 1) return std::move(all.front());
  return make_error(ErrorCode::conflict, "it is not clear whose " + std::string(what) + " it is",
                    "integration", all.empty() ? "sellerctl connect" : std::string(kNameTheIntegration));
}

// The request's limit as a count. Errors: invalid_argument.
inline Result<std::size_t> chosen_limit(const std::optional<std::int64_t>& limit,
                                        std::string_view field = "limit") {
  if (!limit) return SIZE_MAX;
  if (*limit < 1) return make_error(ErrorCode::invalid_argument, "must be 1 or more", std::string(field));
  return static_cast<std::size_t>(*limit);
}

// Walks `range` in pieces, so that no scan stays open while others get the event loop. `visit(record)` is a
// Task<Result<bool>> or a Result<bool>; false stops.
template <class Record, class... Parts, class Visit>
Task<Result<void>> walk_table(const store::Store& store, const store::Table<Record, Parts...>& table,
                              store::Range range, store::Direction direction, Visit visit) {
  for (bool more = true; more;) {
    std::vector<Record> piece;
    std::string last;
    auto scanned = store.scan(table, range, direction, [&](Record record, std::string_view key) {
      piece.push_back(std::move(record));
      last = key;
      return piece.size() < kPiece;
    });
    if (!scanned) co_return scanned.error();
    more = piece.size() == kPiece;
    // A filter that lets few through would keep the loop for the whole range.
    co_await boost::asio::post(co_await boost::asio::this_coro::executor, boost::asio::use_awaitable);
    for (const auto& record : piece) {
      Result<bool> go_on = true;
      if constexpr (std::is_same_v<decltype(visit(record)), Result<bool>>) {
        go_on = visit(record);
      } else {
        go_on = co_await visit(record);
      }
      if (!go_on) co_return go_on.error();
      if (!*go_on) co_return Result<void>();
    }
    if (direction == store::Direction::forward) {
      range.from = last + '\0';
    } else {
      range.to = last;
    }
  }
  co_return Result<void>();
}

// Walks `range` and sends what `select(record)` gives (an optional reply, or a Result of one), up to `limit`
// replies.
template <class Record, class... Parts, class Reply, class Select>
Task<Result<void>> send_table(const store::Store& store, const store::Table<Record, Parts...>& table,
                              store::Range range, store::Direction direction, std::size_t limit,
                              ReplyStream<Reply>& stream, Select select) {
  // Awaited here, where what it refers to lives.
  // NOLINTNEXTLINE(cppcoreguidelines-avoid-capturing-lambda-coroutines)
  const auto send = [&](const Record& record) -> Task<Result<bool>> {
    Result<std::optional<Reply>> reply = select(record);
    if (!reply) co_return reply.error();
    if (!*reply) co_return true;
    if (!co_await stream.send(**reply)) co_return false;
    co_return --limit > 0;
  };
  if (limit == 0) co_return Result<void>();
  co_return co_await walk_table(store, table, std::move(range), direction, send);
}

}  // namespace sellerd::control
