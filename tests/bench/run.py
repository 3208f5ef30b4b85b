#!/usr/bin/env python3
"""Measures what sellerd promises and prints the table.

usage: run.py BUILD_DIRECTORY [--quick] [--scale ORDERS]... [--most ORDERS] [--only NAME]... [--without-peer] [--write]

--quick         the smallest sizes, in seconds; what is measured then says nothing
--scale ORDERS  the cost an order at this size too, such as 10000000 (which takes about half an hour)
--most ORDERS   nothing with more orders than that, such as 100000 where there is little time
--only NAME     only this measurement
--without-peer  without the npm client, which is installed from the network
--write         puts the table into docs/performance.md; with --only the other rows stay
"""

import argparse
import pathlib
import sys
import tempfile

sys.dont_write_bytecode = True  # the source tree stays as it is
import measurements
import peer

DOCUMENT = pathlib.Path(__file__).resolve().parents[2] / "docs/performance.md"
BEGIN, END = "<!-- bench: begin -->", "<!-- bench: end -->"
SCALE = [10_000, 100_000, 1_000_000]
QUICK_SCALE = [500, 1_000]
ALL = {"backfill": measurements.backfill, "steady_state": measurements.steady_state, "peer": peer.peer,
       "ingest": measurements.ingest, "start": measurements.start, "latency": measurements.latency,
       "idle": measurements.idle}


def table(rows):
    met = {True: "met", False: "**missed**", None: ""}
    lines = ["| what | figure | ratio | target | |", "|---|---|---|---|---|"]
    lines += [f"| {row.what} | {row.figure} | {row.ratio} | {row.target} | {met[row.met]} |" for row in rows]
    return "\n".join(lines)


def write_document(text, keep_others):
    """A row takes the place of the one whose first cell says the same; the others stay, or go."""
    document = DOCUMENT.read_text()
    before, begin, rest = document.partition(BEGIN)
    old, end, after = rest.partition(END)
    assert begin and end, f"{DOCUMENT} has no place for the table"
    lines = {}
    for line in [*(old.strip().splitlines() if keep_others else []), *text.splitlines()]:
        lines[line.split("|")[1]] = line
    DOCUMENT.write_text(f"{before}{begin}\n" + "\n".join(lines.values()) + f"\n{end}{after}")


def main():
    words = argparse.ArgumentParser(usage=__doc__)
    words.add_argument("build", type=pathlib.Path)
    words.add_argument("--quick", action="store_true")
    words.add_argument("--scale", type=int, action="append", default=[])
    words.add_argument("--most", type=int, default=10**9)
    words.add_argument("--only", action="append", choices=ALL)
    words.add_argument("--without-peer", action="store_true")
    words.add_argument("--write", action="store_true")
    wanted = words.parse_args()
    chosen = [name for name in ALL if not wanted.only or name in wanted.only]
    if wanted.quick or wanted.without_peer:
        chosen = [name for name in chosen if name != "peer"]
    scale = sorted(set((QUICK_SCALE if wanted.quick else SCALE) + wanted.scale))
    scale = [orders for orders in scale if orders <= wanted.most]
    rows = []
    with tempfile.TemporaryDirectory(prefix="sellerd-bench-") as directory:
        bench = measurements.Bench(wanted.build.resolve(), pathlib.Path(directory), wanted.quick, scale, wanted.most)
        for name in chosen:
            found = []
            for row in ALL[name](bench):
                print(f"{row.what}: {row.figure}; {row.ratio} ({row.target})", flush=True)
                found.append(row)
            assert found, f"{name} gave no figure"
            rows += found
    print("\n" + table(rows))
    if wanted.write:
        write_document(table(rows), keep_others=bool(wanted.only))
    return 0


if __name__ == "__main__":
    sys.exit(main())
