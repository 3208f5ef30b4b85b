#!/usr/bin/env bash
# clang-tidy with the checks of .clang-tidy; anything found is an error.
#
#   scripts/tidy.sh --all      the whole product, eight files at a time as the asan preset compiles them
#   scripts/tidy.sh COMMIT     the product's files that changed since then
#   scripts/tidy.sh FILE...
#
# Needs build/asan to be built for --all, build/release to be configured for the others.
set -euo pipefail
cd "$(dirname "$0")/.."
. scripts/packages.sh
install_packages clang-tidy-19

product=('common/*.cpp' 'daemon/*.cpp' 'ctl/*.cpp')
directory=build/release
case "${1:-}" in
  --all)
    directory=build/asan
    # What a library compiles as one, and the programs' own files, which no library has.
    files=$(find build/asan/common build/asan/daemon build/asan/ctl -name 'unity_*.cxx' 2>/dev/null)
    [ -n "$files" ] || { echo "clang-tidy: not built; first: cmake --preset asan && cmake --build --preset asan" >&2; exit 2; }
    files="$files daemon/main.cpp ctl/main.cpp"
    ;;
  "") echo "which files? --all, a commit, or names" >&2; exit 2 ;;
  *.cpp) files=$* ;;
  *) files=$(git diff --name-only --diff-filter=d "$1" -- "${product[@]}") ;;
esac
[ -f $directory/compile_commands.json ] || { echo "clang-tidy: $directory is not configured" >&2; exit 2; }
[ -n "$files" ] || { echo "clang-tidy: nothing has changed"; exit 0; }
echo "clang-tidy: $(echo "$files" | wc -w) files ..."
echo "$files" | xargs -n 1 -P "$(nproc)" clang-tidy-19 -p $directory --quiet --warnings-as-errors='*' 2>&1 |
  # How many were found in the files of others says nothing.
  { grep -vE '^[0-9]+ warnings? generated\.$' || true; }
