#include "daemon/books/gst_summary.h"

namespace sellerd::books {

Result<void> GstSummarizer::take(const GstFigure& entry) {
  const Key key{entry.section,      entry.basis,    entry.place, entry.rate,  entry.buyer_gstin,
                entry.document_day, entry.document, entry.hsn,   entry.reason};
  const auto [found, is_new] = sums_.try_emplace(key);
  auto& [figure, orders] = found->second;
  orders.insert(entry.order_id);
  if (is_new) {
    figure = entry;
    figure.order_id.clear();
    figure.sku.clear();
    return {};
  }
  if (__builtin_add_overflow(figure.quantity, entry.quantity, &figure.quantity)) {
    return make_error(ErrorCode::invalid_argument, "the sum of the units is too large", entry.order_id);
  }
  for (const auto part : {&GstFigure::value, &GstFigure::taxable, &GstFigure::igst, &GstFigure::cgst,
                          &GstFigure::sgst, &GstFigure::cess}) {
    if (auto added = add_to(figure.*part, entry.*part); !added) return added;
  }
  return {};
}

std::vector<GstFigure> GstSummarizer::figures() const {
  std::vector<GstFigure> figures;
  for (const auto& [key, sum] : sums_) {
    auto& figure = figures.emplace_back(sum.figure);
    figure.orders = static_cast<std::int64_t>(sum.orders.size());
  }
  return figures;
}

}  // namespace sellerd::books
