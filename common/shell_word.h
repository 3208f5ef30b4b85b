// A text as one word of a command that a person copies into a shell. Pure.
#pragma once

#include <string>
#include <string_view>

namespace sellerd {

// As it is where a shell takes it so, else in single quotes: SKUs may hold blanks and more. One that begins
// with a dash is still an option to the program.
std::string shell_word(std::string_view text);

}  // namespace sellerd
