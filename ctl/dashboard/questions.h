// The calls that fill the model and what is opened. Nothing here sends them: who does may wait for the answer
// (plain output) or not (the screen).
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "common/error.h"
#include "common/json.h"
#include "ctl/dashboard/model.h"

namespace sellerd::ctl::dashboard {

struct Question {
  std::string_view method;
  json::object parameters;
  bool more = false;
  // Each reply that has something to say. False: no more of them are wanted. Error: it is not understood.
  std::function<Result<bool>(json::object&&)> take;
  // Once, after the last reply or with the error; what follows from it is asked next.
  std::function<std::vector<Question>(const std::optional<Error>&)> end;
};

// Each fills its part of the model, which must outlive the answer, all at once when the answer is complete;
// what cannot be had is noted in Model::missing.
Question ask_integrations(Model& model);
Question ask_runs(Model& model);
Question ask_orders(Model& model);
Question ask_items(Model& model);
Question ask_quota(Model& model);

// What there is to know of what was opened; none where the model knows it.
std::vector<Question> ask_detail(const std::shared_ptr<Detail>& detail);

// Starts a sync of everything; `tell` gets a sentence about what came of it.
Question ask_sync(std::function<void(std::string)> tell);

}  // namespace sellerd::ctl::dashboard
