# Several files compiled as one: most of a compilation without optimisation is the same headers and templates again.
# For builds that are made whole, by tests; who changes one file waits for its neighbours, too.
option(SELLERD_UNITY "Compile the libraries' files eight at a time" OFF)

# sellerd_united(target...): names of one library's unnamed namespaces may then not clash.
function(sellerd_united)
  if(SELLERD_UNITY)
    set_target_properties(${ARGN} PROPERTIES UNITY_BUILD ON UNITY_BUILD_BATCH_SIZE 8)
  endif()
endfunction()
