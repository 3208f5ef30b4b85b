# What `cmake --install` puts where. sellerd-sandbox is left out: it imitates a marketplace for tests and demonstrations
# and has no business beside real books.
include(GNUInstallDirs)

install(TARGETS sellerd sellerctl RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
install(FILES packaging/sellerd.conf DESTINATION /etc/sellerd)
install(FILES systemd/sellerd.service systemd/sellerd.socket DESTINATION lib/systemd/system)
install(FILES systemd/sellerd.sysusers DESTINATION lib/sysusers.d RENAME sellerd.conf)
install(FILES systemd/sellerd.tmpfiles DESTINATION lib/tmpfiles.d RENAME sellerd.conf)

# Completions derive from the declarations: the client writes them.
set(completions "${CMAKE_BINARY_DIR}/completions")
file(MAKE_DIRECTORY "${completions}")
foreach(shell bash zsh fish)
  add_custom_command(OUTPUT "${completions}/${shell}" COMMAND sellerctl completion ${shell} > "${completions}/${shell}"
    DEPENDS sellerctl VERBATIM)
endforeach()
add_custom_target(completions ALL DEPENDS "${completions}/bash" "${completions}/zsh" "${completions}/fish")
install(FILES "${completions}/bash" DESTINATION ${CMAKE_INSTALL_DATADIR}/bash-completion/completions RENAME sellerctl)
install(FILES "${completions}/zsh" DESTINATION ${CMAKE_INSTALL_DATADIR}/zsh/vendor-completions RENAME _sellerctl)
install(FILES "${completions}/fish" DESTINATION ${CMAKE_INSTALL_DATADIR}/fish/vendor_completions.d
  RENAME sellerctl.fish)

# -n leaves name and time out: the same text gives the same bytes.
find_program(GZIP gzip REQUIRED)
function(compress target source)
  add_custom_command(OUTPUT "${CMAKE_BINARY_DIR}/${target}"
    COMMAND ${GZIP} -9nc "${source}" > "${CMAKE_BINARY_DIR}/${target}" DEPENDS "${source}" VERBATIM)
  set_property(GLOBAL APPEND PROPERTY SELLERD_COMPRESSED "${CMAKE_BINARY_DIR}/${target}")
endfunction()
file(MAKE_DIRECTORY "${CMAKE_BINARY_DIR}/compressed")
foreach(page sellerctl.1 sellerd.8 sellerd.conf.5 sellerd-tutorial.7)
  string(REGEX MATCH "[0-9]$" section ${page})
  compress(compressed/${page}.gz "${CMAKE_SOURCE_DIR}/docs/man/${page}")
  install(FILES "${CMAKE_BINARY_DIR}/compressed/${page}.gz" DESTINATION ${CMAKE_INSTALL_MANDIR}/man${section})
endforeach()
compress(compressed/changelog.gz "${CMAKE_SOURCE_DIR}/CHANGELOG.md")
install(FILES "${CMAKE_BINARY_DIR}/compressed/changelog.gz" README.md docs/security.md docs/from-zoho.md
  DESTINATION ${CMAKE_INSTALL_DOCDIR})
install(PROGRAMS scripts/compare_books.py DESTINATION ${CMAKE_INSTALL_DOCDIR}/examples)
