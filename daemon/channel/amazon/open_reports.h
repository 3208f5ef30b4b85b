// The downloaded reports that are being read, each at its place. Several runs read side by side, each a
// report of its own; a download costs quota, so none is given up for another's sake.
#pragma once

#include <cstddef>
#include <list>
#include <memory>
#include <string>

namespace sellerd::amazon {

// `Open` has a member `place` with a report_id and ==. Thread: the event loop's.
template <class Open>
class OpenReports {
 public:
  // Readings that nobody goes on with any more (a cancelled run) make room for new ones.
  static constexpr std::size_t kMost = 4;

  // The reading that stands at the place, or null. Valid until put() or drop().
  template <class Place>
  Open* find(const Place& place) {
    for (auto& open : open_) {
      if (open->place == place) return open.get();
    }
    return nullptr;
  }

  Open& put(std::unique_ptr<Open> fresh) {
    drop(fresh->place.report_id);
    if (open_.size() == kMost) open_.pop_front();
    return *open_.emplace_back(std::move(fresh));
  }

  void drop(const std::string& report_id) {
    open_.remove_if([&report_id](const auto& open) { return open->place.report_id == report_id; });
  }

 private:
  std::list<std::unique_ptr<Open>> open_;  // the longest open one first
};

}  // namespace sellerd::amazon
