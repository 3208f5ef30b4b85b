#!/bin/sh
# lintian has nothing to say about the package but what packaging/debian/lintian-overrides explains.
# usage: package_lint.sh PACKAGE_DIRECTORY    exits with 77 where lintian is missing
set -eu
command -v lintian >/dev/null || { echo "skipped: lintian is not installed"; exit 77; }
# The package of debug information is CPack's own work: it has no copyright file and names build paths in its sums.
package=$(ls -t "$1"/sellerd_*.deb | head -n 1)
said=$(lintian --fail-on none --allow-root "$package") || { echo "$said"; exit 1; }
[ -z "$said" ] || { echo "$said"; exit 1; }
