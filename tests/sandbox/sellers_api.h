// Answers getMarketplaceParticipations of Sellers v1.
#pragma once

#include "tests/sandbox/answers.h"
#include "tests/sandbox/shop.h"

namespace sellerd::sandbox {

http::Response marketplace_participations(const Shop& shop);

}  // namespace sellerd::sandbox
