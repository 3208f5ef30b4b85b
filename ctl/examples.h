// Examples of every command: the one place that states them. The help shows them, and the manual page is
// written from them (tests/unit/documents_test.cpp). A test parses each as a shell and sellerctl would.
#pragma once

#include <string_view>

namespace sellerd::ctl {

// Whole lines for a shell, each ended by a line feed; empty when there is no such command.
std::string_view examples_of(std::string_view words);

}  // namespace sellerd::ctl
