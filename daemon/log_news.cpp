#include "daemon/log_news.h"

#include "daemon/log.h"
#include "daemon/sync/run_task.h"

namespace sellerd {

void log_run(const Run& run) {
  const log::Attributes attributes = {{"run", std::to_string(run.id)},
                                      {"integration", run.integration_name},
                                      {"module", std::string(enum_name(run.module))},
                                      {"job", run.job},
                                      {"order", sync::pulled_order(run)},
                                      {"state", std::string(enum_name(run.state))},
                                      {"pages", std::to_string(run.pages)},
                                      {"created", std::to_string(run.counts.created)},
                                      {"updated", std::to_string(run.counts.updated)},
                                      {"unchanged", std::to_string(run.counts.unchanged)},
                                      {"failed", std::to_string(run.counts.failed)},
                                      {"reason", run.reason}};
  if (run.state == RunState::running) {
    log::info(run.resumptions > 0 ? "run resumed" : "run started", attributes);
  } else if (run.state == RunState::succeeded) {
    log::info("run ended", attributes);
  } else {
    log::warning("run ended", attributes);
  }
}

void log_call(const std::string& integration, const CallNews& news) {
  const log::Attributes attributes = {
      {"integration", integration},
      {"operation", std::string(news.operation)},
      {"outcome", std::string(news.error ? to_string(*news.error) : "answered")},
      {"status", std::to_string(news.status)},
      {"request_id", news.request_id},
      {"milliseconds", std::to_string(news.took.count())}};
  if (news.error) {
    log::warning("call to the marketplace failed", attributes);
  } else {
    log::debug("call to the marketplace", attributes);
  }
}

void log_refused(const control::Peer& peer, std::string_view method) {
  log::warning("call refused", {{"user", peer.name}, {"method", std::string(method)}});
}

void log_metrics_file(const std::optional<Error>& trouble) {
  if (trouble) {
    log::warning("the file of figures is not written", {{"why", trouble->text()}});
  } else {
    log::info("the file of figures is written again");
  }
}

}  // namespace sellerd
