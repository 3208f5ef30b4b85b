// How a method is declared. A declaration is the one place that states a method's name, documentation,
// request, reply, access and command; the dispatcher, the interface text, the command line and its help
// derive from it.
//
//   struct GetOrder {
//     static constexpr MethodInfo kInfo{...};
//     struct Request { ...; fields() };
//     struct Reply { ...; fields() };
//   };
#pragma once

#include <string_view>

namespace sellerd::api {

// Each level includes the ones before it.
enum class Access {
  read,      // looks; no personal data
  operate,   // changes something
  personal,  // reveals personal data; every call is audited
};

enum class Replies {
  one,
  list,    // one record a reply; the caller must allow "more"
  stream,  // live news until it is over; without "more" the first reply is the only one
};

struct MethodInfo {
  std::string_view name;  // "org.sellerd.Orders.Get"
  Access access = Access::read;
  Replies replies = Replies::one;
  std::string_view command{};  // words on sellerctl's command line; empty when it has none of its own
  std::string_view doc;
};

template <class... Methods>
struct MethodList {};

// An interface is a struct with kName, kDoc and `using Methods = MethodList<...>`.
template <class... Interfaces>
struct InterfaceList {};

template <class Visitor, class... Types>
constexpr void for_each_type(MethodList<Types...>, Visitor&& visit) {
  (visit.template operator()<Types>(), ...);
}

template <class Visitor, class... Types>
constexpr void for_each_type(InterfaceList<Types...>, Visitor&& visit) {
  (visit.template operator()<Types>(), ...);
}

std::string_view access_name(Access access);

}  // namespace sellerd::api
