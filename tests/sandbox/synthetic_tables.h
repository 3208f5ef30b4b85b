// The proportions that make_synthetic() draws from, counted in the order lines of one Amazon.in seller in the
// second quarter of 2022. Weights count orders unless said otherwise.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

#include "tests/sandbox/order.h"

namespace sellerd::sandbox::tables {

// Weights of 1, 2, 3, ... lines an order.
inline constexpr std::array<std::uint32_t, 12> kLinesPerOrder = {113'532, 5'655, 859, 218, 68, 16,
                                                                 13,      7,     5,   1,   2,  2};

// Weights of quantities 1, 2, 3, ... of a line that is not cancelled.
inline constexpr std::array<std::uint32_t, 5> kQuantity = {115'780, 341, 32, 9, 2};

struct StatusShare {
  std::uint32_t weight;
  Fulfiller fulfiller;
  Status status;
  PackageState package;
};

// Of orders older than two days; the younger ones are still open more often (kOpenShare).
inline constexpr std::array<StatusShare, 12> kSettled = {{
    {72'818, Fulfiller::amazon, Status::shipped, PackageState::none},
    {10'879, Fulfiller::amazon, Status::cancelled, PackageState::none},
    {26'566, Fulfiller::merchant, Status::shipped, PackageState::delivered},
    {6'306, Fulfiller::merchant, Status::cancelled, PackageState::none},
    {1'851, Fulfiller::merchant, Status::shipped, PackageState::returned_to_seller},
    {918, Fulfiller::merchant, Status::shipped, PackageState::picked_up},
    {130, Fulfiller::merchant, Status::shipped, PackageState::returning_to_seller},
    {32, Fulfiller::merchant, Status::shipped, PackageState::out_for_delivery},
    {11, Fulfiller::merchant, Status::shipped, PackageState::rejected_by_buyer},
    {4, Fulfiller::merchant, Status::shipped, PackageState::lost},
    {1, Fulfiller::merchant, Status::shipped, PackageState::damaged},
    {7, Fulfiller::amazon, Status::pending, PackageState::none},
}};
inline constexpr std::array<StatusShare, 4> kOpen = {{
    {388, Fulfiller::amazon, Status::pending, PackageState::none},
    {196, Fulfiller::merchant, Status::pending, PackageState::none},
    {262, Fulfiller::merchant, Status::unshipped, PackageState::pending_pick_up},
    {8, Fulfiller::amazon, Status::unshipped, PackageState::none},
}};
inline constexpr double kOpenShare = 0.30;

inline constexpr double kBusinessShare = 794.0 / 120'378;
inline constexpr double kNonAmazonShare = 124.0 / 120'378;
inline constexpr double kBlankAmountIfCancelled = 7'566.0 / 18'300;  // of lines
inline constexpr double kBlankAmountOtherwise = 229.0 / 110'000;
inline constexpr double kZeroAmountShare = 2'343.0 / 103'000;  // of single-line orders that are not cancelled
inline constexpr double kLineCancelledInLivingOrder = 0.015;   // of lines of orders with several
inline constexpr double kNoAddressShare = 33.0 / 128'975;

struct State {
  std::uint32_t weight;  // lines
  std::string_view name;
  std::string_view city;
  std::uint32_t first_postal_code;
};

// Spelt as buyers' addresses spell them.
inline constexpr auto kStates = std::to_array<State>({
    {22'260, "MAHARASHTRA", "MUMBAI", 400001},
    {17'326, "KARNATAKA", "BENGALURU", 560001},
    {11'483, "TAMIL NADU", "CHENNAI", 600001},
    {11'330, "TELANGANA", "HYDERABAD", 500001},
    {10'638, "UTTAR PRADESH", "LUCKNOW", 226001},
    {6'782, "DELHI", "NEW DELHI", 110001},
    {6'585, "KERALA", "THIRUVANANTHAPURAM", 695001},
    {5'963, "WEST BENGAL", "KOLKATA", 700001},
    {5'430, "ANDHRA PRADESH", "VISAKHAPATNAM", 530001},
    {4'489, "Gujarat", "AHMEDABAD", 380001},
    {4'415, "HARYANA", "GURUGRAM", 122001},
    {2'650, "RAJASTHAN", "JAIPUR", 302001},
    {2'529, "MADHYA PRADESH", "Indore", 452001},
    {2'115, "ODISHA", "BHUBANESWAR", 751001},
    {2'086, "BIHAR", "PATNA", 800001},
    {1'869, "PUNJAB", "LUDHIANA", 141001},
    {1'663, "ASSAM", "GUWAHATI", 781001},
    {1'553, "UTTARAKHAND", "DEHRADUN", 248001},
    {1'456, "JHARKHAND", "RANCHI", 834001},
    {1'102, "GOA", "Panaji", 403001},
    {909, "CHHATTISGARH", "RAIPUR", 492001},
    {788, "HIMACHAL PRADESH", "SHIMLA", 171001},
    {702, "JAMMU & KASHMIR", "JAMMU", 180001},
    {349, "PUDUCHERRY", "PUDUCHERRY", 605001},
    {322, "CHANDIGARH", "CHANDIGARH", 160001},
    {311, "MANIPUR", "IMPHAL", 795001},
    {257, "ANDAMAN & NICOBAR ", "PORT BLAIR", 744101},
    {204, "MEGHALAYA", "SHILLONG", 793001},
    {202, "SIKKIM", "GANGTOK", 737101},
    {184, "NAGALAND", "DIMAPUR", 797112},
    {164, "Delhi", "New delhi", 110001},
    {151, "TRIPURA", "AGARTALA", 799001},
    {141, "ARUNACHAL PRADESH", "ITANAGAR", 791111},
    {81, "New Delhi", "Delhi", 110001},
    {75, "MIZORAM", "AIZAWL", 796001},
    {70, "DADRA AND NAGAR", "Silvassa", 396230},
    {55, "Rajasthan", "Kota", 324001},
    {43, "LADAKH", "LEH", 194101},
    {34, "Punjab", "Amritsar", 143001},
    {30, "Goa", "margao", 403601},
    {27, "Bihar", "gaya", 823001},
    {21, "Odisha", "Cuttack", 753001},
    {21, "delhi", "delhi", 110001},
    {14, "punjab", "patiala", 147001},
    {4, "LAKSHADWEEP", "KAVARATTI", 682555},
    {3, "Rajshthan", "Ajmer", 305001},
    {2, "NL", "Kohima", 797001},
    {2, "RJ", "jaipur", 302001},
    {2, "Orissa", "Puri", 752001},
    {1, "PB", "Mohali", 160055},
    {1, "APO", "56 APO", 900056},
    {1, "AR", "naharlagun", 791110},
    {1, "Pondicherry", "Pondicherry", 605001},
    {1, "Punjab/Mohali/Zirakpur", "Zirakpur", 140603},
});

struct Category {
  std::uint32_t weight;  // lines
  std::string_view name;
  std::int32_t lowest_rupees;
  std::int32_t highest_rupees;
};

inline constexpr auto kCategories = std::to_array<Category>({
    {25'225, "Set", 499, 1'299},
    {25'057, "kurta", 299, 699},
    {7'733, "Western Dress", 499, 999},
    {5'270, "Top", 299, 699},
    {596, "Ethnic Dress", 399, 999},
    {470, "Blouse", 229, 799},
    {218, "Bottom", 229, 499},
    {82, "Saree", 563, 1'299},
});

inline constexpr auto kSizes =
    std::to_array<std::string_view>({"XS", "S", "M", "L", "XL", "XXL", "3XL", "4XL", "5XL", "6XL", "Free"});

inline constexpr auto kOrderPrefixes =
    std::to_array<std::string_view>({"171", "402", "403", "404", "405", "406", "407", "408"});

}  // namespace sellerd::sandbox::tables
