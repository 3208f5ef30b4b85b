// What a bench program says: one JSON object a line on its standard output; run.py reads them.
#pragma once

#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>
#include <iostream>
#include <string_view>

namespace sellerd::bench {

inline void tell(std::string_view figure, boost::json::object values) {
  values["figure"] = figure;
  std::cout << boost::json::serialize(values) << std::endl;
}

}  // namespace sellerd::bench
