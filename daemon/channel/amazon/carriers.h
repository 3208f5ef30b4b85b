// Amazon's codes of the carriers that are common in the marketplaces we know. Source: CarrierCode of Amazon's
// feed schema amzn-base.xsd, which "acceptable CarrierCode values" in its announcement of 2022 refers to. A
// carrier that is missing here goes by its name, as Amazon wants it with those that it does not list; so the
// table need not be complete.
#pragma once

#include <array>
#include <string_view>

namespace sellerd::amazon {

// clang-format off
inline constexpr std::array<std::string_view, 37> kCarrierCodes = {
    // India
    "AFL/Fedex", "Amazon Shipping", "Aramex", "BlueDart", "DTDC", "Delhivery", "First Flight", "India Post",
    "Overnite Express", "Professional",
    // elsewhere
    "Australia Post", "Canada Post", "Chronopost", "City Link", "Correos", "DHL", "DHL Global Mail", "DPD",
    "Deutsche Post", "FedEx", "FedEx SmartPost", "GLS", "Hermes Logistik Gruppe", "La Poste", "Lasership",
    "OnTrac", "Parcelforce", "Poste Italiane", "Royal Mail", "SDA", "SF Express", "Seur", "TNT", "UPS",
    "UPS Mail Innovations", "USPS", "Yodel",
};
// clang-format on

inline constexpr std::string_view kOtherCarrier = "Other";  // with a name

}  // namespace sellerd::amazon
