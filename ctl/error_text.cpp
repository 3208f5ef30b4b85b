#include "ctl/error_text.h"

#include "ctl/text.h"

namespace sellerd::ctl {

std::string error_text(const Error& error) {
  std::string text = "sellerctl: " + clean(error.text()) + "\n";
  if (!error.hint.empty()) text += "  try: " + clean(error.hint) + "\n";
  return text;
}

}  // namespace sellerd::ctl
