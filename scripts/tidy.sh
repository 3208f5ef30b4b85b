#!/usr/bin/env bash
# clang-tidy with the checks of .clang-tidy; anything found is an error.
#
#   scripts/tidy.sh COMMIT     the product's files that changed since then
#   scripts/tidy.sh --all      all of them (hours of processor time: each parses all of Boost.Asio and Boost.JSON)
#   scripts/tidy.sh FILE...
#
# Needs build/release to be configured.
set -euo pipefail
cd "$(dirname "$0")/.."
. scripts/packages.sh
install_packages clang-tidy-19

product=('common/*.cpp' 'daemon/*.cpp' 'ctl/*.cpp')
case "${1:-}" in
  --all) files=$(git ls-files "${product[@]}") ;;
  "") echo "which files? a commit, --all, or names" >&2; exit 2 ;;
  *.cpp) files=$* ;;
  *) files=$(git diff --name-only --diff-filter=d "$1" -- "${product[@]}") ;;
esac
[ -f build/release/compile_commands.json ] || { echo "clang-tidy: not configured; first: cmake --preset release" >&2; exit 2; }
[ -n "$files" ] || { echo "clang-tidy: nothing has changed"; exit 0; }
echo "clang-tidy: $(echo "$files" | wc -w) files ..."
echo "$files" | xargs -n 1 -P "$(nproc)" clang-tidy-19 -p build/release --quiet --warnings-as-errors='*' 2>&1 |
  # How many were found in the files of others says nothing.
  { grep -vE '^[0-9]+ warnings? generated\.$' || true; }
