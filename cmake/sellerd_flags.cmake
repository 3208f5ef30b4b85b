# Flags that every target of the project shares.
add_library(sellerd_flags INTERFACE)
target_compile_options(sellerd_flags INTERFACE -g1 -Wall -Wextra -Wpedantic -Wshadow -Wnon-virtual-dtor)
if(SELLERD_WERROR)
  target_compile_options(sellerd_flags INTERFACE -Werror)
endif()
if(CMAKE_CXX_COMPILER_ID MATCHES "Clang")
  # Records have defaults: naming only the fields that matter is the point of designated initialisers.
  target_compile_options(sellerd_flags INTERFACE -Wno-missing-designated-field-initializers)
  target_compile_options(sellerd_flags INTERFACE "SHELL:-Xclang -fno-pch-timestamp")
elseif(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  # False positive on coroutine frames at -O2.
  target_compile_options(sellerd_flags INTERFACE -Wno-mismatched-new-delete)
  # As for clang above.
  target_compile_options(sellerd_flags INTERFACE -Wno-missing-field-initializers)
endif()
target_include_directories(sellerd_flags INTERFACE "${CMAKE_SOURCE_DIR}")
target_compile_definitions(sellerd_flags INTERFACE
  SELLERD_VERSION="${PROJECT_VERSION}" BOOST_ALL_DYN_LINK
  # Asio is compiled once, in common/asio.cpp.
  BOOST_ASIO_SEPARATE_COMPILATION)
find_program(SELLERD_MOLD mold)
if(SELLERD_MOLD)
  target_link_options(sellerd_flags INTERFACE -fuse-ld=mold)
endif()
# What is installed on other people's machines is built to make mistakes hard to exploit, as Debian builds its own.
if(CMAKE_BUILD_TYPE STREQUAL "Release" AND NOT SELLERD_SANITIZE)
  target_compile_options(sellerd_flags INTERFACE -fstack-protector-strong -fstack-clash-protection)
  target_compile_definitions(sellerd_flags INTERFACE _FORTIFY_SOURCE=2)
  target_link_options(sellerd_flags INTERFACE -Wl,-z,relro -Wl,-z,now)
endif()
if(SELLERD_SANITIZE)
  target_compile_definitions(sellerd_flags INTERFACE SELLERD_SANITIZED)
  target_compile_options(sellerd_flags INTERFACE -fsanitize=${SELLERD_SANITIZE} -fno-omit-frame-pointer
    -fno-sanitize-recover=all)
  target_link_options(sellerd_flags INTERFACE -fsanitize=${SELLERD_SANITIZE})
endif()
if(SELLERD_COVERAGE)
  target_compile_options(sellerd_flags INTERFACE -fprofile-instr-generate -fcoverage-mapping)
  target_link_options(sellerd_flags INTERFACE -fprofile-instr-generate)
endif()
if(SELLERD_FUZZ)
  target_compile_options(sellerd_flags INTERFACE -fsanitize=fuzzer-no-link)
endif()

find_program(SELLERD_CCACHE ccache)
if(SELLERD_CCACHE AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
  # ccache keeps what was compiled with a precompiled header only when told that no __TIME__ is in it, and clang must
  # not write the time of day into it.
  set(CMAKE_CXX_COMPILER_LAUNCHER ${CMAKE_COMMAND} -E env CCACHE_SLOPPINESS=pch_defines,time_macros "${SELLERD_CCACHE}")
endif()
