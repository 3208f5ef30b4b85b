#include "common/shell_word.h"

#include <boost/test/unit_test.hpp>

using sellerd::shell_word;

BOOST_AUTO_TEST_CASE(a_word_is_quoted_where_a_shell_would_take_it_apart) {
  BOOST_TEST(shell_word("SET3184-KR-L") == "SET3184-KR-L");
  BOOST_TEST(shell_word("405-3817818-2294438") == "405-3817818-2294438");
  BOOST_TEST(shell_word("JNE3007-KR  -S") == "'JNE3007-KR  -S'");
  BOOST_TEST(shell_word("") == "''");
  BOOST_TEST(shell_word("it's $HOME; `x`") == R"('it'\''s $HOME; `x`')");
  BOOST_TEST(shell_word("~") == "'~'");
  BOOST_TEST(shell_word("Größe") == "'Größe'");
}
