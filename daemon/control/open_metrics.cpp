#include "daemon/control/open_metrics.h"

#include <algorithm>
#include <stdexcept>

namespace sellerd::control {
namespace {

std::string escaped(std::string_view value) {
  std::string text;
  for (const char c : value) {
    if (c == '\\' || c == '"') text += '\\';
    if (c == '\n') {
      text += "\\n";
    } else {
      text += c;
    }
  }
  return text;
}

std::string sample_name(const MetricFamily& family, const std::vector<Label>& labels) {
  std::string text(family.name);
  if (family.type == MetricType::counter) text += "_total";
  if (labels.empty()) return text;
  char before = '{';
  for (const auto& label : labels) {
    text += before;
    text += std::string(label.name) + "=\"" + escaped(label.value) + '"';
    before = ',';
  }
  return text + '}';
}

std::string figure_text(Figure figure) {
  std::string digits = std::to_string(figure.value);
  if (figure.decimals == 0) return digits;
  const bool negative = figure.value < 0;
  if (negative) digits.erase(0, 1);
  const auto decimals = static_cast<std::size_t>(figure.decimals);
  if (digits.size() <= decimals) digits.insert(0, decimals + 1 - digits.size(), '0');
  digits.insert(digits.size() - decimals, 1, '.');
  return negative ? "-" + digits : digits;
}

}  // namespace

OpenMetrics::Block& OpenMetrics::block(const MetricFamily& family) {
  const auto found = std::find_if(blocks_.begin(), blocks_.end(), [&family](const Block& block) {
    return block.family->name == family.name;
  });
  if (found != blocks_.end()) return *found;
  blocks_.push_back({&family, {}, {}});
  return blocks_.back();
}

void OpenMetrics::add(const MetricFamily& family, const std::vector<Label>& labels, Figure figure) {
  auto& target = block(family);
  auto name = sample_name(family, labels);
  if (std::find(target.samples.begin(), target.samples.end(), name) != target.samples.end())
    throw std::logic_error("twice among the metrics: " + name);
  target.text += name + ' ' + figure_text(figure) + '\n';
  target.samples.push_back(std::move(name));
}

std::string OpenMetrics::text() const {
  std::string text;
  for (const auto& block : blocks_) {
    const auto& family = *block.family;
    const std::string name(family.name);
    text += "# TYPE " + name + (family.type == MetricType::counter ? " counter" : " gauge") + '\n';
    if (!family.unit.empty()) text += "# UNIT " + name + ' ' + std::string(family.unit) + '\n';
    text += "# HELP " + name + ' ' + escaped(family.help) + '\n';
    text += block.text;
  }
  return text + "# EOF\n";
}

}  // namespace sellerd::control
