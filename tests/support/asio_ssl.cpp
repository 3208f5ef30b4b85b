// Asio is compiled once (common/asio.cpp); TLS of it is for tests only.
#include <boost/asio/ssl/impl/src.hpp>
