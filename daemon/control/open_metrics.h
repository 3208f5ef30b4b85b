// The text that monitoring systems read: OpenMetrics 1.0, of which Prometheus' older text format takes all
// that is used here. Pure.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace sellerd::control {

enum class MetricType { counter, gauge };

// Names are of [a-z0-9_] and begin with a letter. A counter's name lacks the _total of its samples.
struct MetricFamily {
  std::string_view name;  // ends in the unit where there is one
  MetricType type = MetricType::gauge;
  std::string_view unit{};  // "seconds", "bytes", "ratio"; empty: none
  std::string_view help;
};

struct Label {
  std::string_view name;
  std::string value;
};

// A figure without fractions of a binary kind: 12345 with three decimals is 12.345.
struct Figure {
  // A whole number needs no braces.
  Figure(std::int64_t whole, int places = 0) : value(whole), decimals(places) {}
  std::int64_t value;
  int decimals;
};

class OpenMetrics {
 public:
  // Families stand in the order of their first sample, their samples together whatever the order they came
  // in. The family must outlive this. Throws std::logic_error when the sample is there already.
  void add(const MetricFamily& family, const std::vector<Label>& labels, Figure figure);

  // The whole exposition, its end mark included.
  std::string text() const;

 private:
  struct Block {
    const MetricFamily* family;
    std::vector<std::string> samples;  // names with labels
    std::string text;
  };

  Block& block(const MetricFamily& family);

  std::vector<Block> blocks_;
};

}  // namespace sellerd::control
