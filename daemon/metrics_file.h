// The figures of `sellerctl metrics` as a file, for node_exporter's textfile collector.
#pragma once

#include <filesystem>
#include <functional>
#include <string>

#include "daemon/event.h"
#include "daemon/store/worker.h"

namespace sellerd {

// Thread: the event loop's; the file itself is written on the reader. Trouble with it disturbs nobody else.
class MetricsFile {
 public:
  using Text = std::function<Task<Result<std::string>>()>;

  MetricsFile(boost::asio::any_io_executor executor, Clock& clock, store::Worker& reader, Text text);

  // Where the file shall be from now on; empty: nowhere. One that lies elsewhere goes.
  void set_path(std::filesystem::path path);

  // Writes it now, every minute and whenever something is told, until stop().
  void start();
  // There is news: a run has ended.
  void wake() { wake_.notify(); }
  // Returns when the file is gone: figures of a daemon that does not run would mislead.
  Task<> stop();

  // Told why the file cannot be written, once until that changes; and with nothing once it can be again.
  std::function<void(const std::optional<Error>&)> on_change;

 private:
  Task<> run();
  Task<Result<void>> write();
  Task<> remove();
  void note(const Result<void>& outcome);

  boost::asio::any_io_executor executor_;
  Clock& clock_;
  store::Worker& reader_;
  Text text_;
  std::filesystem::path path_;
  std::filesystem::path written_;  // where a file of ours lies
  std::string trouble_;            // what was told last; empty: none
  Event wake_;
  Event ended_;
  bool running_ = false;
  bool stopping_ = false;
};

}  // namespace sellerd
