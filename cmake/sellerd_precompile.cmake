# One precompiled header for the product and one, with Boost.Test, for the tests: cmake/precompiled.h says why.
option(SELLERD_PRECOMPILE "Parse the headers that nearly every file includes once for all (clang)" ON)
if(NOT CMAKE_CXX_COMPILER_ID MATCHES "Clang")
  set(SELLERD_PRECOMPILE OFF)
endif()

# sellerd_precompile(OWNER header...): compiles them for this target and for those that share them.
function(sellerd_precompile owner)
  if(SELLERD_PRECOMPILE)
    target_precompile_headers(${owner} PRIVATE ${ARGN})
  endif()
endfunction()

# sellerd_precompiled_by(OWNER target...): these targets use the owner's.
function(sellerd_precompiled_by owner)
  if(SELLERD_PRECOMPILE)
    foreach(target ${ARGN})
      target_precompile_headers(${target} REUSE_FROM ${owner})
    endforeach()
  endif()
endfunction()
