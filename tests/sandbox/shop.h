// Who the seller is and where he sells.
#pragma once

#include <string>

namespace sellerd::sandbox {

struct Shop {
  std::string seller_id = "A1SANDBOXSELLR";
  std::string store_name = "Blue Kurta Co";
  std::string marketplace_id = "A21TJRUUN4KGV";
  std::string marketplace_name = "Amazon.in";
  std::string country = "IN";
  std::string currency = "INR";
  std::string language = "en_IN";
  std::string domain = "www.amazon.in";
  // What its tax reports say of it.
  std::string gstin = "29AAGCB7383J1Z4";
  std::string state = "KARNATAKA";
  bool has_tax_role = true;  // the application may have tax reports
};

// Stands in everything that would name a person, so that a test can search a database, a log or an error for
// it.
inline constexpr const char* kCanary = "CANARY-PERSONAL";

}  // namespace sellerd::sandbox
