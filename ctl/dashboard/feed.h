// Keeps a model in step with the daemon without ever waiting for it: follows the status on one connection and
// asks on another. Not thread-safe; the caller waits for `descriptors` or until `patience` has passed and
// then calls work().
#pragma once

#include <deque>
#include <filesystem>
#include <optional>
#include <vector>

#include "ctl/client.h"
#include "ctl/dashboard/questions.h"

namespace sellerd::ctl::dashboard {

class Feed {
 public:
  // News come at most this often, however fast the books change.
  static constexpr Duration kPause{100};
  // Between two tries to reach a daemon that is away.
  static constexpr Duration kRetry{1'000};
  // An answer that takes longer is given up.
  static constexpr Duration kTimeout{10'000};

  // The model must outlive the feed.
  Feed(std::filesystem::path socket, Model& model) : socket_(std::move(socket)), model_(model) {}

  // Asked once the connection is free, after what was asked before. With no daemon it ends with the error at
  // once.
  void ask(std::vector<Question> questions, Timestamp now);

  // Takes what has arrived and asks for what has changed. Whether there is something new to see. Error: the
  // daemon answers, but not what can be shown.
  Result<bool> work(Timestamp now);

  // Readable when there is something to do; nothing else need be waited for.
  std::vector<int> descriptors(Timestamp now) const;
  // How long it may be left alone when none of them is; the longest span for ever.
  Duration patience(Timestamp now) const;

 private:
  // A part of the model that is asked for again when the status has changed, but not all the time.
  struct Part {
    Question (*ask)(Model&);
    Duration pause;
    bool due = false;
    Timestamp asked{};
  };

  Result<bool> follow(Timestamp now);
  // Requires that there is no connection.
  bool connect(Timestamp now);
  void lose(const Error& error, Timestamp now);
  void ask_for_parts(Timestamp now);
  bool converse(Timestamp now);
  bool send_next(Timestamp now);
  bool take(varlink::Reply&& reply);
  void finish(const std::optional<Error>& error);
  void give_up(const Error& error);

  std::filesystem::path socket_;
  Model& model_;
  std::optional<Client> watch_;
  std::optional<Client> query_;
  std::deque<Question> questions_;
  bool in_flight_ = false;   // the first of them has been sent
  bool more_waits_ = false;  // replies that were read from the socket already
  Timestamp sent_{};
  Timestamp tried_{};     // the last try to connect
  Timestamp received_{};  // the last status
  std::vector<Part> parts_{{&ask_integrations, Duration(2'000)},
                           {&ask_runs, Duration(1'000)},
                           {&ask_orders, Duration(5'000)},
                           {&ask_items, Duration(5'000)},
                           {&ask_quota, Duration(2'000)}};
};

}  // namespace sellerd::ctl::dashboard
