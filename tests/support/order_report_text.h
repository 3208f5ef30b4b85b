// What an order report says, as text: rows as Amazon writes them.
#pragma once

#include <string>

namespace sellerd::test {

// Columns in Amazon's order; a new one among them.
inline constexpr const char* kHeader =
    "amazon-order-id\tmerchant-order-id\tpurchase-date\tlast-updated-date\torder-status\tfulfillment-"
    "channel\t"
    "sales-channel\tA-New-Column\tship-service-level\tproduct-name\tsku\tasin\titem-status\tquantity\t"
    "currency\titem-price\titem-tax\tshipping-price\tshipping-tax\tgift-wrap-price\tgift-wrap-tax\t"
    "item-promotion-discount\tship-promotion-discount\tship-city\tship-state\tship-postal-code\tship-"
    "country\t"
    "promotion-ids\tis-business-order\n";

struct Cells {
  std::string id = "408-5550001-5550002";
  std::string updated = "2026-08-05T04:58:02+00:00";
  std::string status = "Shipped";
  std::string sku = "KURTA-BLU-M";
  std::string item_status = "Shipped";
  std::string quantity = "2";
  std::string money = "INR\t561.90\t28.10\t40.00\t2.00\t\t\t10.00\t40.00";
  std::string end = "\n";

  std::string text() const {
    return id + "\t\t2026-08-05T04:31:10+00:00\t" + updated + "\t" + status +
           "\tMerchant\tAmazon.in\tnew\tStandard\tCotton \"kurta\"\t" + sku + "\tB0EXAMPL01\t" + item_status +
           "\t" + quantity + "\t" + money + "\tMUMBAI\tMAHARASHTRA\tCANARY-PIN\tIN\tP 1,P2\ttrue" + end;
  }
};

inline const std::string kNoMoney = "\t\t\t\t\t\t\t\t";

inline std::string number(int value) {
  return std::to_string(1'000 + value);
}

// `orders` orders of one line each, from `first` on.
inline std::string simple_report(int orders, int first = 0) {
  std::string text = kHeader;
  for (int i = 0; i < orders; ++i) text += Cells{.id = "408-" + number(first + i)}.text();
  return text;
}

}  // namespace sellerd::test
