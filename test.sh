#!/usr/bin/env bash
# Installs the packages, builds and runs all tests. Arguments go to ctest, such as -R orders or -L simulation.
set -euo pipefail
cd "$(dirname "$0")"
. scripts/packages.sh
install_packages
build release
ctest --preset release "$@"
