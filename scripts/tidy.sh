#!/usr/bin/env bash
# clang-tidy with the checks of .clang-tidy; anything found is an error.
#
#   scripts/tidy.sh            the product's files that changed since the commit in .ci/tidied
#   scripts/tidy.sh --all      all of them (hours of processor time: each parses all of Boost.Asio and Boost.JSON)
#   scripts/tidy.sh FILE...
#
# Needs build/release to be configured. After --all found nothing, write the commit's hash to .ci/tidied.
set -euo pipefail
cd "$(dirname "$0")/.."
. scripts/packages.sh
install_packages clang-tidy-19

case "${1:-}" in
  --all) files=$(git ls-files 'common/*.cpp' 'daemon/*.cpp' 'ctl/*.cpp') ;;
  "") files=$(git diff --name-only --diff-filter=d "$(cat .ci/tidied)" -- 'common/*.cpp' 'daemon/*.cpp' 'ctl/*.cpp') ;;
  *) files=$* ;;
esac
[ -n "$files" ] || { echo "clang-tidy: nothing has changed"; exit 0; }
echo "clang-tidy: $(echo "$files" | wc -w) files ..."
echo "$files" | xargs -n 1 -P "$(nproc)" clang-tidy-19 -p build/release --quiet --warnings-as-errors='*' 2>/dev/null
