// Sums entries to the figures of a month. Pure.
#pragma once

#include <map>
#include <set>
#include <tuple>
#include <vector>

#include "common/error.h"
#include "common/model/tax.h"

namespace sellerd::books {

// Every figure is the sum of the entries that agree with it in section, basis, place, rate, document, buyer,
// HSN code and reason; so entries() filtered by these lead back to the orders.
class GstSummarizer {
 public:
  // Error: invalid_argument when a sum leaves 64 bits.
  Result<void> take(const GstFigure& entry);

  // In the order of the sections, within each in that of place, rate and document.
  std::vector<GstFigure> figures() const;

 private:
  using Key = std::tuple<GstSection, GstBasis, std::string, std::string, std::string, std::string,
                         std::string, std::string, std::string>;
  struct Sum {
    GstFigure figure;
    std::set<std::string> orders;
  };

  std::map<Key, Sum> sums_;
};

}  // namespace sellerd::books
