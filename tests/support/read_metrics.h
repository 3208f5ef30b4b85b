// Reads OpenMetrics text as a monitoring system does, and finds what is wrong with it. Written after the
// specification, not after the writer.
#pragma once

#include <cctype>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace sellerd::test {

struct ReadMetrics {
  std::map<std::string, std::string> families;  // name to type
  std::map<std::string, std::string> samples;   // name and labels, unescaped and sorted, to value
  std::vector<std::string> faults;              // a line and what is wrong with it, each

  // The value of a sample, "none" without one.
  std::string of(const std::string& sample) const {
    const auto found = samples.find(sample);
    return found == samples.end() ? "none" : found->second;
  }
};

class MetricsReader {
 public:
  static ReadMetrics read(std::string_view text) {
    MetricsReader reader;
    if (text.empty() || text.back() != '\n') reader.fault("the last line does not end");
    while (!text.empty()) {
      const auto end = text.find('\n');
      reader.line_ = text.substr(0, end);
      text = end == std::string_view::npos ? std::string_view{} : text.substr(end + 1);
      reader.read_line();
    }
    if (!reader.ended_) reader.fault("there is no # EOF");
    reader.close_family();
    return std::move(reader.found_);
  }

 private:
  void fault(std::string what) { found_.faults.push_back(std::string(line_) + ": " + std::move(what)); }

  static bool is_name(std::string_view name) {
    if (name.empty() || std::isdigit(static_cast<unsigned char>(name.front())) != 0) return false;
    for (const char c : name) {
      if (std::isalnum(static_cast<unsigned char>(c)) == 0 && c != '_') return false;
    }
    return true;
  }

  static bool is_number(std::string_view value) {
    if (value.starts_with('-')) value.remove_prefix(1);
    const auto point = value.find('.');
    const auto digits = [](std::string_view text) {
      return !text.empty() && text.find_first_not_of("0123456789") == std::string_view::npos;
    };
    if (point == std::string_view::npos) return digits(value);
    return digits(value.substr(0, point)) && digits(value.substr(point + 1));
  }

  void read_line() {
    if (ended_) return fault("behind # EOF");
    if (line_ == "# EOF") {
      ended_ = true;
    } else if (line_.starts_with("# ")) {
      read_description();
    } else {
      read_sample();
    }
  }

  void read_description() {
    const auto first = line_.find(' ', 2);
    const auto second = line_.find(' ', first + 1);
    const auto keyword = line_.substr(2, first - 2);
    const std::string name(line_.substr(first + 1, second - first - 1));
    const auto rest = second == std::string_view::npos ? std::string_view{} : line_.substr(second + 1);
    if (!is_name(name)) return fault("no name");
    if (rest.empty()) return fault("nothing is said of it");
    if (keyword == "TYPE") {
      close_family();
      family_ = name;
      said_ = {};
      sampled_ = false;
      if (rest != "counter" && rest != "gauge") fault("unknown type");
      if (!found_.families.emplace(name, rest).second) fault("declared twice");
    } else if (keyword != "UNIT" && keyword != "HELP") {
      return fault("unknown keyword");
    }
    if (name != family_) fault("of another family than the one before it");
    if (sampled_) fault("behind samples of its family");
    if (!said_.emplace(keyword).second) fault("said twice");
    if (keyword == "UNIT" && !name.ends_with("_" + std::string(rest))) fault("the name lacks its unit");
  }

  void close_family() {
    if (family_.empty()) return;
    if (!sampled_) fault(family_ + " has no sample");
    if (!said_.contains("HELP")) fault(family_ + " has no help");
  }

  void read_sample() {
    const auto end = line_.find_first_of("{ ");
    std::string name(line_.substr(0, end));
    if (end == std::string_view::npos || !is_name(name)) return fault("no sample");
    const auto type = found_.families[family_];
    if (name != family_ + (type == "counter" ? "_total" : "")) fault("of no declared family");
    sampled_ = true;
    auto rest = line_.substr(end);
    std::map<std::string, std::string> labels;
    if (rest.front() == '{' && !read_labels(rest, labels)) return fault("labels that cannot be read");
    if (!rest.starts_with(' ') || !is_number(rest.substr(1))) return fault("no number");
    if (type == "counter" && rest.starts_with(" -")) fault("a counter below zero");
    for (const auto& [label, value] : labels) name += " " + label + "=" + value;
    if (!found_.samples.emplace(name, rest.substr(1)).second) fault("twice");
  }

  // Takes {name="value",...} from the front.
  static bool read_labels(std::string_view& rest, std::map<std::string, std::string>& labels) {
    do {
      rest.remove_prefix(1);
      const auto equals = rest.find("=\"");
      if (equals == std::string_view::npos || !is_name(rest.substr(0, equals))) return false;
      const std::string name(rest.substr(0, equals));
      rest.remove_prefix(equals + 2);
      std::string value;
      if (!read_value(rest, value) || !labels.emplace(name, value).second || rest.empty()) return false;
    } while (rest.front() == ',');
    if (rest.front() != '}') return false;
    rest.remove_prefix(1);
    return true;
  }

  // Takes a value and its closing quote.
  static bool read_value(std::string_view& rest, std::string& value) {
    for (; !rest.empty(); rest.remove_prefix(1)) {
      if (rest.front() == '"') {
        rest.remove_prefix(1);
        return true;
      }
      if (rest.front() != '\\') {
        value += rest.front();
        continue;
      }
      rest.remove_prefix(1);
      if (rest.empty() || std::string_view("\\\"n").find(rest.front()) == std::string_view::npos)
        return false;
      value += rest.front() == 'n' ? '\n' : rest.front();
    }
    return false;
  }

  ReadMetrics found_;
  std::string_view line_;
  std::string family_;
  std::set<std::string, std::less<>> said_;  // of the family: its keywords so far
  bool sampled_ = false;
  bool ended_ = false;
};

}  // namespace sellerd::test
