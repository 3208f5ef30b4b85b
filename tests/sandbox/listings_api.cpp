#include "tests/sandbox/listings_api.h"

#include <algorithm>
#include <tuple>

#include "tests/sandbox/listing_patch.h"
#include "tests/sandbox/offset_token.h"
#include "tests/sandbox/random.h"

namespace sellerd::sandbox {
namespace {

namespace json = boost::json;

constexpr std::size_t kMostResults = 1'000;

http::Response foreign_seller() {
  return unauthorized("The seller is not the one who authorized the application.");
}

}  // namespace

StockWrites::Fate fate_of_write(Fault fault, FaultInjector& faults) {
  const bool strikes = fault == Fault::lost_write || fault == Fault::late_rejection;
  if (!strikes) return StockWrites::Fate::applies;
  faults.happened(fault);
  return fault == Fault::lost_write ? StockWrites::Fate::lost : StockWrites::Fate::rejected;
}

json::object ListingsApi::render(ProductId product, EnumSet<ListingData> included) const {
  return listing_json(data_.catalogue.at(product), live_quantity(data_, warehouse_, product), included,
                      shop_);
}

http::Response ListingsApi::get(const std::string& seller_id, const std::string& sku,
                                const Parameters& parameters) const {
  if (seller_id != shop_.seller_id) return foreign_seller();
  const auto included = read_listing_data(parameters, shop_);
  if (included.has_error()) return invalid_input(included.error());
  const auto product = data_.catalogue.id_of(sku);
  if (!product) return not_found("SKU '" + sku + "' not found in marketplace " + shop_.marketplace_id);
  return json_answer(200, render(*product, *included));
}

std::vector<ProductId> ListingsApi::found(const ListingQuery& query) const {
  std::vector<ProductId> found;
  for (ProductId id = 0; id < data_.catalogue.size(); ++id) {
    if (query.wants(data_.catalogue.at(id), live_quantity(data_, warehouse_, id))) found.push_back(id);
  }
  const auto key = [&](ProductId id) {
    const Product& product = data_.catalogue.at(id);
    const Timestamp time =
        query.sort == ListingQuery::Sort::created ? listed_since(product) : last_updated(product);
    return std::tuple(query.sort == ListingQuery::Sort::sku ? Timestamp{} : time,
                      std::string_view{product.sku});
  };
  std::ranges::sort(found, {}, key);
  if (query.descending) std::ranges::reverse(found);
  return found;
}

http::Response ListingsApi::search(const std::string& seller_id, const Parameters& parameters,
                                   Timestamp now) const {
  if (seller_id != shop_.seller_id) return foreign_seller();
  const auto query = read_listing_query(parameters, shop_);
  if (query.has_error()) return invalid_input(query.error());
  std::size_t skip = 0;
  if (!query->page_token.empty()) {
    const auto token = unseal_offset(query->page_token, seed_);
    if (!token || token->search != query->fingerprint) {
      return invalid_input(
          make_error(ErrorCode::invalid_argument, "is not a token of this search", "pageToken"));
    }
    skip = token->skip;
  }
  const auto results = found(*query);
  const std::size_t reachable = std::min(results.size(), kMostResults);
  const std::size_t end = std::min(skip + query->page_size, reachable);
  json::array items;
  for (std::size_t i = skip; i < end; ++i) items.push_back(render(results[i], query->included));
  json::object pagination;
  const auto token_for = [&](std::size_t first) {
    return seal(OffsetToken{now, query->fingerprint, first}, seed_);
  };
  if (end < reachable) pagination["nextToken"] = token_for(end);
  if (skip > 0) pagination["previousToken"] = token_for(skip - std::min(skip, query->page_size));
  json::object answer{{"numberOfResults", results.size()}};
  if (!pagination.empty()) answer["pagination"] = std::move(pagination);
  answer["items"] = std::move(items);
  return json_answer(200, answer);
}

http::Response ListingsApi::patch(const std::string& seller_id, const std::string& sku,
                                  const Parameters& parameters, const std::string& body, Timestamp now,
                                  Fault fault) {
  if (seller_id != shop_.seller_id) return foreign_seller();
  const auto mode = read_patch_mode(parameters, shop_);
  if (mode.has_error()) return invalid_input(mode.error());
  const auto request = read_patch_request(body);
  if (request.has_error()) return invalid_input(request.error());
  const auto id = data_.catalogue.id_of(sku);
  const Product* product = id ? &data_.catalogue.at(*id) : nullptr;
  Judgement judgement = judge(*request, product, shop_.marketplace_id);
  const bool good = judgement.issues.empty();
  if (good && !mode->preview) {
    writes_.accept(*id, std::move(judgement.changes), now, fate_of_write(fault, faults_));
  }
  const std::uint64_t dice = mix(seed_ ^ mix(++submissions_ + 0x5b));
  json::object answer{{"sku", sku},
                      {"status", !good           ? "INVALID"
                                 : mode->preview ? "VALID"
                                                 : "ACCEPTED"},
                      {"submissionId", hex(dice) + hex(mix(dice))}};
  if (mode->issues) answer["issues"] = issues_json(judgement.issues, shop_);
  if (mode->identifiers && product != nullptr) {
    answer["identifiers"] =
        json::array{json::object{{"marketplaceId", shop_.marketplace_id}, {"asin", product->asin}}};
  }
  return json_answer(200, answer);
}

}  // namespace sellerd::sandbox
