#include "daemon/channel/amazon/listings_codec.h"

#include <algorithm>

#include "daemon/channel/amazon/fault.h"
#include "daemon/channel/amazon/report_columns.h"

namespace sellerd::amazon {
namespace {

std::string fulfilled_by(std::string_view channel) {
  if (channel.starts_with("AMAZON")) return "AMAZON";
  if (channel == "DEFAULT") return "MERCHANT";
  return std::string(channel);
}

// Amazon writes the year first, or the day first with slashes between.
std::string opened_day(std::string_view text) {
  const auto shaped = [text](std::string_view shape) {
    return text.size() >= shape.size() &&
           std::equal(shape.begin(), shape.end(), text.begin(),
                      [](char s, char c) { return s == '9' ? c >= '0' && c <= '9' : s == c; });
  };
  std::string day;
  if (shaped("9999-99-99 ")) day = text.substr(0, 10);
  if (shaped("99/99/9999 ")) {
    day.append(text.substr(6, 4)).append("-").append(text.substr(3, 2)).append("-").append(text.substr(0, 2));
  }
  return parse_time(day + "T00:00:00Z") ? day : std::string();
}

Result<std::optional<Money>> read_price(std::string_view text, const std::string& currency) {
  if (text.empty() || currency.empty()) return std::optional<Money>();
  const auto price = Money::parse(text, currency);
  if (!price) {
    return make_error(ErrorCode::malformed, "\"" + printable(text, 40) + "\" is not a price in " + currency,
                      "price");
  }
  return std::optional<Money>(*price);
}

}  // namespace

Result<ListingsDecoder> ListingsDecoder::make(const std::vector<std::string>& header, Charset charset,
                                              std::string currency, std::uint32_t integration) {
  ListingsDecoder decoder;
  decoder.charset_ = charset;
  decoder.currency_ = std::move(currency);
  decoder.integration_ = integration;
  decoder.sku_ = find_column(header, "seller-sku");
  decoder.listing_id_ = find_column(header, "listing-id");
  decoder.asin_ = find_column(header, "asin1");
  decoder.title_ = find_column(header, "item-name");
  decoder.price_ = find_column(header, "price");
  decoder.quantity_ = find_column(header, "quantity");
  decoder.channel_ = find_column(header, "fulfillment-channel");
  decoder.status_ = find_column(header, "status");
  decoder.opened_ = find_column(header, "open-date");
  if (decoder.sku_) return decoder;
  return missing_column("listings report", "seller-sku", header, charset);
}

std::string_view ListingsDecoder::field(const TsvRow& row, const std::optional<std::size_t>& column) const {
  return column && *column < row.fields.size() ? row.fields[*column] : std::string_view();
}

Result<Listing> ListingsDecoder::read(const TsvRow& row) const {
  const auto sku = field(row, sku_);
  if (sku.empty()) return make_error(ErrorCode::malformed, "is empty", "seller-sku");
  Listing listing;
  listing.integration = integration_;
  auto text = exact_text(charset_, sku, "seller-sku");
  if (!text) return text.error();
  listing.sku = std::move(*text);
  listing.listing_id = to_utf8(charset_, field(row, listing_id_));
  listing.asin = to_utf8(charset_, field(row, asin_));
  listing.title = to_utf8(charset_, field(row, title_));
  listing.fulfilled_by = fulfilled_by(to_utf8(charset_, field(row, channel_)));
  listing.channel_status = to_utf8(charset_, field(row, status_));
  listing.opened = opened_day(field(row, opened_));
  const auto quantity = read_quantity(field(row, quantity_));
  if (!quantity) return quantity.error();
  listing.quantity = *quantity;
  const auto price = read_price(field(row, price_), currency_);
  if (!price) return price.error();
  listing.price = *price;
  return listing;
}

Decoded<Listing> ListingsDecoder::decode(const TsvRow& row) const {
  const std::string place = "line " + std::to_string(row.line);
  Undecodable undecodable{place, {}, {}};
  if (row.problem) {
    undecodable.error = *row.problem;
  } else {
    auto listing = read(row);
    if (listing) return std::move(*listing);
    undecodable.error = within(place, listing.error());
    if (const auto sku = field(row, sku_); !sku.empty())
      undecodable.record_id = printable(to_utf8(charset_, sku), 100);
  }
  undecodable.payload = cut_utf8(to_utf8(charset_, row.raw), Undecodable::kLongestPayload);
  return undecodable;
}

}  // namespace sellerd::amazon
