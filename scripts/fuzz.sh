#!/usr/bin/env bash
# Fuzzes every decoder for SECONDS each (an hour for all of them when left out), two side by side:
#   scripts/fuzz.sh [SECONDS [TARGET...]]      scripts/fuzz.sh 600 tsv csv
# What a run learns is kept in build/fuzz/corpus and taken up by the next. An input that breaks something is kept in
# build/fuzz/crashes; once mended it becomes a seed: tests/fuzz/seeds/TARGET/WHAT_IT_BREAKS.
set -euo pipefail
cd "$(dirname "$0")/.."
. scripts/packages.sh
install_packages

targets=()
for file in tests/fuzz/fuzz_*.cpp; do targets+=("$(basename "$file" .cpp)"); done
# Two at a time share the hour.
seconds=${1:-$((3600 * 2 / ${#targets[@]}))}
if [ $# -gt 1 ]; then
  shift
  targets=("${@/#/fuzz_}")
fi
build fuzz "${targets[@]}"

fuzz() {
  local target=$1 seconds=$2 topic=${1#fuzz_}
  local corpus=build/fuzz/corpus/$topic crashes=build/fuzz/crashes
  mkdir -p "$corpus" "$crashes"
  if "build/fuzz/tests/fuzz/$target" -max_total_time="$seconds" -timeout=10 -rss_limit_mb=2048 -print_final_stats=1 \
    -artifact_prefix="$crashes/$topic-" "$corpus" "tests/fuzz/seeds/$topic" >"build/fuzz/$target.log" 2>&1; then
    echo "$target: $(sed -n 's/^stat::number_of_executed_units: *//p' "build/fuzz/$target.log") inputs, nothing found"
  else
    echo "$target: FOUND something, see build/fuzz/$target.log and $crashes/"
    return 1
  fi
}
export -f fuzz
printf '%s\n' "${targets[@]}" | xargs -P 2 -I{} bash -c "fuzz {} $seconds"
