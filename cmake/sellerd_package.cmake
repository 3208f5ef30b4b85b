# The Debian package: `cmake --build --preset release --target package`, or cpack in the build directory.
set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_CONTACT "sellerd maintainers <maintainers@sellerd.example>")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "keeps a seller's books in step with online marketplaces")
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)

set(CPACK_DEBIAN_PACKAGE_RELEASE 1 CACHE STRING "Revision of the Debian package")
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SECTION net)
set(CPACK_DEBIAN_PACKAGE_DESCRIPTION
"A daemon, sellerd, holds items, sales orders and stock of connected seller
accounts in an embedded database on this machine, without a cloud, and paces
every call to the marketplaces' quotas. sellerctl tells it what to do and shows
what it has.")
# Certificates and time zones are read at run time; sysusers and tmpfiles by the maintainer scripts.
set(CPACK_DEBIAN_PACKAGE_DEPENDS "ca-certificates, tzdata, systemd | systemd-standalone-sysusers, systemd | systemd-standalone-tmpfiles")
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_PACKAGE_CONTROL_STRICT_PERMISSION ON)
# What stripping takes away lies in a package of its own.
set(CPACK_DEBIAN_DEBUGINFO_PACKAGE ON)
set(debian "${CMAKE_SOURCE_DIR}/packaging/debian")
set(CPACK_DEBIAN_PACKAGE_CONTROL_EXTRA "${debian}/conffiles;${debian}/postinst;${debian}/prerm;${debian}/postrm")

set(SELLERD_PACKAGE_VERSION "${PROJECT_VERSION}-${CPACK_DEBIAN_PACKAGE_RELEASE}")
configure_file("${debian}/changelog.in" "${CMAKE_BINARY_DIR}/changelog.Debian" @ONLY)
compress(compressed/changelog.Debian.gz "${CMAKE_BINARY_DIR}/changelog.Debian")
install(FILES "${CMAKE_BINARY_DIR}/compressed/changelog.Debian.gz" "${debian}/copyright"
  DESTINATION ${CMAKE_INSTALL_DOCDIR})
install(FILES "${debian}/lintian-overrides" DESTINATION ${CMAKE_INSTALL_DATADIR}/lintian/overrides RENAME sellerd)

get_property(compressed GLOBAL PROPERTY SELLERD_COMPRESSED)
add_custom_target(compressed_documents ALL DEPENDS ${compressed})
include(CPack)
