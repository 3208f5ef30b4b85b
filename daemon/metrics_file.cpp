#include "daemon/metrics_file.h"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/experimental/awaitable_operators.hpp>

#include "daemon/store/private_file.h"

namespace sellerd {
namespace {

constexpr Duration kInterval = std::chrono::minutes(1);

}  // namespace

MetricsFile::MetricsFile(boost::asio::any_io_executor executor, Clock& clock, store::Worker& reader,
                         Text text)
    : executor_(executor),
      clock_(clock),
      reader_(reader),
      text_(std::move(text)),
      wake_(executor),
      ended_(executor) {}

void MetricsFile::set_path(std::filesystem::path path) {
  path_ = std::move(path);
  wake_.notify();
}

void MetricsFile::start() {
  running_ = true;
  boost::asio::co_spawn(executor_, run(), boost::asio::detached);
}

Task<> MetricsFile::run() {
  using namespace boost::asio::experimental::awaitable_operators;
  while (!stopping_) {
    const auto seen = wake_.count();
    try {
      note(co_await write());
    } catch (const std::exception& bug) {
      note(make_error(ErrorCode::internal, "a bug in sellerd: " + std::string(bug.what())));
    }
    if (stopping_ || wake_.count() != seen) continue;
    if (path_.empty()) {
      co_await wake_.wait();
    } else {
      co_await (clock_.sleep(kInterval) || wake_.wait());
    }
  }
  running_ = false;
  ended_.notify();
}

Task<Result<void>> MetricsFile::write() {
  const auto path = path_;
  if (written_ != path) co_await remove();
  if (path.empty()) {
    trouble_.clear();  // of a file that nobody wants any more
    co_return Result<void>();
  }
  auto text = co_await text_();
  if (!text) co_return text.error();
  auto done =
      co_await reader_.run([&path, &text] { return store::write_open_file(path, "the figures", *text); });
  if (done) written_ = path;
  co_return done;
}

// What cannot be removed now will be written over by the next daemon.
Task<> MetricsFile::remove() {
  if (written_.empty()) co_return;
  co_await reader_.run([path = std::move(written_)] {
    std::error_code ignored;
    return std::filesystem::remove(path, ignored);
  });
  written_.clear();
}

void MetricsFile::note(const Result<void>& outcome) {
  std::string trouble = outcome ? std::string() : outcome.error().text();
  if (trouble == trouble_) return;
  trouble_ = std::move(trouble);
  if (on_change) on_change(outcome ? std::optional<Error>() : std::optional(outcome.error()));
}

Task<> MetricsFile::stop() {
  stopping_ = true;
  wake_.notify();
  while (running_) co_await ended_.wait();
  co_await remove();
}

}  // namespace sellerd
