#include "tests/sandbox/feed_messages.h"

#include <algorithm>
#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>
#include <limits>
#include <set>

#include "tests/sandbox/body_fields.h"
#include "tests/sandbox/listing_patch.h"
#include "tests/sandbox/parameter_checks.h"

namespace sellerd::sandbox {
namespace {

namespace json = boost::json;

constexpr std::size_t kMostMessages = 25'000;
constexpr std::string_view kVersion = "2.0";

ListingIssue bad_form(const std::string& message) {
  return {"4000003", message, {}, "INVALID_ATTRIBUTE"};
}

// The attributes of a message as operations that replace them.
Result<std::vector<PatchOperation>> replacements(const json::value& attributes) {
  if (!attributes.is_object() || attributes.get_object().empty())
    return invalid("attributes", "must be an object that is not empty");
  json::array patches;
  for (const auto& attribute : attributes.get_object()) {
    patches.push_back(json::object{{"op", "replace"},
                                   {"path", "/attributes/" + std::string(attribute.key())},
                                   {"value", attribute.value()}});
  }
  return read_patches(patches);
}

// UPDATE gives the whole listing: an availability that it leaves out is gone. What it says about other
// attributes changes nothing here.
Result<std::vector<PatchOperation>> whole_listing(const json::value& attributes) {
  auto operations = replacements(attributes);
  if (operations.has_error()) return operations;
  std::erase_if(*operations, [](const PatchOperation& one) { return one.attribute != kAvailability; });
  if (operations->empty()) operations->push_back({"delete", std::string(kAvailability), std::nullopt});
  return operations;
}

struct Form {
  std::string_view operation;
  std::string_view content;  // "attributes" or "patches"
  std::vector<std::string_view> excluded;
  Result<std::vector<PatchOperation>> (*read)(const json::value& content);
};

const Form kForms[] = {
    {"PATCH", "patches", {"requirements", "attributes"}, read_patches},
    {"PARTIAL_UPDATE", "attributes", {"requirements", "patches"}, replacements},
    {"UPDATE", "attributes", {"patches"}, whole_listing},
};

Result<PatchRequest> read_request(const json::object& message) {
  const auto operation = required_text(message, "operationType");
  if (operation.has_error()) return operation.error();
  const auto form = std::ranges::find(kForms, *operation, &Form::operation);
  if (form == std::end(kForms))
    return invalid("operationType", "must be PATCH, PARTIAL_UPDATE or UPDATE; nothing is deleted here");
  for (const std::string_view name : form->excluded) {
    if (message.contains(name)) return invalid(name, "is not applicable to " + *operation);
  }
  auto type = required_text(message, "productType");
  if (type.has_error()) return type.error();
  const json::value* content = message.if_contains(form->content);
  if (content == nullptr) return invalid(form->content, "must be given");
  auto operations = form->read(*content);
  if (operations.has_error()) return operations.error();
  return PatchRequest{*std::move(type), *std::move(operations)};
}

class Judge {
 public:
  Judge(const Catalogue& catalogue, const Shop& shop, bool refuse_some)
      : catalogue_(catalogue), shop_(shop), refuse_some_(refuse_some) {}

  FeedOutcome run(const std::string& document);

 private:
  Result<json::array> read_messages(const std::string& document) const;
  void judge_message(const json::value& source);
  void refuse(const FeedIssue& where, ListingIssue issue);
  bool is_unlucky() { return refuse_some_ && ++good_ % 2 == 0; }

