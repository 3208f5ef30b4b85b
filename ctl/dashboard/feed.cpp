#include "ctl/dashboard/feed.h"

#include <algorithm>

#include "common/api/errors.h"
#include "ctl/session.h"

namespace sellerd::ctl::dashboard {
namespace {

// Of one look, so that keys are heard however much arrives.
constexpr int kMostReplies = 500;

// The rest of a pause that began then. A clock that was set back ends it.
Duration rest_of(Duration pause, Timestamp began, Timestamp now) {
  const auto passed = now - began;
  if (passed < Duration::zero() || passed >= pause) return Duration::zero();
  return pause - passed;
}

}  // namespace

void Feed::ask(std::vector<Question> questions, Timestamp now) {
  for (auto& question : questions) questions_.push_back(std::move(question));
  if (!watch_ && !connect(now)) give_up(make_error(ErrorCode::unavailable, "sellerd is not reachable"));
}

Result<bool> Feed::work(Timestamp now) {
  auto news = follow(now);
  if (!news) return news.error();
  if (watch_) ask_for_parts(now);
  const bool answered = watch_ && converse(now);
  if (model_.status) model_.now = model_.status->now + std::max(Duration::zero(), now - received_);
  return *news || answered;
}

bool Feed::connect(Timestamp now) {
  if (rest_of(kRetry, tried_, now) > Duration::zero()) return false;
  tried_ = now;
  auto connected = Client::connect(socket_);
  if (!connected) {
    lose(connected.error(), now);
    return false;
  }
  watch_.emplace(std::move(*connected));
  const varlink::Call call{.method = std::string(api::Watch::kInfo.name), .parameters = {}, .more = true};
  if (auto sent = watch_->send(call); !sent) {
    lose(sent.error(), now);
    return false;
  }
  return true;
}

void Feed::lose(const Error& error, Timestamp now) {
  watch_.reset();
  query_.reset();
  tried_ = now;
  model_.trouble = "not reachable, trying again";
  give_up(error);
}

Result<bool> Feed::follow(Timestamp now) {
  if (!watch_) {
    const bool had_trouble = !model_.trouble.empty();
    if (!connect(now)) return !had_trouble && !model_.trouble.empty();
  }
  if (rest_of(kPause, received_, now) > Duration::zero()) return false;
  // Only the newest counts; what was sent before it is passed over.
  std::optional<varlink::Reply> newest;
  for (int i = 0; i < kMostReplies; ++i) {
    auto reply = watch_->receive_within(Duration::zero());
    if (!reply) {
      lose(reply.error(), now);
      return true;
    }
    if (!*reply) break;
    newest = std::move(*reply);
    if (!newest->error.empty()) return api::error_from_reply(*newest);
  }
  if (!newest) return false;
  received_ = now;
  auto status = read_record<api::Watch::Reply>(newest->parameters);
  if (!status) return status.error();
  model_.status = std::move(*status);
  model_.now = model_.status->now;
  model_.trouble.clear();
  for (auto& part : parts_) part.due = true;
  return true;
}

void Feed::ask_for_parts(Timestamp now) {
  // What a person has asked for goes first.
  if (!questions_.empty()) return;
  for (auto& part : parts_) {
    if (!part.due || rest_of(part.pause, part.asked, now) > Duration::zero()) continue;
    part.due = false;
    part.asked = now;
    questions_.push_back(part.ask(model_));
  }
}

bool Feed::converse(Timestamp now) {
  bool news = false;
  more_waits_ = false;
  for (int i = 0; i < kMostReplies; ++i) {
    if (!in_flight_ && !send_next(now)) return news;
    auto reply = query_->receive_within(Duration::zero());
    if (!reply) {
      query_.reset();
      finish(reply.error());
      return true;
    }
    if (!*reply) {
      if (rest_of(kTimeout, sent_, now) > Duration::zero()) return news;
      query_.reset();
      finish(make_error(ErrorCode::unavailable, "sellerd does not answer"));
      return true;
    }
    sent_ = now;
    news = take(std::move(**reply)) || news;
  }
  more_waits_ = true;
  return news;
}

bool Feed::send_next(Timestamp now) {
  if (questions_.empty()) return false;
  if (!query_) {
    auto connected = Client::connect(socket_);
    if (!connected) {
      give_up(connected.error());
      return false;
    }
    query_.emplace(std::move(*connected));
  }
  const auto& question = questions_.front();
  const varlink::Call call{
      .method = std::string(question.method), .parameters = question.parameters, .more = question.more};
  if (auto sent = query_->send(call); !sent) {
    query_.reset();
    finish(sent.error());
    return false;
  }
  in_flight_ = true;
  sent_ = now;
  return true;
}

// Whether the question is over.
bool Feed::take(varlink::Reply&& reply) {
  if (!reply.error.empty()) {
    finish(api::error_from_reply(reply));
    return true;
  }
  Result<bool> wanted = true;
  if (!reply.parameters.empty()) wanted = questions_.front().take(std::move(reply.parameters));
  if (wanted && *wanted && reply.continues) return false;
  // The replies still to come would be taken for those of the next question.
  if (reply.continues) query_.reset();
  finish(wanted ? std::nullopt : std::optional(wanted.error()));
  return true;
}

void Feed::finish(const std::optional<Error>& error) {
  in_flight_ = false;
  const auto question = std::move(questions_.front());
  questions_.pop_front();
  auto next = question.end(error);
  questions_.insert(questions_.begin(), std::make_move_iterator(next.begin()),
                    std::make_move_iterator(next.end()));
}

void Feed::give_up(const Error& error) {
  // What would have followed is not had either.
  while (!questions_.empty()) finish(error);
}

std::vector<int> Feed::descriptors(Timestamp now) const {
  std::vector<int> descriptors;
  if (watch_ && rest_of(kPause, received_, now) == Duration::zero())
    descriptors.push_back(watch_->descriptor());
  if (query_ && in_flight_) descriptors.push_back(query_->descriptor());
  return descriptors;
}

Duration Feed::patience(Timestamp now) const {
  if (!watch_) return rest_of(kRetry, tried_, now);
  if (more_waits_ || (!in_flight_ && !questions_.empty())) return Duration::zero();
  auto patience = in_flight_ ? std::max(kPause, rest_of(kTimeout, sent_, now)) : Duration::max();
  if (const auto rest = rest_of(kPause, received_, now); rest > Duration::zero())
    patience = std::min(patience, rest);
  if (in_flight_) return patience;
  for (const auto& part : parts_) {
    if (part.due) patience = std::min(patience, rest_of(part.pause, part.asked, now));
  }
  return patience;
}

}  // namespace sellerd::ctl::dashboard
