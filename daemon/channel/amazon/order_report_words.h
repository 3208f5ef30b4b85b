// The words of the order report, in those of Orders 2026-01-01 where the meaning is certain. Pure.
#pragma once

#include <string>
#include <string_view>

namespace sellerd::amazon {

// Amazon.in shows more than a status: "Shipped - Delivered to Buyer", "Pending - Waiting for Pick Up" (an
// Easy Ship order that is packed: unshipped). "Shipping" is not certain and stays.
inline std::string order_status_word(std::string_view sent) {
  if (sent == "Pending") return "PENDING";
  if (sent == "PendingAvailability") return "PENDING_AVAILABILITY";
  if (sent == "Unshipped" || sent == "Pending - Waiting for Pick Up") return "UNSHIPPED";
  if (sent == "PartiallyShipped" || sent == "Partially Shipped") return "PARTIALLY_SHIPPED";
  if (sent == "Shipped" || sent.starts_with("Shipped - ")) return "SHIPPED";
  if (sent == "Cancelled" || sent == "Canceled") return "CANCELLED";
  if (sent == "Unfulfillable") return "UNFULFILLABLE";
  return std::string(sent);
}

// Whether the status says more than its word above.
inline bool is_finer_status(std::string_view sent) {
  return sent.find(" - ") != std::string_view::npos;
}

inline std::string fulfiller_word(std::string_view sent) {
  if (sent == "Amazon" || sent == "AFN") return "AMAZON";
  if (sent == "Merchant" || sent == "MFN") return "MERCHANT";
  return std::string(sent);
}

// "Amazon.in", "Amazon.co.uk". "Non-Amazon" and its finer forms stay.
inline std::string sales_channel_word(std::string_view sent) {
  if (sent.starts_with("Amazon.")) return "AMAZON";
  return std::string(sent);
}

inline std::string service_level_word(std::string_view sent) {
  if (sent == "Standard") return "STANDARD";
  if (sent == "Expedited") return "EXPEDITED";
  return std::string(sent);
}

inline bool is_cancelled_item(std::string_view sent) {
  return sent == "Cancelled" || sent == "Canceled";
}

}  // namespace sellerd::amazon