  const Catalogue& catalogue_;
  const Shop& shop_;
  bool refuse_some_;
  std::set<std::int64_t> seen_;
  std::size_t good_ = 0;
  FeedOutcome outcome_;
};

Result<json::array> Judge::read_messages(const std::string& document) const {
  const auto feed = read_body(document);
  if (feed.has_error()) return feed.error();
  const json::value* header = feed->if_contains("header");
  if (header == nullptr || !header->is_object()) return invalid("header", "must be given");
  const auto seller = required_text(header->get_object(), "sellerId");
  if (seller.has_error()) return seller.error();
  if (*seller != shop_.seller_id) return invalid("sellerId", "is not the seller of this account");
  const auto version = required_text(header->get_object(), "version");
  if (version.has_error()) return version.error();
  if (*version != kVersion) return invalid("version", "must be 2.0");
  const json::value* messages = feed->if_contains("messages");
  if (messages == nullptr || !messages->is_array() || messages->get_array().empty() ||
      messages->get_array().size() > kMostMessages)
    return invalid("messages", "must be a list of 1 to 25000 messages");
  return messages->get_array();
}

void Judge::refuse(const FeedIssue& where, ListingIssue issue) {
  outcome_.issues.push_back({where.message_id, where.sku, std::move(issue)});
}

void Judge::judge_message(const json::value& source) {
  ++outcome_.processed;
  ++outcome_.invalid;  // until it proves good
  FeedIssue where;
  if (!source.is_object()) return refuse(where, bad_form("a message must be an object"));
  const json::object& message = source.get_object();
  if (const json::value* id = message.if_contains("messageId"); id != nullptr)
    where.message_id = whole_number(*id, 1, std::numeric_limits<std::int32_t>::max());
  const auto sku = required_text(message, "sku");
  if (sku.has_value()) where.sku = *sku;
  if (!where.message_id) return refuse(where, bad_form("messageId: must be a number from 1 to 2147483647"));
  if (!seen_.insert(*where.message_id).second)
    return refuse(where, bad_form("messageId: is given more than once"));
  if (sku.has_error()) return refuse(where, bad_form(sku.error().text()));
  const auto request = read_request(message);
  if (request.has_error()) return refuse(where, bad_form(request.error().text()));
  const auto id = catalogue_.id_of(*sku);
  Judgement judgement = judge(*request, id ? &catalogue_.at(*id) : nullptr, shop_.marketplace_id);
  for (ListingIssue& issue : judgement.issues) refuse(where, std::move(issue));
  if (!judgement.issues.empty()) return;
  if (is_unlucky())
    return refuse(where, {"8541", "The message could not be processed. Submit it again.", {}, {}});
  --outcome_.invalid;
  outcome_.writes.push_back({*id, std::move(judgement.changes)});
}

FeedOutcome Judge::run(const std::string& document) {
  const auto messages = read_messages(document);
  if (messages.has_error()) {
    outcome_.fatal = true;
    refuse({}, bad_form(messages.error().text()));
    return std::move(outcome_);
  }
  for (const json::value& message : *messages) judge_message(message);
  return std::move(outcome_);
}

json::object issue_json(const FeedIssue& issue) {
  json::object out;
  if (issue.message_id) out["messageId"] = *issue.message_id;
  if (!issue.sku.empty()) out["sku"] = issue.sku;
  out["code"] = issue.issue.code;
  out["severity"] = "ERROR";
  out["message"] = issue.issue.message;
  if (!issue.issue.attribute.empty()) out["attributeName"] = issue.issue.attribute;
  return out;
}

}  // namespace

FeedOutcome judge_feed(const std::string& document, const Catalogue& catalogue, const Shop& shop,
                       bool refuse_some) {
  return Judge(catalogue, shop, refuse_some).run(document);
}

std::string feed_report(const FeedOutcome& outcome, const std::string& feed_id, const Shop& shop) {
  json::array issues;
  for (const FeedIssue& issue : outcome.issues) issues.push_back(issue_json(issue));
  const json::object header{{"sellerId", shop.seller_id}, {"version", kVersion}, {"feedId", feed_id}};
  const json::object summary{{"errors", outcome.issues.size()},
                             {"warnings", 0},
                             {"messagesProcessed", outcome.processed},
                             {"messagesAccepted", outcome.writes.size()},
                             {"messagesInvalid", outcome.invalid}};
  return json::serialize(
      json::object{{"header", header}, {"issues", std::move(issues)}, {"summary", summary}});
}

}  // namespace sellerd::sandbox
