// Payloads in the shape of Orders 2026-01-01, made up after Amazon's model.
#pragma once

#include <string>

namespace sellerd::test {

// One merchant-fulfilled order with everything that includedData brings; every personal value holds the word
// CANARY.
inline std::string full_order(const std::string& id = "408-5550001-5550002") {
  return R"({"orderId":")" + id + R"(","orderAliases":[{"aliasId":"WEB-17","aliasType":"SELLER_ORDER_ID"}],
  "createdTime":"2026-08-05T04:31:10Z","lastUpdatedTime":"2026-08-05T04:58:02.113Z",
  "programs":["AMAZON_EASY_SHIP","A_PROGRAM_OF_TOMORROW"],
  "associatedOrders":[{"orderId":"408-1-1","associationType":"REPLACEMENT_ORIGINAL_ID"},
                      {"orderId":"408-2-2","associationType":"BUNDLED_WITH"}],
  "salesChannel":{"channelName":"AMAZON","marketplaceId":"A21TJRUUN4KGV","marketplaceName":"Amazon.in"},
  "buyer":{"buyerName":"CANARY one","buyerEmail":"CANARY@marketplace.amazon.in","buyerCompanyName":"CANARY Ltd",
           "buyerPurchaseOrderNumber":"CANARY-PO"},
  "recipient":{"deliveryAddress":{"name":"CANARY two","companyName":"CANARY","addressLine1":"CANARY 3","addressLine2":"CANARY",
      "addressLine3":"CANARY","city":"MUMBAI","districtOrCounty":"CANARY","stateOrRegion":"MAHARASHTRA",
      "municipality":"CANARY","postalCode":"CANARY","countryCode":"IN","phone":"CANARY","addressType":"CANARY",
      "extendedFields":{"streetName":"CANARY","streetNumber":"CANARY","complement":"CANARY","neighborhood":"CANARY"}},
    "deliveryPreference":{"dropOffLocation":"CANARY","addressInstruction":"CANARY"}},
  "proceeds":{"grandTotal":{"amount":"590.00","currencyCode":"INR"},
    "breakdowns":[{"type":"DELIVERY_TIP","status":"PENDING","subtotal":{"amount":"10.00","currencyCode":"INR"}}]},
  "payment":{"paymentExecutions":[{"paymentMethod":"CashOnDelivery","paymentAmount":{"amount":"590.00","currencyCode":"INR"},
    "acquirerId":"CANARY","cardBrand":"CANARY","authorizationCode":"CANARY"},{"paymentMethod":"CashOnDelivery"}]},
  "tax":{"taxRegistrations":[{"entityType":"BUYER","legalName":"CANARY","taxRegistrationType":"BUSINESS",
      "taxRegistrationNumber":"CANARY","taxRegistrationAddress":{"addressLine1":"CANARY"},
      "taxRegistrationAttributes":[{"key":"k","value":"CANARY"}]}],
    "taxInvoicing":{"invoiceStatus":"NOT_FOUND"}},
  "fulfillment":{"fulfillmentStatus":"UNSHIPPED","fulfilledBy":"MERCHANT","fulfillmentServiceLevel":"STANDARD",
    "shipByWindow":{"earliestDateTime":"2026-08-05T18:30:00Z","latestDateTime":"2026-08-06T18:29:59Z"},
    "deliverByWindow":{"latestDateTime":"2026-08-10T18:29:59Z"}},
  "fulfillmentOrders":[{"fulfillmentOrderId":"FO-1"}],
  "packages":[{"packageReferenceId":"1","createdTime":"2026-08-05T05:00:00Z","carrier":"ATS","trackingNumber":"T-1",
    "shippingService":"Surface","shipTime":"2026-08-05T13:40:00Z",
    "packageStatus":{"status":"IN_TRANSIT","detailedStatus":"OUT_FOR_DELIVERY"},
    "shipFromAddress":{"name":"CANARY","addressLine1":"CANARY"},
    "packageItems":[{"orderItemId":"60001234567890","quantity":2}]}],
  "orderItems":[{"orderItemId":"60001234567890","quantityOrdered":2,"programs":["SUBSCRIBE_AND_SAVE"],
    "product":{"asin":"B0EXAMPL01","sellerSku":"KURTA-BLU-M","title":"Cotton kurta",
      "condition":{"conditionType":"NEW","conditionNote":"CANARY"},
      "price":{"unitPrice":{"amount":"295.00","currencyCode":"INR"}},
      "customization":{"customizedUrl":"https://CANARY"}},
    "proceeds":{"proceedsTotal":{"amount":"590.00","currencyCode":"INR"},"breakdowns":[
      {"type":"ITEM","subtotal":{"amount":"561.90","currencyCode":"INR"}},
      {"type":"TAX","subtotal":{"amount":"28.10","currencyCode":"INR"},
       "detailedBreakdowns":[{"subtype":"ITEM","value":{"amount":"28.10","currencyCode":"INR"}}]},
      {"type":"A_FEE_OF_TOMORROW","subtotal":{"amount":"-1.5","currencyCode":"INR"}}]},
    "promotion":{"breakdowns":[{"promotionId":"IN Core Free Shipping 2015/04/08"}]},
    "cancellation":{"cancellationRequest":{"requester":"BUYER","cancelReason":"ORDERED_BY_MISTAKE"}},
    "fulfillment":{"quantityFulfilled":0,"quantityUnfulfilled":2,
      "packing":{"giftOption":{"giftMessage":"CANARY","giftWrapLevel":"CANARY"}},
      "shipping":{"shippingConstraints":{"cashOnDelivery":"MANDATORY"}}}}]})";
}

inline std::string small_order(const std::string& id) {
  return R"({"orderId":")" + id +
         R"(","createdTime":"2026-08-05T04:31:10Z","lastUpdatedTime":"2026-08-05T04:58:02Z",
  "salesChannel":{"channelName":"AMAZON"},"orderItems":[{"orderItemId":"1","quantityOrdered":1,"product":{"sellerSku":"A"}}]})";
}

inline std::string orders_page(const std::string& orders, const std::string& next_token = "") {
  const std::string pagination =
      next_token.empty() ? "" : R"("pagination":{"nextToken":")" + next_token + R"("},)";
  return R"({"orders":[)" + orders + "]," + pagination + R"("lastUpdatedBefore":"2026-08-05T05:10:00Z"})";
}

}  // namespace sellerd::test
