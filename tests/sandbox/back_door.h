// What a test or a person may do to a marketplace that runs beside, over HTTP. Amazon has none of it:
//
//   GET  /_sandbox/orders      every order in the words of Orders 2026-01-01, without buyer and recipient
//   GET  /_sandbox/listings    [{"sku":...,"fulfilledBy":"MERCHANT" or "AMAZON","quantity":N}], what buyers
//   see POST /_sandbox/changes     life goes on for ?orders=N of them: some are placed, the others move on;
//   200 with
//                              {"placed":N,"changed":N}
//   POST /_sandbox/faults      ?plan=TEXT (faults.h) is what goes wrong from now on; 204
//
// Thread: the marketplace's.
#pragma once

#include <optional>

#include "tests/sandbox/marketplace.h"
#include "tests/sandbox/random.h"

namespace sellerd::sandbox {

class BackDoor {
 public:
  // Holds on to the marketplace.
  explicit BackDoor(Marketplace& market);

  // Nothing when the request is not for this door.
  std::optional<HandledResponse> handle(const http::Request& request, Timestamp now);

 private:
  http::Response answer(const Target& target, Timestamp now);
  http::Response orders() const;
  http::Response listings(Timestamp now);
  http::Response change(const Parameters& parameters, Timestamp now);
  http::Response set_faults(const Parameters& parameters);
  bool place_order(Timestamp now);
  void move_on(Timestamp now);

  Marketplace& market_;
  Random random_;
};

}  // namespace sellerd::sandbox
