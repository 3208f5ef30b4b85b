// A question of a declared method, with records in and out.
#pragma once

#include <utility>

#include "ctl/dashboard/questions.h"
#include "ctl/session.h"

namespace sellerd::ctl::dashboard {

// A method that streams may also be asked for its first reply alone.
enum class Replying { as_declared, once };

// `take(reply)` says whether more replies are wanted.
template <class Method, class Take, class End>
Question ask(const typename Method::Request& request, Take take, End end,
             Replying replying = Replying::as_declared) {
  Question question;
  question.method = Method::kInfo.name;
  question.parameters = to_json(request).get_object();
  question.more = replying == Replying::as_declared && Method::kInfo.replies != api::Replies::one;
  question.take = [take = std::move(take)](json::object&& parameters) -> Result<bool> {
    auto reply = read_record<typename Method::Reply>(parameters);
    if (!reply) return reply.error();
    return take(std::move(*reply));
  };
  question.end = std::move(end);
  return question;
}

}  // namespace sellerd::ctl::dashboard
