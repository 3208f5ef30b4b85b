"""The npm client with SQLite beside sellerd, both reading the same marketplace over the same kind of socket."""

import pathlib
import shutil
import subprocess
import tempfile

import programs
from measurements import Row, thousands

SOURCE = pathlib.Path(__file__).parent / "peer"
ROUNDS = 3


def install(build):
    """Where the peer is installed, as its lock file says; never in the source tree."""
    place = build / "tests/bench/peer"
    place.mkdir(parents=True, exist_ok=True)
    wanted = (SOURCE / "package-lock.json").read_text()
    mark = place / "installed"
    for name in ("package.json", "package-lock.json", "client.js"):
        shutil.copy(SOURCE / name, place)
    if not mark.exists() or mark.read_text() != wanted:
        subprocess.run(["npm", "ci", "--no-audit", "--no-fund"], cwd=place, stdout=subprocess.DEVNULL, check=True)
        mark.write_text(wanted)
    return place


def run_peer(place, marketplace, directory, mode):
    books = pathlib.Path(directory) / f"{mode}.sqlite"
    return programs.figures("node", place / "client.js", marketplace.ready_file, books, mode)[0]


def run_sellerd(build, marketplace, directory):
    """Processor seconds of the first sync of orders, over HTTP as the peer's."""
    daemon = programs.Daemon(build, f"{directory}/data")
    daemon.connect(marketplace)
    daemon.ctl("sync", "items")
    daemon.ctl("sync", "orders")
    spent = programs.cpu_seconds(daemon.pid)
    daemon.end()
    return spent


def peer(bench):
    orders = 20_000
    place = install(bench.build)
    ours, theirs = [], {"search": [], "one-by-one": []}
    for _ in range(ROUNDS):
        with tempfile.TemporaryDirectory(dir=bench.directory) as directory:
            marketplace = programs.Marketplace(bench.build, directory, orders)
            for mode, costs in theirs.items():
                line = run_peer(place, marketplace, directory, mode)
                costs.append(line["cpu_seconds"] * 1e6 / line["orders"])
            marketplace.end()
            marketplace = programs.Marketplace(bench.build, directory, orders)
            ours.append(run_sellerd(bench.build, marketplace, directory) * 1e6 / orders)
            marketplace.end()
    mine = min(ours)
    for mode, words in (("search", "by searches"), ("one-by-one", "order by order")):
        ratio = min(theirs[mode]) / mine
        yield Row(f"the npm client with better-sqlite3, {words}, {thousands(orders)} orders",
                  f"{min(theirs[mode]):.0f} us of one core an order; sellerd over the same HTTP {mine:.0f} us",
                  f"{ratio:.1f}", ">= 10", ratio >= 10)
