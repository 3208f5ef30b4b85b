#define BOOST_TEST_MODULE sellerd
#include <boost/test/unit_test.hpp>
