#!/usr/bin/env bash
# Shows the main job on the built-in marketplace: connect, sync, status, history, an order.
#   ./demo.sh                       a made-up seller with 2,000 orders
#   ./demo.sh --keep                ends after the first sync, one order of which has failed, and leaves daemon and
#                                   marketplace running for you: README.md goes on from there
#   ./demo.sh --orders FILE.csv[.xz] [--stock FILE.csv[.xz]]    a real export instead
set -euo pipefail
caller_directory=$PWD
cd "$(dirname "$0")"

keep=false
marketplace_options=()
while [ $# -gt 0 ]; do
  case "$1" in
    --keep) keep=true ;;
    --orders | --stock)
      [ $# -ge 2 ] || { echo "demo.sh: $1 needs a file" >&2; exit 2; }
      file=$2
      case "$file" in /*) ;; *) file="$caller_directory/$file" ;; esac
      [ -r "$file" ] || { echo "demo.sh: $1: cannot read $2" >&2; exit 2; }
      marketplace_options+=("$1" "$file")
      shift
      ;;
    -h | --help) sed -n '2,6s/^# \{0,1\}//p' "$0"; exit 0 ;;
    *) echo "demo.sh: unknown argument $1 (try --help)" >&2; exit 2 ;;
  esac
  shift
done

. scripts/packages.sh
install_packages
build release sellerd sellerctl sellerd-sandbox
programs=$PWD/build/release
export PATH="$programs/daemon:$programs/ctl:$programs/tests/sandbox:$PATH"

home=$(mktemp -d "${TMPDIR:-/tmp}/sellerd-demo.XXXXXX")
export SELLERD_SOCKET="$home/sellerd.sock"
daemon= marketplace=
clean_up() {
  status=$?
  if ! $keep || [ "$status" -ne 0 ]; then
    [ -n "$daemon" ] && kill "$daemon" 2>/dev/null && wait "$daemon" 2>/dev/null
    [ -n "$marketplace" ] && kill "$marketplace" 2>/dev/null && wait "$marketplace" 2>/dev/null
    if [ "$status" -ne 0 ] && [ -s "$home/sellerd.log" ]; then
      echo "The daemon's last words:" >&2
      tail -n 20 "$home/sellerd.log" >&2
    fi
    rm -rf "$home"
  fi
  exit "$status"
}
trap clean_up EXIT

say() { printf '\n\033[1m%s\033[0m\n' "$*"; }
run() { printf '$ %s\n' "$*"; "$@"; }
[ -t 1 ] || say() { printf '\n%s\n' "$*"; }

# waits for a condition, 60 s at the most
wait_for() {
  for _ in $(seq 600); do "$@" && return 0; sleep 0.1; done
  echo "demo.sh: gave up waiting for: $*" >&2
  return 1
}

say "1. A marketplace that imitates Amazon's API, quotas included (sped up 20,000 times)"
# The first order of the third page comes garbled, once.
sellerd-sandbox --rate-multiplier 20000 --faults bad-order@searchOrders:3 "${marketplace_options[@]}" >"$home/marketplace.json" 2>"$home/marketplace.log" &
marketplace=$!
marketplace_ready() { [ -s "$home/marketplace.json" ] || { kill -0 "$marketplace" 2>/dev/null || { cat "$home/marketplace.log" >&2; exit 1; }; false; }; }
wait_for marketplace_ready
field() { python3 -c 'import json, sys; print(json.load(open(sys.argv[1]))[sys.argv[2]])' "$home/marketplace.json" "$1"; }
python3 - "$home" <<'PYTHON'
import json, os, sys
home = sys.argv[1]
ready = json.load(open(home + "/marketplace.json"))
with os.fdopen(os.open(home + "/credentials.json", os.O_WRONLY | os.O_CREAT, 0o600), "w") as out:
    json.dump({key: ready[key] for key in ("client_id", "client_secret", "refresh_token")}, out)
PYTHON
echo "It answers at $(field endpoint) and holds $(field orders) orders."

say "2. The daemon"
printf '$ sellerd --data-dir %s &\n' "$home/data"
sellerd --config /dev/null --data-dir "$home/data" --socket "$SELLERD_SOCKET" >"$home/sellerd.log" 2>&1 &
daemon=$!
daemon_ready() { [ -S "$SELLERD_SOCKET" ] || { kill -0 "$daemon" 2>/dev/null || exit 1; false; }; }
wait_for daemon_ready

say "3. Say who sells, for the tax; then connect the account: credentials come from a file, never from the command line"
run sellerctl organisation set --gstin 29AAGCB7383J1Z4 --currency INR
run sellerctl connect amazon-in --seller-id "$(field seller_id)" --credentials-file "$home/credentials.json" \
  --endpoint "$(field endpoint)" --token-endpoint "$(field token_endpoint)"

say "4. The first sync is under way; follow it to its end"
# One order fails: the command says so by its exit status.
run sellerctl sync || [ $? -eq 1 ]

say "5. How everything stands"
run sellerctl status

if $keep; then
  say "Daemon and marketplace go on running. In this shell or another one:"
  echo "  export PATH=$programs/ctl:\$PATH SELLERD_SOCKET=$SELLERD_SOCKET"
  echo "  sellerctl"
  echo "README.md shows how to find out why an order failed, and to mend it."
  echo "Stop them with:  kill $daemon $marketplace; rm -rf $home"
  disown -a
  exit 0
fi

say "6. What ran, and what failed"
run sellerctl history
run sellerctl quarantine
failed=$(sellerctl quarantine --json | python3 -c 'import json, sys; print(*(json.loads(line)["record_id"] for line in sys.stdin))')
for order in $failed; do
  say "   Why? And once more from the marketplace, which has put it right"
  run sellerctl why "$order"
  run sellerctl orders pull "$order"
done

say "7. The newest orders, and one of them in full"
run sellerctl orders --limit 5
order=$(sellerctl orders --status fulfilled --limit 1 --json | python3 -c 'import json, sys; print(json.loads(sys.stdin.readline())["order_id"])')
run sellerctl orders show "$order"

say "8. Does the marketplace agree?"
truth=$(python3 -c 'import sys, urllib.request; print(urllib.request.urlopen(sys.argv[1] + "/_sandbox/truth").read().decode())' "$(field endpoint)")
python3 - "$truth" "$(sellerctl status --json)" <<'PYTHON'
import json, sys
truth = json.loads(sys.argv[1])
held = json.loads(sys.argv[2])["integrations"][0]["totals"]
agree = True
for what in ("orders", "lines", "items"):
    same = truth[what] == held[what]
    agree = agree and same
    print(f"{what:7} marketplace {truth[what]:>7,}   held {held[what]:>7,}   {'equal' if same else 'DIFFERENT'}")
sys.exit(0 if agree else 1)
PYTHON

say "9. What would reading everything a second time take? And it changes nothing"
run sellerctl plan --full
run sellerctl sync orders --full
planned=$(sellerctl plan --full --json | python3 -c 'import json, sys; print(next(row["calls"] for row in map(json.loads, sys.stdin) if row["chosen"]))')
took=$(sellerctl history --module orders --limit 1 --json | python3 -c 'import json, sys; print(json.loads(sys.stdin.readline())["calls"])')
echo "planned $planned calls, took $took"
[ "$planned" = "$took" ]
