// The report GET_MERCHANT_LISTINGS_ALL_DATA: from its rows to listings. Pure.
// Source: Amazon's page "attributes of inventory reports"; columns are found by name, since Amazon adds some
// without notice and orders them as it likes.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "common/charset.h"
#include "daemon/channel/amazon/tsv.h"
#include "daemon/channel/channel.h"

namespace sellerd::amazon {

class ListingsDecoder {
 public:
  // Error: malformed, showing the header, when there is no seller-sku column (the names may be localised).
  // All other columns may be absent. Without a currency prices are left out.
  static Result<ListingsDecoder> make(const std::vector<std::string>& header, Charset charset,
                                      std::string currency, std::uint32_t integration);

  // fulfilled_by: AMAZON for channels AMAZON..., MERCHANT for DEFAULT, else as sent. An empty quantity or
  // price is absent, not zero. opened: the day of "2019-05-08 10:12:40 PDT" or "08/05/2019 10:12:40 IST",
  // which is the marketplace's own; any other form is left empty. A row that cannot be understood becomes an
  // Undecodable naming line and column; so does one whose SKU is not text in the charset, since a repaired
  // SKU would be another SKU.
  Decoded<Listing> decode(const TsvRow& row) const;

 private:
  ListingsDecoder() = default;
  std::string_view field(const TsvRow& row, const std::optional<std::size_t>& column) const;
  Result<Listing> read(const TsvRow& row) const;

  Charset charset_ = Charset::utf8;
  std::string currency_;
  std::uint32_t integration_ = 0;
  std::optional<std::size_t> sku_, listing_id_, asin_, title_, price_, quantity_, channel_, status_, opened_;
};

}  // namespace sellerd::amazon
